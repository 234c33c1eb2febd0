//! JSON Merge Patch (RFC 7396) and JSON Patch (RFC 6902), in the order of what is changed: the crates for it move the
//! last key to the place of a removed one, which a reader of emitted files would see as a change of its own.

use serde_json::{Map, Value};

/// Merges `patch` in: mappings key by key, null removes, anything else replaces.
pub(super) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.shift_remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

/// Does `operations`, one after the other.
///
/// # Errors
/// With the cause, when one is none or does not fit; those before it are done by then.
pub(super) fn operate(target: &mut Value, operations: &Value) -> Result<(), String> {
    let operations = operations.as_array().ok_or("`json_patch` is a list of operations")?;
    operations.iter().try_for_each(|operation| one(target, operation))
}

fn one(target: &mut Value, operation: &Value) -> Result<(), String> {
    let text = |key: &str| operation.get(key).and_then(Value::as_str);
    let name = text("op").ok_or("an operation has no `op`")?;
    let lacks = |key: &str| format!("`{name}` has no `{key}`");
    let value = || operation.get("value").cloned().ok_or_else(|| lacks("value"));
    let from = || text("from").ok_or_else(|| lacks("from"));
    let path = || text("path").ok_or_else(|| lacks("path"));
    match name {
        "add" => add(target, path()?, value()?),
        "remove" => remove(target, path()?).map(drop),
        "replace" => {
            let (path, value) = (path()?, value()?);
            *target.pointer_mut(path).ok_or_else(|| missing(path))? = value;
            Ok(())
        }
        "move" => {
            let path = path()?;
            let moved = remove(target, from()?)?;
            add(target, path, moved)
        }
        "copy" => {
            let from = from()?;
            let copied = target.pointer(from).cloned().ok_or_else(|| missing(from))?;
            add(target, path()?, copied)
        }
        "test" => {
            let path = path()?;
            if target.pointer(path) == Some(&value()?) {
                Ok(())
            } else {
                Err(format!("`test` of `{path}` fails"))
            }
        }
        other => Err(format!("`{other}` is no operation of JSON Patch")),
    }
}

fn missing(path: &str) -> String {
    format!("there is no `{path}`")
}

/// What holds the place of a pointer, and its last part, unescaped.
fn holder<'v>(target: &'v mut Value, path: &str) -> Result<(&'v mut Value, String), String> {
    let (parent, last) = path
        .rsplit_once('/')
        .filter(|(parent, _)| parent.is_empty() || parent.starts_with('/'))
        .ok_or_else(|| format!("`{path}` is no JSON Pointer below the root"))?;
    let last = last.replace("~1", "/").replace("~0", "~");
    Ok((target.pointer_mut(parent).ok_or_else(|| missing(parent))?, last))
}

fn add(target: &mut Value, path: &str, value: Value) -> Result<(), String> {
    if path.is_empty() {
        *target = value;
        return Ok(());
    }
    match holder(target, path)? {
        (Value::Object(map), last) => {
            map.insert(last, value);
            Ok(())
        }
        (Value::Array(items), last) => {
            let at = if last == "-" { Some(items.len()) } else { index(&last) };
            let at = at.filter(|at| *at <= items.len());
            items.insert(at.ok_or_else(|| format!("`{path}` is no place in its list"))?, value);
            Ok(())
        }
        _ => Err(format!("what should hold `{path}` is neither a mapping nor a list")),
    }
}

fn remove(target: &mut Value, path: &str) -> Result<Value, String> {
    let removed = match holder(target, path)? {
        (Value::Object(map), last) => map.shift_remove(&last),
        (Value::Array(items), last) => index(&last).filter(|at| *at < items.len()).map(|at| items.remove(at)),
        _ => None,
    };
    removed.ok_or_else(|| missing(path))
}

/// A place in a list: digits without a leading zero.
fn index(text: &str) -> Option<usize> {
    let is_plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operated(mut value: Value, operations: &Value) -> Result<Value, String> {
        operate(&mut value, operations).map(|()| value)
    }

    #[test]
    fn merging_goes_key_by_key_and_null_removes() {
        let mut value = json!({ "a": { "b": 1, "c": 2 }, "d": 3 });
        merge(&mut value, &json!({ "a": { "b": null, "e": { "f": 4, "g": null } }, "d": [1] }));
        assert_eq!(value, json!({ "a": { "c": 2, "e": { "f": 4 } }, "d": [1] }));
    }

    #[test]
    fn operations_are_those_of_the_standard() {
        let operations = json!([
            { "op": "test", "path": "/a/0", "value": 1 },
            { "op": "add", "path": "/a/-", "value": 3 },
            { "op": "add", "path": "/a/0", "value": 0 },
            { "op": "replace", "path": "/b~1c", "value": "new" },
            { "op": "copy", "from": "/a/1", "path": "/d" },
            { "op": "move", "from": "/d", "path": "/e" },
            { "op": "remove", "path": "/a/0" },
        ]);
        let found = operated(json!({ "a": [1, 2], "b/c": "old" }), &operations);
        assert_eq!(found, Ok(json!({ "a": [1, 2, 3], "b/c": "new", "e": 1 })));
    }

    #[test]
    fn what_stays_keeps_its_order() {
        let operations = json!([
            { "op": "remove", "path": "/a" },
            { "op": "replace", "path": "/b", "value": 9 },
        ]);
        let found = operated(json!({ "a": 1, "b": 2, "c": 3, "d": 4 }), &operations);
        assert_eq!(found.map(|found| found.to_string()), Ok(r#"{"b":9,"c":3,"d":4}"#.to_owned()));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        for (operation, cause) in [
            (json!({ "op": "remove", "path": "/x" }), "there is no `/x`"),
            (json!({ "op": "replace", "path": "/x/y", "value": 1 }), "there is no `/x/y`"),
            (json!({ "op": "add", "path": "/a/7", "value": 1 }), "`/a/7` is no place in its list"),
            (json!({ "op": "add", "path": "/a/01", "value": 1 }), "`/a/01` is no place in its list"),
            (json!({ "op": "add", "path": "a", "value": 1 }), "`a` is no JSON Pointer below the root"),
            (json!({ "op": "test", "path": "/a", "value": 2 }), "`test` of `/a` fails"),
            (json!({ "op": "swap", "path": "/a" }), "`swap` is no operation of JSON Patch"),
            (json!({ "op": "add", "path": "/a" }), "`add` has no `value`"),
            (json!({ "op": "move", "path": "/b" }), "`move` has no `from`"),
            (json!({ "path": "/a" }), "an operation has no `op`"),
        ] {
            assert_eq!(operated(json!({ "a": [1] }), &json!([operation])), Err(cause.to_owned()));
        }
    }
}
