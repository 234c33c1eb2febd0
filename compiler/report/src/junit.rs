//! JUnit XML: a suite per file, a case per code and place; an error fails, a waived finding is skipped.

use std::fmt::Write as _;

use faasc_diagnostics::{Diagnostic, Severity};

use crate::{Findings, inert, remark};

/// One case: findings of one code at one place.
struct Case<'a> {
    found: Vec<&'a Diagnostic>,
}

impl Case<'_> {
    fn has_failed(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error && found.waived.is_none())
    }

    fn is_skipped(&self) -> bool {
        self.found.iter().all(|found| found.waived.is_some())
    }
}

/// Cases of one file.
struct Suite<'a> {
    path: &'a str,
    cases: Vec<Case<'a>>,
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| case.has_failed()).count()
    }

    fn skipped(&self) -> usize {
        self.cases.iter().filter(|case| case.is_skipped()).count()
    }
}

/// Draws `findings` as JUnit XML. Without findings there is one case, which passes.
#[must_use]
pub fn junit(findings: &Findings<'_>) -> String {
    let suites = suites(findings);
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let skipped: usize = suites.iter().map(Suite::skipped).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"faasc\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">",
        tests.max(1)
    );
    for suite in &suites {
        write_suite(&mut out, findings, suite);
    }
    if suites.is_empty() {
        out.push_str(concat!(
            "  <testsuite name=\"faasc\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n",
            "    <testcase classname=\"faasc\" name=\"no findings\"/>\n",
            "  </testsuite>\n"
        ));
    }
    out.push_str("</testsuites>\n");
    out
}

fn suites<'a>(findings: &Findings<'a>) -> Vec<Suite<'a>> {
    let mut sorted: Vec<&'a Diagnostic> = findings.diagnostics.iter().collect();
    sorted.sort_by_key(|found| (found.primary.span, found.code.id));
    let mut suites: Vec<Suite<'a>> = Vec::new();
    let mut last: Option<&Diagnostic> = None;
    for found in sorted {
        let span = found.primary.span;
        if last.is_none_or(|last| last.primary.span.file != span.file) {
            suites.push(Suite { path: findings.place(span).path, cases: Vec::new() });
        }
        let is_same = last.is_some_and(|last| last.primary.span == span && last.code.id == found.code.id);
        last = Some(found);
        let Some(suite) = suites.last_mut() else { continue };
        match suite.cases.last_mut() {
            Some(case) if is_same => case.found.push(found),
            _ => suite.cases.push(Case { found: vec![found] }),
        }
    }
    suites
}

fn write_suite(out: &mut String, findings: &Findings<'_>, suite: &Suite<'_>) {
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
        escaped(suite.path),
        suite.cases.len(),
        suite.failures(),
        suite.skipped()
    );
    for case in &suite.cases {
        write_case(out, findings, case);
    }
    out.push_str("  </testsuite>\n");
}

fn write_case(out: &mut String, findings: &Findings<'_>, case: &Case<'_>) {
    let Some(first) = case.found.first() else { return };
    let place = findings.place(first.primary.span);
    let path = escaped(place.path);
    let (line, column) = (place.start.line, place.start.column);
    let _ = writeln!(
        out,
        "    <testcase classname=\"{path}\" name=\"{} {} at {line}:{column}\" file=\"{path}\" line=\"{line}\">",
        first.code.id, first.code.name
    );
    let shown: Vec<String> = case.found.iter().map(|found| report(findings, found)).collect();
    let text = escaped(&shown.join("\n\n"));
    if case.has_failed() {
        let worst =
            case.found.iter().find(|found| found.severity == Severity::Error && found.waived.is_none());
        let message = escaped(&inert::line(&worst.unwrap_or(first).message));
        let _ =
            writeln!(out, "      <failure type=\"{}\" message=\"{message}\">{text}</failure>", first.code.id);
    } else if case.is_skipped() {
        let reason = first.waived.as_deref().unwrap_or_default();
        let _ = writeln!(out, "      <skipped message=\"waived: {}\"/>", escaped(&inert::line(reason)));
        let _ = writeln!(out, "      <system-out>{text}</system-out>");
    } else {
        let _ = writeln!(out, "      <system-out>{text}</system-out>");
    }
    out.push_str("    </testcase>\n");
}

/// A finding as plain text.
fn report(findings: &Findings<'_>, found: &Diagnostic) -> String {
    let place = remark::place(findings, found.primary.span);
    let mut text =
        format!("{}[{}]: {}\n{place}", found.severity.word(), found.code.id, inert::line(&found.message));
    if !found.primary.text.is_empty() {
        let _ = write!(text, ": {}", inert::line(&found.primary.text));
    }
    for label in remark::places(findings, found) {
        let _ = write!(text, "\n{label}");
    }
    for advice in remark::advice(found) {
        let _ = write!(text, "\n{advice}");
    }
    if let Some(reach) = remark::reach(found) {
        let _ = write!(text, "\nat: {reach}");
    }
    text
}

/// `text` inside XML, in an attribute or between tags. What XML 1.0 cannot hold at all is shown as a picture.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in inert::block(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
