//! Grants by hand that cover more than anybody can mean: wildcards that the host lets us avoid, and roles over everything.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Facts, GrantHost};
use faasc_model::{Function, Grant, Provider, Template};
use faasc_source::Spanned;

use super::covers::{Reach, is_everything, of_action, takes_resource};
use crate::rule::{Findings, Rule};

static ACTION: Code =
    Code::error("F1101", "wildcard-action", "a grant by hand for all that a service can do");
static RESOURCE: Code = Code::error(
    "F1102",
    "wildcard-resource",
    "a grant by hand on everything, where one thing could be named",
);
static ROLE: Code = Code::error("F1103", "broad-role", "a grant by hand of a role over nearly everything");

pub(crate) const RULE: Rule = Rule { codes: &[&ACTION, &RESOURCE, &ROLE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for grant in &function.grants {
                let is_used = function
                    .sites
                    .iter()
                    .any(|site| deployment.site(*site).provider.value == grant.provider.value);
                let found = if is_used { of_grant(findings.facts, function, grant) } else { Vec::new() };
                for one in found {
                    let one = one.about(function.key_path()).within(deployment.environment.to_string());
                    findings.sink.push(one);
                }
            }
        }
    }
}

fn of_grant(facts: &Facts, function: &Function, grant: &Grant) -> Vec<Diagnostic> {
    match grant.provider.value {
        Provider::Aws => of_aws(facts, function, grant),
        Provider::Gcp => roles(facts, GrantHost::Gcp, function, grant),
        Provider::Azure => roles(facts, GrantHost::Azure, function, grant),
        Provider::Kubernetes => of_cluster(function, grant),
        Provider::Linode | Provider::Local => Vec::new(),
    }
}

fn of_aws(facts: &Facts, function: &Function, grant: &Grant) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for action in &grant.actions {
        let Some(text) = action.value.as_literal() else { continue };
        let reach = of_action(text);
        if reach == Reach::One {
            continue;
        }
        let service = text.split_once(':').map_or("AWS", |(service, _)| service);
        let (what, severity) = match reach {
            Reach::All => (format!("all that `{service}` can do"), Severity::Error),
            Reach::Some | Reach::One => {
                ("several actions, today's and later ones".to_owned(), Severity::Warning)
            }
        };
        found.push(
            ACTION
                .at(
                    action.span,
                    format!("the grant of `{}` by hand covers {what}: `{text}`", function.name.value),
                )
                .weigh(severity)
                .here("a wildcard in an action")
                .label(grant.because.span, "for this reason")
                .help("name each action that the code calls, such as `ses:SendEmail`"),
        );
    }
    // One mistake, one finding: who may do everything is told to name actions first.
    if found.iter().any(|finding| finding.severity == Severity::Error) {
        return found;
    }
    for resource in grant.resources.iter().filter(|resource| is_everything(&resource.value)) {
        found.extend(on_everything(facts, function, grant, resource));
    }
    found
}

/// A resource that is everything, where an action takes one that could be named.
fn on_everything(
    facts: &Facts,
    function: &Function,
    grant: &Grant,
    resource: &Spanned<Template>,
) -> Option<Diagnostic> {
    let mut actions = grant.actions.iter().filter_map(|action| action.value.as_literal());
    let narrow = actions.find(|action| takes_resource(facts, action) == Some(true))?;
    let service = narrow.split(':').next().unwrap_or_default();
    let row = facts.unscoped_actions(&service.to_lowercase())?;
    let provenance = row.provenance();
    let source = provenance.main_source();
    let message = format!(
        "the grant of `{}` by hand is on everything, and `{narrow}` takes a resource",
        function.name.value
    );
    Some(
        RESOURCE
            .at(resource.span, message)
            .weigh(if row.gates() { Severity::Error } else { Severity::Warning })
            .here("everything in the account")
            .label(grant.because.span, "for this reason")
            .note(format!("actions of `{service}` that take none: {source}, {}", provenance.as_of))
            .help("name it, such as `arn:aws:SERVICE:${site.region}:${site.account}:NAME`; actions that take no resource go into a grant of their own"),
    )
}

