//! The JSON Schemas of faas.yaml and of included files: current, well-formed, explained, and refusing exactly what
//! lowering refuses for form (`BLESS=1` writes them anew, as `cargo dev generate` does).

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod corpus;
mod document;
mod mutation;
mod verdict;

use std::fs;
use std::path::PathBuf;

use faasc_lower::{json_schema, json_schema_of_part};
use serde_json::Value;

fn published(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schemas").join(name)
}

fn both() -> [(&'static str, Value); 2] {
    [("faas.schema.json", json_schema()), ("faas-part.schema.json", json_schema_of_part())]
}

#[test]
fn the_published_schemas_are_current() {
    for (name, schema) in both() {
        let made = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("BLESS").is_some() {
            fs::write(published(name), &made).unwrap();
        }
        let is_current = fs::read_to_string(published(name)).is_ok_and(|found| found == made);
        assert!(is_current, "schemas/{name} is stale: run `cargo dev generate`");
    }
}

#[test]
fn the_meta_schema_accepts_them() {
    for (name, schema) in both() {
        if let Err(fault) = jsonschema::meta::validate(&schema) {
            panic!("{name}: {fault}");
        }
        jsonschema::draft202012::new(&schema).unwrap();
    }
}

#[test]
fn every_key_is_explained() {
    fn walk(schema: &Value, path: &str, keys: &mut usize) {
        match schema {
            Value::Object(object) => {
                for (key, value) in object {
                    if key == "properties" && !path.ends_with("/examples") {
                        for (name, value) in value.as_object().unwrap() {
                            *keys += 1;
                            let is_rough = ["low", "expected", "high", "include"].contains(&name.as_str());
                            let text = value.get("description").and_then(Value::as_str).unwrap_or_default();
                            assert!(text.len() > 10 || is_rough, "{path}/{name} has no description");
                        }
                    }
                    walk(value, &format!("{path}/{key}"), keys);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, path, keys)),
            _ => {}
        }
    }
    let mut keys = 0;
    walk(&json_schema(), "", &mut keys);
    assert!(keys > 350, "{keys}");
}

#[test]
fn every_reference_in_them_leads_somewhere() {
    fn walk(whole: &Value, schema: &Value) {
        match schema {
            Value::Object(object) => {
                if let Some(Value::String(to)) = object.get("$ref") {
                    assert!(whole.pointer(to.trim_start_matches('#')).is_some(), "{to}");
                }
                object.values().for_each(|value| walk(whole, value));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(whole, item)),
            _ => {}
        }
    }
    for (_, schema) in both() {
        walk(&schema, &schema);
    }
}
