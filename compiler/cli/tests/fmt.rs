//! `faasc fmt`.

mod common;

use common::Folder;

const UNTIDY: &str = "faas:   \"1\"   # version\napp: a\nfunctions: {f: {source: ./f}}\n";

#[test]
fn a_file_is_put_in_form_once_and_comments_stay() {
    let folder = Folder::with("fmt", &[("a/faas.yaml", UNTIDY), ("b/faas.yaml", "faas: \"1\"\n")]);
    let ran = folder.run(&["fmt"]).ends(0);
    assert!(ran.err.contains("formatted a/faas.yaml"), "{}", ran.err);
    let text = folder.read("a/faas.yaml");
    assert!(text.contains("# version") && text.contains("faas: \"1\" #"), "{text}");
    assert_eq!(folder.read("b/faas.yaml"), "faas: \"1\"\n");
    let again = folder.run(&["fmt"]).ends(0);
    assert!(!again.err.contains("formatted a"), "{}", again.err);
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let folder = Folder::with("fmt-check", &[("faas.yaml", UNTIDY)]);
    let ran = folder.run(&["fmt", "--check"]).ends(1);
    assert_eq!(ran.out, "faas.yaml\n");
    assert_eq!(folder.read("faas.yaml"), UNTIDY);
    folder.run(&["fmt"]).ends(0);
    assert_eq!(folder.run(&["fmt", "--check"]).ends(0).out, "");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Folder::new("fmt-stdin");
    let ran = folder.run_with(&["fmt", "-"], UNTIDY.as_bytes(), |_| {}).ends(0);
    assert!(ran.out.starts_with("faas: \"1\" # version\n"), "{}", ran.out);
}

#[test]
fn a_broken_file_stays_as_it_is() {
    let broken = "a: [1\nb: }\n";
    let folder = Folder::with("fmt-broken", &[("faas.yaml", broken)]);
    let ran = folder.run(&["fmt"]).ends(1);
    assert!(ran.err.contains("faas.yaml"), "{}", ran.err);
    assert_eq!(folder.read("faas.yaml"), broken);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::with("fmt-link", &[("real.yaml", UNTIDY)]);
    let real = folder.path().join("real.yaml");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.yaml", folder.path().join("faas.yaml")).unwrap();
    folder.run(&["fmt"]).ends(0);
    assert!(std::fs::symlink_metadata(folder.path().join("faas.yaml")).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_ne!(folder.read("real.yaml"), UNTIDY);
}
