//! What a function asks of its site: kinds of trigger, guarantees, ways to know the caller.

use faasc_model::{
    Accept, Auth, DeadLetter, Delivery, Deployment, Event, Function, Guarantee, Overlap, Program, Schedule,
    ScheduleTrigger, Trigger, TriggerKind, Via,
};
use faasc_source::Span;

/// One thing that is asked.
pub(crate) struct Asked<'s> {
    /// Its word in the capability table (`queue.order`).
    pub(crate) word: String,
    /// The guarantee that `accept` would name, when it is one.
    pub(crate) guarantee: Option<Guarantee>,
    /// Where it is asked.
    pub(crate) span: Span,
    /// What it is, in words.
    pub(crate) what: String,
    /// What is accepted there, beside what the function accepts.
    pub(crate) accept: &'s [Accept],
    /// What the event accepts.
    pub(crate) event_accept: &'s [Accept],
}

/// All that `function` asks by its triggers.
pub(crate) fn of<'s>(
    program: &'s Program,
    deployment: &'s Deployment,
    function: &'s Function,
) -> Vec<Asked<'s>> {
    let mut all = Vec::new();
    for trigger in &function.triggers {
        let mut asks = Asks { trigger, event_accept: &[], all: &mut all };
        asks.kind(deployment);
        match &trigger.kind {
            TriggerKind::Event(event) => {
                if let Some(node) = program.event(event.event.node) {
                    asks.event_accept = &node.accept;
                    asks.event(node, &event.delivery);
                }
            }
            TriggerKind::Schedule(schedule) => asks.schedule(schedule),
            TriggerKind::Mqtt(mqtt) if mqtt.qos.value == 2 => {
                asks.add("mqtt.qos2", None, mqtt.qos.span, "QoS 2".to_owned());
            }
            TriggerKind::Object(object) => {
                let narrowed = object.prefix.first().or(object.suffix.first());
                if let Some(narrowed) = narrowed {
                    asks.add(
                        "object.filter",
                        Some(Guarantee::Filter),
                        narrowed.span,
                        "a filter of objects".to_owned(),
                    );
                }
            }
            _ => {}
        }
    }
    all
}

struct Asks<'a, 's> {
    trigger: &'s Trigger,
    event_accept: &'s [Accept],
    all: &'a mut Vec<Asked<'s>>,
}

impl Asks<'_, '_> {
    fn add(&mut self, word: &str, guarantee: Option<Guarantee>, span: Span, what: String) {
        let (accept, event_accept) = (self.trigger.accept.as_slice(), self.event_accept);
        self.all.push(Asked { word: word.to_owned(), guarantee, span, what, accept, event_accept });
    }

    fn kind(&mut self, deployment: &Deployment) {
        let kind = self.trigger.kind.word();
        if !matches!(self.trigger.kind, TriggerKind::Event(_)) {
            let what = format!("`{kind}` triggers");
            self.add(&format!("trigger.{kind}"), None, self.trigger.kind_span, what);
        }
        if let Some(auth) = self.trigger.kind.auth() {
            let composed = match &auth.value {
                Auth::Any(_) => Some("any"),
                Auth::All(_) => Some("all"),
                Auth::Then { .. } => Some("then"),
                Auth::None(_) | Auth::By(_) => None,
            };
            if let Some(word) = composed {
                self.add(&format!("auth.{word}"), None, auth.span, format!("`{word}` of authenticators"));
            }
            for name in auth.value.names() {
                let found = deployment.authenticators.iter().find(|found| found.name.value == name.value);
                if let Some(found) = found {
                    let word = found.kind.word();
                    self.add(&format!("auth.{word}"), None, name.span, format!("callers known by `{word}`"));
                }
            }
        }
    }

    fn event(&mut self, event: &Event, delivery: &Delivery) {
        let via = event.via.value.word();
        let name = &event.name.value;
        self.add(&format!("event.{via}"), None, self.trigger.kind_span, format!("a {via}"));
        if let Some(batch) = delivery.batch.as_ref().filter(|batch| batch.size.value > 1) {
            let what = format!("a batch of `{name}`");
            self.add(&format!("{via}.batch"), Some(Guarantee::Batch), batch.span, what);
        }
        if let Some(filter) = delivery.filter.first() {
            let what = format!("a filter of `{name}`");
            self.add(&format!("{via}.filter"), Some(Guarantee::Filter), filter.field.span, what);
        }
        if event.is_ordered.value && matches!(event.via.value, Via::Queue | Via::Topic | Via::Bus) {
            let what = format!("the order of `{name}`");
            self.add(&format!("{via}.order"), Some(Guarantee::Order), event.is_ordered.span, what);
        }
        if delivery.retry.is_written {
            let what = format!("the retries of `{name}`");
            self.add(&format!("{via}.retry"), Some(Guarantee::Retry), delivery.retry.attempts.span, what);
        }
        if matches!(delivery.dead_letter, DeadLetter::Event(_)) {
            let what = format!("a dead letter of `{name}`");
            self.add(
                &format!("{via}.dead_letter"),
                Some(Guarantee::DeadLetter),
                self.trigger.kind_span,
                what,
            );
        }
    }

    fn schedule(&mut self, schedule: &ScheduleTrigger) {
        if schedule.overlap.value != Overlap::Allow {
            let what = "runs that do not overlap".to_owned();
            self.add("schedule.overlap", Some(Guarantee::Overlap), schedule.overlap.span, what);
        }
        if !matches!(schedule.timezone.value.as_str(), "UTC" | "Etc/UTC") {
            let what = format!("the zone `{}`", schedule.timezone.value);
            self.add("schedule.timezone", Some(Guarantee::Timezone), schedule.timezone.span, what);
        }
        if let Schedule::Cron { day, weekday, .. } = &schedule.schedule.value
            && !day.is_star
            && !weekday.is_star
        {
            let what = "a day of the month or a day of the week".to_owned();
            self.add("schedule.both_day_fields", None, schedule.schedule.span, what);
        }
    }
}
