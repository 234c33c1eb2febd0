//! The local target: runtime.json, from which the local runtime starts an environment without reading its spec.

mod document;
mod function;
mod node;

use faasc_artifacts::{Emission, Step, Target, not_emitted_yet, to_document};
use faasc_diagnostics::{Code, Sink};
use faasc_model::{Id, Provider, Site, SiteId};
use faasc_plan::Plan;

pub use document::{Input, RuntimeDocument, SCHEMA, Secret, schema};
pub use function::{Edge, RuntimeFunction, Scale, Source, Value, Variable};
pub use node::{RuntimeEvent, RuntimeService, RuntimeStore};

const TARGET: &str = "local";

/// Emits for the developer's machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

impl Target for Local {
    fn name(&self) -> &'static str {
        TARGET
    }

    fn serves(&self, site: &Site) -> bool {
        site.provider.value == Provider::Local
    }

    fn gaps(&self, plan: &Plan<'_>, site: SiteId, sink: &mut Sink) {
        if first(plan) != Some(site) {
            let of = plan.deployment.site(site);
            let what = "a second local site of one environment";
            sink.push(not_emitted_yet(of.span, what, TARGET, &of.key_path()));
        }
    }

    fn emit(&self, plan: &Plan<'_>, site: SiteId, emission: &mut Emission) {
        let document = RuntimeDocument::of(plan, site);
        let name = plan.deployment.site(site).name.value.to_string();
        for (key_path, rule) in document.nodes() {
            emission.record(&name, TARGET, &key_path, &key_path, &key_path, rule);
        }
        emission.tree.add("local/runtime.json", to_document(&document));
        emission.steps.push((name, step(&document)));
        emission.remark(
            "the local runtime is not part of this version; `local/runtime.json` is all that it will start from",
        );
    }

    fn codes(&self) -> Vec<&'static Code> {
        Vec::new()
    }
}

/// The first local site in the order of names: the one that runtime.json is about.
fn first(plan: &Plan<'_>) -> Option<SiteId> {
    let sites = plan.deployment.sites.iter().enumerate();
    let local = sites.filter(|(_, site)| site.provider.value == Provider::Local);
    local.min_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value)).map(|(index, _)| Id::new(index))
}

/// What a person does before the first start.
fn step(document: &RuntimeDocument<'_>) -> Step {
    let mut variables: Vec<_> = document.inputs.iter().map(|input| input.variable.clone()).collect();
    variables.extend(document.secrets.iter().map(|secret| secret.variable.clone()));
    variables.sort();
    let note = if variables.is_empty() {
        "It needs no values from `.env`.".to_owned()
    } else {
        format!(
            "It reads these from a `.env` beside faas.yaml that Git ignores: `{}`.",
            variables.join("`, `")
        )
    };
    Step { title: "run it on this machine".to_owned(), commands: Vec::new(), note }
}
