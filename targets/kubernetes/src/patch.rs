//! Changes by hand: `patches` with `target: kubernetes`.

use faasc_diagnostics::{Code, Diagnostic, Sink};
use faasc_model::{Patch, PatchAction};
use serde_json::{Map, Value};

use crate::object::Object;

/// A patch is about nothing that is emitted.
pub(crate) static MATCHES_NOTHING: Code =
    Code::error("F4010", "patch-matches-nothing", "a patch matches nothing that is emitted");

/// A patch cannot be applied to what it matches.
pub(crate) static DOES_NOT_APPLY: Code =
    Code::error("F4011", "patch-does-not-apply", "a patch cannot be applied to what it matches");

/// Applies `patch` to each object that it matches.
pub(crate) fn apply(patch: &Patch, objects: &mut [Object], sink: &mut Sink) {
    let name = patch.name.as_ref().map(|name| name.value.as_str());
    let mut found = 0;
    for object in objects.iter_mut() {
        if object.kind() != patch.kind.value || name.is_some_and(|name| name != object.name()) {
            continue;
        }
        found += 1;
        let address = object.address();
        let result = match &patch.action {
            PatchAction::Merge(merge) => {
                merged(&mut object.value, merge);
                Ok(())
            }
            PatchAction::JsonPatch(operations) => operated(&mut object.value, operations),
        };
        let result =
            result.and_then(|()| if object.address() == address { Ok(()) } else { Err(RENAMED.to_owned()) });
        if let Err(why) = result {
            sink.push(
                DOES_NOT_APPLY
                    .at(patch.span, format!("this patch does not fit `{address}`: {why}"))
                    .here(why),
            );
        }
    }
    if found == 0 {
        sink.push(matches_nothing(patch, objects));
    }
}

const RENAMED: &str = "it changes `apiVersion`, `kind` or `metadata.name`, which others refer to";

