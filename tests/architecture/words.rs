//! The words of STYLE.md.

use std::path::Path;

use faasc_tests::folder::files_below;
use libtest_mimic::Failed;

use crate::files::sources;
use crate::none;

/// Words that stand for another one of ours, in whichever meaning. Those of the glossary that also have a meaning of
/// their own (a topic of Kafka, a location of a bucket) are left to people.
const REFUSED: &[(&str, &str)] = &[
    ("DLQ", "dead letter"),
    ("saga", "flow"),
    ("microservice", "function"),
    ("colour", "color"),
    ("serialise", "serialize"),
    ("cancelled", "canceled"),
    ("normalise", "normalize"),
    ("TODO", "what is to be done, or an issue"),
    ("FIXME", "what is to be done, or an issue"),
    ("XXX", "what is to be done, or an issue"),
    ("oops", "what happened"),
];

/// Paths of somebody's machine.
const LOCAL: &[&str] = &["/home/", "/Users/", "C:\\"];

pub(crate) fn are_ours() -> Result<(), Failed> {
    let mut faults = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut texts: Vec<(String, String)> =
        sources(&["compiler", "targets"]).into_iter().map(|source| (source.path, source.text)).collect();
    for (path, bytes) in files_below(&root.join("docs")) {
        texts.push((format!("docs/{path}"), String::from_utf8_lossy(&bytes).into_owned()));
    }
    for page in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        texts.push((page.to_owned(), std::fs::read_to_string(root.join(page)).unwrap_or_default()));
    }
    for (path, text) in texts {
        for (at, line) in text.lines().enumerate() {
            for (word, ours) in REFUSED.iter().filter(|(word, _)| has_word(line, word)) {
                faults.push(format!("{path}:{}: `{word}`, say `{ours}`", at + 1));
            }
            for part in LOCAL.iter().filter(|part| line.contains(**part)) {
                faults.push(format!("{path}:{}: `{part}`", at + 1));
            }
        }
    }
    none(&faults)
}

/// Whether `word` stands in `line` by itself.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    line.match_indices(word).any(|(at, _)| {
        !is_part(line[..at].chars().next_back()) && !is_part(line[at + word.len()..].chars().next())
    })
}
