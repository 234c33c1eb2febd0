//! What a function decides about a caller is kept no longer than the gateway keeps it.

use faasc_diagnostics::Code;
use faasc_model::{AuthenticatorKind, Deployment, Function, Provider, Site};

use super::entry::authenticators;
use crate::limits::figure::{Asked, Figure, judge};
use crate::rule::{Findings, Rule};

static KEPT_TOO_LONG: Code = Code::error(
    "F1016",
    "decision-kept-too-long",
    "an answer about a caller that is to hold longer than the gateway keeps one",
);

pub(crate) const RULE: Rule = Rule { codes: &[&KEPT_TOO_LONG], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (deployment, authenticator) in authenticators(program) {
        let AuthenticatorKind::Custom { function, cache, .. } = &authenticator.kind else { continue };
        let Some(decides) = program.function(function.node) else { continue };
        let name = &authenticator.name.value;
        for site in gateways(deployment, decides) {
            let kept = Figure {
                asked: Asked::Duration(cache.value),
                span: cache.span,
                what: format!("the time that an answer about callers of `{name}` holds"),
                site,
                has_least: false,
            };
            let one = judge(findings.facts, "aws.apigateway.http.authorizer_cache", &kept, &KEPT_TOO_LONG);
            found.extend(
                one.map(|one| one.about(format!("auth.{name}")).within(deployment.environment.to_string())),
            );
        }
    }
    findings.sink.extend_with(found);
}

/// The sites of AWS at which a function decides.
fn gateways<'d>(deployment: &'d Deployment, decides: &'d Function) -> impl Iterator<Item = &'d Site> {
    let sites = decides.sites.iter().map(|site| deployment.site(*site));
    sites.filter(|site| site.provider.value == Provider::Aws)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(cache: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ gate: {{ custom: {{ function: decide{cache} }} }} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: gate }}] }}\n  decide: {{ ${{code}}, timeout: 5s }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ live: {{ site: here }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_decision_is_kept_for_an_hour_at_most() {
        let aws = "provider: aws, region: eu-central-1";
        assert_eq!(spec(", cache: 61m", aws), ["F1016"]);
        assert_eq!(spec(", cache: 1h", aws), Vec::<&str>::new());
        assert_eq!(spec("", aws), Vec::<&str>::new());
        assert_eq!(spec(", cache: 61m", "provider: kubernetes, country: \"DE\""), Vec::<&str>::new());
    }
}
