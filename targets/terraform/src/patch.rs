//! Changes by hand: `patches` of the spec, applied to resources before they are written.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Deployment, Patch, PatchAction, PatchTarget};
use serde_json::Value;

use crate::json_patch;
use crate::module::{Entry, Module};

/// A patch that changes nothing.
pub static PATCH_MATCHES_NOTHING: Code =
    Code::error("F4002", "patch-matches-nothing", "a patch matches nothing that is emitted");
/// A patch whose operations do not fit what it changes.
pub static PATCH_DOES_NOT_APPLY: Code =
    Code::error("F4003", "patch-does-not-apply", "a patch does not fit the resource that it changes");

/// The patches for Terraform, in the order of the spec.
pub(crate) fn ours(deployment: &Deployment) -> impl Iterator<Item = &Patch> {
    deployment.patches.iter().filter(|patch| patch.target.value == PatchTarget::Terraform)
}

/// Whether a patch is about a resource: by its type, and by its label or its emitted name.
pub(crate) fn is_about(patch: &Patch, entry: &Entry) -> bool {
    let [kind, label] = entry.block.labels.as_slice() else { return false };
    let has_name = |name: &str| {
        name == label
            || ["name", "function_name", "bucket", "alarm_name"]
                .into_iter()
                .filter_map(|attribute| entry.block.body.get(attribute))
                .any(|found| found.as_text() == Some(name))
    };
    entry.block.kind == "resource"
        && patch.kind.value == *kind
        && patch.name.as_ref().is_none_or(|name| has_name(&name.value))
}

/// Applies a patch whose value was filled in to all that it is about, and says where it does not fit.
pub(crate) fn apply(patch: &Patch, value: &Value, module: &mut Module) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in module.entries.iter_mut().filter(|entry| is_about(patch, entry)) {
        let body = entry.patched.take().unwrap_or_else(|| entry.block.body.to_json());
        let changed = match &patch.action {
            PatchAction::Merge(_) => Ok(json_patch::merge(body.clone(), value)),
            PatchAction::JsonPatch(_) => json_patch::apply(body.clone(), value),
        };
        entry.patched = Some(changed.unwrap_or_else(|cause| {
            let message = format!("the patch does not fit `{}`: {cause}", entry.address);
            found.push(PATCH_DOES_NOT_APPLY.at(patch.span, message).here("this patch"));
            body
        }));
    }
    found
}

/// The finding that a patch matches nothing of what there is at `addresses`.
pub(crate) fn matches_nothing<'a>(patch: &Patch, addresses: impl Iterator<Item = &'a str>) -> Diagnostic {
    let kind = &patch.kind.value;
    let mut alike: Vec<&str> = addresses.filter(|address| address.split('.').next() == Some(kind)).collect();
    alike.sort_unstable();
    let what = match &patch.name {
        Some(name) => format!("no `{kind}` named `{}` is emitted", name.value),
        None => format!("no `{kind}` is emitted"),
    };
    let finding = PATCH_MATCHES_NOTHING.at(patch.span, what).here("this patch changes nothing");
    match alike.as_slice() {
        [] => {
            finding.help("take the type from the emitted `.tf` files or from plan.json, or remove the patch")
        }
        some => finding.help(format!("of this type there are: {}", some.join(", "))),
    }
}

/// The texts in a patch's value, filled in by `fill`.
pub(crate) fn filled(value: &Value, fill: &mut impl FnMut(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text)),
        Value::Array(items) => items.iter().map(|item| filled(item, fill)).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), filled(value, fill))).collect(),
        plain => plain.clone(),
    }
}
