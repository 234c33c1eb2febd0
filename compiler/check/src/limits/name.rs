//! Names that the user gives (`name:`) against what the host lets a name be. Names that are computed fit by themselves.

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::{Deployment, Event, Site, SiteId, StoreKind, Via};
use faasc_source::Spanned;

use super::text::Patterns;
use crate::host::host;
use crate::rule::{Findings, Rule};

static NAME: Code =
    Code::error("F0611", "name-not-allowed", "a name that was given is not one that its host takes");

pub(crate) const RULE: Rule = Rule { codes: &[&NAME], needs_whole: false, check };

/// A name that was given, with the node that has it.
struct Given<'d> {
    name: &'d Spanned<String>,
    node: &'d str,
    about: String,
    sites: &'d [SiteId],
}

fn check(findings: &mut Findings<'_>) {
    let mut patterns = Patterns::default();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            let Some(name) = &function.given_name else { continue };
            let given = Given {
                name,
                node: &function.name.value,
                about: function.key_path(),
                sites: &function.sites,
            };
            judge(findings, deployment, &mut patterns, &given, |site| of_function(host(site)));
        }
        for event in &deployment.events {
            let Some(name) = &event.given_name else { continue };
            let given = Given { name, node: &event.name.value, about: event.key_path(), sites: &event.sites };
            judge(findings, deployment, &mut patterns, &given, |site| of_event(host(site), event));
        }
        for store in &deployment.stores {
            let Some(name) = &store.given_name else { continue };
            let given = Given { name, node: &store.name.value, about: store.key_path(), sites: &store.sites };
            judge(findings, deployment, &mut patterns, &given, |site| of_store(host(site), store.kind.value));
        }
    }
}

fn judge<'f>(
    findings: &mut Findings<'f>,
    deployment: &Deployment,
    patterns: &mut Patterns<'f>,
    given: &Given<'_>,
    limit: impl Fn(&Site) -> Option<&'static str>,
) {
    let facts = findings.facts;
    for site in given.sites.iter().map(|site| deployment.site(*site)) {
        let Some(limit) = limit(site) else { continue };
        let what = format!("the name `{}` of `{}`", given.name.value, given.node);
        if let Some(found) = patterns.judge(facts, limit, &what, given.name, (site, &NAME)) {
            let found = found.about(given.about.clone()).within(deployment.environment.to_string());
            findings.sink.push(found);
        }
    }
}

const fn of_function(host: Host) -> Option<&'static str> {
    match host {
        Host::Aws => Some("aws.lambda.function_name_length"),
        Host::Gcp => Some("gcp.run.service.service_name"),
        Host::Keda => Some("keda.scaled_object_name"),
        Host::Knative => Some("knative.serving.revision_name"),
        Host::Plain => Some("kubernetes.dns1035_label"),
        Host::Azure | Host::Linode | Host::Local => None,
    }
}

const fn of_event(host: Host, event: &Event) -> Option<&'static str> {
    match (host, event.via.value) {
        (Host::Aws, Via::Queue) => Some("aws.sqs.queue_name"),
        (Host::Aws, Via::Topic) => Some("aws.sns.topic_name"),
        (Host::Aws, Via::Stream) => Some("aws.kinesis.stream_name"),
        (Host::Aws, Via::Bus) => Some("aws.eventbridge.bus_name"),
        (Host::Aws, Via::Kafka) => Some("aws.lambda.esm.kafka_topic_name"),
        (Host::Gcp, Via::Queue | Via::Topic | Via::Stream | Via::Bus) => Some("gcp.pubsub.topic_name"),
        (Host::Azure, Via::Queue) => Some("azure.servicebus.entity_path_length"),
        _ => None,
    }
}

const fn of_store(host: Host, kind: StoreKind) -> Option<&'static str> {
    match (host, kind) {
        (Host::Aws, StoreKind::Table) => Some("aws.dynamodb.table_name"),
        (Host::Aws, StoreKind::Bucket) => Some("aws.s3.bucket_name"),
        (Host::Gcp, StoreKind::Bucket) => Some("gcp.storage.bucket_name"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const KEDA: &str = "provider: kubernetes, country: \"DE\", flavour: keda";
    const KNATIVE: &str = "provider: kubernetes, country: \"DE\"";
    const GCP: &str = "provider: gcp, region: europe-west1";

    fn function(name: &str, site: &str) -> Spec {
        Spec::of(&format!(
            "functions:\n  a: {{ ${{code}}, name: {name}, triggers: [{{ schedule: every 1h }}] }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
    }

    #[test]
    fn a_function_has_the_name_of_its_host() {
        for (name, site, is_good) in [
            ("a".repeat(64), AWS, true),
            ("a".repeat(65), AWS, false),
            ("a.b".to_owned(), AWS, false),
            ("a_b".to_owned(), AWS, true),
            ("a".repeat(54), KEDA, true),
            ("a".repeat(55), KEDA, false),
            ("a".repeat(63), KNATIVE, true),
            ("Pay".to_owned(), KNATIVE, false),
            ("a".repeat(49), GCP, true),
            ("a".repeat(50), GCP, false),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0611"] };
            assert_eq!(function(&name, site).codes(), wanted, "{name} {site}");
        }
        let found = function("Pay.Desk", KNATIVE).of_code("F0611");
        assert_eq!(found[0].message, "the name `Pay.Desk` of `a` has characters that `here` does not allow");
        assert_eq!(found[0].help.as_deref(), Some("the nearest that is allowed is `pay-desk`"));
    }

    #[test]
    fn events_and_stores_have_names_too() {
        let spec = |event: &str, store: &str| {
            Spec::of(&format!(
                "events:\n  order: {{ via: queue, name: {event} }}\nstores:\n  files: {{ kind: bucket, name: {store} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [order], writes: [files] }}\n  \
                 b: {{ ${{code}}, triggers: [{{ event: order, idempotent_by: id }}] }}\n\
                 sites: {{ here: {{ {AWS} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
            ))
            .codes()
        };
        assert_eq!(spec(&"q".repeat(80), "files-of-shop"), Vec::<&str>::new());
        assert_eq!(spec(&"q".repeat(81), "files-of-shop"), ["F0611"]);
        assert_eq!(spec("q", "Files_Of_Shop"), ["F0611"]);
        assert_eq!(spec("q", "fs"), ["F0611"]);
    }
}
