//! When the system fails, it is told, nothing is half-written, and the next run finishes.

use std::io::ErrorKind;

use faasc_artifacts::{ArtifactTree, EnvironmentFiles, WriteFault, WriteOptions, write_through};

use crate::disks::FailingDisk;
use crate::scratch::{ALL, OPTIONS, Scratch, tree, write_all};

fn before() -> ArtifactTree {
    tree(&[("a.txt", "before\n"), ("b/c.txt", "before\n"), ("old/d.txt", "before\n"), ("v", "before\n")])
}

fn after() -> ArtifactTree {
    tree(&[("a.txt", "after\n"), ("b/c.txt", "before\n"), ("new/e.txt", "after\n"), ("v/w", "after\n")])
}

#[test]
fn a_disk_that_fails_at_any_step_leaves_each_file_old_or_new() {
    for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
        for step in 0.. {
            let scratch = Scratch::new();
            write_all(&scratch, &[("production", &before()), ("staging", &before())], &ALL).unwrap();
            scratch.put("production/old/mine.txt", "mine\n");
            let disk = FailingDisk::new(step, kind);
            let files = after();
            let environments = [EnvironmentFiles { name: "production", tree: &files }];
            let result = write_through(&disk, &scratch.out(), &environments, &ALL);
            if !disk.has_failed() {
                result.unwrap();
                assert!(step > 15, "all {step} steps were tried");
                break;
            }
            assert_told(&result.unwrap_err(), kind);
            for (path, bytes) in scratch.listing() {
                if path.ends_with(".txt") && !path.ends_with("mine.txt") {
                    assert!(
                        [&b"before\n"[..], b"after\n"].contains(&&bytes[..]),
                        "step {step}: {path} is torn"
                    );
                }
                assert!(!path.contains(".faasc-tmp-"), "step {step}: {path} was left");
            }
            finishes(&scratch, step);
        }
    }
}

fn assert_told(fault: &WriteFault, kind: ErrorKind) {
    let WriteFault::Failed(found) = fault else { panic!("{fault:?}") };
    let [found] = &found[..] else { panic!("{found:?}") };
    assert_eq!(found.code.id, "F5007");
    let cause = if kind == ErrorKind::StorageFull { "the disk is full" } else { "permission denied" };
    assert!(found.message.ends_with(cause), "{}", found.message);
    assert!(found.message.starts_with("cannot "), "{}", found.message);
}

/// The next run, whose tree is another one again, needs no `--force`.
fn finishes(scratch: &Scratch, step: u32) {
    let next = tree(&[("a.txt", "next\n"), ("x/y.txt", "next\n")]);
    write_all(scratch, &[("production", &next)], &ALL)
        .unwrap_or_else(|fault| panic!("step {step}: {fault:?}"));
    let fresh = Scratch::new();
    write_all(&fresh, &[("production", &next)], &ALL).unwrap();
    let mut found = scratch.listing();
    for path in ["production/old/", "production/old/mine.txt"] {
        assert!(found.remove(path).is_some(), "step {step}: the user's file is gone");
    }
    // Whether an empty folder without a manifest was ours cannot be known.
    if found.contains_key("staging/")
        && !found.keys().any(|path| path.starts_with("staging/") && path != "staging/")
    {
        found.remove("staging/");
    }
    assert_eq!(found, fresh.listing(), "step {step}");
}

#[test]
fn many_files_on_a_disk_that_fails_are_each_old_or_new() {
    let scratch = Scratch::new();
    let of = |text: &str| {
        let mut files = ArtifactTree::new();
        for number in 0..500 {
            files.add(format!("f{number:03}.txt"), format!("{number} {text}\n"));
        }
        files
    };
    write_all(&scratch, &[("production", &of("before"))], &ALL).unwrap();
    let files = of("after");
    let environments = [EnvironmentFiles { name: "production", tree: &files }];
    let disk = FailingDisk::new(300, ErrorKind::StorageFull);
    assert_told(
        &write_through(&disk, &scratch.out(), &environments, &ALL).unwrap_err(),
        ErrorKind::StorageFull,
    );
    let listing = scratch.listing();
    for number in 0..500 {
        let text = &listing[&format!("production/f{number:03}.txt")];
        let texts = ["before", "after"].map(|text| format!("{number} {text}\n").into_bytes());
        assert!(texts.contains(text), "f{number:03}.txt is torn");
    }
    write_all(&scratch, &[("production", &of("next"))], &ALL).unwrap();
}

#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    let environments = [EnvironmentFiles { name: "production", tree: &files }];
    let disk = FailingDisk::new(0, ErrorKind::PermissionDenied);
    let fault = write_through(&disk, &scratch.out(), &environments, &OPTIONS).unwrap_err();
    assert_told(&fault, ErrorKind::PermissionDenied);
    assert!(!scratch.at("").exists());
}

#[test]
fn runs_at_the_same_time_wait_for_each_other() {
    let scratch = Scratch::new();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let scratch = &scratch;
            scope.spawn(move || {
                for round in 0..10 {
                    let mut files = ArtifactTree::new();
                    for file in 0..20 {
                        files.add(format!("f{file}.txt"), format!("{number} {round}\n"));
                    }
                    files.add(format!("own-{number}.txt"), "1\n");
                    write_all(scratch, &[("production", &files)], &WriteOptions { ..OPTIONS }).unwrap();
                }
            });
        }
    });
    let listing = scratch.listing();
    let texts: std::collections::BTreeSet<_> = listing
        .iter()
        .filter(|(path, _)| path.starts_with("production/f"))
        .map(|(_, bytes)| bytes.clone())
        .collect();
    assert_eq!(texts.len(), 1, "all files are of one run");
    assert_eq!(listing.len(), 23);
}
