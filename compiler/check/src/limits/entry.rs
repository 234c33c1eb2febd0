//! What an entry takes: the smallest figure over the hops of its path. How long it may take is a rule about time.

use faasc_diagnostics::Code;
use faasc_model::{Deployment, Function, Provider, Site, Trigger, TriggerKind};

use super::figure::{Asked, Figure, judge};
use crate::rule::{Findings, Rule};

static ENTRY_OVER_LIMIT: Code =
    Code::error("F0603", "entry-over-limit", "an entry expects more than a hop of its path lets through");

pub(crate) const RULE: Rule = Rule { codes: &[&ENTRY_OVER_LIMIT], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in function.triggers.iter().filter(|trigger| is_entry(trigger)) {
                for site in &function.sites {
                    of_site(findings, deployment, function, trigger, deployment.site(*site));
                }
            }
        }
    }
}

const fn is_entry(trigger: &Trigger) -> bool {
    matches!(trigger.kind, TriggerKind::Http(_) | TriggerKind::Webhook(_))
}

fn of_site(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    trigger: &Trigger,
    site: &Site,
) {
    if site.provider.value != Provider::Aws {
        return;
    }
    let mut found = Vec::new();
    if let Some(size) = trigger.size {
        let figure = Figure {
            asked: Asked::Size(size.expected),
            span: trigger.kind_span,
            what: format!("a request of `{}`", trigger.id),
            site,
            has_least: false,
        };
        // The function's own limit is the smaller one, but the gateway's row may be raised apart.
        found.extend(
            ["aws.lambda.payload_sync_max", "aws.apigateway.http.payload"]
                .iter()
                .find_map(|limit| judge(findings.facts, limit, &figure, &ENTRY_OVER_LIMIT)),
        );
    }
    for found in found {
        findings.sink.push(found.about(function.key_path()).within(deployment.environment.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(function: &str, trigger: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n{function}    triggers:\n      - http: POST /a\n        auth: {{ none: a test }}\n\
             {trigger}sites: {{ eu: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_request_passes_gateway_and_function() {
        assert_eq!(spec("", "        expect: { size: 6MiB }\n"), Vec::<&str>::new());
        assert_eq!(spec("", "        expect: { size: 7MiB }\n"), ["F0603"]);
        assert_eq!(spec("", "        expect: { size: 11MiB }\n"), ["F0603"]);
    }
}
