//! Every key of the language with right, wrong and odd values: lowering and the schema accept and refuse the same.

use std::thread;

use faasc_lower::reference;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::document::{Document, Step, at, documents};
use crate::verdict::{Role, judge};

/// Values of every kind, as YAML.
const ODD: [&str; 61] = [
    "~",
    "",
    "null",
    "true",
    "True",
    "FALSE",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "+1",
    "007",
    "0x10",
    "0o17",
    "3.0",
    "1.5",
    ".5",
    "1.",
    "-0.5",
    "1e3",
    "1e-12",
    "1.0000000001",
    "1e17",
    "1e18",
    "999999999999999999",
    "9223372036854775808",
    "123456789012345678901234567890",
    ".inf",
    "-.inf",
    "\"\"",
    "\" \"",
    "\"\\u00a0\"",
    "\"1\"",
    "\"true\"",
    "a",
    "A",
    "a b",
    "a_b",
    "é",
    "NO",
    "10",
    "10s",
    "10 s",
    "1w",
    "256MiB",
    "256MB",
    "10/s",
    "10/sec",
    "5 USD",
    "5 USD/call",
    "10%",
    "2027-06-30",
    "2027-02-30",
    "\"${vars.v}\"",
    "\"a$${vars.v}\"",
    "\"${inputs.i}\"",
    "[]",
    "{}",
    "[1]",
    "{a: 1}",
];

const HOLE: &str = "@hole@";

#[test]
fn every_example_of_a_key_is_of_its_form() {
    let reference = reference();
    let found: Vec<String> = documents(&reference)
        .iter()
        .map(|document| judge(&document.value.to_string(), Role::Main).unwrap())
        .filter(|verdict| !verdict.is_accepted())
        .map(|verdict| verdict.say())
        .collect();
    assert!(found.is_empty(), "{} examples:\n{}", found.len(), found.join("\n"));
}

