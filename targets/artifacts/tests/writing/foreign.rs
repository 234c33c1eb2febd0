//! What is not ours is left alone.

use std::fs;

use crate::scratch::{ALL, FORCED, OPTIONS, Scratch, refusals, tree, write_all, write_one};

const OF_TERRAFORM: [&str; 5] = [
    "production/terraform/eu/terraform.tfstate",
    "production/terraform/eu/terraform.tfstate.backup",
    "production/terraform/eu/.terraform.lock.hcl",
    "production/terraform/eu/.terraform/providers/aws",
    "production/terraform/eu/my-own.tf",
];

#[test]
fn state_and_files_of_the_users_survive_every_write() {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("terraform/eu/main.tf", "1\n")]), &OPTIONS).unwrap();
    for path in OF_TERRAFORM {
        scratch.put(path, path);
    }
    let trees = [
        tree(&[("terraform/eu/main.tf", "2\n"), ("terraform/eu/events.tf", "2\n")]),
        tree(&[("terraform/us/main.tf", "3\n")]),
        tree(&[("plan.json", "{}\n")]),
    ];
    for tree in &trees {
        write_one(&scratch, tree, &FORCED).unwrap();
        for path in OF_TERRAFORM {
            assert_eq!(scratch.text(path), path);
        }
    }
    assert!(!scratch.at("production/terraform/eu/main.tf").exists());
}

#[test]
fn the_state_of_an_environment_that_is_gone_stays_and_is_told() {
    let scratch = Scratch::new();
    let files = tree(&[("terraform/eu/main.tf", "1\n")]);
    write_all(&scratch, &[("production", &files), ("staging", &files), ("pr-1", &files)], &ALL).unwrap();
    scratch.put("staging/terraform/eu/terraform.tfstate", "state");
    let report = write_all(&scratch, &[("production", &files)], &ALL).unwrap();
    assert_eq!(report.left, ["staging"]);
    assert_eq!(scratch.text("staging/terraform/eu/terraform.tfstate"), "state");
    assert!(!scratch.at("staging/terraform/eu/main.tf").exists());
    assert!(!scratch.at("staging/.faasc-manifest.json").exists());
    assert!(!scratch.at("pr-1").exists());
}

#[test]
fn a_file_in_the_way_is_refused_until_forced() {
    let scratch = Scratch::new();
    scratch.put("production/a.txt", "mine\n");
    let files = tree(&[("a.txt", "1\n"), ("b.txt", "2\n")]);
    let found = refusals(write_one(&scratch, &files, &OPTIONS));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "F5002");
    assert!(!scratch.at("production/b.txt").exists());
    write_one(&scratch, &files, &FORCED).unwrap();
    assert_eq!(scratch.text("production/a.txt"), "1\n");
}

#[test]
fn a_file_in_the_way_of_equal_length_is_refused_too() {
    let scratch = Scratch::new();
    scratch.put("production/a.txt", "9\n");
    assert_eq!(refusals(write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS))[0].0, "F5002");
}

#[test]
fn a_file_in_the_way_with_equal_bytes_is_ours_from_then_on() {
    let scratch = Scratch::new();
    scratch.put("production/a.txt", "1\n");
    let report = write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS).unwrap();
    assert_eq!(report.adopted, ["production/a.txt"]);
    assert_eq!(report.written, ["production/.faasc-manifest.json"]);
    let report = write_one(&scratch, &tree(&[("b.txt", "1\n")]), &OPTIONS).unwrap();
    assert_eq!(report.removed, ["production/a.txt"]);
}

#[test]
fn a_folder_where_a_file_is_to_be_is_refused_even_when_forced() {
    let scratch = Scratch::new();
    scratch.put("production/a.txt/mine", "mine\n");
    let files = tree(&[("a.txt", "1\n")]);
    for options in [OPTIONS, FORCED] {
        let found = refusals(write_one(&scratch, &files, &options));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "F5005");
        assert!(found[0].1.ends_with("a.txt` is a folder where a file is to be written"), "{found:?}");
    }
    assert_eq!(scratch.text("production/a.txt/mine"), "mine\n");
}

#[test]
fn a_file_where_a_folder_is_to_be_is_refused_by_name() {
    let scratch = Scratch::new();
    scratch.put("production/terraform", "mine\n");
    let files = tree(&[("terraform/eu/main.tf", "1\n"), ("terraform/us/main.tf", "1\n")]);
    let found = refusals(write_one(&scratch, &files, &OPTIONS));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].1.ends_with("production/terraform` is a file where a folder is to be made"),
        "{found:?}"
    );
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let scratch = Scratch::new();
    fs::write(scratch.path().join("dist"), "mine\n").unwrap();
    let found = refusals(write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS));
    assert_eq!(found[0].0, "F5005");
}
