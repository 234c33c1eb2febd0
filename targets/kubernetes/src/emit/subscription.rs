//! How messages reach functions: triggers of brokers, and sources of Kafka topics.

use std::collections::BTreeMap;

use faasc_model::unit::Duration;
use faasc_model::{Backoff, DeadLetter, Delivery as Wanted, Event, Filter, From, Node, Retry, Via};
use faasc_plan::{NameKind, Role, Subscription};

use crate::crd::{Custom, Delivery, Destination, KafkaSourceSpec, TriggerFilter, TriggerSpec};
use crate::here::{Carrier, Here, PARTITIONS};
use crate::metadata;
use crate::object::Objects;

const FILE: &str = "events.yaml";

/// Adds the subscriptions of the functions at the site.
pub(crate) fn emit(here: &Here<'_>, objects: &mut Objects) {
    for subscription in here.plan.subscriptions.iter().filter(|found| found.function.sites.contains(&here.id))
    {
        let Some(event) = here.plan.program.event(subscription.node) else { continue };
        match Here::carrier(event) {
            Carrier::Broker => add_trigger(here, subscription, event, objects),
            Carrier::Topic => add_source(here, subscription, event, objects),
        }
    }
}

fn key_path(subscription: &Subscription<'_>) -> String {
    format!("{}.triggers.{}", subscription.function.key_path(), subscription.trigger.id)
}

