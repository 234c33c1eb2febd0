//! Client certificates need a host name of one's own where the gateway's default name takes none.

use faasc_diagnostics::{Code, Severity};
use faasc_facts::{Capability, Host};
use faasc_model::{AuthenticatorKind, Gateway, Provider, Site, TriggerKind};

use super::entry::{Entry, entries};
use crate::rule::{Findings, Rule};

static MTLS_WITHOUT_DOMAIN: Code = Code::error(
    "F1003",
    "mtls-without-domain",
    "client certificates where there is no host name of one's own that could ask for them",
);

pub(crate) const RULE: Rule = Rule { codes: &[&MTLS_WITHOUT_DOMAIN], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let row = findings.facts.capability(Host::Aws, Capability::AuthMtls);
    let mut found = Vec::new();
    for entry in entries(findings.program) {
        let is_route = matches!(entry.trigger.kind, TriggerKind::Http(_) | TriggerKind::Webhook(_));
        if !is_route || entry.deployment.domain.is_some() {
            continue;
        }
        let Some(site) = site_without_domain(&entry) else { continue };
        for name in entry.auth.value.names() {
            if !matches!(entry.kind(&name.value), Some(AuthenticatorKind::Mtls { .. })) {
                continue;
            }
            let environment = &entry.deployment.environment;
            let provenance = row.provenance();
            let source = provenance.main_source();
            let one = MTLS_WITHOUT_DOMAIN
                .at(
                    name.span,
                    format!(
                        "`{}` asks for client certificates, and `{environment}` has no `domain`",
                        name.value
                    ),
                )
                .here("certificates are asked for here")
                .label(site.provider.span, "its default host name takes no client certificates")
                .note(format!("`{}`: {}: {source}, {}", row.id, row.how, provenance.as_of))
                .help(format!("say `domain: api.shop.example` in the environment `{environment}`"));
            let severity = if row.gates() { Severity::Error } else { Severity::Warning };
            found.push(entry.about(one.weigh(severity)));
        }
    }
    findings.sink.extend_with(found);
}

/// The site of an entry whose gateway we make and whose default name is of no use here.
fn site_without_domain<'p>(entry: &Entry<'p>) -> Option<&'p Site> {
    let sites = entry.function.sites.iter().map(|site| entry.deployment.site(*site));
    sites.into_iter().find(|site| {
        let is_theirs = site
            .gateway
            .as_ref()
            .is_some_and(|gateway| matches!(gateway.value, Gateway::Api(_) | Gateway::Listener { .. }));
        site.provider.value == Provider::Aws && !is_theirs
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(site: &str, environment: &str, auth: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ device: {{ mtls: {{ trust: ca }} }}, user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }} }}\n\
             secrets: {{ ca: {{}} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: {auth} }}, {{ http: GET /pay, auth: {{ any: [user, device] }} }}] }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ live: {{ site: here{environment} }} }}\n"
        ))
        .codes()
        .into_iter()
        .filter(|code| *code == "F1003")
        .collect()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";

    #[test]
    fn certificates_on_the_default_host_name_are_an_error() {
        assert_eq!(spec(AWS, "", "{ all: [user, device] }"), ["F1003", "F1003"]);
        assert_eq!(spec(AWS, "", "user"), ["F1003"]);
    }

    #[test]
    fn a_domain_a_gateway_of_ones_own_and_a_cluster_take_them() {
        assert_eq!(spec(AWS, ", domain: api.shop.example", "device"), Vec::<&str>::new());
        assert_eq!(spec(&format!("{AWS}, gateway: {{ api: a1b2c3 }}"), "", "device"), Vec::<&str>::new());
        assert_eq!(spec("provider: kubernetes, country: \"DE\"", "", "device"), Vec::<&str>::new());
    }
}
