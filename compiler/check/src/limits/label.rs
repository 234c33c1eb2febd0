//! Labels against the tags of the host: their values and their count. A cluster keeps what is no label as an annotation.

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::{Deployment, Site};
use faasc_source::{Span, Spanned};

use super::figure::{Asked, Figure, judge};
use super::text::Patterns;
use crate::host::host;
use crate::rule::{Findings, Rule};

static LABEL: Code =
    Code::error("F0614", "label-over-limit", "a label is not one that the host takes as a tag");

pub(crate) const RULE: Rule = Rule { codes: &[&LABEL], needs_whole: false, check };

/// Labels of the app or of a function.
type Labels = [(Spanned<String>, Spanned<String>)];

/// What faasc adds itself: app, environment, owner, node, expiry.
const OURS: u64 = 5;

fn check(findings: &mut Findings<'_>) {
    let mut patterns = Patterns::default();
    for (_, deployment) in findings.program.deployments() {
        for site in &deployment.sites {
            values(findings, &mut patterns, deployment, site, &deployment.labels, None);
        }
        for function in deployment.functions.iter().filter(|function| !function.labels.is_empty()) {
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                let about = Some(function.key_path());
                values(findings, &mut patterns, deployment, site, &function.labels, about.as_deref());
                let count = deployment.labels.len() + function.labels.len();
                let span = function.labels.last().map_or(function.name.span, |(key, _)| key.span);
                let what = format!("the count of labels of `{}`, ours included,", function.name.value);
                number(findings, deployment, site, (count, span, what), about.as_deref());
            }
        }
    }
}

fn values<'f>(
    findings: &mut Findings<'f>,
    patterns: &mut Patterns<'f>,
    deployment: &Deployment,
    site: &Site,
    labels: &Labels,
    about: Option<&str>,
) {
    let limit = match host(site) {
        Host::Aws => "aws.tags.value",
        Host::Gcp => "gcp.labels.value",
        _ => return,
    };
    let facts = findings.facts;
    for (key, value) in labels {
        let what = format!("the value of the label `{}`", key.value);
        if let Some(found) = patterns.judge(facts, limit, &what, value, (site, &LABEL)) {
            let found = found.within(deployment.environment.to_string());
            findings.sink.push(match about {
                Some(about) => found.about(about),
                None => found,
            });
        }
    }
}

fn number(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    site: &Site,
    (count, span, what): (usize, Span, String),
    about: Option<&str>,
) {
    let limit = match host(site) {
        Host::Aws => "aws.tags.per_resource",
        Host::Gcp => "gcp.labels.per_resource",
        _ => return,
    };
    let figure = Figure { asked: Asked::Count(count as u64 + OURS), span, what, site, has_least: false };
    if let Some(found) = judge(findings.facts, limit, &figure, &LABEL) {
        let found = found.within(deployment.environment.to_string());
        findings.sink.push(match about {
            Some(about) => found.about(about),
            None => found,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const GCP: &str = "provider: gcp, region: europe-west1";
    const KNATIVE: &str = "provider: kubernetes, country: \"DE\"";

    fn spec(labels: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    labels: {{ {labels} }}\n    triggers: [{{ schedule: every 1h }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn values_are_those_of_tags() {
        for (labels, site, is_good) in [
            (format!("team: {}", "a".repeat(256)), AWS, true),
            (format!("team: {}", "a".repeat(257)), AWS, false),
            ("team: Zahlung und Ärger".to_owned(), AWS, true),
            ("team: \"a, b\"".to_owned(), AWS, false),
            ("team: \"a, b\"".to_owned(), KNATIVE, true),
            (format!("team: {}", "a".repeat(63)), GCP, true),
            (format!("team: {}", "a".repeat(64)), GCP, false),
            ("team: Payments".to_owned(), GCP, false),
            ("team: payments".to_owned(), GCP, true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0614"] };
            assert_eq!(spec(&labels, site), wanted, "{labels} {site}");
        }
    }

    #[test]
    fn there_are_so_many_tags_on_a_resource() {
        let labels = |count: usize| (0..count).map(|n| format!("l{n}: x")).collect::<Vec<_>>().join(", ");
        assert_eq!(spec(&labels(45), AWS), Vec::<&str>::new());
        assert_eq!(spec(&labels(46), AWS), ["F0614"]);
        assert_eq!(spec(&labels(59), GCP), Vec::<&str>::new());
        assert_eq!(spec(&labels(60), GCP), ["F0614"]);
    }
}