#[test]
fn lowering_and_the_schema_refuse_the_same_form() {
    let reference = reference();
    let documents = documents(&reference);
    assert!(documents.len() > 300, "{}", documents.len());
    let threads = thread::available_parallelism().map_or(2, usize::from).min(8);
    let size = documents.len().div_ceil(threads);
    let found: Vec<(usize, Vec<String>)> = thread::scope(|scope| {
        let parts: Vec<_> = documents.chunks(size).map(|part| scope.spawn(|| compare(part))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let texts: usize = found.iter().map(|(texts, _)| texts).sum();
    let differ: Vec<String> = found.into_iter().flat_map(|(_, differ)| differ).collect();
    assert!(texts > 20_000, "{texts}");
    assert!(
        differ.is_empty(),
        "{} of {texts} texts:\n{}",
        differ.len(),
        differ[..differ.len().min(40)].join("\n")
    );
}

fn compare(documents: &[Document]) -> (usize, Vec<String>) {
    let mut texts = 0;
    let mut differ = Vec::new();
    for document in documents {
        for text in mutations(document) {
            let Some(verdict) = judge(&text, Role::Main) else { continue };
            texts += 1;
            if !verdict.agrees() {
                differ.push(format!("{}: {}", document.title, verdict.say()));
            }
        }
    }
    (texts, differ)
}

/// The document with its key changed in every way.
fn mutations(document: &Document) -> Vec<String> {
    let mut all = Vec::new();
    let mut here = document.at.clone();
    here.push(Step::Key(document.key.to_owned()));
    // Wrong, odd and right values in place of its own, and of each part of its own.
    let mut places = vec![here.clone()];
    let mut value = document.value.clone();
    let depth = if document.holds_others { 1 } else { usize::MAX };
    collect(at(&mut value, &here), &here, depth, &mut places);
    for place in &places {
        let mut value = document.value.clone();
        *at(&mut value, place) = json!(HOLE);
        let text = with_vars(value);
        // One value of each kind is enough where the same declaration was tried with all of them.
        let odd = ODD.iter().step_by(if document.is_repeated { 6 } else { 1 });
        all.extend(odd.map(|odd| text.replace(&format!("\"{HOLE}\""), odd)));
    }
    // Mappings with a key too many or one too few, and with odd names.
    let mut maps = vec![document.at.clone()];
    maps.extend(places);
    for place in maps {
        let mut value = document.value.clone();
        let Value::Object(map) = at(&mut value, &place).clone() else { continue };
        for extra in ["unknown", "x-mine", "http", "Bad Name", "a_b", "a/b", "none", ""] {
            let mut map = map.clone();
            map.entry(extra).or_insert_with(|| json!("x"));
            *at(&mut value, &place) = map.into();
            all.push(with_vars(value.clone()));
        }
        for key in map.keys() {
            let mut map = map.clone();
            let moved = map.remove(key).unwrap();
            *at(&mut value, &place) = map.clone().into();
            all.push(with_vars(value.clone()));
            map.insert("Renamed!".to_owned(), moved);
            *at(&mut value, &place) = map.into();
            all.push(with_vars(value.clone()));
        }
    }
    // Lists with a second item, and with one of another kind.
    for place in std::iter::once(here) {
        let mut value = document.value.clone();
        let Value::Array(items) = at(&mut value, &place).clone() else { continue };
        for extra in [
            json!(1),
            json!(null),
            json!({}),
            json!([]),
            json!("x"),
            items.first().cloned().unwrap_or_default(),
        ] {
            let mut items = items.clone();
            items.push(extra);
            *at(&mut value, &place) = items.into();
            all.push(with_vars(value.clone()));
        }
    }
    all
}

/// With a variable that has no value and an input, so that what is put in is never judged further.
fn with_vars(mut value: Value) -> String {
    if let Value::Object(top) = &mut value {
        top.entry("vars").or_insert_with(|| json!({ "v": {} }));
        top.entry("inputs").or_insert_with(|| json!({ "i": { "from": "terraform-variable" } }));
    }
    value.to_string()
}

/// The places of the parts of a value, so many levels down.
fn collect(value: &Value, path: &[Step], depth: usize, places: &mut Vec<Vec<Step>>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let inner: Vec<(Step, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (Step::Item(index), value)).collect()
        }
        _ => Vec::new(),
    };
    for (step, value) in inner {
        let mut path = path.to_vec();
        path.push(step);
        places.push(path.clone());
        collect(value, &path, depth, places);
    }
}

#[test]
fn an_included_file_is_judged_like_a_faas_yaml_without_its_own_keys() {
    let reference = reference();
    let mut differ = Vec::new();
    for key in &reference.sections[0].keys {
        let document =
            documents(&reference).into_iter().find(|found| found.title == format!(".{}", key.name)).unwrap();
        let mut part = document.value.clone();
        if let Value::Object(top) = &mut part {
            top.retain(|name, _| name == key.name);
        }
        for text in [
            part.to_string(),
            json!({ key.name: null }).to_string(),
            json!({ key.name: {}, "unknown": 1 }).to_string(),
        ] {
            differ.extend(
                judge(&text, Role::Part).filter(|verdict| !verdict.agrees()).map(|verdict| verdict.say()),
            );
        }
    }
    for text in ["[]", "a", "~", "{x-a: 1}", "{X-a: 1}"] {
        differ
            .extend(judge(text, Role::Part).filter(|verdict| !verdict.agrees()).map(|verdict| verdict.say()));
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn any_scalar_in_any_place_is_judged_alike() {
    let reference = reference();
    let documents = documents(&reference);
    let near = prop_oneof![
        "[0-9]{1,4}(\\.[0-9]{1,3})?(ms|s|m|h|d|B|KiB|MiB|k/s|/min|/h|%| USD| USD/call)?",
        "[A-Z]{2}(-[A-Z0-9]{1,4})?",
        "@?[A-Za-z]{1,6}",
        "(GET|POST|ANY|get) /[a-z{}+/]{0,8}",
        "[a-z][a-z0-9_./:-]{0,12}",
        "[*0-9,/ -]{1,14}",
        "every [0-9]{1,3}[a-z]{1,2}",
        "[+-]?[0-9.]{1,6}([eE][+-]?[0-9]{1,2})?",
        "20[0-9]{2}-[0-9]{2}-[0-9]{2}",
        "\\PC{0,10}",
    ];
    let strategy = (any::<prop::sample::Index>(), near, any::<bool>());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        cases: 4000,
        ..ProptestConfig::default()
    });
    runner
        .run(&strategy, |(index, text, is_quoted)| {
            let document = index.get(&documents);
            let mut here = document.at.clone();
            here.push(Step::Key(document.key.to_owned()));
            let mut value = document.value.clone();
            *at(&mut value, &here) = json!(HOLE);
            let scalar = if is_quoted { json!(text).to_string() } else { text };
            let whole = with_vars(value).replace(&format!("\"{HOLE}\""), &scalar);
            if let Some(verdict) = judge(&whole, Role::Main) {
                prop_assert!(verdict.agrees(), "{}: {}", document.title, verdict.say());
            }
            Ok(())
        })
        .unwrap();
}
