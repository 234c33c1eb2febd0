//! Retention and size of events against what carries them.

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::{Broker, Deployment, Event, Guarantee, Site, Via};

use super::figure::{Asked, Figure, judge};
use crate::host::host;
use crate::rule::{Findings, Rule};

static EVENT_OVER_LIMIT: Code =
    Code::error("F0602", "event-over-limit", "an event asks for more, or less, than what carries it gives");

pub(crate) const RULE: Rule = Rule { codes: &[&EVENT_OVER_LIMIT], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for event in &deployment.events {
            for site in event.sites.iter().filter(|site| event.existing_at(**site).is_none()) {
                of_site(findings, deployment, event, deployment.site(*site));
            }
        }
    }
}

/// The limits of retention and size of what carries an event at a host.
fn limits(site: &Site, via: Via) -> (Option<&'static str>, Option<&'static str>) {
    let is_kafka = via == Via::Kafka;
    match host(site) {
        Host::Aws => match via {
            Via::Queue => (Some("aws.sqs.retention"), Some("aws.sqs.message_size")),
            Via::Stream => (Some("aws.kinesis.retention"), Some("aws.kinesis.record_size")),
            Via::Topic => (None, Some("aws.sns.message_size_max")),
            Via::Bus => (None, Some("aws.eventbridge.put_events_total_size")),
            Via::Kafka => (None, Some("kafka.broker.message_size")),
        },
        Host::Gcp if !is_kafka => {
            let is_kept = matches!(via, Via::Queue | Via::Stream);
            (is_kept.then_some("gcp.pubsub.retention_subscription"), Some("gcp.pubsub.message_size"))
        }
        Host::Azure => match via {
            Via::Queue => (None, Some("azure.servicebus.message_size")),
            Via::Stream => (Some("azure.eventhubs.retention"), Some("azure.eventhubs.event_size")),
            Via::Topic | Via::Bus => (None, Some("azure.eventgrid.event_size")),
            Via::Kafka => (None, Some("kafka.broker.message_size")),
        },
        Host::Keda | Host::Knative | Host::Plain => {
            let on_kafka = match site.cluster.broker.as_ref().map(|broker| &broker.value) {
                Some(Broker::Kafka) => true,
                Some(_) => is_kafka,
                None => is_kafka || site.kafka.is_some(),
            };
            (None, on_kafka.then_some("kafka.broker.message_size"))
        }
        Host::Gcp | Host::Linode | Host::Local => (None, None),
    }
}

fn of_site(findings: &mut Findings<'_>, deployment: &Deployment, event: &Event, site: &Site) {
    let (retention, size) = limits(site, event.via.value);
    // A message that may be cut has no size of its own.
    let size = size.filter(|_| !event.accept.iter().any(|accept| accept.guarantee == Guarantee::Payload));
    let name = &event.name.value;
    let mut say = |limit: Option<&str>, asked: Option<Asked>, span, word: &str| {
        let (Some(limit), Some(asked)) = (limit, asked) else { return };
        let figure = Figure {
            asked,
            span,
            what: format!("the {word} of `{name}`"),
            site,
            has_least: word == "retention",
        };
        if let Some(found) = judge(findings.facts, limit, &figure, &EVENT_OVER_LIMIT) {
            findings.sink.push(found.about(event.key_path()).within(deployment.environment.to_string()));
        }
    };
    // What a made dead letter keeps follows from its source, and is judged with it.
    let kept = event.retention.as_ref().filter(|_| event.made_from.is_none());
    say(
        retention,
        kept.map(|kept| Asked::Duration(kept.value)),
        kept.map_or(event.span, |kept| kept.span),
        "retention",
    );
    let most = event.size.as_ref();
    say(size, most.map(|size| Asked::Size(size.value)), most.map_or(event.span, |size| size.span), "size");
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(event: &str) -> Vec<&'static str> {
        at(event, "provider: aws, region: eu-central-1")
    }

    fn at(event: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id }}]\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .found()
        .into_iter()
        .map(|found| found.code.id)
        .filter(|code| *code == "F0602")
        .collect()
    }

    #[test]
    fn each_transport_has_its_ends() {
        for (event, is_good) in [
            ("via: queue, retention: 59s", false),
            ("via: queue, retention: 60s", true),
            ("via: queue, retention: 14d", true),
            ("via: queue, retention: 15d", false),
            ("via: queue, size: 1MiB", true),
            ("via: queue, size: 1025KiB", false),
            ("via: stream, key: id, retention: 23h", false),
            ("via: stream, key: id, retention: 24h", true),
            ("via: stream, key: id, retention: 365d", true),
            ("via: stream, key: id, retention: 366d", false),
            ("via: topic, size: 1MiB", true),
            ("via: topic, size: 2MiB", false),
            ("via: bus, size: 1MiB", true),
            ("via: bus, size: 2MiB", false),
            ("via: queue, size: 100B", true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0602"] };
            assert_eq!(spec(event), wanted, "{event}");
        }
    }

    #[test]
    fn other_hosts_have_their_own_ends() {
        let gcp = "provider: gcp, region: europe-west1";
        let azure = "provider: azure, region: germanywestcentral";
        let kafka = "provider: kubernetes, country: \"DE\", kafka: { bootstrap: \"k:9092\" }";
        let nats = "provider: kubernetes, country: \"DE\", cluster: { broker: nats }";
        let raised = format!(
            "{kafka}, limits: {{ kafka.broker.message_size: {{ value: 4194304, because: we raised it }} }}"
        );
        for (event, site, is_good) in [
            ("via: queue, size: 10MiB", gcp, true),
            ("via: queue, size: 11MiB", gcp, false),
            ("via: queue, retention: 31d", gcp, true),
            ("via: queue, retention: 32d", gcp, false),
            ("via: topic, size: 1MiB", azure, true),
            ("via: topic, size: 2MiB", azure, false),
            ("via: stream, key: id, retention: 90d", azure, true),
            ("via: stream, key: id, retention: 91d", azure, false),
            ("via: queue, size: 100MiB", azure, true),
            ("via: queue, size: 101MiB", azure, false),
            ("via: kafka, size: 1MiB", kafka, true),
            ("via: kafka, size: 2MiB", kafka, false),
            ("via: topic, size: 2MiB", kafka, false),
            ("via: topic, size: 2MiB", nats, true),
            ("via: kafka, size: 4MiB", raised.as_str(), true),
            ("via: kafka, size: 5MiB", raised.as_str(), false),
            ("via: topic, size: 2MiB, accept: { payload: the head is enough }", azure, true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0602"] };
            assert_eq!(at(event, site), wanted, "{event} {site}");
        }
    }
}