fn roles(facts: &Facts, host: GrantHost, function: &Function, grant: &Grant) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for role in &grant.actions {
        let Some(row) = role.value.as_literal().and_then(|text| facts.broad_role(host, text)) else {
            continue;
        };
        let provenance = row.provenance();
        let source = provenance.main_source();
        let message = format!(
            "the role `{}` lets `{}` do far more than its work: {}",
            role.value, function.name.value, row.allows
        );
        found.push(
            ROLE.at(role.span, message)
                .weigh(if row.gates() { Severity::Error } else { Severity::Warning })
                .label(grant.because.span, "for this reason")
                .note(format!("`{}`: {source}, {}", row.id, provenance.as_of))
                .help(format!("take {}", row.instead)),
        );
    }
    found
}

fn of_cluster(function: &Function, grant: &Grant) -> Vec<Diagnostic> {
    let star = |all: &[Spanned<Template>]| {
        all.iter().find(|text| text.value.as_literal() == Some("*")).map(|text| text.span)
    };
    let name = &function.name.value;
    let mut found = Vec::new();
    if let Some(span) = star(&grant.actions) {
        let message = format!("the grant of `{name}` by hand covers every verb, deletion too");
        found.push(ACTION.at(span, message).help("name the verbs that the code uses, such as `get`"));
    } else if let Some(span) = star(&grant.resources) {
        let message = format!("the grant of `{name}` by hand is on every kind of object, secrets too");
        found
            .push(RESOURCE.at(span, message).help("name the kinds that the code uses, such as `configmaps`"));
    }
    found.into_iter().map(|one| one.label(grant.because.span, "for this reason")).collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(site: &str, grant: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\nfunctions:\n  a:\n    ${{code}}\n    \
             triggers: [{{ schedule: every 1h }}]\n    grants:\n      - {grant}\n        because: the mail goes out\n"
        ))
        .codes()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";

    fn aws(actions: &str, resource: &str) -> Vec<&'static str> {
        spec(AWS, &format!("aws: {{ actions: [{actions}], resources: [\"{resource}\"] }}"))
    }

    #[test]
    fn an_action_names_one_thing() {
        let one = "arn:aws:ses:eu-central-1:111122223333:identity/shop.example";
        assert_eq!(aws("\"ses:SendEmail\"", one), Vec::<&str>::new());
        assert_eq!(aws("\"ses:*\"", one), ["F1101"]);
        assert_eq!(aws("\"*\"", "*"), ["F1101"]);
        assert_eq!(aws("\"ses:Send*\"", one), ["F1101"]);
    }

    #[test]
    fn everything_is_fine_where_the_host_takes_no_resource() {
        assert_eq!(aws("\"cloudwatch:PutMetricData\"", "*"), Vec::<&str>::new());
        assert_eq!(
            aws("\"translate:TranslateText\", \"comprehend:DetectSentiment\"", "*"),
            Vec::<&str>::new()
        );
        assert_eq!(aws("\"ses:SendEmail\"", "*"), ["F1102"]);
        assert_eq!(aws("\"s3:GetObject\"", "arn:aws:s3:::*"), ["F1102"]);
        assert_eq!(aws("\"s3:GetObject\"", "arn:aws:s3:::uploads/*"), Vec::<&str>::new());
        assert_eq!(aws("\"unheard-of:DoThings\"", "*"), Vec::<&str>::new());
    }

    #[test]
    fn roles_over_everything_are_refused() {
        let gcp = "provider: gcp, region: europe-west1, project: p";
        let role = |role: &str| spec(gcp, &format!("gcp: {{ roles: [{role}], resources: [projects/p] }}"));
        assert_eq!(role("roles/editor"), ["F1103"]);
        assert_eq!(role("roles/cloudtranslate.user"), Vec::<&str>::new());
    }

    #[test]
    fn a_rule_of_a_cluster_names_verbs_and_kinds() {
        let cluster = "provider: kubernetes, country: \"DE\"";
        let rule = |resources: &str, verbs: &str| {
            spec(cluster, &format!("kubernetes: {{ resources: [{resources}], verbs: [{verbs}] }}"))
        };
        assert_eq!(rule("configmaps", "get"), Vec::<&str>::new());
        assert_eq!(rule("configmaps", "\"*\""), ["F1101"]);
        assert_eq!(rule("\"*\"", "get"), ["F1102"]);
    }

    #[test]
    fn the_words_of_another_provider_are_not_judged() {
        let grant = "gcp: { roles: [roles/owner], resources: [projects/p] }";
        assert_eq!(spec(AWS, grant), Vec::<&str>::new());
    }
}
