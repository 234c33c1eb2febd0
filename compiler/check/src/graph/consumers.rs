//! Who shares the messages of an event: a queue has one consumer, and a Kafka consumer group is one function's.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_model::{DeploymentId, EventTrigger, Function, NodeRef, Site, Trigger, TriggerKind, Via};

use crate::rule::{Findings, Rule};

static SHARED_QUEUE: Code = Code::error(
    "F0812",
    "queue-with-two-consumers",
    "a queue whose messages two triggers take from each other",
);
static SHARED_GROUP: Code = Code::error(
    "F0813",
    "shared-consumer-group",
    "a Kafka consumer group whose messages two functions take from each other",
);

pub(crate) const RULE: Rule = Rule { codes: &[&SHARED_QUEUE, &SHARED_GROUP], needs_whole: false, check };

/// A trigger on an event, and whose it is.
#[derive(Clone, Copy)]
struct Consumer<'p> {
    deployment: DeploymentId,
    function: &'p Function,
    trigger: &'p Trigger,
    event: &'p EventTrigger,
}

fn check(findings: &mut Findings<'_>) {
    let mut consumers: BTreeMap<NodeRef, Vec<Consumer<'_>>> = BTreeMap::new();
    for (deployment, found) in findings.program.deployments() {
        for function in &found.functions {
            for trigger in &function.triggers {
                if let TriggerKind::Event(event) = &trigger.kind {
                    let consumer = Consumer { deployment, function, trigger, event };
                    consumers.entry(event.event.node).or_default().push(consumer);
                }
            }
        }
    }
    queues(findings, &consumers);
    groups(findings, &consumers);
}

fn queues(findings: &mut Findings<'_>, consumers: &BTreeMap<NodeRef, Vec<Consumer<'_>>>) {
    let program = findings.program;
    for (node, all) in consumers {
        let Some(event) = program.event(*node).filter(|event| event.via.value == Via::Queue) else {
            continue;
        };
        let Some((first, rest)) = all.split_first() else { continue };
        for other in rest {
            let name = &event.name.value;
            let (one, two) = (&first.function.name.value, &other.function.name.value);
            let is_one = one == two && first.deployment == other.deployment;
            let message = if is_one {
                format!("two triggers of `{one}` take the messages of the queue `{name}` from each other")
            } else {
                format!("`{one}` and `{two}` take the messages of the queue `{name}` from each other")
            };
            let help = if is_one {
                "make one trigger of the two".to_owned()
            } else {
                format!(
                    "make `{name}` a topic (`via: topic`), so that each function gets its copy, or give each its own queue"
                )
            };
            let found = SHARED_QUEUE
                .at(other.trigger.kind_span, message)
                .here("the second consumer")
                .label(first.trigger.kind_span, "the first consumer")
                .label(event.name.span, "a queue gives each message to one consumer")
                .help(help)
                .about(other.function.key_path())
                .within(program.deployment(other.deployment).environment.to_string());
            findings.sink.push(found);
        }
    }
}

/// Functions by the place of a Kafka cluster and the group that they would join.
fn groups(findings: &mut Findings<'_>, consumers: &BTreeMap<NodeRef, Vec<Consumer<'_>>>) {
    let program = findings.program;
    let mut members: BTreeMap<(String, String), Consumer<'_>> = BTreeMap::new();
    for (node, all) in consumers {
        let Some(event) = program.event(*node).filter(|event| event.via.value == Via::Kafka) else {
            continue;
        };
        let owner = program.deployment(node.deployment);
        for existing in &event.existing {
            let Some(group) = &existing.group else { continue };
            let place = place_of(owner.site(existing.site));
            for consumer in all {
                let key = (place.clone(), group.value.to_string());
                let first = members.entry(key).or_insert(*consumer);
                let (one, two) = (&first.function.name.value, &consumer.function.name.value);
                let environment = &program.deployment(consumer.deployment).environment;
                if first.deployment == consumer.deployment && one == two
                    || program.deployment(first.deployment).environment != *environment
                {
                    continue;
                }
                let found = SHARED_GROUP
                    .at(consumer.event.event.span, format!("`{one}` and `{two}` would join one consumer group `{}`", group.value))
                    .here("the second function")
                    .label(first.event.event.span, "the first function")
                    .label(group.span, "the group")
                    .note("Kafka gives each message to one member of a group, so each function would miss what the other one gets")
                    .help("let the group stand where one function goes on with it, and declare the topic a second time for the other")
                    .about(consumer.function.key_path())
                    .within(environment.to_string());
                findings.sink.push(found);
            }
        }
    }
}

/// What tells Kafka clusters apart.
fn place_of(site: &Site) -> String {
    let kafka = site.kafka.as_ref();
    let cluster = kafka.and_then(|kafka| kafka.cluster.as_ref().or(kafka.bootstrap.as_ref()));
    cluster.map_or_else(|| site.name.value.to_string(), |cluster| cluster.value.to_string())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(via: &str, second: &str) -> Spec {
        Spec::of(&format!(
            "events: {{ sold: {{ via: {via} }} }}\n\
             functions:\n  \
             sell: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
             one: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id }}] }}\n{second}"
        ))
    }

    const OTHER: &str = "  two: { source: ./src, triggers: [{ event: sold, idempotent_by: id }] }\n";

    #[test]
    fn a_queue_has_one_consumer_and_a_topic_many() {
        assert_eq!(spec("queue", "").codes(), Vec::<&str>::new());
        assert_eq!(spec("queue", OTHER).codes(), ["F0812"]);
        assert_eq!(spec("topic", OTHER).codes(), Vec::<&str>::new());
    }

    #[test]
    fn two_triggers_of_one_function_share_a_queue_too() {
        let spec = Spec::of(
            "events: { sold: { via: queue } }\n\
             functions:\n  sell: { ${code}, triggers: [{ schedule: every 1h }], emits: [sold] }\n  \
             one:\n    ${code}\n    triggers:\n      \
             - { event: sold, id: a, idempotent_by: id, filter: { kind: a } }\n      \
             - { event: sold, id: b, idempotent_by: id, filter: { kind: b } }\n",
        );
        assert_eq!(
            spec.messages("F0812"),
            ["two triggers of `one` take the messages of the queue `sold` from each other"]
        );
    }

    #[test]
    fn a_consumer_group_is_one_functions() {
        let spec = |group: &str| {
            Spec::of(&format!(
                "sites: {{ eu: {{ provider: kubernetes, country: \"DE\", kafka: {{ bootstrap: \"k:9092\" }} }} }}\n\
                 environments: {{ production: {{ site: eu }} }}\n\
                 events:\n  \
                 sold: {{ via: kafka, existing: {{ eu: {{ topic: sold, group: g }} }} }}\n  \
                 paid: {{ via: kafka, existing: {{ eu: {{ topic: paid{group} }} }} }}\n\
                 functions:\n  \
                 one: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id }}] }}\n  \
                 two: {{ ${{code}}, triggers: [{{ event: paid, idempotent_by: id }}] }}\n"
            ))
        };
        assert_eq!(spec(", group: h").messages("F0813"), Vec::<String>::new());
        assert_eq!(
            spec(", group: g").messages("F0813"),
            ["`one` and `two` would join one consumer group `g`"]
        );
    }
}
