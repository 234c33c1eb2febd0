//! What is asked against what a site offers: weaker needs `accept`, impossible names the alternatives.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Capability, CapabilityRow, Fact, Host, Level};
use faasc_model::{Flavour, Provider, Site};

use super::asked::{self, Asked};
use crate::rule::{Findings, Rule};

static LOSSY: Code = Code::error("F0501", "weaker-than-asked", "a site gives less than is asked");
static IMPOSSIBLE: Code = Code::error("F0502", "impossible-on-site", "a site cannot do what is asked");

pub(crate) const RULE: Rule = Rule { codes: &[&LOSSY, &IMPOSSIBLE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for asked in asked::of(program, deployment, function) {
                for site in function.sites.iter().map(|site| deployment.site(*site)) {
                    let is_accepted = asked.guarantee.is_some_and(|guarantee| {
                        let accepted = asked.accept.iter().chain(asked.event_accept).chain(&function.accept);
                        accepted.into_iter().any(|accept| accept.guarantee == guarantee)
                    });
                    let Some(row) = Capability::from_word(&asked.word)
                        .map(|word| findings.facts.capability(host(site), word))
                    else {
                        continue;
                    };
                    if let Some(found) = judge(&asked, row, site, is_accepted) {
                        let about = function.key_path();
                        findings.sink.push(found.about(about).within(deployment.environment.to_string()));
                    }
                }
            }
        }
    }
}

/// The host that a site is.
fn host(site: &Site) -> Host {
    match (site.provider.value, site.flavour.value) {
        (Provider::Aws, _) => Host::Aws,
        (Provider::Gcp, _) => Host::Gcp,
        (Provider::Azure, _) => Host::Azure,
        (Provider::Linode, _) => Host::Linode,
        (Provider::Local, _) => Host::Local,
        (Provider::Kubernetes, Flavour::Knative) => Host::Knative,
        (Provider::Kubernetes, Flavour::Keda) => Host::Keda,
        (Provider::Kubernetes, Flavour::Plain) => Host::Plain,
    }
}

fn judge(
    asked: &Asked<'_>,
    row: Fact<'_, CapabilityRow>,
    site: &Site,
    is_accepted: bool,
) -> Option<Diagnostic> {
    let name = &site.name.value;
    let found = match row.level {
        Level::Exact | Level::Emulated => return None,
        Level::Lossy if is_accepted => return None,
        Level::Lossy => {
            let found =
                LOSSY.at(asked.span, format!("{} is weaker on `{name}` than asked: {}", asked.what, row.how));
            match asked.guarantee {
                Some(guarantee) => found.help(format!(
                    "say `accept: {{ {}: REASON }}` on the trigger if that is all right{}",
                    guarantee.word(),
                    alternatives(&row)
                )),
                None => found,
            }
        }
        Level::Impossible => {
            let found =
                IMPOSSIBLE.at(asked.span, format!("{} cannot be had on `{name}`: {}", asked.what, row.how));
            if row.alternatives.is_empty() {
                found
            } else {
                found.help(format!("instead{}", alternatives(&row)))
            }
        }
    };
    let provenance = row.provenance();
    let source = provenance.sources.first().copied().unwrap_or("no source");
    // A row that nobody confirmed speaks up and stops nothing.
    let severity = if row.gates() { Severity::Error } else { Severity::Warning };
    Some(found.weigh(severity).note(format!("`{}`: {source}, {}", row.id, provenance.as_of)))
}

fn alternatives(row: &CapabilityRow) -> String {
    if row.alternatives.is_empty() { String::new() } else { format!("; or: {}", row.alternatives.join("; ")) }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(event: &str, trigger: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id{trigger} }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    const KNATIVE: &str = "provider: kubernetes, country: \"DE\", cluster: { broker: kafka }";

    #[test]
    fn a_batch_on_knative_must_be_accepted() {
        assert_eq!(spec("via: queue", ", batch: { size: 5 }", KNATIVE), ["F0501"]);
        assert_eq!(spec("via: queue", ", batch: { size: 1 }", KNATIVE), Vec::<&str>::new());
        let accepted = ", batch: { size: 5 }, accept: { batch: one by one is fine }";
        assert_eq!(spec("via: queue", accepted, KNATIVE), Vec::<&str>::new());
        assert_eq!(
            spec("via: queue", ", batch: { size: 5 }", "provider: aws, region: eu-central-1"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn order_on_a_bus_of_aws_is_impossible_and_names_what_keeps_it() {
        let aws = "provider: aws, region: eu-central-1";
        assert_eq!(spec("via: bus, ordered: true, key: id", "", aws), ["F0502"]);
        assert_eq!(spec("via: queue, ordered: true, key: id", "", aws), Vec::<&str>::new());
    }
}
