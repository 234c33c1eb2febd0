//! What is as it should be is left alone.

use std::fs;
use std::time::{Duration, SystemTime};

use faasc_artifacts::{EnvironmentFiles, compare};

use crate::scratch::{ALL, OPTIONS, Scratch, tree, write_all, write_one};

#[test]
fn a_fresh_write_makes_the_tree_and_the_manifest() {
    let scratch = Scratch::new();
    let report = write_one(&scratch, &tree(&[("a.txt", "1\n"), ("b/c.txt", "2\n")]), &OPTIONS).unwrap();
    let written = ["production/.faasc-manifest.json", "production/a.txt", "production/b/c.txt"];
    assert_eq!(report.written, written);
    assert_eq!(report.unchanged, 0);
    let listing = scratch.listing();
    let paths: Vec<_> = listing.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "production/",
            "production/.faasc-manifest.json",
            "production/a.txt",
            "production/b/",
            "production/b/c.txt"
        ]
    );
    let manifest: serde_json::Value =
        serde_json::from_str(&scratch.text("production/.faasc-manifest.json")).unwrap();
    assert_eq!(manifest["schema"], "faasc.manifest/v1");
    assert_eq!(manifest["compiler"], "0.1.0");
    assert_eq!(manifest["facts"], "2026-11");
    assert_eq!(
        manifest["files"]["a.txt"],
        "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865"
    );
}

#[test]
fn a_second_write_of_the_same_touches_nothing() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n"), ("b/c.txt", "2\n")]);
    write_one(&scratch, &files, &OPTIONS).unwrap();
    let old = SystemTime::now() - Duration::from_secs(3600);
    let paths = ["production/a.txt", "production/b/c.txt", "production/.faasc-manifest.json"];
    for path in paths {
        fs::File::options().write(true).open(scratch.at(path)).unwrap().set_modified(old).unwrap();
    }
    let report = write_all(&scratch, &[("production", &files)], &ALL).unwrap();
    assert!(report.is_current() && report.unchanged == 2, "{report:?}");
    for path in paths {
        let modified = fs::metadata(scratch.at(path)).unwrap().modified().unwrap();
        assert!(modified < SystemTime::now() - Duration::from_secs(3000), "{path} was touched");
    }
}

#[test]
fn only_what_differs_is_written() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a.txt", "1\n"), ("b.txt", "2\n")]), &OPTIONS).unwrap();
    let report = write_one(&scratch, &tree(&[("a.txt", "1\n"), ("b.txt", "3\n")]), &OPTIONS).unwrap();
    assert_eq!(report.written, ["production/.faasc-manifest.json", "production/b.txt"]);
    assert_eq!(report.unchanged, 1);
    assert_eq!(scratch.text("production/b.txt"), "3\n");
}

#[test]
fn a_file_that_somebody_removed_comes_back() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n"), ("b/c.txt", "2\n")]);
    write_one(&scratch, &files, &OPTIONS).unwrap();
    fs::remove_dir_all(scratch.at("production/b")).unwrap();
    let report = write_one(&scratch, &files, &OPTIONS).unwrap();
    assert_eq!(report.written, ["production/b/c.txt"]);
}

#[test]
fn comparing_says_what_writing_would_do_and_does_nothing() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a.txt", "1\n"), ("old/b.txt", "2\n")]), &OPTIONS).unwrap();
    let before = scratch.listing();
    let files = tree(&[("a.txt", "9\n"), ("c.txt", "3\n")]);
    let environments = [EnvironmentFiles { name: "production", tree: &files }];
    let would = compare(&scratch.out(), &environments, &OPTIONS).unwrap();
    assert_eq!(scratch.listing(), before);
    assert!(!would.is_current());
    let did = write_one(&scratch, &files, &OPTIONS).unwrap();
    assert_eq!((&would.written, &would.removed), (&did.written, &did.removed));
    assert!(compare(&scratch.out(), &environments, &OPTIONS).unwrap().is_current());
}

#[test]
fn comparing_with_a_folder_that_is_not_there_makes_none() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    let environments = [EnvironmentFiles { name: "production", tree: &files }];
    let would = compare(&scratch.out(), &environments, &ALL).unwrap();
    assert_eq!(would.written, ["production/.faasc-manifest.json", "production/a.txt"]);
    assert!(!scratch.at("").exists());
}

#[test]
fn many_files_are_compared_as_few_are() {
    let scratch = Scratch::new();
    let mut files = faasc_artifacts::ArtifactTree::new();
    for number in 0..2_000 {
        files.add(format!("terraform/eu/function-{number:04}.tf"), format!("# {number}\n"));
    }
    write_one(&scratch, &files, &OPTIONS).unwrap();
    assert_eq!(scratch.listing().len(), 2_000 + 4);
    assert_eq!(scratch.text("production/terraform/eu/function-1999.tf"), "# 1999\n");
    let report = write_one(&scratch, &files, &OPTIONS).unwrap();
    assert!(report.is_current() && report.unchanged == 2_000);
    scratch.put("production/terraform/eu/function-1234.tf", "# mine\n");
    let found = crate::scratch::refusals(write_one(&scratch, &files, &OPTIONS));
    assert_eq!(found.len(), 1);
    assert!(found[0].1.contains("function-1234.tf"), "{found:?}");
}
