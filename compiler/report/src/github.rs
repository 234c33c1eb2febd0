//! Annotations of GitHub Actions: workflow commands on standard output.
//!
//! The runner shows ten annotations of each kind in a step. The most severe findings come first; what would not
//! be shown is listed as plain lines, and a notice says how many these are.

use std::fmt::Write as _;

use faasc_diagnostics::{Diagnostic, Severity};

use crate::{Findings, inert, remark};

/// Annotations of one kind that a step shows.
const SHOWN: usize = 10;

/// Draws `findings` as workflow commands. Waived findings are not annotated.
#[must_use]
pub fn github(findings: &Findings<'_>) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "notice")];
    let hidden: usize = kinds[..2].iter().map(|(severity, _)| beyond(findings, *severity, SHOWN)).sum();
    // The closing notice takes the place of one annotation.
    let notices = if hidden > 0 || findings.count(Severity::Note) > SHOWN { SHOWN - 1 } else { SHOWN };
    let hidden = hidden + beyond(findings, Severity::Note, notices);

    let mut out = String::new();
    let mut rest = String::new();
    for (severity, command) in kinds {
        let shown = if severity == Severity::Note { notices } else { SHOWN };
        let of_kind = findings.active().filter(|found| found.severity == severity);
        for (at, found) in of_kind.enumerate() {
            if at < shown {
                annotation(&mut out, findings, found, command);
            } else {
                plain(&mut rest, findings, found);
            }
        }
    }
    out.push_str(&rest);
    if hidden > 0 {
        let (more, are) = if hidden == 1 { ("finding", "is") } else { ("findings", "are") };
        let _ = writeln!(
            out,
            "::notice title=faasc::{hidden} more {more} {are} listed in the log of this step: \
             only {SHOWN} annotations of a kind are shown"
        );
    }
    out
}

fn beyond(findings: &Findings<'_>, severity: Severity, shown: usize) -> usize {
    findings.count(severity).saturating_sub(shown)
}

fn annotation(out: &mut String, findings: &Findings<'_>, found: &Diagnostic, command: &str) {
    let place = findings.place(found.primary.span);
    let mut text = remark::whole(found);
    for label in remark::places(findings, found) {
        text.push('\n');
        text.push_str(&label);
    }
    if let Some(reach) = remark::reach(found) {
        let _ = write!(text, "\nat: {reach}");
    }
    let _ = write!(out, "::{command} file={}", property(&inert::line(place.path)));
    let _ = write!(out, ",line={},col={}", place.start.line, place.start.column);
    // A block ends where the next line begins; the annotation is shown at its last line.
    let is_at_start = place.end.column == 1 && place.end.line > place.start.line;
    let _ = write!(out, ",endLine={}", place.end.line - u32::from(is_at_start));
    if place.end.line == place.start.line && place.end.column > place.start.column {
        let _ = write!(out, ",endColumn={}", place.end.column);
    }
    let title = format!("{} {}", found.code.id, found.code.name);
    let _ = writeln!(out, ",title={}::{}", property(&title), data(&text));
}

/// One line for the log. It never begins with `::`, and `##[`, the runner's older command, is broken up.
fn plain(out: &mut String, findings: &Findings<'_>, found: &Diagnostic) {
    let line = format!(
        "{}[{}] {}: {}",
        found.severity.word(),
        found.code.id,
        remark::place(findings, found.primary.span),
        inert::line(&found.message)
    );
    out.push_str(&line.replace("##[", "## ["));
    out.push('\n');
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
