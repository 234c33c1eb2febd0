//! `faasc flow`: the report as people and machines read it. `BLESS=1` writes the snapshots anew.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::Folder;

/// An app whose person goes to a service abroad, to a table at home with a backup in Zurich, and to a log elsewhere.
const CLINIC: &str = "\
faas: \"1\"
app: clinic
owner: team@clinic.example
data:
  person:
    contains: [personal.contact]
    subjects: [\"DE\", \"FR\"]
    purpose: appointments
  note: { contains: [operational] }
auth:
  member: { jwt: { issuer: https://id.clinic.example, audience: api, algorithms: [RS256] } }
secrets: { mailer-key: {} }
services:
  mailer:
    url: https://api.mailer.example
    located: [\"US\"]
    operator: Mailer Inc.
    mechanism: { by: dpf-certified, evidence: \"=HYPERLINK(\\\"x\\\"), list entry 4711\", until: 2031-01-31 }
    receives: [person]
    credential: mailer-key
stores:
  persons: { kind: table, key: personId, backup: { every: 1d, keep: 35d } }
functions:
  intake:
    source: ./f
    runtime: python3.13
    timeout: 10s
    triggers:
      - http: POST /persons
        auth: member
        body: { format: json, carries: [person, note] }
    calls: { mailer: { drops: { note: \"it needs none\" } } }
    writes: { persons: 1 }
    secrets: [mailer-key]
sites:
  home: { provider: aws, account: \"111122223333\", region: eu-central-1 }
  ch: { provider: aws, account: \"111122223333\", region: eu-central-2 }
environments:
  production: { site: home, place: { persons.backup: ch } }
";

fn clinic(name: &str) -> Folder {
    Folder::with(name, &[("faas.yaml", CLINIC), ("f/main.py", "")])
}

#[track_caller]
fn compare(name: &str, text: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/flow").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(file.with_file_name("")).expect("the folder can be made");
        fs::write(&file, text).expect("the snapshot can be written");
        return;
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, known, "{name}; BLESS=1 accepts it");
}

fn run(folder: &Folder, arguments: &[&str]) -> String {
    let mut all = vec!["flow", "--today", "2026-11-24"];
    all.extend(arguments);
    folder.run(&all).ends(0).out
}

#[test]
fn the_report_of_an_app_with_crossings_is_as_reviewed() {
    let folder = clinic("flow-clinic");
    compare("clinic.txt", &run(&folder, &[]));
    compare("clinic.mmd", &run(&folder, &["--format", "mermaid"]));
    compare("clinic.json", &run(&folder, &["--format", "json"]));
}

#[test]
fn the_report_of_the_video_example_is_as_reviewed() {
    let video = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/video");
    // In a folder of its own: the paths of the report are then those of anybody's machine.
    let folder = Folder::new("flow-video");
    copy(&video, folder.path());
    compare("video.txt", &run(&folder, &["-e", "production", "--class", "payment"]));
    compare("video.json", &run(&folder, &["-e", "production", "--format", "json"]));
}

/// Copies a folder but for what is written into it.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the example is there").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() && entry.file_name() != "dist" {
            fs::create_dir_all(&target).expect("a folder can be made");
            copy(&path, &target);
        } else if path.is_file() {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

#[test]
fn registers_are_as_reviewed() {
    let folder = clinic("flow-register");
    for register in ["transfers", "processing"] {
        for (format, ending) in [("csv", "csv"), ("markdown", "md"), ("json", "json")] {
            let text = run(&folder, &["--register", register, "--format", format]);
            compare(&format!("{register}.{ending}"), &text);
        }
    }
}

#[test]
fn a_register_is_a_table_and_a_table_a_register() {
    let folder = clinic("flow-register-format");
    folder.run(&["flow", "--format", "csv"]).ends(64);
    folder.run(&["flow", "--register", "transfers", "--format", "svg"]).ends(64);
    let text = run(&folder, &["--register", "transfers"]);
    assert_eq!(text, run(&folder, &["--register", "transfers", "--format", "markdown"]));
}

#[test]
fn a_mechanism_that_falls_breaks_what_stood_on_it_and_nothing_else() {
    let folder = clinic("flow-what-if");
    let today = ["flow", "--today", "2026-11-24"];
    let ask = |more: &[&str]| folder.run(&[&today[..], more].concat());
    let ran = ask(&["--without-mechanism", "dpf-certified"]).ends(1);
    assert!(
        ran.out.contains("if `dpf-certified` falls: 1 finding appears, 0 findings disappear"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("`mailer`") && ran.out.contains("error[F14"), "{}", ran.out);
    let ran = ask(&["--without-mechanism", "eu-scc"]).ends(0);
    assert!(ran.out.starts_with("if `eu-scc` falls: 0 findings appear"), "{}", ran.out);
    let json = ask(&["--without-mechanism", "dpf-certified", "--format", "json"]).ends(1).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["appear"]["summary"]["errors"], 1);
    assert_eq!(json["disappear"]["summary"]["errors"], 0);
}

#[test]
fn people_of_another_country_bring_their_law() {
    let folder = clinic("flow-people");
    let ran = folder.run(&["flow", "--today", "2026-11-24", "--add-subjects", "RU"]).ends(1);
    assert!(ran.out.contains("if people in RU come:") && ran.out.contains("ru-"), "{}", ran.out);
}

#[test]
fn an_assumption_about_nothing_is_refused() {
    let folder = clinic("flow-nothing");
    let ran = folder.run(&["flow", "--without-mechanism", "dpf-certifed"]).ends(64);
    assert!(ran.err.contains("did you mean `dpf-certified`?"), "{}", ran.err);
    folder.run(&["flow", "--failover", "home"]).ends(64);
    folder.run(&["flow", "--add-subjects", "XX"]).ends(64);
    folder.run(&["flow", "--add-subjects", "IN", "--format", "svg"]).ends(64);
}

#[test]
fn creep_tells_how_far_each_class_reaches() {
    let folder = clinic("flow-creep");
    compare("creep.txt", &run(&folder, &["--creep"]));
    compare("creep.json", &run(&folder, &["--creep", "--format", "json"]));
    folder.run(&["flow", "--creep", "--format", "csv"]).ends(64);
}

#[test]
fn every_format_of_the_picture_frames_the_countries() {
    let folder = clinic("flow-picture");
    let dot = run(&folder, &["--format", "dot"]);
    assert!(dot.contains("label=\"CH\"") && dot.contains("label=\"US\""), "{dot}");
    let svg = run(&folder, &["--format", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.contains(">US</text>"), "{svg}");
}

#[test]
fn a_broken_law_is_in_the_report_and_in_the_exit_code() {
    let folder = clinic("flow-broken");
    let text = CLINIC.replace("until: 2031-01-31", "until: 2026-11-23");
    folder.write("faas.yaml", &text);
    let ran = folder.run(&["flow", "--today", "2026-11-24"]).ends(1);
    assert!(ran.out.contains("BREAKS eu-gdpr"), "{}", ran.out);
    assert!(ran.err.contains("error[F14"), "{}", ran.err);
    let ran = folder.run(&["flow", "--today", "2026-11-23"]).ends(0);
    assert!(!ran.out.contains("BREAKS"), "{}", ran.out);
}

#[test]
fn a_class_is_chosen_by_name_and_an_unknown_one_is_refused() {
    let folder = clinic("flow-class");
    let text = run(&folder, &["--class", "note"]);
    assert!(text.contains("\n  note\n") && !text.contains("\n  person\n"), "{text}");
    let ran = folder.run(&["flow", "--class", "persn"]).ends(64);
    assert!(ran.err.contains("did you mean `person`?"), "{}", ran.err);
}

#[test]
fn the_order_of_the_keys_changes_no_report() {
    let folder = clinic("flow-order");
    let before = run(&folder, &["--format", "mermaid"]);
    let moved = CLINIC.replace("  note: { contains: [operational] }\n", "");
    let moved = moved.replace("data:\n", "data:\n  note: { contains: [operational] }\n");
    folder.write("faas.yaml", &moved);
    assert_eq!(run(&folder, &["--format", "mermaid"]), before);
}

#[test]
fn color_is_for_terminals() {
    let folder = clinic("flow-color");
    assert!(!run(&folder, &[]).contains('\u{1b}'));
    let ran = folder.run_with(&["flow"], b"", |machine| machine.is_stdout_terminal = true).ends(0);
    assert!(ran.out.contains('\u{1b}'));
}
