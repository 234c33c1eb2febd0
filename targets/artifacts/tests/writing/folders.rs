//! Which folders are written, cleaned and kept.

use faasc_artifacts::{EnvironmentFiles, OutputFolder, WriteOptions, write};

use crate::scratch::{ALL, OPTIONS, Scratch, refusals, tree, write_all, write_one};

#[test]
fn stale_files_go_and_then_their_empty_folders() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a/b/c/d.txt", "1\n"), ("a/e.txt", "1\n")]), &OPTIONS).unwrap();
    let report = write_one(&scratch, &tree(&[("a/e.txt", "1\n")]), &OPTIONS).unwrap();
    assert_eq!(report.removed, ["production/a/b/c/d.txt"]);
    assert!(scratch.at("production/a").exists() && !scratch.at("production/a/b").exists());
}

#[test]
fn an_empty_folder_of_the_users_stays() {
    let scratch = Scratch::new();
    let files = tree(&[("a/b.txt", "1\n")]);
    write_one(&scratch, &files, &OPTIONS).unwrap();
    std::fs::create_dir_all(scratch.at("production/a/mine")).unwrap();
    write_one(&scratch, &tree(&[("c.txt", "1\n")]), &OPTIONS).unwrap();
    assert!(scratch.at("production/a/mine").is_dir());
}

#[test]
fn a_folder_can_become_a_file_and_a_file_a_folder() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("x/y/z.txt", "1\n"), ("v", "1\n")]), &OPTIONS).unwrap();
    write_one(&scratch, &tree(&[("x", "2\n"), ("v/w/u.txt", "2\n")]), &OPTIONS).unwrap();
    assert_eq!(scratch.text("production/x"), "2\n");
    assert_eq!(scratch.text("production/v/w/u.txt"), "2\n");
    write_one(&scratch, &tree(&[("x/y/z.txt", "3\n"), ("v", "3\n")]), &OPTIONS).unwrap();
    assert_eq!(scratch.text("production/x/y/z.txt"), "3\n");
}

#[test]
fn a_path_whose_case_changes_is_one_file_afterwards() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("Main.tf", "1\n")]), &OPTIONS).unwrap();
    write_one(&scratch, &tree(&[("main.tf", "1\n")]), &OPTIONS).unwrap();
    let paths: Vec<_> = scratch.listing().into_keys().collect();
    assert_eq!(paths, ["production/", "production/.faasc-manifest.json", "production/main.tf"]);
}

#[test]
fn environments_that_were_not_asked_for_stay_as_they_are() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    write_all(&scratch, &[("production", &files), ("staging", &files)], &ALL).unwrap();
    let report = write_one(&scratch, &tree(&[("b.txt", "1\n")]), &OPTIONS).unwrap();
    assert_eq!(report.removed, ["production/a.txt"]);
    assert!(scratch.at("staging/a.txt").exists());
}

#[test]
fn environments_that_are_gone_go_when_all_are_compiled() {
    let scratch = Scratch::new();
    let files = tree(&[("a/b.txt", "1\n")]);
    write_all(&scratch, &[("production", &files), ("staging", &files)], &ALL).unwrap();
    scratch.put("images/charge/Dockerfile", "FROM scratch\n");
    scratch.put("notes/mine.md", "mine\n");
    let report = write_all(&scratch, &[("production", &files)], &ALL).unwrap();
    assert_eq!(report.removed, ["staging/.faasc-manifest.json", "staging/a/b.txt"]);
    assert!(!scratch.at("staging").exists());
    assert!(scratch.at("images/charge/Dockerfile").exists() && scratch.at("notes/mine.md").exists());
}

#[test]
fn an_app_cleans_up_after_itself_alone() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    let other = WriteOptions { app: "video", ..ALL };
    write_all(&scratch, &[("production", &files)], &ALL).unwrap();
    write_all(&scratch, &[("cluster", &files)], &other).unwrap();
    assert!(scratch.at("production/a.txt").exists());
    let refused = write_all(&scratch, &[("production", &files)], &other).unwrap_err();
    assert_eq!(refused.found()[0].code.id, "F5008", "a folder does not change hands unasked");
    assert!(scratch.at("cluster").exists(), "and nothing else happened");
    let forced = WriteOptions { is_forced: true, ..other };
    let report = write_all(&scratch, &[("production", &files)], &forced).unwrap();
    assert_eq!(report.found[0].code.id, "F5008");
    assert!(!scratch.at("cluster").exists());
}

#[test]
fn apps_that_share_an_output_folder_have_a_folder_each() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    let environments = [EnvironmentFiles { name: "production", tree: &files }];
    for app in ["shop", "billing"] {
        let options = WriteOptions { app, ..ALL };
        write(&scratch.out().of_app(app), &environments, &options).unwrap();
    }
    assert!(scratch.at("shop/production/a.txt").exists() && scratch.at("billing/production/a.txt").exists());
}

#[test]
fn an_output_folder_deep_down_is_made() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    let out = OutputFolder::new(scratch.path().join("x/y/z"));
    write(&out, &[EnvironmentFiles { name: "production", tree: &files }], &OPTIONS).unwrap();
    assert!(scratch.path().join("x/y/z/production/a.txt").exists());
}

#[test]
fn kept_names_are_no_environments() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    for name in ["images", "packages", ".git", "..", "a/b", ""] {
        let found = refusals(write_all(&scratch, &[(name, &files)], &OPTIONS));
        assert_eq!(found[0].0, "F5005", "{name}");
    }
    assert!(!scratch.at("").exists());
}
