//! All that is emitted for one site.

use faasc_artifacts::{Emission, emitted_name_twice, not_emitted_yet, patch_matches_nothing};
use faasc_diagnostics::Diagnostic;

use super::{
    environment, event, kustomization, namespace, route, schedule, secret, steps, subscription, workload,
};
use crate::here::{Here, TARGET};
use crate::object::Objects;
use crate::patch;

/// Emits a site.
pub(crate) fn emit_site(here: &Here<'_>, emission: &mut Emission) {
    let (mut objects, faults) = build(here);
    emission.sink.extend_with(faults);
    for of in patch::ours(here.plan.deployment) {
        emission.sink.extend_with(patch::apply(of, &mut objects.all));
    }
    emission.sink.extend_with(useless_patches(here, &objects));
    for (first, second) in objects.twice() {
        let (kind, name) = (&second.kind, &second.name);
        let finding = emitted_name_twice(here.plan.deployment, kind, name, &first.key_path, &second.key_path);
        emission.sink.push(finding);
    }
    if emission.sink.has_errors() {
        return;
    }
    steps::add(here, emission);
    let site = here.site.name.value.as_str();
    let folder = format!("{TARGET}/{site}");
    let files = objects.write(site, &folder, emission);
    emission.tree.add(format!("{folder}/kustomization.yaml"), kustomization::text(here, files));
}

/// The objects of a site before anybody changes them, and what of them cannot be written.
fn build(here: &Here<'_>) -> (Objects, Vec<Diagnostic>) {
    let mut objects = Objects::new(patch::ours(here.plan.deployment).next().is_some());
    let mut faults = Vec::new();
    namespace::emit(here, &mut objects);
    for (id, function) in here.plan.functions_at(here.id) {
        match environment::of_function(here, function) {
            Ok(env) => workload::emit(here, id, function, env, &mut objects),
            Err(unwritable) => faults.extend(
                unwritable
                    .into_iter()
                    .map(|found| not_emitted_yet(function.span, &found.what, TARGET, &function.key_path())),
            ),
        }
    }
    route::emit(here, &mut objects);
    event::emit(here, &mut objects);
    for (id, function) in here.plan.functions_at(here.id) {
        schedule::emit(here, id, function, &mut objects);
    }
    subscription::emit(here, &mut objects);
    secret::emit(here, &mut objects);
    (objects, faults)
}

/// Patches that are about nothing at any cluster of the environment; said once, at the last one.
fn useless_patches(here: &Here<'_>, objects: &Objects) -> Vec<Diagnostic> {
    let deployment = here.plan.deployment;
    if patch::ours(deployment).next().is_none() {
        return Vec::new();
    }
    let ours: Vec<_> = here
        .plan
        .sites()
        .into_iter()
        .filter(|(_, site)| site.provider.value == here.site.provider.value)
        .map(|(id, _)| id)
        .collect();
    if ours.last() != Some(&here.id) {
        return Vec::new();
    }
    let others: Vec<_> =
        ours.into_iter().filter(|id| *id != here.id).map(|id| build(&Here::new(here.plan, id)).0).collect();
    let all: Vec<_> = others.iter().chain([objects]).flat_map(|objects| &objects.all).collect();
    patch::ours(deployment)
        .filter(|of| !all.iter().any(|object| patch::is_about(of, object)))
        .map(|of| {
            patch_matches_nothing(of, all.iter().map(|object| (object.kind.as_str(), object.name.as_str())))
        })
        .collect()
}
