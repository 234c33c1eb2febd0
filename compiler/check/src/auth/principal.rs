//! Principals who get a permission: of the site's own host, and never everybody.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Facts, Host};
use faasc_model::{Deployment, Invoke, Producer, Provider, Site, SiteId, Template};
use faasc_source::Spanned;

use crate::host::host;
use crate::rule::{Findings, Rule};

static EVERYBODY: Code = Code::error("F1031", "everybody-as-principal", "a permission that everybody gets");
static OF_ANOTHER_HOST: Code = Code::error(
    "F1032",
    "principal-of-another-host",
    "a permission for a principal that the site's host does not know",
);

pub(crate) const RULE: Rule = Rule { codes: &[&EVERYBODY, &OF_ANOTHER_HOST], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            if let Some(Spanned { value: Invoke::By { principals, .. }, .. }) = &function.invoke {
                let allowed =
                    Allowed { deployment, sites: &function.sites, may: "start", name: &function.name.value };
                allowed.judge(findings.facts, principals, &function.key_path(), &mut found);
            }
        }
        for event in &deployment.events {
            if let Some(Producer::By { principals, .. }) = &event.producer {
                let allowed =
                    Allowed { deployment, sites: &event.sites, may: "fill", name: &event.name.value };
                allowed.judge(findings.facts, principals, &event.key_path(), &mut found);
            }
        }
    }
    findings.sink.extend_with(found);
}

/// What principals may do, and where.
struct Allowed<'d> {
    deployment: &'d Deployment,
    sites: &'d [SiteId],
    may: &'d str,
    name: &'d str,
}

impl Allowed<'_> {
    fn judge(
        &self,
        facts: &Facts,
        principals: &[Spanned<Template>],
        about: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        for principal in principals {
            let Some(text) = principal.value.as_literal() else { continue };
            let one =
                self.everybody(facts, principal, text).or_else(|| self.elsewhere(facts, principal, text));
            found.extend(one.map(|one| one.about(about).within(self.deployment.environment.to_string())));
        }
    }

    fn everybody(&self, facts: &Facts, principal: &Spanned<Template>, text: &str) -> Option<Diagnostic> {
        let row = facts.principals(text).find(|row| row.is_everybody)?;
        let provenance = row.provenance();
        let source = provenance.main_source();
        Some(
            EVERYBODY
                .at(principal.span, format!("`{text}` lets everybody {} `{}`", self.may, self.name))
                .here("means everybody")
                .note(format!("`{}`: {source}, {}", row.id, provenance.as_of))
                .help("name the roles or accounts that need it; what is meant for everybody has an `http` trigger with `auth: { none: REASON }`")
                .weigh(if row.gates() { Severity::Error } else { Severity::Warning }),
        )
    }

    fn elsewhere(&self, facts: &Facts, principal: &Spanned<Template>, text: &str) -> Option<Diagnostic> {
        let forms: Vec<_> = facts.principals(text).collect();
        let known: Vec<Host> = forms.iter().flat_map(|row| row.hosts.iter().copied()).collect();
        let row = forms.first()?;
        let site = self
            .sites
            .iter()
            .map(|site| self.deployment.site(*site))
            .find(|site| has_principals(site) && !known.contains(&host(site)))?;
        let provenance = row.provenance();
        let source = provenance.main_source();
        let at = &site.name.value;
        Some(
            OF_ANOTHER_HOST
                .at(principal.span, format!("`{at}` knows no principal `{text}`, who is to {} `{}`", self.may, self.name))
                .here(format!("a principal of {}", known.first()?))
                .label(site.provider.span, "the host that would have to know it")
                .note(format!("`{}`: {source}, {}", row.id, provenance.as_of))
                .help("name a principal of that host; for callers of another cloud take an `http` trigger with `jwt`")
                .weigh(if row.gates() { Severity::Error } else { Severity::Warning }),
        )
    }
}

/// Whether a site's host has principals of its own.
fn has_principals(site: &Site) -> bool {
    !matches!(site.provider.value, Provider::Linode | Provider::Local)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(principal: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events: {{ order: {{ via: queue, producer: {{ by: [\"{principal}\"], because: they order }} }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ event: order, idempotent_by: id }}] }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ live: {{ site: here }} }}\n"
        ))
        .codes()
        .into_iter()
        .filter(|code| code.starts_with("F10"))
        .collect()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";

    #[test]
    fn everybody_is_no_principal() {
        assert_eq!(spec("*", AWS), ["F1031"]);
        assert_eq!(spec("allUsers", "provider: gcp, region: europe-west1"), ["F1031"]);
        assert_eq!(spec("arn:aws:iam::444455556666:role/partner", AWS), Vec::<&str>::new());
    }

    #[test]
    fn a_principal_is_of_the_sites_own_host() {
        assert_eq!(spec("serviceAccount:a@p.iam.gserviceaccount.com", AWS), ["F1032"]);
        assert_eq!(
            spec("arn:aws:iam::444455556666:role/partner", "provider: gcp, region: europe-west1"),
            ["F1032"]
        );
        assert_eq!(spec("444455556666", AWS), Vec::<&str>::new());
        assert_eq!(spec("arn:aws:iam::444455556666:role/partner", "provider: local"), Vec::<&str>::new());
    }
}
