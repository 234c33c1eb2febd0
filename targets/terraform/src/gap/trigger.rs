//! What a trigger asks.

use faasc_model::{
    Concurrency, Contract, DeadLetter, Delivery, Event, EventTrigger, Expose, From, Function, Http, Overlap,
    ScheduleTrigger, Trigger, TriggerKind, Via,
};
use faasc_plan::clock::{Dialect, clocks};

use super::Gaps;
use crate::aws::filter::is_about_envelope;
use crate::aws::per_second;

impl Gaps<'_> {
    pub(super) fn of_trigger(&mut self, function: &Function, trigger: &Trigger) {
        let Trigger {
            id,
            kind,
            is_enabled: _,
            // For the checks of guarantees, traffic and cost.
            accept: _,
            rate: _,
            peak: _,
            size: _,
            span: _,
            kind_span,
        } = trigger;
        let subject = format!("{}.triggers.{id}", function.key_path());
        match kind {
            TriggerKind::Http(http) => self.of_http(http, &subject),
            TriggerKind::Schedule(clock) => self.of_schedule(clock, &subject),
            TriggerKind::Event(event) => self.of_subscription(function, event, &subject),
            TriggerKind::Webhook(_)
            | TriggerKind::Object(_)
            | TriggerKind::Change(_)
            | TriggerKind::Websocket(_)
            | TriggerKind::Mqtt(_)
            | TriggerKind::Platform(_) => {
                let what = format!("`{}` triggers on AWS", kind.word());
                let today = "use `http`, `schedule` or `event`";
                self.missing(*kind_span, &what, &subject, today);
            }
        }
    }

    fn of_http(&mut self, http: &Http, subject: &str) {
        let Http {
            route: _,
            auth,
            // For the checks of law and of contracts.
            body: _,
            returns: _,
            // Together with the other routes of the API.
            cors: _,
            rate_limit,
            expose,
        } = http;
        self.of_auth(auth, subject);
        if let Some(limit) = rate_limit
            && per_second(http).is_none()
        {
            let today = "limit to at least one request in a million seconds";
            self.missing(limit.span, "so low a limit", subject, today);
        }
        if expose.value == Expose::Internal {
            let today = "call the function by an edge (`calls`), or expose the route with `cloud_iam`";
            self.missing(expose.span, "routes inside a network", subject, today);
        }
    }

    fn of_schedule(&mut self, clock: &ScheduleTrigger, subject: &str) {
        let ScheduleTrigger { schedule, timezone, overlap, payload: _ } = clock;
        if clocks(&schedule.value, &timezone.value, Dialect::EventBridge).is_err() {
            let today = "leave one of the two day fields `*`, or list the days without a `*`";
            self.missing(
                schedule.span,
                "a day of the month and a weekday that must both hold",
                subject,
                today,
            );
        }
        if overlap.value != Overlap::Allow {
            let today = "leave `overlap` at `allow`, and keep runs apart in the function";
            self.missing(overlap.span, "ticks that heed the run before", subject, today);
        }
    }

    fn of_subscription(&mut self, function: &Function, trigger: &EventTrigger, subject: &str) {
        let EventTrigger { event: link, delivery, from, expects: _ } = trigger;
        self.reach(link.node, link.span, subject);
        let Some(event) = self.plan.program.event(link.node) else { return };
        let is_foreign = link.node.deployment != self.plan.id;
        match event.via.value {
            Via::Queue if is_foreign => {
                let today = "make the event a `topic`: each function gets its copy";
                self.missing(link.span, "a queue of another app that this one reads", subject, today);
            }
            // The other transports are said where the event is declared.
            Via::Queue | Via::Topic | Via::Kafka | Via::Stream | Via::Bus => {}
        }
        if from.value == From::Earliest {
            let today = "leave `from` out: a queue has every message, a topic those since the subscription";
            self.missing(from.span, "a start with all that is kept", subject, today);
        }
        self.of_delivery(event, delivery, subject);
        let is_existing = event.existing_at(self.id).is_some() && !is_foreign;
        if is_existing && event.via.value == Via::Queue && function.contract.value != Contract::Portable {
            let today = "set the redrive policy where the queue is made, and use the portable contract here";
            self.missing(link.span, "attempts and dead letters of a queue that is there", subject, today);
        }
    }

    fn of_delivery(&mut self, event: &Event, delivery: &Delivery, subject: &str) {
        let Delivery {
            batch,
            filter,
            // Attempts by the queue, their spacing by the bridge.
            retry: _,
            dead_letter,
            is_dead_letter_made: _,
            // A promise of the code.
            idempotent_by: _,
            concurrency,
        } = delivery;
        if let Some(batch) = batch {
            if event.is_ordered.value
                && let Some(window) = &batch.window
            {
                let today = "leave `window` out: SQS gathers none for an ordered queue";
                self.missing(window.span, "a window of an ordered queue", subject, today);
            }
            if event.is_ordered.value && batch.size.value > 10 {
                let today = "use at most 10: SQS hands out no more of an ordered queue";
                self.missing(batch.size.span, "so large a batch of an ordered queue", subject, today);
            }
        }
        if let Some(envelope) = filter.iter().find(|filter| is_about_envelope(filter)) {
            let today = "filter by a field of the message";
            self.missing(envelope.field.span, "a filter by the envelope", subject, today);
        }
        if let DeadLetter::Event(link) = dead_letter {
            self.of_dead_letter(event, link, subject);
        }
        match concurrency {
            None => {}
            Some(Concurrency::Total(most)) if most.value >= 2 => {}
            Some(Concurrency::Total(most)) => {
                let today = "use at least 2 here, or `scale: { max: 1 }` for the function";
                self.missing(most.span, "one batch at a time", subject, today);
            }
            Some(Concurrency::PerPartition(most)) => {
                let today = "leave it out: queues and topics have no partitions";
                self.missing(most.span, "so many batches of a partition", subject, today);
            }
        }
    }

    fn of_dead_letter(&mut self, event: &Event, link: &faasc_model::Link, subject: &str) {
        self.reach(link.node, link.span, subject);
        if link.node.deployment != self.plan.id {
            let today = "name an event of this app, or leave `dead_letter` out: one is made";
            self.missing(link.span, "a dead letter of another app", subject, today);
            return;
        }
        let Some(target) = self.plan.program.event(link.node) else { return };
        if target.via.value != Via::Queue {
            let what = format!("a dead letter by `{}`", target.via.value.word());
            self.missing(link.span, &what, subject, "use an event with `via: queue`");
        } else if target.is_ordered.value != event.is_ordered.value
            && matches!(event.via.value, Via::Queue | Via::Topic)
        {
            let today = "order both or neither: SQS takes no other";
            self.missing(
                link.span,
                "a dead letter that is ordered otherwise than its source",
                subject,
                today,
            );
        }
    }

    /// What the routes of the site's API ask together.
    pub(super) fn of_routes(&mut self) {
        let is_given = self.site.gateway.is_some();
        let mut first: Option<&Http> = None;
        let mut others: Vec<(&Http, String)> = Vec::new();
        for (_, function) in self.plan.functions_at(self.id) {
            for trigger in function.triggers.iter().filter(|trigger| trigger.is_enabled.value) {
                let TriggerKind::Http(http) = &trigger.kind else { continue };
                let subject = format!("{}.triggers.{}", function.key_path(), trigger.id);
                if is_given {
                    let asked = http.cors.as_ref().map(|cors| cors.span).into_iter();
                    for span in asked.chain(http.rate_limit.as_ref().map(|limit| limit.span)) {
                        let today = "set it at the API that is there, or leave the site's `gateway` out";
                        self.missing(
                            span,
                            "this setting of a route of an API that is there",
                            &subject,
                            today,
                        );
                    }
                    continue;
                }
                if first.is_none() && http.cors.is_some() {
                    first = Some(http);
                }
                others.push((http, subject));
            }
        }
        let Some(first) = first.and_then(|http| http.cors.as_ref()) else { return };
        for (http, subject) in others {
            let today = "write the same `cors` on every route, but for `methods`, or split the app";
            match &http.cors {
                Some(cors) if is_alike(&first.value, &cors.value) => {}
                Some(cors) => {
                    self.missing(cors.span, "a `cors` of its own for each route of an API", &subject, today);
                }
                None => {
                    self.missing(
                        http.route.span,
                        "a route without `cors` in an API that has it",
                        &subject,
                        today,
                    );
                }
            }
        }
    }
}

/// Whether two routes ask the same of their API; methods are each route's own.
fn is_alike(a: &faasc_model::Cors, b: &faasc_model::Cors) -> bool {
    a.origins == b.origins
        && a.headers == b.headers
        && a.expose_headers == b.expose_headers
        && a.credentials == b.credentials
        && a.max_age == b.max_age
}
