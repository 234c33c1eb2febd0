//! Who calls an entry waits at its gateway, and the gateway waits for the function.

use faasc_diagnostics::{Applicability, Code, Diagnostic, Severity};
use faasc_model::{Deployment, Function, Gateway, Provider, Site, Trigger, TriggerKind};

use super::bound::{Bound, is_over_host, with_timeout};
use super::sender::Deadline;
use crate::rule::{Findings, Rule};

static GIVES_UP_FIRST: Code = Code::error(
    "F0704",
    "gateway-gives-up-first",
    "a gateway that answers for its function before that is done",
);

pub(crate) const RULE: Rule = Rule { codes: &[&GIVES_UP_FIRST], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                // One mistake, however many routes the function has: the first that has a gateway speaks for them.
                let first = function.triggers.iter().find_map(|trigger| {
                    let limit = limit(site, trigger)?;
                    judge(findings, deployment, function, trigger, site, limit)
                });
                found.extend(first);
            }
        }
    }
    findings.sink.extend_with(found);
}

/// The clock of the gateway in front of an entry. Where we make the gateway's clock (clusters) or there is none, none.
fn limit(site: &Site, trigger: &Trigger) -> Option<&'static str> {
    let is_listener =
        matches!(site.gateway.as_ref().map(|found| &found.value), Some(Gateway::Listener { .. }));
    match (site.provider.value, &trigger.kind) {
        // A load balancer that is there has the idle timeout that its owner gave it.
        (Provider::Aws, TriggerKind::Http(_) | TriggerKind::Webhook(_)) if !is_listener => {
            Some("aws.apigateway.http.integration_timeout")
        }
        (Provider::Aws, TriggerKind::Websocket(_)) => Some("aws.apigateway.websocket.integration_timeout"),
        (Provider::Azure, TriggerKind::Http(_) | TriggerKind::Webhook(_)) => {
            Some("azure.functions.http_response_time")
        }
        _ => None,
    }
}

fn judge(
    findings: &Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    trigger: &Trigger,
    site: &Site,
    limit: &str,
) -> Option<Diagnostic> {
    let bound = Bound::most(findings.facts, site, limit)?;
    let (name, timeout, most) = (&function.name.value, function.timeout.value, bound.time());
    // Where the function itself may not run so long, or the sender is gone before the gateway, that was said already.
    let is_said = is_over_host(findings.facts, function, site)
        || matches!(&trigger.kind, TriggerKind::Webhook(webhook)
            if Deadline::of(findings.facts, deployment, webhook)
                .is_some_and(|deadline| deadline.time <= most && deadline.severity == Severity::Error));
    if timeout <= most || is_said {
        return None;
    }
    let found = GIVES_UP_FIRST
        .at(
            function.timeout.span,
            format!("the timeout of `{name}` is {timeout}, and the gateway of `{}` waits {most}", site.name.value),
        )
        .weigh(bound.severity)
        .label(trigger.kind_span, "the gateway in front of this entry gives up first")
        .note(bound.note())
        .note("the caller gets 504 while the function runs on, and is billed")
        .help(format!(
            "set the `timeout` of `{name}` to at most `{most}`; or let this entry emit an event and answer at once, and do \
             the long work in a function that the event wakes"
        ));
    Some(
        with_timeout(found, function, most, Applicability::NeedsReview)
            .about(function.key_path())
            .within(deployment.environment.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const AZURE: &str = "provider: azure, region: germanywestcentral, subscription: s";

    fn spec(timeout: &str, trigger: &str, site: &str) -> usize {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    timeout: {timeout}\n    triggers: [{trigger}]\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .of_code("F0704")
        .len()
    }

    #[test]
    fn each_gateway_waits_to_the_second() {
        let http = "{ http: POST /a, auth: { none: a test } }";
        let socket = "{ websocket: /a, auth: { none: a test } }";
        let knative = "provider: kubernetes, country: \"DE\"";
        for (timeout, trigger, site, wanted) in [
            ("30s", http, AWS, 0),
            ("31s", http, AWS, 1),
            ("29s", socket, AWS, 0),
            ("30s", socket, AWS, 1),
            ("230s", http, AZURE, 0),
            ("231s", http, AZURE, 1),
            ("600s", http, knative, 0),
            ("900s", "{ schedule: every 1h }", AWS, 0),
        ] {
            assert_eq!(spec(timeout, trigger, site), wanted, "{timeout} {trigger} {site}");
        }
    }

    #[test]
    fn what_the_function_itself_may_not_is_said_once() {
        let found = Spec::of(
            "functions:\n  a:\n    ${code}\n    timeout: 901s\n    triggers: [{ http: POST /a, auth: { none: a test } }]\n\
             sites: { eu: { provider: aws, region: eu-central-1 } }\nenvironments: { production: { site: eu } }\n",
        );
        assert_eq!(found.codes(), ["F0601"]);
    }

    #[test]
    fn two_routes_of_one_function_are_one_finding() {
        let two = "{ http: POST /a, auth: { none: a test } }, { http: GET /a, auth: { none: a test } }";
        assert_eq!(spec("31s", two, AWS), 1);
    }

    #[test]
    fn a_load_balancer_that_is_there_has_a_clock_of_its_own() {
        let listener = "provider: aws, region: eu-central-1, gateway: { listener: \"arn:aws:elasticloadbalancing:x\", priority: 100 }";
        assert_eq!(spec("60s", "{ http: POST /a, auth: { none: a test } }", listener), 0);
    }

    #[test]
    fn a_clock_that_was_set_otherwise_counts() {
        let raised = format!(
            "{AWS}, limits: {{ aws.apigateway.http.integration_timeout: {{ value: 20000, because: set so }} }}"
        );
        assert_eq!(spec("21s", "{ http: POST /a, auth: { none: a test } }", &raised), 1);
        assert_eq!(spec("20s", "{ http: POST /a, auth: { none: a test } }", &raised), 0);
    }
}
