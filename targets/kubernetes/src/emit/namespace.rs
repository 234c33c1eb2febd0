//! The namespace of an environment.

use k8s_openapi::api::core::v1::Namespace;

use crate::here::Here;
use crate::metadata;
use crate::object::Objects;

/// Adds the namespace.
pub(crate) fn emit(here: &Here<'_>, objects: &mut Objects) {
    let name = here.namespace();
    let key_path = format!("environments.{}", here.plan.deployment.declared);
    let mut metadata = metadata::of_deployment(here, &name, &name, &key_path);
    metadata.namespace = None;
    let namespace = Namespace { metadata, ..Namespace::default() };
    objects.add("namespace.yaml", &namespace, &key_path, &key_path, "namespace of an environment");
}
