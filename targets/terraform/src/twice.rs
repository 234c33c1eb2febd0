//! Emitted names must be unlike: AWS knows one thing by each.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::Deployment;
use faasc_source::Span;

use crate::module::{Entry, Module};

/// Two resources of one type have one name.
pub static EMITTED_NAME_TWICE: Code =
    Code::error("F4004", "resource-name-twice", "two resources of one type are emitted under one name");

/// Types whose resources AWS knows by their names, and the attribute with it.
const NAMED: [(&str, &str); 10] = [
    ("aws_cloudwatch_log_group", "name"),
    ("aws_cloudwatch_metric_alarm", "alarm_name"),
    ("aws_dynamodb_table", "name"),
    ("aws_iam_role", "name"),
    ("aws_lambda_function", "function_name"),
    ("aws_s3_bucket", "bucket"),
    ("aws_scheduler_schedule", "name"),
    ("aws_secretsmanager_secret", "name"),
    ("aws_sns_topic", "name"),
    ("aws_sqs_queue", "name"),
];

/// What is emitted under one name twice; what follows from two functions of one name is not said again.
pub(crate) fn twice(deployment: &Deployment, module: &Module) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, String), &Entry> = BTreeMap::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut said: Vec<(&str, &str)> = Vec::new();
    for entry in module.entries.iter().filter(|entry| entry.block.kind == "resource") {
        let Some((kind, attribute)) =
            NAMED.iter().find(|(kind, _)| entry.block.labels.first().is_some_and(|found| found == kind))
        else {
            continue;
        };
        let Some(name) = entry.block.body.get(attribute).map(faasc_artifacts::hcl::Expression::inline) else {
            continue;
        };
        let Some(before) = first.insert((kind, name.clone()), entry) else { continue };
        if said.contains(&(before.node.as_str(), entry.node.as_str())) {
            continue;
        }
        said.push((&before.node, &entry.node));
        let message = format!("`{}` and `{}` are both named {name}", before.address, entry.address);
        found.push(
            EMITTED_NAME_TWICE
                .at(span_of(deployment, &entry.node), message)
                .here(format!("`{}` gives this name", entry.key_path))
                .label(span_of(deployment, &before.node), format!("so does `{}`", before.key_path))
                .help("rename one of them, or give one a `name`")
                .about(&entry.node),
        );
    }
    found
}

/// Where a node is declared.
fn span_of(deployment: &Deployment, key_path: &str) -> Span {
    let functions = deployment.functions.iter().map(|node| (node.key_path(), node.name.span));
    let events = deployment.events.iter().map(|node| (node.key_path(), node.name.span));
    let stores = deployment.stores.iter().map(|node| (node.key_path(), node.name.span));
    let secrets =
        deployment.secrets.iter().map(|node| (format!("secrets.{}", node.name.value), node.name.span));
    let mut all = functions.chain(events).chain(stores).chain(secrets);
    all.find(|(path, _)| path == key_path).map_or(deployment.span, |(_, span)| span)
}
