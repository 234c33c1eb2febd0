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
    /// The whole of it.
    pub(crate) value: Value,
    /// The key path of the node that it serves.
    pub(crate) node: String,
    /// The key path that made it.
    pub(crate) key_path: String,
    /// The rule that made it.
    pub(crate) rule: &'static str,
}

impl Object {
    /// `Kind`.
    pub(crate) fn kind(&self) -> &str {
        text(self.value.get("kind"))
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        text(self.value.get("metadata").and_then(|metadata| metadata.get("name")))
    }

    /// `GROUP/VERSION/Kind/NAME`.
    pub(crate) fn address(&self) -> String {
        format!("{}/{}/{}", text(self.value.get("apiVersion")), self.kind(), self.name())
    }
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

/// All objects of a site.
#[derive(Default)]
pub(crate) struct Objects {
    pub(crate) all: Vec<Object>,
}

impl Objects {
    /// Adds an object that serves `node` and is made by `rule` from `key_path`.
    pub(crate) fn add<T: Serialize>(
        &mut self,
        file: &str,
        value: &T,
        node: &str,
        key_path: &str,
        rule: &'static str,
    ) {
        let value = serde_json::to_value(value).unwrap_or_default();
        let value = in_order(value);
        let (file, node, key_path) = (file.to_owned(), node.to_owned(), key_path.to_owned());
        self.all.push(Object { file, value, node, key_path, rule });
    }

    /// Pairs of objects of one kind and name, of which the later would replace the earlier: one pair for two nodes.
    pub(crate) fn twice(&self) -> Vec<(&Object, &Object)> {
        let mut seen: BTreeMap<String, &Object> = BTreeMap::new();
        let mut found: Vec<(&Object, &Object)> = Vec::new();
        for object in &self.all {
            let Some(before) = seen.insert(object.address(), object) else { continue };
            if !found.iter().any(|(first, second)| first.node == before.node && second.node == object.node) {
                found.push((before, object));
            }
        }
        found
    }

    /// Writes the files below `folder` and records each object; gives the names of the files, sorted.
    pub(crate) fn write(self, site: &str, folder: &str, emission: &mut Emission) -> BTreeSet<String> {
        let mut files: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for object in self.all {
            emission.record(site, TARGET, &object.address(), &object.node, &object.key_path, object.rule);
            files.entry(object.file).or_default().push(object.value);
        }
        let names = files.keys().cloned().collect();
        for (file, values) in files {
            emission.tree.add(format!("{folder}/{file}"), to_yaml_documents(&values));
        }
        names
    }
}

/// An object as people write it: `apiVersion`, `kind` and `metadata` first.
fn in_order(value: Value) -> Value {
    let Value::Object(mut map) = value else { return value };
    let mut ordered = serde_json::Map::new();
    for key in ["apiVersion", "kind", "metadata"] {
        if let Some(value) = map.shift_remove(key) {
            ordered.insert(key.to_owned(), value);
        }
    }
    ordered.extend(map);
    Value::Object(ordered)
}
