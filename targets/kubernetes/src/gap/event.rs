//! Gaps of events.

use faasc_model::unit::Duration;
use faasc_model::{Encryption, Event, Existing, NodeRef, Producer, Via};

use super::Gaps;
use crate::emit::event::events;
use crate::here::{CHANNEL_CLASS, Carrier, Here, KAFKA_CLASS};
use crate::metadata::is_dns_label;

/// How long Kafka keeps what nobody said: seven days.
const KAFKA_RETENTION: Duration = Duration::from_secs(7 * 86_400);

/// Finds them.
pub(super) fn find(here: &Here<'_>, gaps: &mut Gaps<'_>) {
    for (node, event) in events(here) {
        of_event(here, node, event, gaps);
    }
}

fn of_event(here: &Here<'_>, node: NodeRef, event: &Event, gaps: &mut Gaps<'_>) {
    let Event {
        name,
        via,
        is_ordered,
        retention,
        encryption,
        max_hops,
        producer,
        existing: _,
        given_name,
        is_adopted,
        was: _,
        // Emission reads these.
        made_from: _,
        key: _,
        dead_letter: _,
        sites: _,
        span,
        // Checks, cost and residency judge these; the host carries any bytes.
        format: _,
        schema: _,
        carries: _,
        size: _,
        rate: _,
        peak: _,
        expected_size: _,
        stored: _,
        accept: _,
    } = event;
    let key_path = || event.key_path();
    let carrier = Here::carrier(event);
    let existing = event.existing_at(here.id);
    if encryption.value == Encryption::Customer {
        gaps.push(encryption.span, "encryption of messages by a key of your own", &key_path());
    }
    gaps.some(max_hops.as_ref(), "a limit on the hops of a message (`max_hops`)", key_path);
    if let Some(Producer::By { because, .. }) = producer {
        gaps.push(because.span, "permissions of outer producers", &key_path());
    }
    if *is_adopted {
        let place = given_name.as_ref().map_or(*span, |name| name.span);
        gaps.push(place, "taking over what is there (`adopt`) on a cluster", &key_path());
    }
    if let Some(given) =
        given_name.as_ref().filter(|given| carrier == Carrier::Broker && !is_dns_label(&given.value))
    {
        gaps.push(given.span, "a broker whose name is no DNS label", &key_path());
    }
    if let Some(existing) = existing {
        of_existing(here, node, event, existing, gaps);
    } else if let Some(retention) =
        retention.as_ref().filter(|of| carrier == Carrier::Topic && of.value != KAFKA_RETENTION)
    {
        gaps.push(
            retention.span,
            "a Kafka topic whose retention is not the seven days of Kafka",
            &key_path(),
        );
    }
    if carrier == Carrier::Broker
        && here.broker_class() == CHANNEL_CLASS
        && (is_ordered.value || via.value == Via::Stream)
    {
        let place = if is_ordered.value { is_ordered.span } else { via.span };
        let what = format!("order on brokers of class `{CHANNEL_CLASS}` (`{}` on Kafka)", name.value);
        gaps.push(place, &what, &key_path());
    }
}

fn of_existing(here: &Here<'_>, node: NodeRef, event: &Event, existing: &Existing, gaps: &mut Gaps<'_>) {
    let Existing {
        site: _,
        at: _,
        id,
        topic,
        url,
        visibility_timeout: _,
        partitions: _,
        r#type,
        source,
        group,
        span,
    } = existing;
    let key_path = || event.key_path();
    let is_broker = Here::carrier(event) == Carrier::Broker;
    if topic.is_none() || (is_broker && here.broker_class() != KAFKA_CLASS) {
        let place = id.as_ref().or(url.as_ref()).or(topic.as_ref()).map_or(*span, |found| found.span);
        gaps.push(place, "messages over what is there, unless it is a Kafka topic (`topic`)", &key_path());
    } else if here.kafka_topic(node).is_none() {
        gaps.some(topic.as_ref(), "a Kafka topic that is known only at deployment", key_path);
    }
    for of in [r#type, source].into_iter().flatten().filter(|of| of.value.as_literal().is_none()) {
        gaps.push(of.span, "a type or source of events that is known only at deployment", &key_path());
    }
    if let Some(group) = group.as_ref().filter(|group| is_broker || group.value.as_literal().is_none()) {
        gaps.push(
            group.span,
            "a consumer group of a broker, or one that is known only at deployment",
            &key_path(),
        );
    }
}
