//! The JSON form: its schema is published and current, and what is written obeys it.

use faasc_report::{DIAGNOSTICS_SCHEMA_ID, diagnostics_schema, json};
use serde_json::Value;

use crate::gallery::gallery;
use crate::snapshot::assert_matches;

fn report() -> Value {
    serde_json::from_str(&json(&gallery().findings())).unwrap()
}

#[test]
fn the_published_schema_is_current() {
    assert_matches("../../schemas/diagnostics.schema.json", &diagnostics_schema());
}

#[test]
fn what_is_written_obeys_the_schema() {
    let schema: Value = serde_json::from_str(&diagnostics_schema()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&report()).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_is_not_of_its_form() {
    let validator = jsonschema::validator_for(&serde_json::from_str(&diagnostics_schema()).unwrap()).unwrap();
    for (pointer, value) in [
        ("/schema", Value::from("faasc.diagnostics/v0")),
        ("/diagnostics/0/code", Value::from("E1")),
        ("/diagnostics/0/severity", Value::from("fatal")),
        ("/diagnostics/0/primary/start/line", Value::from(0)),
        ("/diagnostics/0/fixes", Value::Null),
    ] {
        let mut report = report();
        *report.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&report), "{pointer}");
    }
}

#[test]
fn texts_are_kept_as_they_were_found_and_positions_are_complete() {
    let report = report();
    assert_eq!(report["schema"], DIAGNOSTICS_SCHEMA_ID);
    assert_eq!(report["summary"]["errors"], 10);
    let of = |code: &str, file: &str| {
        let all = report["diagnostics"].as_array().unwrap().iter();
        all.clone().find(|found| found["code"] == code && found["primary"]["file"] == file).unwrap()
    };
    let wide = of("F0203", "wide.yaml");
    let start = &wide["primary"]["start"];
    assert_eq!(
        (&start["line"], &start["column"], &start["column_utf16"]),
        (&2.into(), &44.into(), &46.into())
    );
    let wide_text = gallery()
        .sources
        .iter()
        .find(|(_, file)| file.path() == "wide.yaml")
        .map(|(_, file)| file.shared_text());
    assert_eq!(start["offset"], wide_text.unwrap().find("soon").unwrap());
    let marked = &of("F0201", "windows.yaml")["labels"][0];
    assert_eq!((&marked["start"]["column"], &marked["start"]["offset"]), (&1.into(), &3.into()));
    let hostile = report["diagnostics"].as_array().unwrap().iter().find(|found| {
        found["primary"]["text"].as_str().is_some_and(|text| text.contains("\u{1b}[2J\u{7}\n::error"))
    });
    assert!(hostile.is_some());
}
