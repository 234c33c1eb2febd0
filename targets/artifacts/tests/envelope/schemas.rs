//! The published schemas are current, are schemas, and fit the documents.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::fixture;

fn published() -> [(&'static str, Value); 3] {
    [
        ("plan", faasc_artifacts::plan_schema()),
        ("sources", faasc_artifacts::sources_schema()),
        ("exports", faasc_artifacts::exports_schema()),
    ]
}

#[test]
fn the_checked_in_schemas_are_current() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    for (name, schema) in published() {
        let path = folder.join(format!("{name}.schema.json"));
        let text = faasc_artifacts::to_json(&schema);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "{} is not current: run the tests with BLESS=1", path.display());
    }
}

#[test]
fn the_schemas_are_accepted_by_the_meta_schema() {
    for (name, schema) in published() {
        if let Err(fault) = jsonschema::meta::validate(&schema) {
            panic!("{name}: {fault}");
        }
    }
}

#[test]
fn real_documents_are_accepted_and_hold_nothing_undeclared() {
    for (name, mut schema) in published() {
        close(&mut schema);
        let document: Value = serde_json::from_str(&fixture::file(&format!("{name}.json"))).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&document)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{name}.json");
    }
}

/// Forbids members that the schema does not declare.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("type") == Some(&json!("object")) && map.contains_key("properties") {
                map.entry("additionalProperties").or_insert(json!(false));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn what_is_left_out_of_documents_is_not_required() {
    let schema = faasc_artifacts::plan_schema();
    let required = |name: &str| -> Vec<&str> {
        schema["$defs"][name]["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let deployment = required("Deployment");
    for absent in ["owner", "labels", "exports", "domain", "budget", "flows", "events"] {
        assert!(!deployment.contains(&absent), "{absent} may be absent");
    }
    for present in ["app", "environment", "scale_traffic"] {
        assert!(deployment.contains(&present), "{present} is always there");
    }
    assert!(!required("Site").contains(&"cluster"), "an empty mapping is left out");
    assert!(required("Event").contains(&"is_ordered"));
    assert_eq!(schema["properties"]["schema"]["const"], "faasc.plan/v1");
}

#[test]
fn a_document_of_another_version_is_refused() {
    for (name, schema) in published() {
        let mut document: Value = serde_json::from_str(&fixture::file(&format!("{name}.json"))).unwrap();
        document["schema"] = json!("faasc.other/v9");
        assert!(!jsonschema::is_valid(&schema, &document), "{name}");
    }
}
