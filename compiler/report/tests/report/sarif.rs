//! SARIF: valid by the official schema, and true to the places.

use faasc_report::{Findings, sarif};
use faasc_source::{SourceMap, Span};
use serde_json::Value;

use crate::gallery::gallery;

const SCHEMA: &str = include_str!("../sarif-schema/sarif-schema-2.1.0.json");

fn log(findings: &Findings<'_>) -> Value {
    serde_json::from_str(&sarif(findings)).unwrap()
}

fn assert_valid(log: &Value) {
    // One pattern of the official schema, for `run.language`, has a stray bracket, which strict readers refuse.
    let schema = SCHEMA.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(log).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_gallery_is_valid_sarif() {
    assert_valid(&log(&gallery().findings()));
}

#[test]
fn a_run_without_findings_is_valid_and_has_an_empty_list() {
    let mut gallery = gallery();
    gallery.diagnostics.clear();
    let log = log(&gallery.findings());
    assert_valid(&log);
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn each_result_points_at_its_rule() {
    let log = log(&gallery().findings());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.contains(&"F0101"), "{ids:?}");
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], ids[index]);
    }
}

#[test]
fn columns_are_utf16_paths_are_encoded_and_waived_findings_are_suppressed() {
    let log = log(&gallery().findings());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let at = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    let of = |code: &str, file: &str| {
        results.iter().find(|r| r["ruleId"] == code && at(r)["artifactLocation"]["uri"] == file).unwrap()
    };
    assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
    assert_eq!(at(of("F0203", "wide.yaml"))["region"]["startColumn"], 46);
    let event = of("F0301", "shop/faas.yaml");
    let related = &event["relatedLocations"][0];
    let uri = &related["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "shop/more%20events%2C%20100%25/events.yaml");
    assert_eq!(related["message"]["text"], "a similar one is declared here");
    let change = &event["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "order-placed");
    assert_eq!(change["deletedRegion"]["endColumn"], 29);
    let suppressed: Vec<&Value> =
        results.iter().filter(|r| !r["suppressions"].as_array().unwrap().is_empty()).collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["ruleId"], "F0904");
}

#[test]
fn links_cannot_be_smuggled_into_messages() {
    assert!(!sarif(&gallery().findings()).contains("]("));
}

#[test]
fn fingerprints_stay_when_lines_move_and_differ_between_equal_findings() {
    let gallery = gallery();
    let prints = |text: &str| {
        let mut sources = SourceMap::new();
        let file = sources.add("a.yaml", text);
        let places = text.match_indices("bad").map(|(at, _)| Span::new(file, at as u32, at as u32 + 3));
        let diagnostics: Vec<_> =
            places.map(|span| gallery.codes[1].at(span, format!("at {span:?}"))).collect();
        let findings =
            Findings { sources: &sources, diagnostics: &diagnostics, tool_version: "1", codes: &[] };
        let results = log(&findings)["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|r| r["partialFingerprints"]["primaryLocationLineHash"].to_string()).collect()
    };
    let (before, after): (Vec<String>, Vec<String>) =
        (prints("a: bad\nb: bad\n"), prints("# more\n\na: bad\nb:   bad\n"));
    assert_eq!(before, after);
    assert_ne!(before[0], before[1]);
}
