//! Changes by hand: `patches` of the spec, applied to resources before they are written.

use faasc_artifacts::{patch_does_not_apply, patched};
use faasc_diagnostics::Diagnostic;
use faasc_model::{Deployment, Patch, PatchAction, PatchTarget};

use crate::module::{Content, Entry, Module};

/// The patches for Terraform, in the order of the spec.
pub(crate) fn ours(deployment: &Deployment) -> impl Iterator<Item = &Patch> {
    deployment.patches.iter().filter(|patch| patch.target.value == PatchTarget::Terraform)
}

/// Whether a patch is about a resource: by its type, and by its label or its emitted name.
pub(crate) fn is_about(patch: &Patch, entry: &Entry) -> bool {
    let Content::Block(block) = &entry.content else { return false };
    let has_name = |name: &str| {
        name == entry.label
            || ["name", "function_name", "bucket", "alarm_name"]
                .into_iter()
                .filter_map(|attribute| block.body.get(attribute))
                .any(|found| found.as_text() == Some(name))
    };
    entry.is_resource
        && patch.kind.value == entry.kind
        && patch.name.as_ref().is_none_or(|name| has_name(&name.value))
}

/// Applies a patch, whose texts were filled in to `action`, to all that it is about, and says where it does not fit.
pub(crate) fn apply(patch: &Patch, action: &PatchAction, module: &mut Module) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in module.entries.iter_mut().filter(|entry| is_about(patch, entry)) {
        let Content::Block(block) = &entry.content else { continue };
        let body = entry.patched.take().unwrap_or_else(|| block.body.to_json());
        entry.patched = Some(patched(&body, action).unwrap_or_else(|cause| {
            found.push(patch_does_not_apply(patch, &entry.address, &cause));
            body
        }));
    }
    found
}

/// A resource as a patch finds it: its type and its label.
pub(crate) fn found_as(entry: &Entry) -> Option<(&str, &str)> {
    entry.is_resource.then_some((entry.kind, entry.label.as_str()))
}
