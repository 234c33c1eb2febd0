//! An app outside of a developer's machine has somebody who answers for it.

use faasc_diagnostics::Code;
use faasc_model::Provider;

use crate::rule::{Findings, Rule};

static NO_OWNER: Code = Code::warning("F0834", "no-owner", "an app that nobody answers for");

pub(crate) const RULE: Rule = Rule { codes: &[&NO_OWNER], needs_whole: true, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        let app = program.app(deployment.app_id);
        let is_local = deployment.site(deployment.site).provider.value == Provider::Local;
        if is_local || app.is_outside || app.is_exports_only || deployment.owner.is_some() {
            continue;
        }
        let orphans: Vec<&str> = deployment
            .functions
            .iter()
            .filter(|function| function.owner.is_none())
            .map(|function| &*function.name.value)
            .collect();
        let Some(first) = orphans.first() else { continue };
        let note = match orphans.len() {
            1 => format!("the function `{first}` has no owner of its own either"),
            count => format!("{count} functions have no owner of their own either, `{first}` among them"),
        };
        let found = NO_OWNER
            .at(app.name.span, format!("the app `{}` has no `owner`", app.name.value))
            .note(note)
            .help("add `owner: team@company.example` at the top level: who is asked when it breaks")
            .about("owner")
            .within(deployment.environment.to_string());
        findings.sink.push(found);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(owner: &str, function: &str, sites: &str) -> Spec {
        Spec::whole(&format!(
            "faas: \"1\"\napp: shop\n{owner}functions:\n  a:\n    source: ./src\n    runtime: python3.13\n{function}    \
             triggers: [{{ schedule: every 1h }}]\n{sites}"
        ))
    }

    #[test]
    fn an_app_without_owner_is_a_warning_outside_local_sites() {
        let cloud = "sites: { eu: { provider: aws, region: eu-central-1 } }\nenvironments: { production: { site: eu } }\n";
        assert_eq!(spec("", "", cloud).codes(), ["F0834"]);
        assert_eq!(spec("owner: a@shop.example\n", "", cloud).codes(), Vec::<&str>::new());
        assert_eq!(spec("", "    owner: a@shop.example\n", cloud).codes(), Vec::<&str>::new());
        assert_eq!(spec("", "", "").codes(), Vec::<&str>::new());
    }
}
