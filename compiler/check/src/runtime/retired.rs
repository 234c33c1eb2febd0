//! A runtime past its support; an error once the provider refuses it.

use faasc_diagnostics::{Code, Severity};
use faasc_model::{Contract, Deployment, Function, Provider};

use crate::rule::{Findings, Rule};

static RETIRED: Code = Code::warning("F1311", "retired-runtime", "a runtime past its support");

pub(crate) const RULE: Rule = Rule { codes: &[&RETIRED], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            of_function(findings, deployment, function);
        }
    }
}

fn of_function(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function) {
    let Some(runtime) = &function.runtime else { return };
    let Some(known) = findings.facts.runtime(&runtime.value.0) else { return };
    let Some(lifecycle) = findings.facts.lifecycle(known.row()) else { return };
    let today = findings.today.to_string();
    let is_past = |day: &Option<String>| day.as_deref().is_some_and(|day| day <= today.as_str());
    if !is_past(&lifecycle.deprecated) {
        return;
    }
    // Only a managed runtime is refused; an image brings its own, and is merely out of support.
    let on_aws = function.sites.iter().any(|site| deployment.site(*site).provider.value == Provider::Aws);
    let is_managed = function.contract.value != Contract::Portable && on_aws;
    let is_refused = is_managed && is_past(&lifecycle.create_block) && lifecycle.gates();
    let name = &runtime.value.0;
    let day = lifecycle.deprecated.as_deref().unwrap_or_default();
    let provenance = lifecycle.provenance();
    let source = provenance.sources.first().copied().unwrap_or("the fact base");
    let mut found = RETIRED
        .at(runtime.span, format!("`{name}` has had no support since {day}"))
        .note(format!("{source}, {}", provenance.as_of))
        .about(function.key_path())
        .within(deployment.environment.to_string());
    if is_refused {
        let day = lifecycle.create_block.as_deref().unwrap_or_default();
        found =
            found.weigh(Severity::Error).note(format!("AWS has refused new functions with it since {day}"));
    }
    found = match known.successor.as_deref() {
        Some(successor) => found.help(format!("go to `{successor}`")),
        None => found,
    };
    findings.sink.push(found);
}
