//! What a function asks of its site: kinds of trigger, guarantees, ways to know the caller.

use faasc_model::cron::{DayRule, even_intervals};
use faasc_model::unit::Duration;
use faasc_model::{
    Accept, Auth, AuthenticatorKind, Change, ChangeKind, DeadLetter, Delivery, Deployment, Event, From,
    Function, Guarantee, Overlap, Program, Retry, Schedule, ScheduleTrigger, Trigger, TriggerKind, Via,
};
use faasc_source::Span;
use jiff::tz::TimeZone;

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
    /// The smallest change that asks for less, in the imperative.
    pub(crate) without: Option<&'static str>,
    /// Whether all that follows, up to the next kind, is asked of it: of a kind that is impossible nothing more is said.
    pub(crate) is_kind: bool,
    /// What is accepted there, beside what the function accepts.
    pub(crate) accept: &'s [Accept],
    /// What the event accepts.
    pub(crate) event_accept: &'s [Accept],
}

/// All that `function` asks, by its triggers and its scale.
pub(crate) fn of<'s>(
    program: &'s Program,
    deployment: &'s Deployment,
    function: &'s Function,
) -> Vec<Asked<'s>> {
    let mut all = Vec::new();
    scale(function, &mut all);
    for trigger in &function.triggers {
        let mut asks = Asks { trigger, event_accept: &[], all: &mut all };
        asks.kind();
        asks.auth(deployment);
        match &trigger.kind {
            TriggerKind::Event(event) => {
                if let Some(node) = program.event(event.event.node) {
                    asks.event_accept = &node.accept;
                    asks.event(node, event.from.value == From::Earliest, event.from.span);
                    asks.answer(node, function);
                    asks.delivery(node.via.value.word(), &node.name.value, &event.delivery);
                }
            }
            TriggerKind::Schedule(schedule) => asks.schedule(schedule),
            TriggerKind::Mqtt(mqtt) => {
                if mqtt.qos.value == 2 {
                    asks.add("mqtt.qos2", None, mqtt.qos.span, "QoS 2".to_owned(), Some("write `qos: 1`"));
                }
                asks.delivery("mqtt", &mqtt.topic.value, &mqtt.delivery);
            }
            TriggerKind::Object(object) => {
                if let Some(narrowed) = object.prefix.first().or(object.suffix.first()) {
                    let what = "a filter of objects".to_owned();
                    let without = Some("take `prefix` and `suffix` out");
                    asks.add("object.filter", Some(Guarantee::Filter), narrowed.span, what, without);
                }
                asks.delivery("object", &object.bucket.name.to_string(), &object.delivery);
            }
            TriggerKind::Change(change) => {
                asks.deletes(change);
                asks.delivery("change", &change.table.name.to_string(), &change.delivery);
            }
            TriggerKind::Http(_)
            | TriggerKind::Webhook(_)
            | TriggerKind::Websocket(_)
            | TriggerKind::Platform(_) => {}
        }
    }
    all
}

/// Whether the part at `span` is in the file: where it is not, its place is that of the whole, which holds the others.
fn is_written(span: Span, others: &[Span]) -> bool {
    let holds = |other: &Span| span.file == other.file && span.start <= other.start && other.end <= span.end;
    !others.iter().any(holds)
}

/// A scale that says zero wants instances to go.
fn scale<'s>(function: &'s Function, all: &mut Vec<Asked<'s>>) {
    let scale = &function.scale;
    let mut others = vec![scale.per_instance.span, function.name.span];
    others.extend(scale.max.as_ref().map(|most| most.span));
    if scale.min.value == 0 && is_written(scale.min.span, &others) {
        all.push(Asked {
            word: "scale.to_zero".to_owned(),
            guarantee: None,
            span: scale.min.span,
            what: "a function without instances".to_owned(),
            without: Some("write `min: 1`, or leave `min` out"),
            is_kind: false,
            accept: &[],
            event_accept: &[],
        });
    }
}

struct Asks<'a, 's> {
    trigger: &'s Trigger,
    event_accept: &'s [Accept],
    all: &'a mut Vec<Asked<'s>>,
}

