//! What an entry takes: the smallest figure over the hops of its path. How long it may take is a rule about time.

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::{Deployment, Function, Site, Trigger, TriggerKind};

use super::figure::{Asked, Figure, judge};
use crate::host::host;
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
    matches!(trigger.kind, TriggerKind::Http(_) | TriggerKind::Webhook(_) | TriggerKind::Websocket(_))
}

/// The hops of a request's path whose size is bounded; the first that is too small is said.
fn sizes(trigger: &Trigger, host: Host) -> &'static [&'static str] {
    match (&trigger.kind, host) {
        // The function's own limit is the smaller one, but the gateway's row may be raised apart.
        (TriggerKind::Http(_) | TriggerKind::Webhook(_), Host::Aws) => {
            &["aws.lambda.payload_sync_max", "aws.apigateway.http.payload"]
        }
        (TriggerKind::Http(_) | TriggerKind::Webhook(_), Host::Gcp) => {
            &["gcp.run.service.request_size_http1"]
        }
        (TriggerKind::Http(_) | TriggerKind::Webhook(_), Host::Azure) => &["azure.functions.request_size"],
        (TriggerKind::Websocket(_), Host::Aws) => &["aws.apigateway.websocket.message_size"],
        _ => &[],
    }
}

fn of_site(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    trigger: &Trigger,
    site: &Site,
) {
    let mut found = Vec::new();
    let figure =
        |asked, span, what: &str| Figure { asked, span, what: what.to_owned(), site, has_least: false };
    if let Some(size) = trigger.size {
        let what = format!("a request of `{}`", trigger.id);
        let size = figure(Asked::Size(size.expected), trigger.kind_span, &what);
        let mut hops = sizes(trigger, host(site)).iter();
        found.extend(hops.find_map(|limit| judge(findings.facts, limit, &size, &ENTRY_OVER_LIMIT)));
    }
    let cors = match &trigger.kind {
        TriggerKind::Http(http) => http.cors.as_ref(),
        _ => None,
    };
    if let Some(age) = cors.and_then(|cors| cors.value.max_age.as_ref()).filter(|_| host(site) == Host::Aws) {
        let what = format!("the age of a preflight of `{}`", trigger.id);
        let age = figure(Asked::Duration(age.value), age.span, &what);
        found.extend(judge(findings.facts, "aws.apigateway.http.cors_max_age", &age, &ENTRY_OVER_LIMIT));
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

    #[test]
    fn each_front_has_a_size_of_its_own() {
        let spec = |kind: &str, size: &str, site: &str| {
            Spec::of(&format!(
                "functions:\n  a:\n    ${{code}}\n    triggers:\n      - {kind}\n        auth: {{ none: a test }}\n        expect: {{ size: {size} }}\n\
                 sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
            ))
            .codes()
        };
        let aws = "provider: aws, region: eu-central-1";
        let gcp = "provider: gcp, region: europe-west1";
        let azure = "provider: azure, region: germanywestcentral";
        for (kind, size, site, is_good) in [
            ("http: POST /a", "32MiB", gcp, true),
            ("http: POST /a", "33MiB", gcp, false),
            ("http: POST /a", "210MiB", azure, true),
            ("http: POST /a", "211MiB", azure, false),
            ("websocket: /a", "128KiB", aws, true),
            ("websocket: /a", "129KiB", aws, false),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0603"] };
            assert_eq!(spec(kind, size, site), wanted, "{kind} {size} {site}");
        }
    }

    #[test]
    fn a_preflight_holds_a_day() {
        assert_eq!(spec("", "        cors: { max_age: 24h }\n"), Vec::<&str>::new());
        assert_eq!(spec("", "        cors: { max_age: 25h }\n"), ["F0603"]);
    }
}
