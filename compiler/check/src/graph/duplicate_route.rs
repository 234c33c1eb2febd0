//! One method and path cannot lead to two functions.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_model::{Route, TriggerKind};
use faasc_source::{Span, Spanned};

use crate::rule::{Findings, Rule};

static DUPLICATE_ROUTE: Code = Code::error("F0811", "duplicate-route", "one route leads to two triggers");

pub(crate) const RULE: Rule = Rule { codes: &[&DUPLICATE_ROUTE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        let mut taken: BTreeMap<(String, String), (Span, &str)> = BTreeMap::new();
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let Some(route) = route(&trigger.kind) else { continue };
                let key = (route.value.method.clone(), route.value.shape());
                if let Some((first, owner)) = taken.get(&key) {
                    let name = &function.name.value;
                    let shown = format!("{} {}", route.value.method, route.value.path);
                    let message = if *owner == &**name {
                        format!("`{shown}` is a trigger of `{name}` twice")
                    } else {
                        format!("`{shown}` leads to `{name}`, and already to `{owner}`")
                    };
                    let found = DUPLICATE_ROUTE
                        .at(route.span, message)
                        .here("again here")
                        .label(*first, "first here")
                        .note("routes that differ in the names of parameters alone are the same route")
                        .help("give one of them another path or method")
                        .about(function.key_path())
                        .within(deployment.environment.to_string());
                    findings.sink.push(found);
                } else {
                    taken.insert(key, (route.span, &function.name.value));
                }
            }
        }
    }
}

fn route(kind: &TriggerKind) -> Option<&Spanned<Route>> {
    match kind {
        TriggerKind::Http(http) => Some(&http.route),
        TriggerKind::Webhook(webhook) => Some(&webhook.route),
        _ => None,
    }
}
