//! JSON out: two spaces, a line break at the end.

mod document;

use serde::Serialize;

pub use document::to_document;

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_ends_with_a_line_break_and_keeps_its_order() {
        assert_eq!(to_json(&json!({ "b": 1, "a": [] })), "{\n  \"b\": 1,\n  \"a\": []\n}\n");
    }
}
