//! A file of ours that somebody edited is never lost.

use std::fs;

use crate::scratch::{ALL, FORCED, OPTIONS, Scratch, refusals, tree, write_all, write_one};

#[test]
fn a_hand_edited_file_stops_the_whole_write() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a.txt", "1\n"), ("b.txt", "2\n")]), &OPTIONS).unwrap();
    scratch.put("production/b.txt", "mine\n");
    let before = scratch.listing();
    let next = tree(&[("a.txt", "9\n"), ("b.txt", "8\n"), ("c.txt", "7\n")]);
    let found = refusals(write_all(&scratch, &[("staging", &next), ("production", &next)], &OPTIONS));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "F5001");
    assert!(
        found[0].1.ends_with("dist/production/b.txt` was edited by hand since faasc wrote it"),
        "{found:?}"
    );
    assert_eq!(scratch.listing(), before, "neither its own environment nor the other one was begun");
    write_one(&scratch, &next, &FORCED).unwrap();
    assert_eq!(scratch.text("production/b.txt"), "8\n");
}

#[test]
fn an_edit_that_is_what_would_be_written_is_no_edit() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS).unwrap();
    scratch.put("production/a.txt", "2\n");
    let report = write_one(&scratch, &tree(&[("a.txt", "2\n")]), &OPTIONS).unwrap();
    assert_eq!(report.written, ["production/.faasc-manifest.json"]);
}

#[test]
fn a_hand_edited_file_that_is_no_longer_made_stays_until_forced() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a.txt", "1\n"), ("old/b.txt", "2\n")]), &OPTIONS).unwrap();
    scratch.put("production/old/b.txt", "mine\n");
    let next = tree(&[("a.txt", "1\n")]);
    assert_eq!(refusals(write_one(&scratch, &next, &OPTIONS))[0].0, "F5001");
    write_one(&scratch, &next, &FORCED).unwrap();
    assert!(!scratch.at("production/old").exists());
}

#[test]
fn an_environment_that_is_gone_keeps_its_hand_edited_file() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    write_all(&scratch, &[("production", &files), ("staging", &files)], &ALL).unwrap();
    scratch.put("staging/a.txt", "mine\n");
    assert_eq!(refusals(write_all(&scratch, &[("production", &files)], &ALL))[0].0, "F5001");
    assert_eq!(scratch.text("staging/a.txt"), "mine\n");
}

#[test]
fn several_edits_are_one_finding_that_lists_them() {
    let scratch = Scratch::new();
    let files: Vec<(String, String)> = (0..30).map(|n| (format!("f{n:02}.txt"), format!("{n}\n"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    write_one(&scratch, &tree(&files), &OPTIONS).unwrap();
    for (path, _) in &files {
        fs::write(scratch.at(&format!("production/{path}")), "mine\n").unwrap();
    }
    let fault = write_one(&scratch, &tree(&files), &OPTIONS).unwrap_err();
    let [found] = fault.found() else { panic!("{fault:?}") };
    assert!(found.message.starts_with("30 files in "), "{}", found.message);
    assert!(found.notes.iter().any(|note| note == "and 10 more"));
    assert_eq!(found.environments, ["production"]);
}
