//! A manifest that is not what we write is a finding.

use crate::scratch::{ALL, FORCED, OPTIONS, Scratch, refusals, tree, write_all, write_one};

const MANIFEST: &str = "production/.faasc-manifest.json";

fn with_manifest(text: &str) -> Scratch {
    let scratch = Scratch::new();
    write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS).unwrap();
    scratch.put(MANIFEST, text);
    scratch
}

#[test]
fn a_manifest_that_cannot_be_read_is_a_finding() {
    let digest = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";
    let of = |schema: &str, path: &str, digest: &str| {
        format!(
            r#"{{"schema":"{schema}","app":"shop","compiler":"1","facts":"1","files":{{"{path}":"{digest}"}}}}"#
        )
    };
    let cases = [
        (String::new(), "EOF"),
        ("[]".to_owned(), "invalid"),
        ("{}".to_owned(), "it has no `schema`"),
        ("<<<<<<< HEAD\n{}\n=======\n".to_owned(), "expected value"),
        ("\u{0}\u{1}".to_owned(), "expected value"),
        (of("faasc.manifest/v2", "a.txt", digest), "this version knows `faasc.manifest/v1`"),
        (of("faasc.manifest/v1", "../../etc/passwd", digest), "is no path of an artifact"),
        (of("faasc.manifest/v1", "/etc/passwd", digest), "is no path of an artifact"),
        (of("faasc.manifest/v1", "a/./b", digest), "is no path of an artifact"),
        (of("faasc.manifest/v1", ".faasc-manifest.json", digest), "is no path of an artifact"),
        (of("faasc.manifest/v1", "a.txt", "md5"), "is no SHA-256 digest"),
        (r#"{"schema":"faasc.manifest/v1","files":{}}"#.to_owned(), "missing field"),
    ];
    for (text, said) in cases {
        let scratch = with_manifest(&text);
        let files = tree(&[("a.txt", "2\n")]);
        let found = refusals(write_one(&scratch, &files, &OPTIONS));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].0, "F5003", "{text}");
        assert!(found[0].1.contains(said), "{text}: {found:?}");
        assert_eq!(scratch.text("production/a.txt"), "1\n");
        write_one(&scratch, &files, &FORCED).unwrap();
        assert_eq!(scratch.text("production/a.txt"), "2\n");
        assert!(write_one(&scratch, &files, &OPTIONS).unwrap().is_current());
    }
}

#[test]
fn a_folder_in_its_place_is_a_finding() {
    let scratch = Scratch::new();
    scratch.put(&format!("{MANIFEST}/x"), "");
    assert_eq!(refusals(write_one(&scratch, &tree(&[("a.txt", "1\n")]), &OPTIONS))[0].0, "F5003");
}

#[test]
fn a_broken_manifest_of_a_folder_that_nobody_asked_for_is_a_finding_only_when_all_are_compiled() {
    let scratch = with_manifest("broken");
    let files = tree(&[("a.txt", "1\n")]);
    write_all(&scratch, &[("staging", &files)], &OPTIONS).unwrap();
    assert_eq!(refusals(write_all(&scratch, &[("staging", &files)], &ALL))[0].0, "F5003");
    assert_eq!(scratch.text("production/a.txt"), "1\n");
}

#[test]
fn without_its_manifest_a_folder_is_adopted_where_it_is_equal() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n"), ("b.txt", "2\n")]);
    write_one(&scratch, &files, &OPTIONS).unwrap();
    std::fs::remove_file(scratch.at(MANIFEST)).unwrap();
    let report = write_one(&scratch, &files, &OPTIONS).unwrap();
    assert_eq!(report.adopted.len(), 2);
    std::fs::remove_file(scratch.at(MANIFEST)).unwrap();
    let next = tree(&[("a.txt", "1\n"), ("b.txt", "3\n")]);
    assert_eq!(refusals(write_one(&scratch, &next, &OPTIONS))[0].0, "F5002");
}

#[test]
fn another_compiler_that_writes_the_same_changes_the_manifest_alone() {
    let scratch = Scratch::new();
    let files = tree(&[("a.txt", "1\n")]);
    write_one(&scratch, &files, &OPTIONS).unwrap();
    let newer = faasc_artifacts::WriteOptions { compiler: "0.2.0", ..OPTIONS };
    assert_eq!(write_one(&scratch, &files, &newer).unwrap().written, [MANIFEST]);
}

#[test]
fn the_codes_are_sorted_and_each_is_there_once() {
    let ids: Vec<_> = faasc_artifacts::codes().iter().map(|code| code.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}
