//! JSON out: two spaces, a line break at the end.

use serde::Serialize;
use serde_json::Value;

/// `value` as a JSON document, its keys in the order in which they stand.
///
/// # Panics
/// When a value has no place in JSON (a map key that is no text): a bug of a target.
#[must_use]
pub fn to_json<T: Serialize>(value: &T) -> String {
    match serde_json::to_string_pretty(value) {
        Ok(text) => text + "\n",
        Err(fault) => panic!("a target made a value that is no JSON ({fault}); please report this"),
    }
}

/// `value` without nulls, and without empty lists and mappings, inside mappings.
#[must_use]
pub fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| (key, without_empty(value)))
            .filter(|(_, value)| match value {
                Value::Null => false,
                Value::Array(items) => !items.is_empty(),
                Value::Object(map) => !map.is_empty(),
                Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
            })
            .collect(),
        Value::Array(items) => Value::Array(items.into_iter().map(without_empty).collect()),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_ends_with_a_line_break_and_keeps_its_order() {
        assert_eq!(to_json(&json!({ "b": 1, "a": [] })), "{\n  \"b\": 1,\n  \"a\": []\n}\n");
    }

    #[test]
    fn empty_members_go_and_members_of_lists_stay() {
        let value =
            json!({ "a": null, "b": [], "c": { "d": {} }, "e": [null, {}], "f": false, "g": 0, "h": "" });
        assert_eq!(without_empty(value), json!({ "e": [null, {}], "f": false, "g": 0, "h": "" }));
    }
}
