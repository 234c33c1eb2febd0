//! What a site says about limits itself: a figure that cannot be read, or a limit of another host, changes nothing.

use faasc_diagnostics::{Code, did_you_mean};
use faasc_facts::Host;
use faasc_model::{LimitOverride, Site};

use super::figure::{cited, own_ceiling};
use crate::host::host;
use crate::rule::{Findings, Rule};

static IN_VAIN: Code = Code::error(
    "F0616",
    "limit-said-in-vain",
    "a site says a limit that is not read, so the usual one still holds",
);

pub(crate) const RULE: Rule = Rule { codes: &[&IN_VAIN], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for site in &deployment.sites {
            for own in &site.limits {
                of_site(findings, site, own, &deployment.environment.to_string());
            }
        }
    }
}

fn of_site(findings: &mut Findings<'_>, site: &Site, own: &LimitOverride, environment: &str) {
    let id = own.limit.value.as_str();
    // An unknown id was reported when the file was read.
    let Some(fact) = findings.facts.limit(id) else { return };
    let name = &site.name.value;
    let found = if !words(host(site)).contains(&id.split('.').next().unwrap_or_default()) {
        let own_words = words(host(site));
        let near = findings.facts.limits().map(|limit| limit.row().id.as_str());
        let near = near.filter(|near| own_words.iter().any(|word| near.split('.').next() == Some(word)));
        let message = format!("`{id}` is no limit of `{name}`, which is a site of {}", own_words[0]);
        let found = IN_VAIN.at(own.limit.span, message).note(cited(fact));
        match did_you_mean(id, near) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("take it out, or move it to the site that it is about"),
        }
    } else if fact.ceiling().is_some() && own_ceiling(site, id).is_none() {
        let message = format!("`{id}` is a figure, and `{name}` says {}", own.value.value);
        let unit = fact.unit.as_deref().unwrap_or("a count");
        IN_VAIN
            .at(own.value.span, message)
            .note(cited(fact))
            .help(format!("write the figure alone, in its own unit: {unit}"))
    } else {
        return;
    };
    findings.sink.push(found.about(site.key_path()).within(environment.to_owned()));
}

/// The first words of the limits that count at a host.
fn words(host: Host) -> &'static [&'static str] {
    match host {
        Host::Aws => &["aws", "kafka"],
        Host::Azure => &["azure", "kafka"],
        Host::Gcp => &["gcp"],
        Host::Keda => &["keda", "kubernetes", "kafka", "linode"],
        Host::Knative => &["knative", "kubernetes", "kafka", "linode"],
        Host::Linode => &["linode"],
        Host::Local => &["local"],
        Host::Plain => &["kubernetes", "kafka", "linode"],
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(limits: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}] }}\n\
             sites: {{ here: {{ {site}, limits: {{ {limits} }} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_figure_of_ones_own_is_a_figure_of_this_host() {
        let aws = "provider: aws, region: eu-central-1";
        let quota =
            |value: &str| format!("aws.lambda.concurrency_account: {{ value: {value}, because: case 1 }}");
        assert_eq!(spec(&quota("3000"), aws), Vec::<&str>::new());
        assert_eq!(spec(&quota("\"3000\""), aws), Vec::<&str>::new());
        assert_eq!(spec(&quota("3k"), aws), ["F0616"]);
        assert_eq!(spec(&quota("3000"), "provider: gcp, region: europe-west1"), ["F0616"]);
        let kafka = "knative.serving.timeout: { value: 1200, because: the operator raised it }";
        assert_eq!(spec(kafka, "provider: kubernetes, country: \"DE\""), Vec::<&str>::new());
        assert_eq!(spec(kafka, aws), ["F0616"]);
    }
}
