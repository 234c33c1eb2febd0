//! What the fields of a JSON Schema are marked with.

use faasc_model::{Name, QualifiedName};
use serde_json::{Map, Value};

/// The key of a mark.
pub(crate) const MARK: &str = "x-data-class";
/// The mark of a field in which nothing is classified.
const NONE: &str = "none";

/// The marks of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The classes, as written, in the order of the schema, each once.
    pub(crate) classes: Vec<String>,
    /// Whether it is closed and every field is marked, so that no other class gets in.
    pub(crate) is_closed: bool,
}

/// Reads the marks of a schema.
pub(crate) fn marks(schema: &Value) -> Marks {
    let mut classes = Vec::new();
    collect(schema, &mut classes);
    Marks { is_closed: is_closed(schema), classes }
}

/// The class that a mark means.
pub(crate) fn name(mark: &str) -> QualifiedName {
    match mark.split_once('/') {
        Some((app, name)) => QualifiedName { app: Some(Name::from(app)), name: Name::from(name) },
        None => QualifiedName::own(Name::from(mark)),
    }
}

fn collect(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(mark) = map.get(MARK).and_then(Value::as_str)
                && mark != NONE
                && !found.iter().any(|known| known == mark)
            {
                found.push(mark.to_owned());
            }
            map.values().for_each(|part| collect(part, found));
        }
        Value::Array(items) => items.iter().for_each(|part| collect(part, found)),
        _ => {}
    }
}

/// Keywords that let in what `properties` does not show, or that would have to be followed to know.
const OPENERS: [&str; 14] = [
    "$ref",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "then",
    "else",
    "not",
    "patternProperties",
    "dependentSchemas",
    "dependencies",
    "prefixItems",
    "contains",
];

/// Whether a schema names all its fields and each of them is marked.
fn is_closed(schema: &Value) -> bool {
    let Some(map) = schema.as_object() else { return false };
    if OPENERS.iter().any(|key| map.contains_key(*key)) {
        return false;
    }
    match kind(map) {
        Some("object") => {
            let is_shut = ["additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|key| map.get(*key) == Some(&Value::Bool(false)));
            let fields = map.get("properties").and_then(Value::as_object);
            is_shut && fields.is_some_and(|fields| fields.values().all(is_marked))
        }
        Some("array") => map.get("items").is_some_and(is_marked),
        _ => false,
    }
}

/// Whether a field says what is in it. A class covers all that lies below; `none` only what cannot hold anything else.
fn is_marked(field: &Value) -> bool {
    let Some(map) = field.as_object() else { return false };
    match map.get(MARK).and_then(Value::as_str) {
        Some(NONE) => {
            let is_scalar =
                |map: &Map<String, Value>| kind(map).is_some_and(|kind| kind != "object" && kind != "array");
            let items = map.get("items").and_then(Value::as_object);
            is_scalar(map) || kind(map) == Some("array") && items.is_some_and(is_scalar) || is_closed(field)
        }
        Some(_) => true,
        None => is_closed(field),
    }
}

/// The one type that values have.
fn kind(map: &Map<String, Value>) -> Option<&str> {
    match map.get("type") {
        Some(Value::String(kind)) => Some(kind),
        // `[string, null]` is a text that may be absent.
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
            let first = kinds.next()?;
            kinds.next().is_none().then_some(first)
        }
        None if map.contains_key("const") || map.contains_key("enum") => Some("const"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Marks {
        marks(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn a_closed_schema_with_every_field_marked_is_closed() {
        let found = of(r#"{"type":"object","additionalProperties":false,"properties":{
            "mail":{"type":"string","x-data-class":"person"},"at":{"type":["string","null"],"x-data-class":"none"},
            "lines":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{
                "title":{"type":"string","x-data-class":"viewing"}}}}}}"#);
        assert_eq!(found, Marks { classes: vec!["person".into(), "viewing".into()], is_closed: true });
    }

    #[test]
    fn whatever_lets_more_in_leaves_it_open() {
        for text in [
            r#"{"type":"object","properties":{"mail":{"type":"string","x-data-class":"person"}}}"#,
            r#"{"type":"object","additionalProperties":false,"properties":{"mail":{"type":"string"}}}"#,
            r#"{"type":"object","additionalProperties":false,"properties":{"x":{"x-data-class":"none"}}}"#,
            r#"{"type":"object","additionalProperties":false,"properties":{"x":{"type":"object","x-data-class":"none"}}}"#,
            r##"{"type":"object","additionalProperties":false,"properties":{},"allOf":[{"$ref":"#/$defs/a"}]}"##,
            r#"{"type":"object","additionalProperties":false,"patternProperties":{},"properties":{}}"#,
            r#"{"type":"object","additionalProperties":{"type":"string"},"properties":{}}"#,
        ] {
            assert!(!of(text).is_closed, "{text}");
        }
    }
}
