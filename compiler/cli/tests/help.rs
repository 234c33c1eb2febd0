//! The help of each verb, as a plain file that is reviewed like prose. `BLESS=1` writes them anew.

mod common;

use std::fs;
use std::path::PathBuf;

use common::Folder;

const VERBS: [&str; 10] =
    ["init", "check", "compile", "explain", "schema", "facts", "graph", "flow", "fmt", "completions"];

fn compare(name: &str, text: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/help").join(format!("{name}.txt"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, text).expect("the help can be written");
        return;
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, known, "help of `{name}`; BLESS=1 accepts it");
}

#[test]
fn the_help_of_every_verb_is_as_reviewed() {
    let folder = Folder::new("help");
    compare("faasc", &folder.run(&["--help"]).ends(0).out);
    for verb in VERBS {
        compare(verb, &folder.run(&[verb, "--help"]).ends(0).out);
    }
}

#[test]
fn every_verb_shows_examples_and_no_line_is_wider_than_the_page() {
    let folder = Folder::new("help-width");
    for verb in VERBS {
        let help = folder.run(&[verb, "--help"]).ends(0).out;
        assert!(help.contains("Examples:"), "{verb}");
        for line in help.lines() {
            assert!(line.chars().count() <= 92, "{verb}: {line}");
        }
    }
}

#[test]
fn verbs_of_later_issues_are_not_listed() {
    let folder = Folder::new("help-later");
    let help = folder.run(&["--help"]).ends(0).out;
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(listed, VERBS);
}
