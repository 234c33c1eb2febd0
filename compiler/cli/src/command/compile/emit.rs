//! From the judged program to the files of each environment.

use faasc_artifacts::{ArtifactTree, Registry, Step, each};
use faasc_diagnostics::Sink;
use faasc_facts::Facts;
use faasc_model::{AppId, Program};
use faasc_plan::Plan;
use faasc_source::SourceMap;

use crate::survey::is_own;

/// An app of the argument with the files of its environments.
pub(crate) struct EmittedApp {
    pub(crate) id: AppId,
    pub(crate) name: String,
    pub(crate) environments: Vec<EmittedEnvironment>,
}

/// One environment's files and what is told about them.
pub(crate) struct EmittedEnvironment {
    pub(crate) name: String,
    pub(crate) tree: ArtifactTree,
    pub(crate) sites: Vec<EmittedSite>,
    pub(crate) functions: usize,
    pub(crate) events: usize,
    pub(crate) dead_letters: usize,
    pub(crate) stores: usize,
    pub(crate) steps: Vec<(String, Step)>,
    pub(crate) remarks: Vec<String>,
}

/// A site and what serves it.
pub(crate) struct EmittedSite {
    pub(crate) name: String,
    pub(crate) provider: &'static str,
    pub(crate) region: Option<String>,
    pub(crate) target: &'static str,
}

/// How many functions, those of all environments together, are worth the start of threads.
const WORTH_A_THREAD: usize = 100;

/// Emits every environment of every app of the argument; apps in their order, environments by name.
pub(crate) fn emit(
    program: &Program,
    facts: &Facts,
    sources: &SourceMap,
    targets: &Registry,
    sink: &mut Sink,
) -> Vec<EmittedApp> {
    let own: Vec<_> = program.deployments().filter(|(_, deployment)| is_own(program, deployment)).collect();
    let is_large = own.iter().map(|(_, of)| of.functions.len()).sum::<usize>() > WORTH_A_THREAD;
    let emitted =
        each(&own, is_large, |(id, _)| environment(&Plan::new(program, *id, facts), sources, targets));
    let mut apps: Vec<EmittedApp> = Vec::new();
    for ((_, deployment), (environment, found)) in own.into_iter().zip(emitted) {
        sink.append(found);
        match apps.iter_mut().find(|app| app.id == deployment.app_id) {
            Some(app) => app.environments.push(environment),
            None => apps.push(EmittedApp {
                id: deployment.app_id,
                name: deployment.app.to_string(),
                environments: vec![environment],
            }),
        }
    }
    for app in &mut apps {
        app.environments.sort_by(|a, b| a.name.cmp(&b.name));
    }
    apps
}

/// The files of one environment, and what the targets found.
fn environment(plan: &Plan<'_>, sources: &SourceMap, targets: &Registry) -> (EmittedEnvironment, Sink) {
    let deployment = plan.deployment;
    let mut emission = faasc_artifacts::Emission::default();
    let mut sites = Vec::new();
    for (id, site) in plan.sites() {
        // A site that no target serves is a gap, and gaps were errors before.
        let Some(target) = targets.of(site) else { continue };
        target.emit(plan, id, &mut emission);
        sites.push(EmittedSite {
            name: site.name.value.to_string(),
            provider: site.provider.value.word(),
            region: site.region.as_ref().map(|region| region.value.clone()),
            target: target.name(),
        });
    }
    faasc_artifacts::describe(plan, sources, &mut emission);
    let dead_letters = deployment.events.iter().filter(|event| event.made_from.is_some()).count();
    let environment = EmittedEnvironment {
        name: deployment.environment.to_string(),
        tree: emission.tree,
        sites,
        functions: deployment.functions.len(),
        events: deployment.events.len() - dead_letters,
        dead_letters,
        stores: deployment.stores.len(),
        steps: emission.steps,
        remarks: emission.remarks,
    };
    (environment, emission.sink)
}
