//! Retention and size of events against what carries them.

use faasc_diagnostics::Code;
use faasc_model::{Deployment, Event, Provider, Site, Via};

use super::figure::{Asked, Figure, judge};
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

fn of_site(findings: &mut Findings<'_>, deployment: &Deployment, event: &Event, site: &Site) {
    if site.provider.value != Provider::Aws {
        return;
    }
    let (retention, size) = match event.via.value {
        Via::Queue => (Some("aws.sqs.retention"), Some("aws.sqs.message_size")),
        Via::Stream => (Some("aws.kinesis.retention"), Some("aws.kinesis.record_size")),
        Via::Topic => (None, Some("aws.sns.message_size_max")),
        Via::Bus => (None, Some("aws.eventbridge.put_events_total_size")),
        Via::Kafka => (None, None),
    };
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
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id }}]\n\
             sites: {{ eu: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
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
}
