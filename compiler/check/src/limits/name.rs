//! Names that the user gives (`name:`, indexes, consumer groups) against what the host lets a name be. Names that are computed fit by themselves.

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::{Deployment, Event, Site, SiteId, Store, StoreKind, TriggerKind, Via};
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
            let has_clock =
                function.triggers.iter().any(|trigger| matches!(trigger.kind, TriggerKind::Schedule(_)));
            judge(findings, deployment, &mut patterns, &given, |site| of_function(host(site), has_clock));
        }
        for event in &deployment.events {
            groups(findings, deployment, &mut patterns, event);
            let Some(name) = &event.given_name else { continue };
            let given = Given { name, node: &event.name.value, about: event.key_path(), sites: &event.sites };
            judge(findings, deployment, &mut patterns, &given, |site| of_event(host(site), event));
        }
        for store in &deployment.stores {
            indexes(findings, deployment, &mut patterns, store);
            let Some(name) = &store.given_name else { continue };
            let given = Given { name, node: &store.name.value, about: store.key_path(), sites: &store.sites };
            judge(findings, deployment, &mut patterns, &given, |site| of_store(host(site), store.kind.value));
        }
    }
}

/// An index of a table that is made has the name that the spec gives it.
fn indexes<'f>(
    findings: &mut Findings<'f>,
    deployment: &Deployment,
    patterns: &mut Patterns<'f>,
    store: &Store,
) {
    for index in &store.indexes {
        let name = index.name.as_ref().map(ToString::to_string);
        let given =
            Given { name: &name, node: &store.name.value, about: store.key_path(), sites: &store.sites };
        let limit = |site: &Site| (host(site) == Host::Aws).then_some("aws.dynamodb.index_name");
        judge(findings, deployment, patterns, &given, limit);
    }
}

/// The consumer group with which a function goes on.
fn groups<'f>(
    findings: &mut Findings<'f>,
    deployment: &Deployment,
    patterns: &mut Patterns<'f>,
    event: &Event,
) {
    for existing in &event.existing {
        let literal = existing.group.as_ref().and_then(|group| Some((group.value.as_literal()?, group.span)));
        let Some((group, span)) = literal else { continue };
        let name = Spanned::new(group.to_owned(), span);
        let sites = [existing.site];
        let given = Given { name: &name, node: &event.name.value, about: event.key_path(), sites: &sites };
        let limit =
            |site: &Site| (host(site) == Host::Aws).then_some("aws.lambda.esm.kafka_consumer_group_length");
        judge(findings, deployment, patterns, &given, limit);
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

/// What bounds the name of a function; a clock on a cluster without Knative is a CronJob of that name.
const fn of_function(host: Host, has_clock: bool) -> Option<&'static str> {
    match host {
        Host::Keda | Host::Plain if has_clock => Some("kubernetes.cronjob_name"),
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
            ("a".repeat(52), KEDA, true),
            ("a".repeat(53), KEDA, false),
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
    fn a_scaled_object_has_fifty_four_characters() {
        let spec = |length: usize| {
            Spec::of(&format!(
                "functions:\n  a: {{ ${{code}}, name: {}, triggers: [{{ http: GET /a, auth: {{ none: a test }} }}] }}\n\
                 sites: {{ here: {{ {KEDA} }} }}\nenvironments: {{ production: {{ site: here }} }}\n",
                "a".repeat(length)
            ))
            .codes()
        };
        assert_eq!(spec(54), Vec::<&str>::new());
        assert_eq!(spec(55), ["F0611"]);
    }

    #[test]
    fn indexes_and_groups_have_names_too() {
        let index = |name: &str| {
            Spec::of(&format!(
                "stores: {{ rows: {{ kind: table, key: id, indexes: {{ {name}: {{ key: other }} }} }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], writes: [rows] }}\n\
                 sites: {{ here: {{ {AWS} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
            ))
            .codes()
        };
        assert_eq!(index("by-other"), Vec::<&str>::new());
        assert_eq!(index("by"), ["F0611"]);
        let group = |length: usize| {
            Spec::of(&format!(
                "events: {{ play: {{ via: kafka, existing: {{ here: {{ topic: plays, group: {} }} }} }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ event: play, idempotent_by: id }}] }}\n\
                 sites: {{ here: {{ {AWS}, kafka: {{ bootstrap: \"k:9092\" }} }} }}\nenvironments: {{ production: {{ site: here }} }}\n",
                "g".repeat(length)
            ))
            .of_code("F0611")
            .len()
        };
        assert_eq!(group(200), 0);
        assert_eq!(group(201), 1);
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
