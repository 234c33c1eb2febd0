//! kustomization.yaml: which files, which namespace, which images. Nothing else, so that kubectl from 1.20 builds it.

use std::collections::BTreeSet;

use faasc_artifacts::to_yaml;
use faasc_model::{FunctionId, NodeId, Source};
use faasc_plan::{NameKind, Plan};
use serde::Serialize;

use crate::here::Here;

/// A digest that no image has. Until a build has said which image a function is, this stands in its place: what was never
/// built then fails to start, and nothing else runs in its stead.
const NO_DIGEST: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

#[derive(Serialize)]
struct Kustomization {
    #[serde(rename = "apiVersion")]
    api_version: &'static str,
    kind: &'static str,
    namespace: String,
    resources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    images: Vec<Image>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Image {
    name: String,
    new_name: String,
    digest: &'static str,
}

/// The name of a function's image in the manifests, which kustomization.yaml puts another in place of.
pub(crate) fn image_name(here: &Here<'_>, id: FunctionId) -> String {
    let plan: &Plan<'_> = here.plan;
    plan.node_name(NameKind::Image, here.own(NodeId::Function(id))).text
}

/// The images of the functions that are built, by function: the place in the registry.
pub(crate) fn images(here: &Here<'_>) -> Vec<(String, String)> {
    let registry = here.site.registry.as_ref().and_then(|registry| registry.value.as_literal());
    let functions = here.plan.functions_at(here.id).into_iter();
    functions
        .filter(|(_, function)| !matches!(function.source, Source::Image(_)))
        .map(|(id, _)| {
            let name = image_name(here, id);
            let place = registry.map_or_else(
                || name.clone(),
                |registry| format!("{}/{name}", registry.trim_end_matches('/')),
            );
            (name, place)
        })
        .collect()
}

/// The text of kustomization.yaml over these files.
pub(crate) fn text(here: &Here<'_>, files: BTreeSet<String>) -> String {
    let images = images(here).into_iter().map(|(name, new_name)| Image { name, new_name, digest: NO_DIGEST });
    // What stands first is applied first.
    let (first, rest): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file == "namespace.yaml");
    to_yaml(&Kustomization {
        api_version: "kustomize.config.k8s.io/v1beta1",
        kind: "Kustomization",
        namespace: here.namespace(),
        resources: first.into_iter().chain(rest).collect(),
        images: images.collect(),
    })
}
