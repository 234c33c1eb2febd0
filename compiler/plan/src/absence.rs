//! What documents leave out: values that are absent or empty and say nothing.

use serde_json::Value;

/// Keys under which an empty list is said on purpose: nothing, as against not said.
const SAID_EMPTY: [&str; 4] = ["access", "carries", "egress", "receives"];

/// Keys under which stands JSON of the user's own: there a null and an empty list mean what they say.
const AS_WRITTEN: [&str; 5] = ["conditions", "json_patch", "merge", "payload", "respond"];

/// `value` without nulls, empty lists and empty mappings inside mappings; what a user wrote as JSON stays whole.
#[must_use]
pub fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .filter_map(|(key, value)| {
                if AS_WRITTEN.contains(&key.as_str()) {
                    return (!value.is_null()).then_some((key, value));
                }
                let value = without_empty(value);
                let says_something = match &value {
                    Value::Null => false,
                    Value::Array(items) => !items.is_empty() || SAID_EMPTY.contains(&key.as_str()),
                    Value::Object(map) => !map.is_empty(),
                    Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
                };
                says_something.then_some((key, value))
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
    fn empty_members_go_and_members_of_lists_stay() {
        let value =
            json!({ "a": null, "b": [], "c": { "d": {} }, "e": [null, {}], "f": false, "g": 0, "h": "" });
        assert_eq!(without_empty(value), json!({ "e": [null, {}], "f": false, "g": 0, "h": "" }));
    }

    #[test]
    fn nothing_that_is_said_on_purpose_stays() {
        assert_eq!(without_empty(json!({ "carries": [], "labels": [] })), json!({ "carries": [] }));
    }

    #[test]
    fn what_a_user_wrote_stays_whole() {
        let value = json!({ "payload": { "a": null, "b": [] }, "merge": { "x": null }, "conditions": null });
        assert_eq!(
            without_empty(value),
            json!({ "payload": { "a": null, "b": [] }, "merge": { "x": null } })
        );
    }
}
