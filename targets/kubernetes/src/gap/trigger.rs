//! Gaps of triggers.

use faasc_model::{
    Auth, Batch, Concurrency, DeadLetter, Delivery, Event, EventTrigger, Expose, From, Function, Guarantee,
    Http, Overlap, ScheduleTrigger, Trigger, TriggerKind,
};
use faasc_plan::clock::{Dialect, clocks};

use super::Gaps;
use crate::emit::subscription;
use crate::here::{Carrier, Here};

/// Finds them.
pub(super) fn find(here: &Here<'_>, function: &Function, trigger: &Trigger, gaps: &mut Gaps<'_>) {
    let Trigger { id, kind, is_enabled: _, accept: _, rate: _, peak: _, size: _, span: _, kind_span } =
        trigger;
    let key_path = || format!("{}.triggers.{id}", function.key_path());
    match kind {
        TriggerKind::Http(http) => of_http(http, gaps, &key_path),
        TriggerKind::Schedule(clock) => of_schedule(trigger, clock, gaps, &key_path),
        TriggerKind::Event(event) => of_event(here, trigger, event, gaps, &key_path),
        TriggerKind::Webhook(_)
        | TriggerKind::Object(_)
        | TriggerKind::Change(_)
        | TriggerKind::Websocket(_)
        | TriggerKind::Mqtt(_)
        | TriggerKind::Platform(_) => {
            gaps.push(*kind_span, &format!("`{}` triggers", kind.word()), &key_path());
        }
    }
}

/// Of what is public the routes say more.
fn of_http(http: &Http, gaps: &mut Gaps<'_>, key_path: &dyn Fn() -> String) {
    let Http { route: _, auth, body: _, returns: _, cors, rate_limit, expose } = http;
    if expose.value == Expose::Public {
        return;
    }
    if !matches!(auth.value, Auth::None(_)) {
        gaps.push(auth.span, "authentication of entries inside a cluster (`expose: internal`)", &key_path());
    }
    gaps.some(cors.as_ref(), "cross-origin rules of entries inside a cluster", key_path);
    gaps.some(rate_limit.as_ref(), "rate limits of entries inside a cluster", key_path);
}

fn of_schedule(
    trigger: &Trigger,
    clock: &ScheduleTrigger,
    gaps: &mut Gaps<'_>,
    key_path: &dyn Fn() -> String,
) {
    let ScheduleTrigger { schedule, timezone, overlap, payload } = clock;
    if let Some(payload) = payload {
        gaps.text(&payload.value.to_string(), payload.span, key_path);
    }
    if let Err(why) = clocks(&schedule.value, &timezone.value, Dialect::PingSource) {
        gaps.push(schedule.span, &why.to_string(), &key_path());
    }
    let is_accepted = trigger.accept.iter().any(|accept| accept.guarantee == Guarantee::Overlap);
    if overlap.value != Overlap::Allow && !is_accepted {
        let word = if overlap.value == Overlap::Skip { "skip" } else { "queue" };
        gaps.push(overlap.span, &format!("`overlap: {word}`"), &key_path());
    }
}

fn of_event(
    here: &Here<'_>,
    trigger: &Trigger,
    wanted: &EventTrigger,
    gaps: &mut Gaps<'_>,
    key_path: &dyn Fn() -> String,
) {
    let EventTrigger { event: link, delivery, from, expects: _ } = wanted;
    let Some(event) = here.plan.program.event(link.node) else { return };
    if !here.is_here(link.node) {
        gaps.push(link.span, "messages of another site", &key_path());
        return;
    }
    if Here::carrier(event) == Carrier::Broker {
        if link.node.deployment != here.plan.id {
            gaps.push(link.span, "messages of another app, unless they are `via: kafka`", &key_path());
        }
        if !trigger.is_enabled.value {
            gaps.push(trigger.is_enabled.span, "a switched-off consumer of a broker", &key_path());
        }
        if from.value == From::Earliest {
            gaps.push(from.span, "`from: earliest` on a broker (`via: kafka` has it)", &key_path());
        }
    } else if here.kafka_topic(link.node).is_none() && link.node.deployment != here.plan.id {
        gaps.push(link.span, "a Kafka topic of another app that is known only at deployment", &key_path());
    }
    of_delivery(here, trigger, event, delivery, gaps, key_path);
}

fn of_delivery(
    here: &Here<'_>,
    trigger: &Trigger,
    event: &Event,
    delivery: &Delivery,
    gaps: &mut Gaps<'_>,
    key_path: &dyn Fn() -> String,
) {
    let Delivery {
        batch,
        filter,
        retry,
        dead_letter,
        concurrency,
        is_dead_letter_made: _,
        // A promise of the code; nothing is deduplicated.
        idempotent_by: _,
    } = delivery;
    let is_accepted = |guarantee| trigger.accept.iter().any(|accept| accept.guarantee == guarantee);
    // Messages come one by one; whether that is accepted is judged where capabilities are.
    let _: &Option<Batch> = batch;
    let is_topic = Here::carrier(event) == Carrier::Topic;
    for filter in filter.iter().filter(|filter| is_topic || subscription::attribute(filter).is_none()) {
        let what = if is_topic { "filters on Kafka topics" } else { "filters on fields of a message" };
        gaps.push(filter.field.span, what, &key_path());
    }
    if !subscription::is_exact(retry) && !is_accepted(Guarantee::Retry) {
        let place = if retry.is_written { retry.attempts.span } else { trigger.kind_span };
        gaps.push(place, "waits that are all alike, or that reach `max_delay`", &key_path());
    }
    if let DeadLetter::Event(link) = dead_letter
        && !here.is_here(link.node)
    {
        gaps.push(link.span, "a dead letter at another site", &key_path());
    }
    match concurrency {
        None => {}
        // In order, a topic has one message under way in each partition.
        Some(Concurrency::PerPartition(most)) if is_topic && most.value == 1 => {}
        Some(Concurrency::Total(most) | Concurrency::PerPartition(most)) => {
            gaps.push(most.span, "a limit on how many messages run at once (`concurrency`)", &key_path());
        }
    }
}