impl Asks<'_, '_> {
    fn add(
        &mut self,
        word: &str,
        guarantee: Option<Guarantee>,
        span: Span,
        what: String,
        without: Option<&'static str>,
    ) {
        let (accept, event_accept) = (self.trigger.accept.as_slice(), self.event_accept);
        let word = word.to_owned();
        self.all.push(Asked { word, guarantee, span, what, without, is_kind: false, accept, event_accept });
    }

    fn kind_is(&mut self, word: &str, what: String) {
        self.add(word, None, self.trigger.kind_span, what, None);
        if let Some(last) = self.all.last_mut() {
            last.is_kind = true;
        }
    }

    fn kind(&mut self) {
        let kind = self.trigger.kind.word();
        if !matches!(self.trigger.kind, TriggerKind::Event(_)) {
            self.kind_is(&format!("trigger.{kind}"), format!("`{kind}` triggers"));
        }
    }

    fn auth(&mut self, deployment: &Deployment) {
        let Some(auth) = self.trigger.kind.auth() else { return };
        let composed = match &auth.value {
            Auth::Any(_) => Some("any"),
            Auth::All(_) => Some("all"),
            Auth::Then { .. } => Some("then"),
            Auth::None(_) | Auth::By(_) => None,
        };
        if let Some(word) = composed {
            let what = format!("`{word}` of authenticators");
            self.add(&format!("auth.{word}"), None, auth.span, what, None);
        }
        for name in auth.value.names() {
            let found = deployment.authenticators.iter().find(|found| found.name.value == name.value);
            if let Some(found) = found {
                let word = found.kind.word();
                let asked = self.known_by(&found.kind);
                self.add(&asked, None, name.span, format!("callers known by `{word}`"), None);
            }
        }
    }

    /// The word for a way to know callers at this trigger.
    fn known_by(&self, kind: &AuthenticatorKind) -> String {
        let is_socket = matches!(self.trigger.kind, TriggerKind::Websocket(_));
        match kind {
            AuthenticatorKind::Hmac { .. } if is_socket => "websocket.hmac".to_owned(),
            AuthenticatorKind::Jwt { algorithms, .. }
                if algorithms.iter().any(|algorithm| !algorithm.value.starts_with("RS")) =>
            {
                "auth.jwt_beyond_rsa".to_owned()
            }
            _ => format!("auth.{}", kind.word()),
        }
    }

    fn event(&mut self, event: &Event, is_replay: bool, from: Span) {
        let via = event.via.value.word();
        let name = &event.name.value;
        self.kind_is(&format!("event.{via}"), format!("a {via}"));
        if event.is_ordered.value && matches!(event.via.value, Via::Queue | Via::Topic | Via::Bus) {
            let (what, without) = (format!("the order of `{name}`"), Some("take `ordered` out"));
            self.add(&format!("{via}.order"), Some(Guarantee::Order), event.is_ordered.span, what, without);
        }
        // A queue hands over whatever is in it, however old.
        if is_replay && event.via.value != Via::Queue {
            let (what, without) = (format!("old messages of `{name}`"), Some("leave `from` out"));
            self.add(&format!("{via}.replay"), Some(Guarantee::Replay), from, what, without);
        }
    }

    /// Room for a message, and time for the answer, where the file says how much; the figures are judged apart.
    fn answer(&mut self, event: &Event, function: &Function) {
        let (via, name) = (event.via.value.word(), &event.name.value);
        if let Some(size) = &event.size {
            let (what, without) = (format!("the size of `{name}`"), Some("leave `size` out"));
            self.add(&format!("{via}.payload"), Some(Guarantee::Payload), size.span, what, without);
        }
        let timeout = &function.timeout;
        if timeout.span != function.name.span {
            let what = format!("the time to answer a message of `{name}`");
            self.add(&format!("{via}.ack_deadline"), Some(Guarantee::AckDeadline), timeout.span, what, None);
        }
    }

