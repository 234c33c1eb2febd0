//! The page of what breaks in production, `docs/traps.md`: no number is missing or twice, every code and every test that
//! it names exists, and little is left out.

mod limits;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many traps of AWS, Kubernetes and everywhere may be left out, and how many of the other clouds, whose resources are
/// not emitted yet. The first number is a promise; both may only shrink.
const MOST_LEFT_OUT: usize = 10;
const MOST_LEFT_OUT_ELSEWHERE: usize = 12;

/// A row of the page.
struct Row {
    number: String,
    section: String,
    breaks: String,
    source: String,
    held: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/traps.md")).expect("the page of traps");
    let mut section = String::new();
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut section);
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let (true, [number, breaks, source, held]) = (line.starts_with("| "), cells.as_slice())
            && *number != "no."
        {
            found.push(Row {
                number: (*number).to_owned(),
                section: section.clone(),
                breaks: (*breaks).to_owned(),
                source: (*source).to_owned(),
                held: (*held).to_owned(),
            });
        }
    }
    found
}

/// The numbers that the page must have.
fn wanted() -> Vec<String> {
    let lettered = |letter: &'static str, most: u32| (1..=most).map(move |at| format!("{letter}{at}"));
    (1..=69)
        .map(|at| at.to_string())
        .chain(lettered("C", 6))
        .chain(lettered("X", 20))
        .chain(lettered("L", 12))
        .chain(lettered("E", 12))
        .collect()
}

/// The codes in a cell.
fn codes(held: &str) -> Vec<&str> {
    let words = held.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| {
            word.len() == 5 && word.starts_with('F') && word[1..].bytes().all(|b| b.is_ascii_digit())
        })
        .collect()
}

/// The names of tests in a cell: words in backticks with at least three parts.
fn tests(held: &str) -> Vec<&str> {
    let quoted = held.split('`').skip(1).step_by(2);
    quoted
        .filter(|word| word.matches('_').count() >= 2)
        .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
        .collect()
}

/// The names of all functions under a folder that are tests.
fn known_tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            known_tests(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                if line.starts_with("#[test]") {
                    is_test = true;
                } else if let Some(rest) = line.strip_prefix("fn ") {
                    if is_test {
                        found.extend(rest.split('(').next().map(str::to_owned));
                    }
                    is_test = false;
                }
            }
        }
    }
}

#[test]
fn every_trap_is_there_once() {
    let found: Vec<String> = rows().into_iter().map(|row| row.number).collect();
    assert_eq!(found, wanted());
}

#[test]
fn every_row_says_what_breaks_who_tells_it_and_where_it_is_held() {
    for row in rows() {
        assert!(!row.breaks.is_empty() && !row.source.is_empty(), "{}", row.number);
        let is_held = !codes(&row.held).is_empty()
            || !tests(&row.held).is_empty()
            || row.held.contains("by construction")
            || row.held.starts_with("left out: ");
        assert!(is_held, "{}: {}", row.number, row.held);
    }
}

#[test]
fn every_code_that_is_named_exists() {
    let known: BTreeSet<&str> = faasc_cli::codes().into_iter().map(|code| code.id).collect();
    for row in rows() {
        for code in codes(&row.held) {
            assert!(known.contains(code), "{}: there is no code {code}", row.number);
        }
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let mut known = BTreeSet::new();
    for folder in ["compiler", "targets", "tests"] {
        known_tests(&root().join(folder), &mut known);
    }
    for row in rows() {
        for test in tests(&row.held) {
            assert!(known.contains(test), "{}: there is no test `{test}`", row.number);
        }
    }
}

#[test]
fn little_is_left_out() {
    let left_out: Vec<Row> = rows().into_iter().filter(|row| row.held.starts_with("left out: ")).collect();
    let is_elsewhere =
        |row: &&Row| matches!(row.section.as_str(), "Google Cloud" | "Azure") || row.number == "X14";
    let elsewhere = left_out.iter().filter(is_elsewhere).count();
    let here = left_out.len() - elsewhere;
    assert!(here <= MOST_LEFT_OUT, "{here} of AWS and Kubernetes are left out");
    assert!(elsewhere <= MOST_LEFT_OUT_ELSEWHERE, "{elsewhere} of other clouds are left out");
}
