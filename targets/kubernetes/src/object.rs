//! The objects of a site, before they are files.

use std::collections::{BTreeMap, BTreeSet};

use faasc_artifacts::{Emission, to_yaml_documents};
use serde::Serialize;
use serde_json::Value;

use crate::here::TARGET;

/// An object and where it comes from.
pub(crate) struct Object {
    /// The file, inside the folder of the site.
    pub(crate) file: String,
    /// `Kind`.
    pub(crate) kind: String,
    /// Its name.
    pub(crate) name: String,
    /// `GROUP/VERSION/Kind/NAME`.
    pub(crate) address: String,
    /// The whole of it.
    pub(crate) body: Body,
    /// The key path of the node that it serves.
    pub(crate) node: String,
    /// The key path that made it.
    pub(crate) key_path: String,
    /// The rule that made it.
    pub(crate) rule: &'static str,
}

/// The whole of an object.
pub(crate) enum Body {
    /// Its YAML: nobody changes it any more.
    Text(String),
    /// It as patches change it.
    Value(Value),
}

/// The address of what `value` describes.
pub(crate) fn address_of(value: &Value) -> String {
    format!("{}/{}/{}", text(value.get("apiVersion")), text(value.get("kind")), name_of(value))
}

fn name_of(value: &Value) -> &str {
    text(value.get("metadata").and_then(|metadata| metadata.get("name")))
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

/// All objects of a site.
pub(crate) struct Objects {
    pub(crate) all: Vec<Object>,
    /// Whether somebody changes them before they are written. Their texts are a fraction as large as their values.
    are_patched: bool,
}

impl Objects {
    /// No objects yet.
    pub(crate) const fn new(are_patched: bool) -> Self {
        Self { all: Vec::new(), are_patched }
    }

    /// Adds an object that serves `node` and is made by `rule` from `key_path`.
    pub(crate) fn add<T: Serialize>(
        &mut self,
        file: &str,
        value: &T,
        node: &str,
        key_path: &str,
        rule: &'static str,
    ) {
        let value = in_order(serde_json::to_value(value).unwrap_or_default());
        self.all.push(Object {
            file: file.to_owned(),
            kind: text(value.get("kind")).to_owned(),
            name: name_of(&value).to_owned(),
            address: address_of(&value),
            body: if self.are_patched { Body::Value(value) } else { Body::Text(yaml(&value)) },
            node: node.to_owned(),
            key_path: key_path.to_owned(),
            rule,
        });
    }

    /// Pairs of objects of one kind and name, of which the later would replace the earlier: one pair for two nodes.
    pub(crate) fn twice(&self) -> Vec<(&Object, &Object)> {
        let mut seen: BTreeMap<&str, &Object> = BTreeMap::new();
        let mut found: Vec<(&Object, &Object)> = Vec::new();
        for object in &self.all {
            let Some(before) = seen.insert(&object.address, object) else { continue };
            if !found.iter().any(|(first, second)| first.node == before.node && second.node == object.node) {
                found.push((before, object));
            }
        }
        found
    }

    /// Writes the files below `folder` and records each object; gives the names of the files, sorted.
    pub(crate) fn write(self, site: &str, folder: &str, emission: &mut Emission) -> BTreeSet<String> {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for object in self.all {
            emission.record(site, TARGET, &object.address, &object.node, &object.key_path, object.rule);
            let file = files.entry(object.file).or_default();
            if !file.is_empty() {
                file.push_str("---\n");
            }
            match object.body {
                Body::Text(text) => file.push_str(&text),
                Body::Value(value) => file.push_str(&yaml(&value)),
            }
        }
        let names = files.keys().cloned().collect();
        for (file, text) in files {
            emission.tree.add(format!("{folder}/{file}"), text);
        }
        names
    }
}

fn yaml(value: &Value) -> String {
    to_yaml_documents(std::slice::from_ref(value))
}

/// An object as people write it: `apiVersion`, `kind` and `metadata` first.
fn in_order(value: Value) -> Value {
    const FIRST: [&str; 3] = ["apiVersion", "kind", "metadata"];
    let Value::Object(mut map) = value else { return value };
    if map.keys().take(FIRST.len()).eq(FIRST) {
        return Value::Object(map);
    }
    let mut ordered = serde_json::Map::new();
    for key in FIRST {
        if let Some(value) = map.shift_remove(key) {
            ordered.insert(key.to_owned(), value);
        }
    }
    ordered.extend(map);
    Value::Object(ordered)
}
