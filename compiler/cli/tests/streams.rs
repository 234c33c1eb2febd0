//! Standard output carries what was asked for; people are told on standard error; color only where it is wanted.

mod common;

use common::{Folder, hello};

const BAD: &str = "faas: \"1\"\napp: bad\nfunctons: {}\n";

#[test]
fn a_machine_format_stands_alone_on_standard_output() {
    let folder = hello("formats");
    folder.write("faas.yaml", BAD);
    for format in ["json", "sarif"] {
        let ran = folder.process(&["check", "--format", format], b"").ends(1);
        serde_json::from_str::<serde_json::Value>(&ran.out)
            .unwrap_or_else(|fault| panic!("{format}: {fault}"));
        assert!(ran.err.contains("failed"), "{}", ran.err);
    }
    let junit = folder.process(&["check", "--format", "junit"], b"").ends(1).out;
    assert!(junit.starts_with("<?xml"), "{junit}");
    let github = folder.process(&["check", "--format", "github"], b"").ends(1).out;
    assert!(github.lines().all(|line| line.starts_with("::")), "{github}");
    folder.process(&["check", "--format", "markdown"], b"").ends(1);
}

#[test]
fn a_good_run_says_one_line_on_standard_error() {
    let folder = hello("good-line");
    let ran = folder.process(&["check"], b"").ends(0);
    assert_eq!(ran.out, "");
    assert_eq!(ran.err, "ok: 1 app, 1 function, 1 environment; no findings\n");
    let quiet = folder.process(&["check", "--quiet"], b"").ends(0);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn compile_keeps_standard_output_for_reports() {
    let folder = hello("compile-out");
    let ran = folder.process(&["compile"], b"").ends(0);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("hello") && ran.err.contains("dist/local"), "{}", ran.err);
    let ran = folder.process(&["compile", "--format", "json"], b"").ends(0);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["schema"], "faasc.compile/v1");
    assert_eq!(report["apps"][0]["written"], serde_json::json!([]));
}

#[test]
fn color_is_for_terminals_unless_asked_or_refused() {
    let folder = hello("color");
    folder.write("faas.yaml", BAD);
    let has_color = |arguments: &[&str], is_terminal: bool, is_refused: bool| {
        let ran = folder.run_with(arguments, b"", |machine| {
            machine.is_stdout_terminal = is_terminal;
            machine.is_stderr_terminal = is_terminal;
            machine.is_color_refused = is_refused;
        });
        (ran.out.contains('\x1b'), ran.err.contains('\x1b'))
    };
    let check = ["check"];
    assert_eq!(has_color(&check, false, false), (false, false));
    assert_eq!(has_color(&check, true, false), (true, true));
    assert_eq!(has_color(&check, true, true), (false, false));
    assert_eq!(has_color(&["check", "--color", "always"], false, true), (true, true));
    assert_eq!(has_color(&["check", "--color", "never"], true, false), (false, false));
    assert!(has_color(&["chekc", "--color", "always"], false, false).1);
    assert!(!has_color(&["chekc", "--color=never"], true, false).1);
}

#[test]
fn no_color_of_the_environment_is_honoured_only_when_it_says_something() {
    let folder = hello("no-color");
    let asked = |value: &str| {
        let ended = folder.command(&["check", "--color", "auto"]).env("NO_COLOR", value).output().unwrap();
        String::from_utf8_lossy(&ended.stderr).contains('\x1b')
    };
    assert!(!asked("1"));
    assert!(!asked(""), "no terminal, no color");
}

#[test]
fn standard_input_is_a_spec_of_its_own() {
    let folder = Folder::with("stdin", &[("hello/main.py", "")]);
    folder.process(&["check", "-"], common::HELLO.as_bytes()).ends(0);
    let ran = folder.process(&["check", "-", "--format", "json"], BAD.as_bytes()).ends(1);
    assert!(ran.out.contains("<stdin>"), "{}", ran.out);
    folder.process(&["check", "-"], b"\xff\xfe\x00").ends(1);
    folder.process(&["compile", "-", "--out", "build"], common::HELLO.as_bytes()).ends(0);
    assert!(folder.has("build/local/plan.json"));
}

#[test]
fn paths_are_shown_from_where_the_run_was_started() {
    let folder = Folder::with("paths", &[("a/faas.yaml", BAD)]);
    let absolute = folder.path().join("a").to_string_lossy().into_owned();
    for argument in [".", "a", "a/faas.yaml", "./a/../a", absolute.as_str()] {
        let ran = folder.run(&["check", argument, "--format", "json"]).ends(1);
        assert!(ran.out.contains("\"a/faas.yaml\""), "{argument}: {}", ran.out);
    }
}
