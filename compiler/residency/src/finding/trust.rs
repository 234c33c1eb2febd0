//! What is taken on trust: declassifications and mechanisms.

use faasc_diagnostics::{Code, Diagnostic, Severity, Sink, list_of};
use faasc_facts::{Act, Fact, Regime};
use faasc_model::{Deployment, DeploymentId, Id, Mechanism, NodeId, NodeRef, Transform};

use super::rule;
use crate::analysis::Analysis;
use crate::labels::{ClassId, Why};
use crate::law::verdict::bites;

static METHOD: Code = Code::error(
    "F1421",
    "method-not-accepted",
    "a declassification by a method that a law of the class does not accept",
);
static EXPIRED: Code = Code::error("F1422", "transform-expired", "a declassification after its last day");
static NO_EVIDENCE: Code =
    Code::warning("F1423", "mechanism-without-evidence", "a transfer mechanism that nothing proves");

pub(super) static CODES: [&Code; 3] = [&METHOD, &EXPIRED, &NO_EVIDENCE];

/// The mechanism that needs no proof beside the list.
const ADEQUACY: &str = "adequacy";

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    for (id, deployment) in analysis.scope.deployments() {
        let within = deployment.environment.to_string();
        for (at, function) in deployment.functions.iter().enumerate() {
            let node = NodeRef { deployment: id, node: NodeId::Function(Id::new(at)) };
            for transform in &function.transforms {
                let found = expired(analysis, transform).or_else(|| method(analysis, id, node, transform));
                if let Some(found) = found {
                    sink.push(found.about(function.key_path()).within(within.clone()));
                }
            }
        }
        for (mechanism, subject) in mechanisms(deployment) {
            if mechanism.evidence.is_none() && &*mechanism.by.value != ADEQUACY {
                let wanted = analysis.facts.mechanism(&mechanism.by.value);
                let wanted = wanted.map_or_else(String::new, |found| format!(": {}", found.row().evidence));
                let found = NO_EVIDENCE
                    .at(mechanism.by.span, format!("nothing proves the mechanism `{}`", mechanism.by.value))
                    .here("`evidence` is missing")
                    .help(format!("add its `evidence`{wanted}"))
                    .about(subject)
                    .within(within.clone());
                sink.push(found);
            }
        }
    }
}

fn mechanisms(deployment: &Deployment) -> impl Iterator<Item = (&Mechanism, String)> {
    let services = deployment
        .services
        .iter()
        .flat_map(|service| service.mechanism.iter().map(move |found| (found, service.key_path())));
    let sites = deployment
        .sites
        .iter()
        .flat_map(|site| site.mechanism.iter().map(move |found| (found, site.key_path())));
    services.chain(sites)
}

fn expired(analysis: &Analysis<'_>, transform: &Transform) -> Option<Diagnostic> {
    let expires = &transform.expires;
    (expires.value < analysis.options.today).then(|| {
        EXPIRED
            .at(expires.span, format!("the declassification by `{}` has expired", transform.by.value))
            .here(format!("its last day; today is {}", analysis.options.today))
            .label(transform.evidence.span, "what proved it")
            .help("have it reviewed, and write the new evidence, who approved it and its next last day")
    })
}

/// A method must be accepted by every regime that what comes out no longer has.
fn method(
    analysis: &Analysis<'_>,
    home: DeploymentId,
    node: NodeRef,
    transform: &Transform,
) -> Option<Diagnostic> {
    let classes = analysis.classes.listed(&analysis.scope, home, &transform.from);
    let held = analysis.label(node);
    let to = transform.to.as_ref().and_then(|to| analysis.classes.number(&analysis.scope, home, &to.value));
    let mut refusing: Vec<(ClassId, Fact<'_, Regime>)> = Vec::new();
    for class in classes.iter().filter(|class| held.has(*class)) {
        for law in analysis.class(class).laws.iter().filter(|law| law.why != Why::Asked) {
            let keeps = to.is_some_and(|to| {
                analysis
                    .class(to)
                    .laws
                    .iter()
                    .any(|kept| kept.regime.id == law.regime.id && kept.why != Why::Asked)
            });
            let regime = law.regime.row();
            let accepts = regime.declassifiers_accepted.iter().any(|method| **method == *transform.by.value);
            if !keeps && !accepts && Act::ALL.iter().any(|act| bites(regime, regime.acts.of(*act))) {
                refusing.push((class, law.regime));
            }
        }
    }
    let (class, regime) = *refusing.iter().find(|(_, regime)| regime.gates()).or(refusing.first())?;
    let name = analysis.classes.name_in(&analysis.scope, class, home);
    let is_hard = refusing.iter().any(|(_, regime)| regime.gates()) || analysis.options.is_strict;
    let span = transform
        .from
        .iter()
        .find(|from| analysis.classes.number(&analysis.scope, home, &from.value) == Some(class));
    let mut found = METHOD
        .at(
            transform.by.span,
            format!("`{}` does not accept `{}` as the end of `{name}`", regime.id, transform.by.value),
        )
        .here("it lists no such method");
    if let Some(from) = span {
        found = found.label(from.span, "what goes in");
    }
    for (class, other) in refusing.iter().filter(|(_, other)| other.id != regime.id) {
        let name = analysis.classes.name_in(&analysis.scope, *class, home);
        found = found.note(format!("neither does `{}` (of `{name}`)", other.id));
    }
    let accepted = &regime.row().declassifiers_accepted;
    let help = if accepted.is_empty() {
        "it accepts no method: let `to` be a class under the same law, or keep the data inside".to_owned()
    } else {
        format!(
            "use {}, or let `to` be a class under the same law",
            list_of(accepted.iter().map(String::as_str), "or")
        )
    };
    found = found.note(rule::citation(analysis.facts, regime)).help(help);
    Some(found.weigh(if is_hard { Severity::Error } else { Severity::Warning }))
}
