//! Findings for people: miette draws the snippets, everything around them is laid out here.

mod clip;
mod edit;
mod excerpt;
mod paint;
mod paragraph;
mod style;

use faasc_diagnostics::Diagnostic;

use crate::{Findings, inert, page_url, remark};
use excerpt::Excerpt;
use paint::Paint;
use paragraph::Paragraph;
pub(crate) use style::Characters;
pub use style::TerminalStyle;

/// Draws `findings` in their order, then what was waived, then where to read more.
/// Empty when there is nothing to say; otherwise it ends with a line break.
#[must_use]
pub fn terminal(findings: &Findings<'_>, style: &TerminalStyle) -> String {
    let paint = Paint::new(style);
    let mut out = String::new();
    for found in findings.active() {
        if !out.is_empty() {
            out.push('\n');
        }
        finding(&mut out, findings, found, &paint);
    }
    waived(&mut out, findings, &paint);
    reading(&mut out, findings, &paint);
    paint.characters.drawn(out)
}

/// The excerpt of `found` alone, plain, for other formats.
pub(crate) fn snippet(
    findings: &Findings<'_>,
    found: &Diagnostic,
    width: usize,
    characters: Characters,
) -> String {
    let unicode = characters == Characters::Unicode;
    let paint = Paint::new(&TerminalStyle { color: false, width, unicode, links: false });
    Excerpt::new(findings, found, &paint).draw(&paint, found.severity)
}

fn finding(out: &mut String, findings: &Findings<'_>, found: &Diagnostic, paint: &Paint) {
    header(out, found, paint);
    out.push_str(&Excerpt::new(findings, found, paint).draw(paint, found.severity));
    match Excerpt::left_out(found) {
        0 => {}
        1 => Paragraph::quiet("and", paint.quiet).write(out, "1 more place", paint),
        more => Paragraph::quiet("and", paint.quiet).write(out, &format!("{more} more places"), paint),
    }
    for note in &found.notes {
        Paragraph::remark("note", paint.note).write(out, note, paint);
    }
    if let Some(help) = &found.help {
        Paragraph::remark("help", paint.help).write(out, help, paint);
    }
    for fix in &found.fixes {
        edit::write(out, findings, fix, paint);
    }
    if let Some(reach) = remark::reach(found) {
        Paragraph::quiet("at", paint.quiet).write(out, &reach, paint);
    }
}

/// `error[F0301]: message`, the message in bold.
fn header(out: &mut String, found: &Diagnostic, paint: &Paint) {
    let color = paint.severity(found.severity);
    let code = if paint.links {
        format!("\u{1b}]8;;{}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", page_url(found.code), found.code.id)
    } else {
        found.code.id.to_owned()
    };
    let word = found.severity.word();
    let lead = paint.with(color, &format!("{word}[{code}]"));
    let columns = word.len() + found.code.id.len() + 2;
    Paragraph::headline(lead, columns, paint.strong).write(out, &inert::line(&found.message), paint);
}

fn waived(out: &mut String, findings: &Findings<'_>, paint: &Paint) {
    let count = findings.waived().count();
    if count == 0 {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let (noun, verb) = if count == 1 { ("finding", "is") } else { ("findings", "are") };
    out.push_str(&paint.with(paint.strong, &format!("{count} {noun} {verb} waived:")));
    out.push('\n');
    for (found, reason) in findings.waived() {
        let place = remark::place(findings, found.primary.span);
        let lead = format!("  {}", paint.with(paint.severity(found.severity), found.code.id));
        let columns = found.code.id.len() + 2;
        Paragraph::listed(lead, columns).write(
            out,
            &format!("{place}: {}", inert::line(&found.message)),
            paint,
        );
        let reason = format!("waived: {}", inert::line(reason));
        Paragraph::listed(" ".repeat(columns), columns).in_style(paint.quiet).write(out, &reason, paint);
    }
}

/// Where the codes are explained: once a run, since the pages are long and the codes repeat.
fn reading(out: &mut String, findings: &Findings<'_>, paint: &Paint) {
    let mut ids: Vec<&str> = findings.active().map(|found| found.code.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let text = match ids.split_last() {
        None => return,
        Some((only, [])) => format!("see `faasc explain {only}`"),
        Some((last, rest)) => format!("see `faasc explain CODE` for {} and {last}", rest.join(", ")),
    };
    out.push('\n');
    Paragraph::listed(String::new(), 0).in_style(paint.quiet).write(out, &text, paint);
}
