//! A gateway asks a function who the caller is, and waits only so long for its answer.

use std::collections::BTreeMap;

use faasc_diagnostics::{Applicability, Code, Diagnostic};
use faasc_model::{AuthenticatorKind, Deployment, Function, Link, Provider, Site};
use faasc_source::Span;

use super::bound::{Bound, is_over_host, with_timeout};
use crate::rule::{Findings, Rule};

static TOO_SLOW: Code = Code::error(
    "F0710",
    "authorizer-too-slow",
    "a function that knows callers and may take longer than its gateway waits",
);

pub(crate) const RULE: Rule = Rule { codes: &[&TOO_SLOW], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        let custom: BTreeMap<&str, &Link> = deployment
            .authenticators
            .iter()
            .filter_map(|authenticator| match &authenticator.kind {
                AuthenticatorKind::Custom { function, .. } => {
                    Some((authenticator.name.value.as_str(), function))
                }
                _ => None,
            })
            .collect();
        if !custom.is_empty() {
            found.extend(of_deployment(findings, deployment, &custom));
        }
    }
    findings.sink.extend_with(found);
}

fn of_deployment(
    findings: &Findings<'_>,
    deployment: &Deployment,
    custom: &BTreeMap<&str, &Link>,
) -> Vec<Diagnostic> {
    // Each function that decides is told once, at the first entry that asks it.
    let mut found: BTreeMap<&str, Diagnostic> = BTreeMap::new();
    for function in &deployment.functions {
        for trigger in &function.triggers {
            let Some(auth) = trigger.kind.auth() else { continue };
            for name in auth.value.names() {
                let Some(link) = custom.get(name.value.as_str()) else { continue };
                let Some(decider) = findings.program.function(link.node) else { continue };
                let key = decider.name.value.as_str();
                if found.contains_key(key) {
                    continue;
                }
                let sites = function.sites.iter().map(|site| deployment.site(*site));
                let slow =
                    sites.filter_map(|site| judge(findings, deployment, decider, name.span, site)).next();
                if let Some(slow) = slow {
                    found.insert(key, slow);
                }
            }
        }
    }
    found.into_values().collect()
}

fn judge(
    findings: &Findings<'_>,
    deployment: &Deployment,
    decider: &Function,
    asked: Span,
    site: &Site,
) -> Option<Diagnostic> {
    if site.provider.value != Provider::Aws || is_over_host(findings.facts, decider, site) {
        return None;
    }
    let bound = Bound::most(findings.facts, site, "aws.apigateway.http.authorizer_timeout")?;
    let (name, timeout, most) = (&decider.name.value, decider.timeout.value, bound.time());
    if timeout <= most {
        return None;
    }
    let found = TOO_SLOW
        .at(
            decider.timeout.span,
            format!(
                "the timeout of `{name}` is {timeout}, and the gateway of `{}` waits {most} to know a caller",
                site.name.value
            ),
        )
        .weigh(bound.severity)
        .label(asked, format!("this entry asks `{name}` who calls"))
        .note(bound.note())
        .note("callers get an error of the gateway, and nobody is let in, as long as the answer is late")
        .help(format!("set the `timeout` of `{name}` to at most `{most}`"));
    Some(
        with_timeout(found, decider, most, Applicability::NeedsReview)
            .about(decider.key_path())
            .within(deployment.environment.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(timeout: &str, auth: &str, site: &str) -> usize {
        Spec::of(&format!(
            "auth: {{ house: {{ custom: {{ function: who }} }} }}\n\
             functions:\n  who: {{ ${{code}}, timeout: {timeout}, invoke: external }}\n  \
             a: {{ ${{code}}, triggers: [{{ http: GET /a, auth: {auth} }}, {{ http: GET /b, auth: {auth} }}] }}\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .of_code("F0710")
        .len()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";

    #[test]
    fn the_gateway_waits_ten_seconds_for_who_it_is() {
        assert_eq!(spec("10s", "house", AWS), 0);
        assert_eq!(spec("11s", "house", AWS), 1);
        assert_eq!(spec("11s", "{ any: [house, house] }", AWS), 1);
    }

    #[test]
    fn nobody_asks_and_no_gateway_waits() {
        assert_eq!(spec("11s", "{ none: a test }", AWS), 0);
        assert_eq!(spec("11s", "house", "provider: local"), 0);
    }
}
