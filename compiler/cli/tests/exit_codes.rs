//! The exit codes are a promise.

mod common;

use common::{Folder, hello};

#[test]
fn help_and_version_are_no_fault_and_go_to_standard_output() {
    let folder = Folder::new("version");
    let ran = folder.process(&["--version"], b"").ends(0);
    assert_eq!(ran.out, format!("faasc {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(ran.err, "");
    assert!(folder.process(&["check", "-h"], b"").ends(0).out.contains("Usage: faasc check"));
}

#[test]
fn a_wrong_command_line_is_64() {
    let folder = hello("usage");
    for arguments in [
        &[] as &[&str],
        &["chekc"],
        &["check", "--formt", "json"],
        &["check", "--format", "yaml"],
        &["check", "-e", "../x"],
        &["check", "-e", "a=../b"],
        &["check", "--var", "novalue"],
        &["check", "--today", "2027-02-30"],
        &["check", "--today", "tomorrow"],
        &["check", "-q", "-v"],
        &["compile", "--check", "--force"],
        &["compile", "-"],
        &["compile", "--out", ""],
        &["check", "--fix", "-"],
        &["init", "x", "--site", "aws"],
        &["init", "x", "--site", "aws:eu-centrl-1"],
        &["init", "x", "--name", "Not A Name"],
        &["schema", "plna"],
        &["completions", "tcsh"],
    ] {
        let ran = folder.process(arguments, b"");
        assert_eq!(ran.code, 64, "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_near_miss_is_answered_with_what_was_meant() {
    let folder = hello("near");
    for (arguments, meant) in [
        (&["chekc"] as &[&str], "check"),
        (&["init", "x", "--site", "aws:eu-centrl-1"], "eu-central-1"),
        (&["explain", "duplicate-kye"], "duplicate-key"),
    ] {
        let ran = folder.run(arguments);
        assert!(ran.err.contains(meant), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn what_is_not_there_is_66() {
    let folder = Folder::with("missing", &[("empty/readme.txt", "")]);
    for arguments in [
        &["check", "none.yaml"] as &[&str],
        &["check", "-f", "none"],
        &["check", "empty"],
        &["compile", "none"],
        &["fmt", "none.yaml"],
        &["graph", "none"],
        &["explain", "F9876"],
        &["explain", "aws_sqs_queue.none"],
        &["facts", "no-such-fact-at-all"],
        &["facts", "--facts", "none", "x"],
        &["check", "--facts", "none"],
    ] {
        let ran = folder.process(arguments, b"");
        assert_eq!(ran.code, 66, "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
        assert!(ran.err.starts_with("error: "), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn findings_are_1_and_none_are_0() {
    let good = hello("good");
    good.process(&["check"], b"").ends(0);
    let bad = hello("bad");
    bad.write("faas.yaml", "faas: \"1\"\napp: bad\nfunctons: {}\n");
    let ran = bad.process(&["check"], b"").ends(1);
    assert!(ran.out.contains("functons"), "{}", ran.out);
    bad.process(&["compile"], b"").ends(1);
    assert!(!bad.has("dist"));
}

/// Whether this user is held back by permissions at all: root is not.
#[cfg(unix)]
fn is_held_back(folder: &Folder) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    folder.write("probe", "x");
    let file = folder.path().join("probe");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).expect("own files can be locked");
    let is_held_back = std::fs::read(&file).is_err();
    std::fs::remove_file(&file).expect("own files can be removed");
    is_held_back
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_74() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = hello("denied");
    folder.write("locked/faas.yaml", "");
    if !is_held_back(&folder) {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let forbid = |path: &str, mode| {
        let path = folder.path().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    forbid("locked", 0o000);
    let ran = folder.process(&["check"], b"");
    forbid("locked", 0o755);
    assert_eq!(ran.code, 74, "{}", ran.err);
    assert!(ran.err.contains("locked") && ran.err.contains("permission denied"), "{}", ran.err);
    forbid("faas.yaml", 0o000);
    let ran = folder.process(&["check", "faas.yaml"], b"");
    forbid("faas.yaml", 0o644);
    assert_eq!(ran.code, 74, "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_74() {
    let folder = hello("full");
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let status = folder
        .command(&["completions", "bash"])
        .stdout(full)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(74));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::new("pipe");
    let mut child = folder
        .command(&["facts", "limits"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}
