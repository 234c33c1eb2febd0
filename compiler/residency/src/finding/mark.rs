//! Marks of schemas that name no class.

use faasc_diagnostics::{Code, Sink, did_you_mean};
use faasc_model::{Deployment, DeploymentId};
use faasc_source::Spanned;
use rustc_hash::FxHashSet;

use crate::analysis::Analysis;
use crate::graph::entry::bodies;
use crate::labels::marks;

static UNKNOWN_MARK: Code = Code::error(
    "F1404",
    "unknown-data-class-mark",
    "a field of a schema that is marked with a class that does not exist",
);

pub(super) static CODES: [&Code; 1] = [&UNKNOWN_MARK];

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    for (id, deployment) in analysis.scope.deployments() {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for (schema, subject) in schemas(deployment) {
            if seen.insert(&schema.value) {
                judge_schema(analysis, id, deployment, schema, &subject, sink);
            }
        }
    }
}

/// The schemas that a deployment names, each with the node that names it.
fn schemas(deployment: &Deployment) -> Vec<(&Spanned<String>, String)> {
    let mut all = Vec::new();
    for event in &deployment.events {
        all.extend(event.schema.as_ref().map(|schema| (schema, event.key_path())));
    }
    for function in &deployment.functions {
        for trigger in &function.triggers {
            let (body, returns) = bodies(&trigger.kind);
            for body in [body, returns].into_iter().flatten() {
                all.extend(body.schema.as_ref().map(|schema| (schema, function.key_path())));
            }
        }
    }
    all
}

fn judge_schema(
    analysis: &Analysis<'_>,
    id: DeploymentId,
    deployment: &Deployment,
    schema: &Spanned<String>,
    subject: &str,
    sink: &mut Sink,
) {
    let Some(content) = analysis.program().schema(deployment.app_id, &schema.value) else { return };
    for mark in marks::marks(content).classes {
        if analysis.classes.number(&analysis.scope, id, &marks::name(&mark)).is_some() {
            continue;
        }
        let known = deployment.classes.iter().map(|class| class.name.value.as_str());
        let found = UNKNOWN_MARK
            .at(
                schema.span,
                format!("`{}` marks a field with `{mark}`, which is no data class", schema.value),
            )
            .here(format!("`{}: {mark}` stands in this schema", marks::MARK));
        let found = match did_you_mean(&mark, known) {
            Some(meant) => found.help(format!("write `{meant}` there")),
            None => {
                found.help("declare it under `data`, or mark the field `none` if nothing in it is classified")
            }
        };
        sink.push(found.about(subject.to_owned()).within(deployment.environment.to_string()));
    }
}
