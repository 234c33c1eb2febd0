//! What wants the site's network where the site has none.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Expose, Provider, Site, TriggerKind};
use faasc_source::Span;

use crate::rule::{Findings, Rule};

static INTERNAL: Code = Code::error(
    "F1112",
    "internal-without-network",
    "an entry or a function for the site's network, where the site has none",
);

pub(crate) const RULE: Rule = Rule { codes: &[&INTERNAL], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for site in function.sites.iter().map(|site| deployment.site(*site)).filter(|site| lacks(site)) {
                let name = &function.name.value;
                let mut found: Vec<Diagnostic> = Vec::new();
                if function.is_private.value {
                    let message =
                        format!("`{name}` runs in the network of `{}`, which has none", site.name.value);
                    found.push(missing(function.is_private.span, &message, site));
                }
                for trigger in &function.triggers {
                    let TriggerKind::Http(http) = &trigger.kind else { continue };
                    if http.expose.value == Expose::Internal {
                        let message = format!(
                            "the entry `{} {}` of `{name}` is for the network of `{}`, which has none",
                            http.route.value.method, http.route.value.path, site.name.value
                        );
                        found.push(missing(http.expose.span, &message, site));
                    }
                }
                for one in found {
                    let one = one.about(function.key_path()).within(deployment.environment.to_string());
                    findings.sink.push(one);
                }
            }
        }
    }
}

/// Whether a site could have a network of one's own and names none. A cluster is one, and so is a machine.
fn lacks(site: &Site) -> bool {
    matches!(site.provider.value, Provider::Aws | Provider::Gcp | Provider::Azure) && site.network.is_none()
}

fn missing(span: Span, message: &str, site: &Site) -> Diagnostic {
    INTERNAL
        .at(span, message)
        .label(site.name.span, "the site names no `network`")
        .help(format!("name its subnets under `sites.{}.network`, or leave this out", site.name.value))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(site: &str, keys: &str, entry: &str) -> Vec<String> {
        Spec::of(&format!(
            "sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n\
             auth: {{ user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a, algorithms: [RS256] }} }} }}\n\
             functions:\n  a:\n    ${{code}}\n{keys}    triggers: [{{ http: GET /a, auth: user{entry} }}]\n"
        ))
        .messages("F1112")
    }

    const BARE: &str = "provider: aws, region: eu-central-1";
    const WITH: &str = "provider: aws, region: eu-central-1, network: { subnets: [subnet-1] }";
    const CLUSTER: &str = "provider: kubernetes, country: \"DE\"";

    #[test]
    fn an_internal_entry_needs_a_network() {
        assert_eq!(
            spec(BARE, "", ", expose: internal"),
            ["the entry `GET /a` of `a` is for the network of `here`, which has none"]
        );
        assert_eq!(spec(WITH, "", ", expose: internal"), Vec::<String>::new());
        assert_eq!(spec(CLUSTER, "", ", expose: internal"), Vec::<String>::new());
        assert_eq!(spec(BARE, "", ", expose: public"), Vec::<String>::new());
    }

    #[test]
    fn a_private_function_needs_a_network() {
        let private = "    network: { private: true }\n";
        assert_eq!(spec(BARE, private, ""), ["`a` runs in the network of `here`, which has none"]);
        assert_eq!(spec(WITH, private, ""), Vec::<String>::new());
        assert_eq!(spec(CLUSTER, private, ""), Vec::<String>::new());
    }
}