fn matches_nothing(patch: &Patch, objects: &[Object]) -> Diagnostic {
    let kind = &patch.kind.value;
    let of_kind: Vec<_> = objects.iter().filter(|object| object.kind() == kind).map(Object::name).collect();
    let what = match &patch.name {
        Some(name) => format!("no {kind} `{}` is emitted", name.value),
        None => format!("no {kind} is emitted"),
    };
    let place = patch.name.as_ref().filter(|_| !of_kind.is_empty()).map_or(patch.kind.span, |name| name.span);
    let finding = MATCHES_NOTHING.at(place, what).here("matches nothing");
    if of_kind.is_empty() {
        let mut kinds: Vec<_> = objects.iter().map(Object::kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        finding.note(format!("emitted kinds: `{}`", kinds.join("`, `")))
    } else {
        finding.note(format!("emitted {kind}s: `{}`", of_kind.join("`, `")))
    }
}

/// JSON Merge Patch (RFC 7386).
fn merged(target: &mut Value, patch: &Value) {
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
            merged(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

/// JSON Patch (RFC 6902).
fn operated(target: &mut Value, operations: &Value) -> Result<(), String> {
    let operations = operations.as_array().ok_or("a JSON Patch is a list of operations")?;
    operations.iter().try_for_each(|operation| operate(target, operation))
}

fn operate(target: &mut Value, operation: &Value) -> Result<(), String> {
    let text =
        |key: &str| operation.get(key).and_then(Value::as_str).ok_or(format!("an operation needs `{key}`"));
    let value = || operation.get("value").cloned().ok_or_else(|| "the operation needs `value`".to_owned());
    let (op, path) = (text("op")?, text("path")?);
    match op {
        "add" => add(target, path, value()?),
        "remove" => remove(target, path).map(drop),
        "replace" => {
            let place = target.pointer_mut(path).ok_or_else(|| format!("there is no `{path}`"))?;
            *place = value()?;
            Ok(())
        }
        "move" => {
            let moved = remove(target, text("from")?)?;
            add(target, path, moved)
        }
        "copy" => {
            let from = text("from")?;
            let copied = target.pointer(from).cloned().ok_or_else(|| format!("there is no `{from}`"))?;
            add(target, path, copied)
        }
        "test" if target.pointer(path) == Some(&value()?) => Ok(()),
        "test" => Err(format!("the test of `{path}` fails")),
        _ => Err(format!("`{op}` is not an operation of JSON Patch")),
    }
}

/// The parent of a pointer and the last part, unescaped.
fn parent<'v>(target: &'v mut Value, path: &str) -> Result<(&'v mut Value, String), String> {
    let (parent, last) = path.rsplit_once('/').ok_or_else(|| format!("`{path}` is not a JSON pointer"))?;
    let last = last.replace("~1", "/").replace("~0", "~");
    let found = target.pointer_mut(parent).ok_or_else(|| format!("there is no `{parent}`"))?;
    Ok((found, last))
}

fn add(target: &mut Value, path: &str, value: Value) -> Result<(), String> {
    if path.is_empty() {
        *target = value;
        return Ok(());
    }
    match parent(target, path)? {
        (Value::Object(map), last) => {
            map.insert(last, value);
            Ok(())
        }
        (Value::Array(items), last) if last == "-" => {
            items.push(value);
            Ok(())
        }
        (Value::Array(items), last) => match index(&last).filter(|at| *at <= items.len()) {
            Some(at) => {
                items.insert(at, value);
                Ok(())
            }
            None => Err(format!("`{path}` is no place in the list")),
        },
        _ => Err(format!("what holds `{path}` is neither a mapping nor a list")),
    }
}

fn remove(target: &mut Value, path: &str) -> Result<Value, String> {
    let none = || format!("there is no `{path}`");
    match parent(target, path)? {
        (Value::Object(map), last) => map.shift_remove(&last).ok_or_else(none),
        (Value::Array(items), last) => {
            index(&last).filter(|at| *at < items.len()).map(|at| items.remove(at)).ok_or_else(none)
        }
        _ => Err(none()),
    }
}

fn index(text: &str) -> Option<usize> {
    let is_plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_merge_adds_replaces_and_removes() {
        let mut value = json!({ "a": { "b": 1, "c": 2 }, "d": [1] });
        merged(&mut value, &json!({ "a": { "b": null, "e": { "f": 3 } }, "d": [2, 3] }));
        assert_eq!(value, json!({ "a": { "c": 2, "e": { "f": 3 } }, "d": [2, 3] }));
    }

    #[test]
    fn operations_are_those_of_json_patch() {
        let mut value = json!({ "a": [1, 2], "b/c": { "x": 1 } });
        let operations = json!([
            { "op": "test", "path": "/a/0", "value": 1 },
            { "op": "add", "path": "/a/1", "value": 9 },
            { "op": "add", "path": "/a/-", "value": 8 },
            { "op": "remove", "path": "/a/0" },
            { "op": "replace", "path": "/b~1c/x", "value": 5 },
            { "op": "copy", "from": "/b~1c", "path": "/d" },
            { "op": "move", "from": "/d/x", "path": "/e" },
        ]);
        operated(&mut value, &operations).unwrap();
        assert_eq!(value, json!({ "a": [9, 2, 8], "b/c": { "x": 5 }, "d": {}, "e": 5 }));
    }

    #[test]
    fn an_operation_that_does_not_fit_says_why() {
        for operation in [
            json!({ "op": "remove", "path": "/x" }),
            json!({ "op": "add", "path": "/a/7", "value": 1 }),
            json!({ "op": "add", "path": "/a/01", "value": 1 }),
            json!({ "op": "replace", "path": "/x/y", "value": 1 }),
            json!({ "op": "test", "path": "/a", "value": 1 }),
            json!({ "op": "append", "path": "/a" }),
            json!({ "path": "/a" }),
        ] {
            assert!(operated(&mut json!({ "a": [1] }), &json!([operation])).is_err(), "{operation}");
        }
    }
}
