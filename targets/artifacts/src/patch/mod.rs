//! Changes by hand to what is emitted (`patches`): one way to apply them and to say what is wrong with them.

mod change;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Patch, PatchAction};
use serde_json::Value;

/// A patch that changes nothing.
pub static PATCH_MATCHES_NOTHING: Code =
    Code::error("F4002", "patch-matches-nothing", "a patch matches nothing that is emitted");

/// A patch that cannot be made on what it matches.
pub static PATCH_DOES_NOT_APPLY: Code =
    Code::error("F4003", "patch-does-not-apply", "a patch does not fit the resource that it changes");

/// `resource` after `action`; all of its operations, or none.
///
/// # Errors
/// With the cause, when an operation does not fit, or when no mapping is left.
pub fn patched(resource: &Value, action: &PatchAction) -> Result<Value, String> {
    let mut changed = resource.clone();
    match action {
        PatchAction::Merge(merge) => change::merge(&mut changed, merge),
        PatchAction::JsonPatch(operations) => change::operate(&mut changed, operations)?,
    }
    if changed.is_object() { Ok(changed) } else { Err("it leaves no mapping".to_owned()) }
}

/// `action` with each text in it passed through `fill`; keys stay as they are.
pub fn filled(action: &PatchAction, fill: &mut impl FnMut(&str) -> String) -> PatchAction {
    match action {
        PatchAction::Merge(value) => PatchAction::Merge(filled_value(value, fill)),
        PatchAction::JsonPatch(value) => PatchAction::JsonPatch(filled_value(value, fill)),
    }
}

fn filled_value(value: &Value, fill: &mut impl FnMut(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text)),
        Value::Array(items) => items.iter().map(|item| filled_value(item, fill)).collect(),
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.clone(), filled_value(value, fill))).collect()
        }
        plain => plain.clone(),
    }
}

/// The finding that `patch` does not fit the resource at `address`.
#[must_use]
pub fn patch_does_not_apply(patch: &Patch, address: &str, cause: &str) -> Diagnostic {
    PATCH_DOES_NOT_APPLY
        .at(patch.span, format!("the patch does not fit `{address}`: {cause}"))
        .here("this patch")
}

/// The finding that `patch` matches none of the `emitted` resources, each with its kind and the name by which a patch
/// finds it.
#[must_use]
pub fn patch_matches_nothing<'e>(
    patch: &Patch,
    emitted: impl IntoIterator<Item = (&'e str, &'e str)>,
) -> Diagnostic {
    let kind = patch.kind.value.as_str();
    let (mut kinds, mut names) = (Vec::new(), Vec::new());
    for (found, name) in emitted {
        kinds.push(found);
        if found == kind {
            names.push(name);
        }
    }
    let finding = match &patch.name {
        // The kind is right: the name is what leads nowhere.
        Some(name) if !names.is_empty() => {
            PATCH_MATCHES_NOTHING.at(name.span, format!("no `{kind}` named `{}` is emitted", name.value))
        }
        Some(_) | None => PATCH_MATCHES_NOTHING.at(patch.kind.span, format!("no `{kind}` is emitted")),
    };
    let finding = finding.here("this patch changes nothing");
    match (listed(names), listed(kinds)) {
        (Some(names), _) => finding.note(format!("`{kind}` is emitted as {names}")),
        (None, Some(kinds)) => finding.note(format!("what is emitted: {kinds}")),
        (None, None) => finding.note("nothing is emitted"),
    }
}

/// Each once, sorted, in backticks; none when there is none.
fn listed(mut words: Vec<&str>) -> Option<String> {
    words.sort_unstable();
    words.dedup();
    (!words.is_empty()).then(|| format!("`{}`", words.join("`, `")))
}

#[cfg(test)]
mod tests {
    use faasc_model::PatchTarget;
    use faasc_source::{FileId, Span, Spanned};
    use serde_json::json;

    use super::*;

    fn at<T>(start: u32, value: T) -> Spanned<T> {
        Spanned::new(value, Span::new(FileId(0), start, start + 1))
    }

    fn patch(kind: &str, name: Option<&str>) -> Patch {
        Patch {
            target: at(1, PatchTarget::Kubernetes),
            kind: at(2, kind.to_owned()),
            name: name.map(|name| at(3, name.to_owned())),
            action: PatchAction::Merge(json!({})),
            span: at(0, ()).span,
        }
    }

    #[test]
    fn a_patch_is_made_whole_or_not_at_all() {
        let before = json!({ "a": 1 });
        let operations = json!([{ "op": "remove", "path": "/a" }, { "op": "remove", "path": "/a" }]);
        assert_eq!(patched(&before, &PatchAction::JsonPatch(operations)), Err("there is no `/a`".to_owned()));
        assert_eq!(patched(&before, &PatchAction::Merge(json!({ "a": null }))), Ok(json!({})));
        assert_eq!(patched(&before, &PatchAction::Merge(json!(3))), Err("it leaves no mapping".to_owned()));
    }

    #[test]
    fn what_matches_nothing_is_said_where_it_goes_astray() {
        let emitted = [("Service", "shop-b"), ("Service", "shop-a"), ("Broker", "shop-due")];
        let of_name = patch_matches_nothing(&patch("Service", Some("shop-c")), emitted);
        assert_eq!(
            (of_name.primary.span.start, of_name.message.as_str()),
            (3, "no `Service` named `shop-c` is emitted")
        );
        assert_eq!(of_name.notes, ["`Service` is emitted as `shop-a`, `shop-b`"]);
        let of_kind = patch_matches_nothing(&patch("Deployment", Some("shop-c")), emitted);
        assert_eq!((of_kind.primary.span.start, of_kind.message.as_str()), (2, "no `Deployment` is emitted"));
        assert_eq!(of_kind.notes, ["what is emitted: `Broker`, `Service`"]);
    }
}
