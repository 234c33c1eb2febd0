//! Changes by hand: `patches` with `target: kubernetes`.

use faasc_artifacts::{filled, patch_does_not_apply, patched};
use faasc_diagnostics::Diagnostic;
use faasc_model::{Deployment, Patch, PatchTarget};

use crate::object::{Body, Object, address_of};

const RENAMED: &str = "it changes `apiVersion`, `kind` or `metadata.name`, which others refer to";

/// The patches for Kubernetes, in the order of the spec.
pub(crate) fn ours(deployment: &Deployment) -> impl Iterator<Item = &Patch> {
    deployment.patches.iter().filter(|patch| patch.target.value == PatchTarget::Kubernetes)
}

/// Whether a patch is about an object: by its kind, and by its name when it says one.
pub(crate) fn is_about(patch: &Patch, object: &Object) -> bool {
    object.kind == patch.kind.value && patch.name.as_ref().is_none_or(|name| name.value == object.name)
}

/// Applies `patch` to each object that it is about, and says where it does not fit.
pub(crate) fn apply(patch: &Patch, objects: &mut [Object]) -> Vec<Diagnostic> {
    let action = filled(&patch.action, &mut |text| text.replace("$${", "${"));
    let mut found = Vec::new();
    for object in objects.iter_mut().filter(|object| is_about(patch, object)) {
        let Body::Value(value) = &mut object.body else { continue };
        let cause = match patched(value, &action) {
            Ok(changed) if address_of(&changed) != object.address => RENAMED.to_owned(),
            Ok(changed) => {
                *value = changed;
                continue;
            }
            Err(cause) => cause,
        };
        found.push(patch_does_not_apply(patch, &object.address, &cause));
    }
    found
}