fn add_trigger(here: &Here<'_>, of: &Subscription<'_>, event: &Event, objects: &mut Objects) {
    let key_path = key_path(of);
    let name = here.object(Node::Function(of.function), &of.trigger.id);
    let mut metadata = metadata::of_node(here, &name, Node::Function(of.function), &key_path);
    if event.is_ordered.value || event.via.value == Via::Stream {
        let order = ("kafka.eventing.knative.dev/delivery.order".to_owned(), "ordered".to_owned());
        metadata.annotations.get_or_insert_default().extend([order]);
    }
    let spec = TriggerSpec {
        broker: here.event_object(of.node),
        filters: filters(here, event, &of.event.delivery.filter),
        delivery: delivery(here, &of.event.delivery),
        subscriber: Destination { r#ref: here.service_reference(of.function_id) },
    };
    let node = of.function.key_path();
    objects.add(FILE, &Custom::new(metadata, spec), &node, &key_path, "subscription of a broker");
}

fn add_source(here: &Here<'_>, of: &Subscription<'_>, event: &Event, objects: &mut Objects) {
    let key_path = key_path(of);
    let name = here.object(Node::Function(of.function), &of.trigger.id);
    let metadata = metadata::of_node(here, &name, Node::Function(of.function), &key_path);
    let existing = event.sites.first().and_then(|site| event.existing_at(*site));
    let group =
        existing.and_then(|existing| existing.group.as_ref()).and_then(|group| group.value.as_literal());
    let own_group = || {
        let (kind, role) = (NameKind::KafkaGroup, Role::Of(&of.trigger.id));
        here.plan.part_name(kind, Node::Function(of.function), role, here.id).text
    };
    let partitions = match existing {
        Some(existing) => existing.partitions.as_ref().map_or(1, |partitions| partitions.value),
        None => u64::from(PARTITIONS),
    };
    let most = of.function.scale.max.as_ref().map_or(partitions, |max| max.value);
    let spec = KafkaSourceSpec {
        bootstrap_servers: here.bootstrap().unwrap_or_default(),
        topics: here.kafka_topic(of.node).into_iter().collect(),
        consumer_group: group.map_or_else(own_group, str::to_owned),
        // None keeps the group and its place in the topic, and reads nothing.
        consumers: if of.trigger.is_enabled.value { partitions.min(most).max(1) } else { 0 },
        initial_offset: match of.event.from.value {
            From::Latest => "latest",
            From::Earliest => "earliest",
        },
        ordering: "ordered",
        delivery: delivery(here, &of.event.delivery),
        sink: Destination { r#ref: here.service_reference(of.function_id) },
    };
    let node = of.function.key_path();
    objects.add(FILE, &Custom::new(metadata, spec), &node, &key_path, "source of a Kafka topic");
}

/// The conditions on attributes: those of a bus that is there, and the trigger's own.
fn filters(here: &Here<'_>, event: &Event, written: &[Filter]) -> Vec<TriggerFilter> {
    let exact = |attribute: &str, value: &str| {
        TriggerFilter::Exact(BTreeMap::from([(attribute.to_owned(), value.to_owned())]))
    };
    let existing = event.existing_at(here.id);
    let of_bus = [
        ("type", existing.and_then(|existing| existing.r#type.as_ref())),
        ("source", existing.and_then(|existing| existing.source.as_ref())),
    ];
    let of_bus = of_bus
        .into_iter()
        .filter_map(|(attribute, value)| Some(exact(attribute, value?.value.as_literal()?)));
    let own = written.iter().filter_map(|filter| {
        let attribute = attribute(filter)?;
        let mut values: Vec<_> =
            filter.values.iter().map(|value| exact(attribute, &plain(&value.value))).collect();
        if values.len() == 1 { values.pop() } else { Some(TriggerFilter::Any(values)) }
    });
    of_bus.chain(own).collect()
}

/// The attribute of a condition, when it is about one.
pub(crate) fn attribute(filter: &Filter) -> Option<&str> {
    filter.field.value.strip_prefix("ce-").filter(|name| matches!(*name, "type" | "source" | "subject"))
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Retries and dead letter, as Knative has them.
fn delivery(here: &Here<'_>, wanted: &Wanted) -> Delivery {
    let dead_letter = match &wanted.dead_letter {
        DeadLetter::Event(link) => here.event_reference(link.node).map(|r#ref| Destination { r#ref }),
        DeadLetter::Drop(_) => None,
    };
    let retry = &wanted.retry;
    Delivery {
        dead_letter_sink: dead_letter,
        retry: retry.attempts.value.saturating_sub(1),
        backoff_policy: match retry.backoff.value {
            Backoff::Exponential => "exponential",
            // With waits that are all alike `is_exact` has let through two attempts at most: one wait.
            Backoff::Linear | Backoff::Fixed => "linear",
        },
        backoff_delay: iso(retry.delay.value),
    }
}

/// Whether Knative waits as the retry says: it has no equal waits, and no longest one.
pub(crate) fn is_exact(retry: &Retry) -> bool {
    let retries = retry.attempts.value.saturating_sub(1);
    let longest = match retry.backoff.value {
        Backoff::Fixed => return retries <= 1,
        Backoff::Linear => retry.delay.value.times(retries),
        Backoff::Exponential => retry
            .delay
            .value
            .times(1_u64.checked_shl(u32::try_from(retries).unwrap_or(64)).unwrap_or(u64::MAX)),
    };
    retries == 0 || longest <= retry.max_delay.value
}

/// A duration in ISO 8601.
fn iso(duration: Duration) -> String {
    let (seconds, millis) = (duration.as_millis() / 1_000, duration.as_millis() % 1_000);
    if millis == 0 {
        return format!("PT{seconds}S");
    }
    format!("PT{}S", format!("{seconds}.{millis:03}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use faasc_source::{FileId, Span, Spanned};

    use super::*;

    fn retry(attempts: u64, backoff: Backoff, delay: &str, max_delay: &str) -> Retry {
        fn at<T>(value: T) -> Spanned<T> {
            Spanned::new(value, Span::start_of(FileId(0)))
        }
        let duration = |text| at(Duration::parse(text).unwrap());
        Retry {
            attempts: at(attempts),
            backoff: at(backoff),
            delay: duration(delay),
            max_delay: duration(max_delay),
            is_written: true,
        }
    }

    #[test]
    fn durations_are_iso() {
        for (text, expected) in [("1s", "PT1S"), ("250ms", "PT0.25S"), ("5m", "PT300S"), ("1500ms", "PT1.5S")]
        {
            assert_eq!(iso(Duration::parse(text).unwrap()), expected);
        }
    }

    #[test]
    fn waits_that_knative_has_not_are_seen() {
        assert!(is_exact(&retry(8, Backoff::Exponential, "1s", "5m")));
        assert!(!is_exact(&retry(10, Backoff::Exponential, "1s", "5m")));
        assert!(!is_exact(&retry(200, Backoff::Exponential, "1s", "5m")));
        assert!(is_exact(&retry(2, Backoff::Fixed, "1s", "1s")));
        assert!(!is_exact(&retry(3, Backoff::Fixed, "1s", "1s")));
        assert!(is_exact(&retry(5, Backoff::Linear, "1s", "4s")));
        assert!(!is_exact(&retry(6, Backoff::Linear, "1s", "4s")));
    }
}
