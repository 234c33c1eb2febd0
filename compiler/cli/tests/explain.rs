//! `faasc explain`, `faasc schema`, `faasc facts` and `faasc completions`.

mod common;

use common::{Folder, hello};

#[test]
fn a_code_is_found_by_id_and_by_name() {
    let folder = Folder::new("explain");
    let by_id = folder.run(&["explain", "F0110"]).ends(0).out;
    assert!(by_id.contains("duplicate-key"), "{by_id}");
    assert_eq!(folder.run(&["explain", "f0110"]).ends(0).out, by_id);
    assert_eq!(folder.run(&["explain", "duplicate-key"]).ends(0).out, by_id);
}

#[test]
fn without_a_word_all_codes_are_listed_in_order() {
    let folder = Folder::new("explain-all");
    let list = folder.run(&["explain"]).ends(0).out;
    let ids: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids.len(), faasc_cli::codes().len());
    assert!(ids.is_sorted());
}

#[test]
fn an_address_leads_back_to_the_line_of_its_key() {
    let folder = Folder::new("explain-address");
    folder.run(&["init", "app", "--site", "aws:eu-central-1"]).ends(0);
    folder.run(&["compile", "app"]).ends(0);
    let ran = folder.run(&["explain", "aws_lambda_function.greet", "-f", "app"]).ends(0);
    let line = 1 + folder.read("app/faas.yaml").lines().position(|line| line.trim() == "greet:").unwrap();
    assert!(ran.out.contains(&format!("app/faas.yaml:{line}:")), "{}", ran.out);
    assert!(ran.out.contains("functions.greet"), "{}", ran.out);
}

#[test]
fn the_schema_of_the_language_is_json() {
    let folder = Folder::new("schema");
    let schema: serde_json::Value =
        serde_json::from_str(&folder.process(&["schema"], b"").ends(0).out).unwrap();
    assert!(schema["properties"]["functions"].is_object());
    assert!(folder.run(&["schema", "--list"]).ends(0).out.starts_with("faas\n"));
}

#[test]
fn facts_are_shown_with_source_and_date() {
    let folder = Folder::new("facts");
    let overview = folder.run(&["facts"]).ends(0).out;
    assert!(overview.contains("coverage") && overview.contains("capabilities"), "{overview}");
    let found = folder.run(&["facts", "limits"]).ends(0).out;
    assert!(found.contains("checked, 20"), "{found}");
    let json: serde_json::Value =
        serde_json::from_str(&folder.run(&["facts", "sqs", "--format", "json"]).ends(0).out).unwrap();
    assert_eq!(json["schema"], "faasc.facts/v1");
}

#[test]
fn a_faulty_overlay_of_facts_is_refused_by_file() {
    let folder = hello("overlay");
    folder.write("facts/limits/own.yaml", "nonsense: true\n");
    let ran = folder.run(&["check", "--facts", "facts"]).ends(1);
    assert!(ran.err.contains("facts/limits/own.yaml"), "{}", ran.err);
}

#[test]
fn every_shell_has_its_script() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(folder.run(&["completions", shell]).ends(0).out.contains("compile"), "{shell}");
    }
}
