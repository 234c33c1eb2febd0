//! A document for every key of the language: the shortest way to it, with the examples of the declarations as values.

use std::collections::BTreeSet;

use faasc_lower::{Reference, ReferenceKey, ReferenceSection};
use serde_json::{Map, Value, json};

use crate::verdict::value_of;

/// A document that holds one key, and where.
pub(crate) struct Document {
    /// `functions.NAME.scale.min`.
    pub(crate) title: String,
    pub(crate) value: Value,
    /// Where the mapping with the key stands.
    pub(crate) at: Vec<Step>,
    pub(crate) key: &'static str,
    /// Whether its value holds mappings whose keys have documents of their own.
    pub(crate) holds_others: bool,
    /// Whether another document has a key of the same declaration (`defaults` has those of functions).
    pub(crate) is_repeated: bool,
}

/// One step from a value to one that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Item(usize),
}

/// The documents of all keys.
pub(crate) fn documents(reference: &Reference) -> Vec<Document> {
    let mut all: Vec<Document> = Vec::new();
    let mut known = BTreeSet::new();
    for (index, section) in reference.sections.iter().enumerate() {
        for key in &section.keys {
            let mut inner = least(section, key.of_kind, Some(key));
            let mut at = Vec::new();
            wrap(reference, index, &mut inner, &mut at);
            at.reverse();
            if let Value::Object(top) = &mut inner {
                for key in ["faas", "app", "functions"] {
                    let known = reference.sections[0].keys.iter().find(|found| found.name == key).unwrap();
                    top.entry(key).or_insert_with(|| example(known));
                }
            }
            let kind = key.of_kind.map(|kind| format!("[{kind}]")).unwrap_or_default();
            let title = format!("{}{kind}.{}", section.path, key.name);
            all.push(Document {
                title,
                value: inner,
                at,
                key: key.name,
                holds_others: !key.inside.is_empty(),
                is_repeated: !known.insert((key.name, key.form.clone(), key.doc)),
            });
        }
    }
    all
}

/// The least mapping of a section that has `wanted`: its kind, what is required beside it, and it.
fn least(section: &ReferenceSection, kind: Option<&str>, wanted: Option<&ReferenceKey>) -> Value {
    let kind = match wanted {
        Some(key) if key.is_kind => Some(key.name),
        _ => kind.or_else(|| section.keys.iter().find(|key| key.is_kind).map(|key| key.name)),
    };
    let stands = |key: &&ReferenceKey| {
        let is_wanted = wanted.is_some_and(|wanted| std::ptr::eq(wanted, *key));
        let is_of_kind = key.of_kind.is_none() || key.of_kind == kind;
        is_wanted || key.is_kind && kind == Some(key.name) || !key.is_kind && key.is_required && is_of_kind
    };
    let keys: Map<String, Value> =
        section.keys.iter().filter(stands).map(|key| (key.name.to_owned(), example(key))).collect();
    Value::Object(keys)
}

/// Wraps the mapping of section `index` in what leads to it; `at` gets the steps from the inside out.
fn wrap(reference: &Reference, index: usize, value: &mut Value, at: &mut Vec<Step>) {
    if index == 0 {
        return;
    }
    let (outer, key, way) = reference
        .sections
        .iter()
        .enumerate()
        .find_map(|(outer, section)| {
            section.keys.iter().find_map(|key| {
                let (way, _) = key.inside.iter().find(|(_, at)| *at == index && outer < index)?;
                Some((outer, key, way))
            })
        })
        .unwrap();
    for part in
        way.replace("[]", "\n[]").replace(".NAME", "\n.NAME").lines().rev().filter(|part| !part.is_empty())
    {
        if part == "[]" {
            *value = json!([value.take()]);
            at.push(Step::Item(0));
        } else {
            *value = json!({ "n": value.take() });
            at.push(Step::Key("n".to_owned()));
        }
    }
    let mut map = least(&reference.sections[outer], key.of_kind, Some(key));
    map[key.name] = value.take();
    at.push(Step::Key(key.name.to_owned()));
    *value = map;
    wrap(reference, outer, value, at);
}

/// The example of a key as a value.
fn example(key: &ReferenceKey) -> Value {
    let text = format!("x: {}", key.example);
    let value = value_of(&text)
        .unwrap_or_else(|| panic!("the example of `{}` is no YAML: {}", key.name, key.example));
    value["x"].clone()
}

/// The value at the end of `steps`.
pub(crate) fn at<'v>(value: &'v mut Value, steps: &[Step]) -> &'v mut Value {
    steps.iter().fold(value, |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::Item(index) => &mut value[*index],
    })
}
