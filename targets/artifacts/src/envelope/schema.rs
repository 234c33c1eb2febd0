//! The published JSON Schemas of the documents.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::{EXPORTS_SCHEMA, ExportsDocument, SOURCES_SCHEMA, SourcesDocument};

/// The schema of plan.json.
#[must_use]
pub fn plan_schema() -> Value {
    published_schema::<faasc_plan::PlanDocument<'_>>("faasc plan", faasc_plan::PLAN_SCHEMA)
}

/// The schema of what `faasc graph --grants --format json` prints.
#[must_use]
pub fn grants_schema() -> Value {
    published_schema::<faasc_plan::GrantsDocument>("faasc grants", faasc_plan::GRANTS_SCHEMA)
}

/// The schema of sources.json.
#[must_use]
pub fn sources_schema() -> Value {
    published_schema::<SourcesDocument<'_>>("faasc sources", SOURCES_SCHEMA)
}

/// The schema of exports.json.
#[must_use]
pub fn exports_schema() -> Value {
    published_schema::<ExportsDocument>("faasc exports", EXPORTS_SCHEMA)
}

/// The schema of `T`, whose documents say `version` and leave out what is absent or empty.
#[must_use]
pub fn published_schema<T: JsonSchema>(title: &str, version: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    schema["title"] = Value::from(title);
    schema["properties"]["schema"]["const"] = Value::from(version);
    let absent = Absence::new(&schema);
    absent.relax(&mut schema);
    schema
}

/// Knows which values are left out of a document because they are null, an empty list or an empty mapping.
struct Absence {
    definitions: Map<String, Value>,
}

impl Absence {
    fn new(schema: &Value) -> Self {
        let definitions = schema.get("$defs").and_then(Value::as_object).cloned().unwrap_or_default();
        Self { definitions }
    }

    /// Takes from every `required` what may be left out.
    fn relax(&self, schema: &mut Value) {
        match schema {
            Value::Object(map) => {
                let optional: Vec<String> = map
                    .get("properties")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten()
                    .filter(|(_, property)| self.may_be_absent(property, &mut Vec::new()))
                    .map(|(name, _)| name.clone())
                    .collect();
                if let Some(Value::Array(required)) = map.get_mut("required") {
                    required.retain(|name| !optional.iter().any(|optional| name == optional));
                }
                if map.get("required").is_some_and(|required| required.as_array().is_some_and(Vec::is_empty))
                {
                    map.remove("required");
                }
                map.values_mut().for_each(|value| self.relax(value));
            }
            Value::Array(items) => items.iter_mut().for_each(|value| self.relax(value)),
            _ => {}
        }
    }

    /// Whether a value of `schema` may be null or empty. `open` are the definitions that are being looked at.
    fn may_be_absent(&self, schema: &Value, open: &mut Vec<String>) -> bool {
        let Some(schema) = schema.as_object() else { return schema.as_bool() == Some(true) };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
            let Some(definition) = self.definitions.get(&name).filter(|_| !open.contains(&name)) else {
                return false;
            };
            open.push(name);
            let found = self.may_be_absent(definition, open);
            open.pop();
            return found;
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(variants) = schema.get(key).and_then(Value::as_array) {
                return variants.iter().any(|variant| self.may_be_absent(variant, open));
            }
        }
        let has_type = |name: &str| match schema.get("type") {
            Some(Value::String(found)) => found == name,
            Some(Value::Array(found)) => found.iter().any(|found| found == name),
            _ => false,
        };
        let is_any =
            !schema.contains_key("type") && !schema.contains_key("const") && !schema.contains_key("enum");
        let is_empty_list =
            has_type("array") && schema.get("minItems").and_then(Value::as_u64).unwrap_or(0) == 0;
        is_any || has_type("null") || is_empty_list || has_type("object") && self.may_be_empty(schema, open)
    }

    /// Whether an object of `schema` may have lost all of its members.
    fn may_be_empty(&self, schema: &Map<String, Value>, open: &mut Vec<String>) -> bool {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        required.filter_map(Value::as_str).all(|name| {
            let property = schema.get("properties").and_then(|properties| properties.get(name));
            property.is_none_or(|property| self.may_be_absent(property, open))
        })
    }
}
