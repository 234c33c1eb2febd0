//! JSON Merge Patch (RFC 7396) and JSON Patch (RFC 6902).

use serde_json::{Map, Value};

/// `target` with `patch` merged in: objects key by key, null removes, anything else replaces.
pub(crate) fn merge(target: Value, patch: &Value) -> Value {
    let Value::Object(changes) = patch else { return patch.clone() };
    let mut map = match target {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    for (key, change) in changes {
        if change.is_null() {
            map.shift_remove(key);
        } else {
            let before = map.get(key).cloned().unwrap_or(Value::Null);
            map.insert(key.clone(), merge(before, change));
        }
    }
    Value::Object(map)
}

/// `target` after `operations`.
///
/// # Errors
/// With the cause, when an operation is none or does not fit.
pub(crate) fn apply(mut target: Value, operations: &Value) -> Result<Value, String> {
    let list = operations.as_array().ok_or("`json_patch` is a list of operations")?;
    for operation in list {
        let text = |key: &str| operation.get(key).and_then(Value::as_str);
        let name = text("op").ok_or("an operation has no `op`")?;
        let path = text("path").ok_or_else(|| format!("`{name}` has no `path`"))?;
        let value = || operation.get("value").cloned().ok_or_else(|| format!("`{name}` has no `value`"));
        let from = || text("from").ok_or_else(|| format!("`{name}` has no `from`"));
        match name {
            "add" => add(&mut target, path, value()?)?,
            "remove" => {
                remove(&mut target, path)?;
            }
            "replace" => {
                remove(&mut target, path)?;
                add(&mut target, path, value()?)?;
            }
            "move" => {
                let moved = remove(&mut target, from()?)?;
                add(&mut target, path, moved)?;
            }
            "copy" => {
                let from = from()?;
                let copied = target.pointer(from).cloned().ok_or_else(|| missing(from))?;
                add(&mut target, path, copied)?;
            }
            "test" => {
                if target.pointer(path) != Some(&value()?) {
                    return Err(format!("`test` of `{path}` fails"));
                }
            }
            other => return Err(format!("`{other}` is no operation of JSON Patch")),
        }
    }
    Ok(target)
}

fn missing(path: &str) -> String {
    format!("there is no `{path}`")
}

/// A pointer as that of its parent and its last part, unescaped.
fn parent(path: &str) -> Result<(&str, String), String> {
    let (parent, last) =
        path.rsplit_once('/').ok_or_else(|| format!("`{path}` is no JSON Pointer below the root"))?;
    Ok((parent, last.replace("~1", "/").replace("~0", "~")))
}

fn add(target: &mut Value, path: &str, value: Value) -> Result<(), String> {
    let (at, last) = parent(path)?;
    match target.pointer_mut(at) {
        Some(Value::Object(map)) => {
            map.insert(last, value);
            Ok(())
        }
        Some(Value::Array(items)) => {
            let index = if last == "-" { items.len() } else { last.parse().unwrap_or(usize::MAX) };
            if index > items.len() {
                return Err(missing(path));
            }
            items.insert(index, value);
            Ok(())
        }
        _ => Err(missing(at)),
    }
}

fn remove(target: &mut Value, path: &str) -> Result<Value, String> {
    let (at, last) = parent(path)?;
    let removed = match target.pointer_mut(at) {
        Some(Value::Object(map)) => map.shift_remove(&last),
        Some(Value::Array(items)) => {
            last.parse().ok().filter(|index: &usize| *index < items.len()).map(|index| items.remove(index))
        }
        _ => None,
    };
    removed.ok_or_else(|| missing(path))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn merging_goes_key_by_key_and_null_removes() {
        let merged = merge(
            json!({ "a": { "b": 1, "c": 2 }, "d": 3 }),
            &json!({ "a": { "c": null, "e": 4 }, "d": [1] }),
        );
        assert_eq!(merged, json!({ "a": { "b": 1, "e": 4 }, "d": [1] }));
    }

    #[test]
    fn operations_are_those_of_the_standard() {
        let operations = json!([
            { "op": "test", "path": "/a/0", "value": 1 },
            { "op": "add", "path": "/a/-", "value": 3 },
            { "op": "replace", "path": "/b~1c", "value": "new" },
            { "op": "copy", "from": "/a/1", "path": "/d" },
            { "op": "move", "from": "/d", "path": "/e" },
            { "op": "remove", "path": "/a/0" },
        ]);
        let patched = apply(json!({ "a": [1, 2], "b/c": "old" }), &operations);
        assert_eq!(patched, Ok(json!({ "a": [2, 3], "b/c": "new", "e": 2 })));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        for (operation, cause) in [
            (json!({ "op": "remove", "path": "/x" }), "there is no `/x`"),
            (json!({ "op": "test", "path": "/a", "value": 2 }), "`test` of `/a` fails"),
            (json!({ "op": "swap", "path": "/a" }), "`swap` is no operation of JSON Patch"),
            (json!({ "op": "add", "path": "/a" }), "`add` has no `value`"),
        ] {
            assert_eq!(apply(json!({ "a": 1 }), &json!([operation])), Err(cause.to_owned()));
        }
    }
}
