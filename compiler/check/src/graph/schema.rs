//! Looking into JSON Schemas.

use serde_json::{Map, Value};

/// What a schema says of a dotted field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// It has it.
    Known,
    /// It says which fields there are, and this is none of them: the part that is not there, and its neighbours.
    Missing {
        /// The part.
        part: String,
        /// What stands beside it.
        beside: Vec<String>,
    },
    /// It leaves that open.
    Open,
}

/// How deep references are followed.
const DEPTH: usize = 32;

/// Looks a dotted field up.
pub(crate) fn look_up(root: &Value, path: &str) -> Field {
    let mut here: Vec<&Value> = vec![root];
    for part in path.split('.') {
        let mut views = Vec::new();
        for schema in &here {
            collect(root, schema, DEPTH, &mut views);
        }
        let mut next = Vec::new();
        let mut beside = Vec::new();
        let mut is_open = views.is_empty();
        for view in &views {
            match view {
                View::Open => is_open = true,
                View::Fields(properties) => {
                    next.extend(properties.get(part));
                    beside.extend(properties.keys().cloned());
                }
            }
        }
        if next.is_empty() {
            beside.dedup();
            return if is_open || beside.is_empty() {
                Field::Open
            } else {
                Field::Missing { part: part.to_owned(), beside }
            };
        }
        here = next;
    }
    Field::Known
}

enum View<'s> {
    /// These fields are named.
    Fields(&'s Map<String, Value>),
    /// There may be more that no name is known of.
    Open,
}

/// All that a schema and its parts say about fields.
fn collect<'s>(root: &'s Value, schema: &'s Value, depth: usize, views: &mut Vec<View<'s>>) {
    let Some(map) = schema.as_object() else { return };
    if depth == 0 {
        views.push(View::Open);
        return;
    }
    if let Some(Value::String(target)) = map.get("$ref") {
        match resolve(root, target) {
            Some(found) => collect(root, found, depth - 1, views),
            None => views.push(View::Open),
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for part in map.get(key).and_then(Value::as_array).into_iter().flatten() {
            collect(root, part, depth - 1, views);
        }
    }
    for key in ["if", "then", "else", "items"] {
        if let Some(part) = map.get(key) {
            collect(root, part, depth - 1, views);
        }
    }
    if let Some(Value::Object(properties)) = map.get("properties") {
        views.push(View::Fields(properties));
    }
    let has_shape = map.get("additionalProperties").is_some_and(Value::is_object);
    let is_elsewhere = ["patternProperties", "$dynamicRef", "dependentSchemas", "prefixItems"];
    if has_shape || is_elsewhere.iter().any(|key| map.contains_key(*key)) {
        views.push(View::Open);
    }
}

/// The part of `root` that a reference inside it names.
pub(crate) fn resolve<'s>(root: &'s Value, target: &str) -> Option<&'s Value> {
    root.pointer(target.strip_prefix('#')?)
}

/// What a consumer needs and a schema does not promise, as sentences; the first few.
pub(crate) fn unmet(needed: &Value, promised: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    compare((needed, needed), (promised, promised), "", DEPTH, &mut faults);
    faults
}

/// A schema with the document that its references are read in.
type Part<'s> = (&'s Value, &'s Value);

