//! Trees of values as YAML in block style. Only texts that every reader takes for what they are stand here at once;
//! what needs a closer look is spelled by the library, whose rules stay the only ones.

use serde_json::{Map, Value};

/// Writes `value` as a document.
pub(super) fn document(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) if !map.is_empty() => mapping(map, 0, true, out),
        Value::Array(items) if !items.is_empty() => list(items, 0, true, out),
        plain => {
            scalar(plain, out);
            out.push('\n');
        }
    }
}

/// The members of a mapping, each on lines of its own. The first one may stand where the writer already is.
fn mapping(map: &Map<String, Value>, depth: usize, mut is_indented: bool, out: &mut String) {
    for (name, value) in map {
        if !is_indented {
            indent(depth, out);
        }
        is_indented = false;
        key(name, out);
        out.push(':');
        match value {
            Value::Object(map) if !map.is_empty() => {
                out.push('\n');
                mapping(map, depth + 1, false, out);
            }
            // The items of a list stand where kubectl puts them: below the key itself.
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                list(items, depth, false, out);
            }
            plain => {
                out.push(' ');
                scalar(plain, out);
                out.push('\n');
            }
        }
    }
}

fn list(items: &[Value], depth: usize, mut is_indented: bool, out: &mut String) {
    for item in items {
        if !is_indented {
            indent(depth, out);
        }
        is_indented = false;
        out.push_str("- ");
        match item {
            Value::Object(map) if !map.is_empty() => mapping(map, depth + 1, true, out),
            Value::Array(items) if !items.is_empty() => list(items, depth + 1, true, out),
            plain => {
                scalar(plain, out);
                out.push('\n');
            }
        }
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn scalar(value: &Value, out: &mut String) {
    match value {
        Value::String(text) if is_plain(text) => out.push_str(text),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) if number.is_u64() || number.is_i64() => out.push_str(&number.to_string()),
        other => out.push_str(super::spelled(other).trim_end_matches('\n')),
    }
}

fn key(name: &str, out: &mut String) {
    if is_plain(name) && name.bytes().all(is_of_keys) {
        out.push_str(name);
    } else {
        let spelled = super::spelled(&Value::Object(Map::from_iter([(name.to_owned(), Value::Bool(true))])));
        out.push_str(
            spelled.trim_end_matches('\n').trim_end_matches("true").trim_end().trim_end_matches(':'),
        );
    }
}

/// What keys of Kubernetes are made of. The library quotes more of a key than of a value.
const fn is_of_keys(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
}

/// Whether a text is one that no reader of YAML takes for anything else: it begins as a word or a path, is no word with a
/// meaning of its own, and holds nothing that ends a text.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [first, .., last] = bytes else { return false };
    // All words with a meaning of their own (`false`, `null`, `off`, `y`, `inf`) are letters, five at most.
    let is_word = bytes.len() > 5 || bytes.iter().any(|byte| matches!(byte, b'-' | b'.' | b'/' | b'_'));
    is_word
        && (first.is_ascii_alphabetic() || *first == b'/')
        && !matches!(last, b' ' | b':')
        && bytes.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'#')
        && !text.contains(": ")
}