    /// Guarantees that every kind with delivery keys can ask.
    fn delivery(&mut self, kind: &str, name: &str, delivery: &Delivery) {
        if let Some(batch) = delivery.batch.as_ref().filter(|batch| batch.size.value > 1) {
            let (what, without) = (format!("a batch of `{name}`"), Some("take `batch` out"));
            self.add(&format!("{kind}.batch"), Some(Guarantee::Batch), batch.span, what, without);
        }
        // What narrows objects are prefix and suffix.
        if let Some(filter) = delivery.filter.first().filter(|_| kind != "object") {
            let (what, without) = (format!("a filter of `{name}`"), Some("take `filter` out"));
            self.add(&format!("{kind}.filter"), Some(Guarantee::Filter), filter.field.span, what, without);
        }
        if delivery.retry.is_written {
            let what = format!("the retries of `{name}`");
            let (span, without) = (written(&delivery.retry), Some("leave `retry` out"));
            self.add(&format!("{kind}.retry"), Some(Guarantee::Retry), span, what, without);
        }
        if matches!(delivery.dead_letter, DeadLetter::Event(_)) {
            let what = format!("a dead letter of `{name}`");
            let without = Some("write `dead_letter: { drop: REASON }`");
            let span = self.trigger.kind_span;
            self.add(&format!("{kind}.dead_letter"), Some(Guarantee::DeadLetter), span, what, without);
        }
    }

    /// Deletes of rows, where `when` names them; a trigger without `when` takes what its host tells.
    fn deletes(&mut self, change: &Change) {
        let Some(deleted) = change.when.iter().find(|when| when.value == ChangeKind::Delete) else { return };
        let is_default = change.when.len() > 1 && change.when.iter().all(|when| when.span == deleted.span);
        if is_default {
            return;
        }
        let what = format!("deletes of `{}`", change.table.name);
        let without = Some("take `delete` out of `when`");
        self.add("change.deletes", Some(Guarantee::Delivery), deleted.span, what, without);
    }

    fn schedule(&mut self, schedule: &ScheduleTrigger) {
        if schedule.overlap.value != Overlap::Allow {
            let what = "runs that do not overlap".to_owned();
            let (span, without) = (schedule.overlap.span, Some("leave `overlap` out"));
            self.add("schedule.overlap", Some(Guarantee::Overlap), span, what, without);
        }
        let written = &schedule.timezone.value;
        let zone = TimeZone::get(written).unwrap_or(TimeZone::UTC);
        if !matches!(schedule.schedule.value.zone_of(written, &zone), "UTC" | "Etc/UTC") {
            let what = format!("the zone `{}`", schedule.timezone.value);
            let (span, without) = (schedule.timezone.span, Some("write the hours in UTC"));
            self.add("schedule.timezone", Some(Guarantee::Timezone), span, what, without);
        }
        let span = schedule.schedule.span;
        match schedule.schedule.value.pattern().map(|pattern| pattern.rule) {
            Some(DayRule::Either) => {
                let what = "a day of the month or a day of the week".to_owned();
                let without = Some("make two triggers of it, one for each day field");
                self.add("schedule.both_day_fields", None, span, what, without);
            }
            Some(DayRule::Both) => {
                let what = format!(
                    "`{}`, a day of the month that must be a day of the week too (a `*` begins one of them),",
                    schedule.schedule.value
                );
                self.add("schedule.both_days_hold", None, span, what, None);
            }
            Some(DayRule::Every | DayRule::ByDay | DayRule::ByWeekday) => {}
            None => {
                let what = uneven(&schedule.schedule.value);
                self.add("schedule.interval", None, span, what, None);
            }
        }
    }
}

/// An interval that no clock face has, with its neighbors that one has.
fn uneven(schedule: &Schedule) -> String {
    let Schedule::Every { minutes, .. } = schedule else { return format!("`{schedule}`") };
    let written = |minutes: u32| format!("`every {}`", Duration::from_millis(u64::from(minutes) * 60_000));
    let near = match even_intervals(*minutes) {
        (Some(below), Some(above)) => format!(", as {} and {} do", written(below), written(above)),
        (Some(near), None) | (None, Some(near)) => format!(", as {} does", written(near)),
        (None, None) => String::new(),
    };
    format!("`{schedule}`, which does not divide an hour or a day{near},")
}

/// Where `retry` says something: its count of attempts.
fn written(retry: &Retry) -> Span {
    retry.attempts.span
}
