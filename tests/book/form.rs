//! Holds a page against the form that all pages have.

use std::collections::BTreeSet;

use faasc_diagnostics::Code;

use crate::page::Page;

/// The sections of a page whose examples are executed.
const EXECUTED: [&str; 4] = ["What it means", "Why it hurts", "Example", "Fix"];
/// The sections of a page of a code that no example can raise.
const TESTED_ELSEWHERE: [&str; 3] = ["What it means", "Why it hurts", "Tested by"];
/// May follow.
const MORE: &str = "More";
/// A page longer than this is not read.
const MOST_LINES: usize = 90;

/// What is wrong with the form of `page`.
pub(crate) fn faults(
    page: &Page,
    code: &Code,
    text: &str,
    known: &[&Code],
    is_elsewhere: bool,
) -> Vec<String> {
    let mut faults = Vec::new();
    let title = format!("{}: {}", code.id, code.title);
    if page.title != title {
        faults.push(format!("the first line is `# {}` and must be `# {title}`", page.title));
    }
    if !page.before.trim().is_empty() {
        faults
            .push("something stands between the title and `## What it means`; move it under that".to_owned());
    }
    let wanted: &[&str] = if is_elsewhere { &TESTED_ELSEWHERE } else { &EXECUTED };
    let mut headings = page.headings();
    if headings.last() == Some(&MORE) {
        headings.pop();
    }
    if headings != wanted {
        faults.push(format!(
            "its sections are {}; they must be {}, and perhaps `## {MORE}` at the end",
            listed(&headings),
            listed(wanted)
        ));
    }
    for heading in page.headings() {
        if page.section(heading).is_some_and(str::is_empty) {
            faults.push(format!("`## {heading}` is empty"));
        }
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("it has {lines} lines, more than {MOST_LINES}; make the example smaller"));
    }
    if text.lines().any(|line| line.ends_with(' ')) {
        faults.push("a line ends in a space".to_owned());
    }
    for id in codes_in(text) {
        if !known.iter().any(|code| code.id == id) {
            faults.push(format!("it speaks of {id}, and there is no such code"));
        }
    }
    faults
}

fn listed(headings: &[&str]) -> String {
    if headings.is_empty() {
        return "none".to_owned();
    }
    headings.iter().map(|heading| format!("`## {heading}`")).collect::<Vec<_>>().join(", ")
}

/// The ids of codes that a text names: `F` and four digits, nothing of a word around them.
fn codes_in(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| {
            word.len() == 5 && word.starts_with('F') && word.bytes().skip(1).all(|byte| byte.is_ascii_digit())
        })
        .collect()
}
