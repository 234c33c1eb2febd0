//! Markdown for pull requests and job summaries, from a template whose every value is escaped.

use faasc_diagnostics::Diagnostic;
use handlebars::Handlebars;
use serde::Serialize;

use crate::terminal::{Characters, snippet};
use crate::{Findings, inert, page_url, remark, summary};

/// Findings that are drawn in full; forges refuse longer comments.
const MOST: usize = 100;
/// Columns of the excerpts.
const WIDTH: usize = 100;

#[derive(Serialize)]
struct Page {
    summary: String,
    findings: Vec<Entry>,
    more: usize,
    waived: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    severity: &'static str,
    code: &'static str,
    url: String,
    place: String,
    message: String,
    fence: String,
    excerpt: String,
    remarks: Vec<Line>,
    reach: Option<String>,
    reason: String,
}

#[derive(Serialize)]
struct Line {
    kind: &'static str,
    text: String,
}

/// Draws `findings` as Markdown, the first hundred in full. Users' text can neither format nor link.
///
/// # Panics
/// Never: the template ships with the compiler and a test renders it.
#[must_use]
pub fn markdown(findings: &Findings<'_>) -> String {
    let page = Page {
        summary: summary(findings),
        findings: findings.active().take(MOST).map(|found| entry(findings, found)).collect(),
        more: findings.active().count().saturating_sub(MOST),
        waived: findings.waived().take(MOST).map(|(found, _)| entry(findings, found)).collect(),
    };
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    templates.register_escape_fn(escaped);
    templates
        .render_template(include_str!("../templates/findings.md.hbs"), &page)
        .expect("the template of our own fits its data")
}

fn entry(findings: &Findings<'_>, found: &Diagnostic) -> Entry {
    let excerpt = snippet(findings, found, WIDTH, Characters::Unicode);
    Entry {
        severity: found.severity.word(),
        code: found.code.id,
        url: page_url(found.code),
        place: remark::place(findings, found.primary.span),
        message: inert::line(&found.message).into_owned(),
        fence: "`".repeat((longest_run(&excerpt) + 1).max(3)),
        excerpt,
        remarks: remark::advice(found)
            .into_iter()
            .map(|advice| Line { kind: advice.kind, text: advice.text.replace('\n', " ") })
            .collect(),
        reach: remark::reach(found),
        reason: inert::line(found.waived.as_deref().unwrap_or_default()).into_owned(),
    }
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// `text` for Markdown: what stands between two backticks becomes a code span, the rest loses its powers.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, left)) = after.split_once('`') else { break };
        push_plain(&mut out, before);
        if code.trim().is_empty() {
            push_plain(&mut out, &format!("`{code}`"));
        } else {
            out.push('`');
            out.push_str(&code.replace(['\n', '\r'], " "));
            out.push('`');
        }
        rest = left;
    }
    push_plain(&mut out, rest);
    out
}

/// `text` in which nothing is Markdown, a mention or HTML; line breaks become blanks.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_plain(&mut out, text);
    out
}

fn push_plain(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            // An entity is still a mention to forges, a comment in between is not.
            '@' => out.push_str("@<!-- -->"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_spans_survive() {
        assert_eq!(
            escaped("no `a_b` here [x](y) <b> @ann ``` `"),
            "no `a_b` here \\[x\\](y) &lt;b&gt; @<!-- -->ann \\`\\`\\` \\`"
        );
        assert_eq!(longest_run("a ```` b `"), 4);
    }
}
