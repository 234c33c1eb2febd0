//! Emitted names must be unlike: AWS knows one thing by each.

use std::collections::BTreeMap;

use faasc_artifacts::emitted_name_twice;
use faasc_artifacts::hcl::{Body, Expression};
use faasc_diagnostics::Diagnostic;
use faasc_model::Deployment;

use crate::module::{Entry, Module};

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

/// The name by which AWS knows a resource of this type, as an expression.
pub(crate) fn name_of(kind: &str, body: &Body) -> Option<String> {
    let (_, attribute) = NAMED.iter().find(|(named, _)| *named == kind)?;
    body.get(attribute).map(Expression::inline)
}

/// What is emitted under one name twice; what follows from two functions of one name is not said again.
pub(crate) fn twice(deployment: &Deployment, module: &Module) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, &str), &Entry> = BTreeMap::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut said: Vec<(&str, &str)> = Vec::new();
    for entry in module.entries.iter().filter(|entry| entry.is_resource) {
        let (kind, Some(name)) = (entry.kind, entry.name.as_deref()) else { continue };
        let Some(before) = first.insert((kind, name), entry) else { continue };
        if said.contains(&(before.node.as_str(), entry.node.as_str())) {
            continue;
        }
        said.push((&before.node, &entry.node));
        let name = name.trim_matches('"');
        found.push(emitted_name_twice(deployment, kind, name, &before.key_path, &entry.key_path));
    }
    found
}