fn follow((root, mut schema): Part<'_>) -> Part<'_> {
    for _ in 0..DEPTH {
        match schema.get("$ref").and_then(Value::as_str).and_then(|target| resolve(root, target)) {
            Some(found) => schema = found,
            None => break,
        }
    }
    (root, schema)
}

fn compare(needed: Part<'_>, promised: Part<'_>, path: &str, depth: usize, faults: &mut Vec<String>) {
    let (needed, promised) = (follow(needed), follow(promised));
    if depth == 0 {
        return;
    }
    if let (Some(wanted), Some(given)) = (types(needed.1), types(promised.1)) {
        let is_within =
            |kind: &&str| wanted.contains(kind) || *kind == "integer" && wanted.contains(&"number");
        if !given.iter().all(is_within) {
            faults.push(format!(
                "`{path}` is expected as {}, and is {}",
                wanted.join(" or "),
                given.join(" or ")
            ));
            return;
        }
    } else if types(needed.1).is_some() && !path.is_empty() && !is_composed(promised.1) {
        faults.push(format!(
            "`{path}` is expected as {}, and has no type",
            types(needed.1).unwrap_or_default().join(" or ")
        ));
        return;
    }
    for name in required(needed.1) {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match promise(promised, name) {
            None => faults.push(format!("`{path}` is expected, and the event does not require it")),
            Some(found) => {
                if let Some(wanted) = needed.1.pointer("/properties").and_then(|map| map.get(name)) {
                    let found = found.unwrap_or((promised.0, &Value::Null));
                    compare((needed.0, wanted), found, &path, depth - 1, faults);
                }
            }
        }
    }
}

/// Whether a schema says its type by way of others.
fn is_composed(schema: &Value) -> bool {
    ["allOf", "anyOf", "oneOf", "enum", "const", "$ref"].iter().any(|key| schema.get(*key).is_some())
}

/// The schema of a field that is required, perhaps by a part of an `allOf`; inside is `None` when it has none.
fn promise<'s>(part: Part<'s>, name: &str) -> Option<Option<Part<'s>>> {
    let (root, schema) = follow(part);
    let own = schema.pointer("/properties").and_then(|map| map.get(name)).map(|found| (root, found));
    if required(schema).any(|found| found == name) {
        return Some(own.or_else(|| parts(schema).find_map(|part| field((root, part), name))));
    }
    let inherited = parts(schema).find_map(|part| promise((root, part), name))?;
    Some(own.or(inherited))
}

fn field<'s>(part: Part<'s>, name: &str) -> Option<Part<'s>> {
    let (root, schema) = follow(part);
    schema.pointer("/properties").and_then(|map| map.get(name)).map(|found| (root, found))
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    schema.get("allOf").and_then(Value::as_array).into_iter().flatten()
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn types(schema: &Value) -> Option<Vec<&str>> {
    match schema.get("type")? {
        Value::String(one) => Some(vec![one]),
        Value::Array(all) => Some(all.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_found_through_references_and_parts() {
        let schema = json!({
            "properties": { "order": { "$ref": "#/$defs/order" }, "free": { "type": "object" } },
            "$defs": { "order": { "allOf": [{ "properties": { "id": {} } }, { "properties": { "sum": {} } }] } }
        });
        assert_eq!(look_up(&schema, "order.id"), Field::Known);
        assert_eq!(look_up(&schema, "order.sum"), Field::Known);
        assert_eq!(look_up(&schema, "free.anything"), Field::Open);
        let Field::Missing { part, beside } = look_up(&schema, "order.total") else {
            panic!("it is not there")
        };
        assert_eq!((part.as_str(), beside), ("total", vec!["id".to_owned(), "sum".to_owned()]));
    }

    #[test]
    fn what_a_schema_leaves_open_is_no_fault() {
        for schema in [
            json!(true),
            json!({ "type": "object" }),
            json!({ "properties": { "a": {} }, "patternProperties": { "^x": {} } }),
            json!({ "properties": { "a": {} }, "additionalProperties": { "type": "string" } }),
            json!({ "properties": { "a": {} }, "$ref": "https://elsewhere.example/schema" }),
        ] {
            assert_eq!(look_up(&schema, "b"), Field::Open, "{schema}");
        }
        assert!(matches!(look_up(&json!({ "properties": { "a": {} } }), "b"), Field::Missing { .. }));
    }

    #[test]
    fn a_need_is_met_by_a_required_field_of_the_same_type() {
        let needed = json!({ "required": ["id"], "properties": { "id": { "type": "number" } } });
        let meets = |promised: Value| unmet(&needed, &promised).is_empty();
        assert!(meets(json!({ "required": ["id", "x"], "properties": { "id": { "type": "integer" } } })));
        assert!(meets(
            json!({ "allOf": [{ "required": ["id"] }], "properties": { "id": { "type": "number" } } })
        ));
        assert!(!meets(json!({ "properties": { "id": { "type": "number" } } })));
        assert!(!meets(
            json!({ "required": ["id"], "properties": { "id": { "type": ["number", "null"] } } })
        ));
        assert!(!meets(json!({ "required": ["id"], "properties": { "id": { "type": "string" } } })));
    }
}
