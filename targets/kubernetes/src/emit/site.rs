//! All that is emitted for one site.

use faasc_artifacts::{Emission, not_emitted_yet};
use faasc_model::PatchTarget;

use super::{
    environment, event, kustomization, namespace, route, schedule, secret, steps, subscription, workload,
};
use crate::here::{Here, TARGET};
use crate::object::Objects;
use crate::patch;
use crate::twice::name_twice;

/// Emits a site.
pub(crate) fn emit_site(here: &Here<'_>, emission: &mut Emission) {
    let mut objects = Objects::default();
    namespace::emit(here, &mut objects);
    for (id, function) in here.plan.functions_at(here.id) {
        match environment::of_function(here, function) {
            Ok(env) => workload::emit(here, id, function, env, &mut objects),
            Err(unwritable) => {
                for found in unwritable {
                    let finding = not_emitted_yet(function.span, &found.what, TARGET, &function.key_path());
                    emission.sink.push(finding);
                }
            }
        }
    }
    route::emit(here, &mut objects);
    event::emit(here, &mut objects);
    for (id, function) in here.plan.functions_at(here.id) {
        schedule::emit(here, id, function, &mut objects);
    }
    subscription::emit(here, &mut objects);
    secret::emit(here, &mut objects);

    for of in here.plan.deployment.patches.iter().filter(|of| of.target.value == PatchTarget::Kubernetes) {
        patch::apply(of, &mut objects.all, &mut emission.sink);
    }
    if let Some((first, second)) = objects.twice() {
        emission.sink.push(name_twice(here.plan.deployment.span, first, second));
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
