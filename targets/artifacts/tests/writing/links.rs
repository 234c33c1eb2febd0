//! Links in the output are refused by name, never followed.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::scratch::{ALL, FORCED, OPTIONS, Scratch, refusals, tree, write_all, write_one};

fn refused_link(scratch: &Scratch, at: &str) {
    let files = tree(&[("a.txt", "2\n"), ("b/c.txt", "2\n"), ("b/d.txt", "2\n")]);
    for options in [OPTIONS, FORCED, ALL] {
        let found = refusals(write_one(scratch, &files, &options));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "F5004");
        assert!(found[0].1.contains(&format!("/{at}` is a symbolic link")), "{found:?}");
    }
    assert_eq!(fs::read_dir(scratch.path().join("elsewhere")).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(scratch.path().join("elsewhere/c.txt")).unwrap(), "theirs\n");
}

fn scratch_with_elsewhere() -> Scratch {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path().join("elsewhere")).unwrap();
    fs::write(scratch.path().join("elsewhere/c.txt"), "theirs\n").unwrap();
    scratch
}

#[test]
fn the_output_folder_is_no_link() {
    let scratch = scratch_with_elsewhere();
    symlink(scratch.path().join("elsewhere"), scratch.path().join("dist")).unwrap();
    refused_link(&scratch, "dist");
}

#[test]
fn an_environment_is_no_link() {
    let scratch = scratch_with_elsewhere();
    fs::create_dir(scratch.at("")).unwrap();
    symlink(scratch.path().join("elsewhere"), scratch.at("production")).unwrap();
    refused_link(&scratch, "dist/production");
}

#[test]
fn a_folder_inside_is_no_link() {
    let scratch = scratch_with_elsewhere();
    fs::create_dir_all(scratch.at("production")).unwrap();
    symlink(scratch.path().join("elsewhere"), scratch.at("production/b")).unwrap();
    refused_link(&scratch, "dist/production/b");
}

#[test]
fn a_file_is_no_link_even_one_that_leads_nowhere() {
    for to in ["elsewhere/c.txt", "nowhere"] {
        let scratch = scratch_with_elsewhere();
        fs::create_dir_all(scratch.at("production")).unwrap();
        symlink(scratch.path().join(to), scratch.at("production/a.txt")).unwrap();
        refused_link(&scratch, "dist/production/a.txt");
    }
}

#[test]
fn the_manifest_is_no_link() {
    let scratch = scratch_with_elsewhere();
    fs::create_dir_all(scratch.at("production")).unwrap();
    symlink(scratch.path().join("elsewhere/c.txt"), scratch.at("production/.faasc-manifest.json")).unwrap();
    refused_link(&scratch, "dist/production/.faasc-manifest.json");
}

#[test]
fn a_stale_file_behind_a_link_is_not_removed() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("old/c.txt", "theirs\n")]), &OPTIONS).unwrap();
    fs::rename(scratch.at("production/old"), scratch.path().join("elsewhere")).unwrap();
    symlink(scratch.path().join("elsewhere"), scratch.at("production/old")).unwrap();
    let found = refusals(write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS));
    assert_eq!(found[0].0, "F5004");
    assert!(scratch.path().join("elsewhere/c.txt").exists());
}

#[test]
fn a_linked_folder_beside_the_environments_is_not_looked_into() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    write_all(&scratch, &[("production", &files), ("staging", &files)], &ALL).unwrap();
    fs::rename(scratch.at("staging"), scratch.path().join("elsewhere")).unwrap();
    symlink(scratch.path().join("elsewhere"), scratch.at("staging")).unwrap();
    write_all(&scratch, &[("production", &files)], &ALL).unwrap();
    assert!(scratch.path().join("elsewhere/a.txt").exists());
}

#[test]
fn links_above_the_output_folder_are_the_users_own_affair() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path().join("real")).unwrap();
    symlink(scratch.path().join("real"), scratch.path().join("home")).unwrap();
    let out = faasc_artifacts::OutputFolder::new(scratch.path().join("home/dist"));
    let files = tree(&[("a.txt", "1\n")]);
    let environments = [faasc_artifacts::EnvironmentFiles { name: "production", tree: &files }];
    faasc_artifacts::write(&out, &environments, &OPTIONS).unwrap();
    assert!(scratch.path().join("real/dist/production/a.txt").exists());
}
