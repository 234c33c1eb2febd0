//! Dead letters that nobody wrote: the event's own, else one that is made beside the source.

use faasc_diagnostics::Sink;
use faasc_model::unit::Duration;
use faasc_model::{
    DeadLetter, DeploymentId, Encryption, Event, Id, Link, MadeFrom, Name, NodeId, NodeRef, QualifiedName,
    SiteId, TriggerKind, Via,
};
use faasc_source::{Span, Spanned};
use rustc_hash::FxHashMap;

use super::function::Functions;
use super::on_failure::{self, Inherited};
use super::scope::Scope;
use crate::fault::name as fault;

/// Settles the dead letters of the functions of deployment `at`, and appends those that are made to its events.
pub(crate) fn settle(
    at: usize,
    functions: &mut Functions,
    events: &mut [Vec<Event>],
    stores: &[Vec<(Vec<SiteId>, bool)>],
    inherited: &Inherited,
    scope: &Scope,
    sink: &mut Sink,
) {
    let mut made_names = MadeNames::default();
    for (index, (function, settled)) in functions.all.iter_mut().zip(&functions.settled).enumerate() {
        for (trigger, is_settled) in function.triggers.iter_mut().zip(settled) {
            if *is_settled {
                continue;
            }
            let source = source_of(&trigger.kind, at, events, stores, &function.sites);
            let span = trigger.kind_span;
            let of_flow = on_failure::dead_letter(inherited, Id::new(index), &trigger.kind);
            let made = match source.inherited.clone().or(of_flow) {
                Some(inherited) => (inherited, false),
                None => {
                    let event = made(&function.name, function.was.as_ref(), Id::new(index), &source, span);
                    let id = add(&mut events[at], event, scope, &mut made_names, sink);
                    let node = NodeRef { deployment: DeploymentId::new(at), node: NodeId::Event(id) };
                    let name = QualifiedName::own(events[at][id.index()].name.value.clone());
                    (DeadLetter::Event(Link { name, node, span }), true)
                }
            };
            if let Some(delivery) = delivery_of(&mut trigger.kind) {
                (delivery.dead_letter, delivery.is_dead_letter_made) = made;
            }
        }
    }
}

/// The made dead letters of a deployment by name, each with the trigger that it is made for.
type MadeNames = FxHashMap<Name, Span>;

struct Source {
    /// What the event itself says.
    inherited: Option<DeadLetter>,
    is_ordered: bool,
    format: faasc_model::Format,
    key: Option<Spanned<String>>,
    /// How long it keeps a message, as far as that is known.
    retention: Duration,
    sites: Vec<SiteId>,
}

/// What a made dead letter keeps at least.
const KEPT: Duration = Duration::from_secs(14 * 86_400);

/// Where a message comes from, as far as its dead letter is concerned.
fn source_of(
    kind: &TriggerKind,
    at: usize,
    events: &[Vec<Event>],
    stores: &[Vec<(Vec<SiteId>, bool)>],
    own: &[SiteId],
) -> Source {
    let plain = |sites: &[SiteId]| Source {
        inherited: None,
        is_ordered: false,
        format: faasc_model::Format::Json,
        key: None,
        retention: Duration::default(),
        sites: sites.to_vec(),
    };
    let beside = |node: NodeRef| match node.node {
        NodeId::Store(id) if node.deployment.index() == at => match stores[at].get(id.index()) {
            Some((sites, false)) => plain(sites),
            _ => plain(own),
        },
        _ => plain(own),
    };
    match kind {
        TriggerKind::Event(trigger) => {
            let node = trigger.event.node;
            let NodeId::Event(id) = node.node else { return plain(own) };
            let event = &events[node.deployment.index()][id.index()];
            let is_beside =
                node.deployment.index() == at && event.via.value != Via::Kafka && event.existing.is_empty();
            Source {
                inherited: event
                    .dead_letter
                    .clone()
                    .map(|found| seen_from(found, trigger.event.name.app.as_ref())),
                is_ordered: event.is_ordered.value && event.via.value != Via::Kafka,
                format: event.format.value,
                key: event.key.clone(),
                retention: retention_of(event),
                sites: if is_beside { event.sites.clone() } else { own.to_vec() },
            }
        }
        TriggerKind::Object(object) => beside(object.bucket.node),
        TriggerKind::Change(change) => beside(change.table.node),
        _ => plain(own),
    }
}

/// How long an event keeps a message; of one that is there and says nothing, nobody knows.
fn retention_of(event: &Event) -> Duration {
    let is_written = |kept: &Spanned<Duration>| kept.span != event.name.span;
    let known = event.retention.as_ref().filter(|kept| event.existing.is_empty() || is_written(kept));
    known.map_or_else(Duration::default, |kept| kept.value)
}

/// A dead letter of another app's event, named as this app names it.
fn seen_from(dead_letter: DeadLetter, alias: Option<&Name>) -> DeadLetter {
    match dead_letter {
        DeadLetter::Event(mut link) => {
            if link.name.app.is_none() {
                link.name.app = alias.cloned();
            }
            DeadLetter::Event(link)
        }
        DeadLetter::Drop(reason) => DeadLetter::Drop(reason),
    }
}

fn made(
    function: &Spanned<Name>,
    was: Option<&Spanned<Name>>,
    id: faasc_model::FunctionId,
    source: &Source,
    span: Span,
) -> Event {
    let role = if source.is_ordered { "ordered-dead-letter" } else { "dead-letter" };
    let at = |value| Spanned::new(value, span);
    Event {
        name: Spanned::new(Name::from(format!("{}-{role}", function.value)), span),
        made_from: Some(MadeFrom { function: function.value.clone(), id }),
        via: Spanned::new(Via::Queue, span),
        format: Spanned::new(source.format, span),
        schema: None,
        carries: None,
        key: if source.is_ordered { source.key.clone() } else { None },
        is_ordered: at(source.is_ordered),
        retention: Some(Spanned::new(source.retention.max(KEPT), span)),
        size: None,
        encryption: Spanned::new(Encryption::Platform, span),
        dead_letter: None,
        max_hops: None,
        producer: None,
        rate: None,
        peak: None,
        expected_size: None,
        stored: None,
        existing: Vec::new(),
        given_name: None,
        is_adopted: false,
        // The queue of a renamed function goes on under the name that it has.
        was: was.map(|was| was.clone().map(|was| Name::from(format!("{was}-{role}")))),
        accept: Vec::new(),
        sites: source.sites.clone(),
        span,
    }
}

/// Adds a made event; a function has one of each kind, at all sites where one of its triggers needs it.
fn add(
    events: &mut Vec<Event>,
    event: Event,
    scope: &Scope,
    made_names: &mut MadeNames,
    sink: &mut Sink,
) -> faasc_model::EventId {
    // Those of one function are made one after another, so they stand together at the end.
    let of_this = |found: &Event| {
        found.made_from.as_ref().map(|made| made.id) == event.made_from.as_ref().map(|made| made.id)
    };
    let tail = events.iter().rev().take_while(|found| of_this(found)).count();
    let first = events.len() - tail;
    if let Some(index) = (first..events.len()).find(|index| events[*index].name == event.name) {
        // It keeps as long as the one of its sources that keeps longest.
        if let (Some(kept), Some(other)) = (events[index].retention.as_mut(), &event.retention) {
            kept.value = kept.value.max(other.value);
        }
        for site in event.sites {
            if !events[index].sites.contains(&site) {
                events[index].sites.push(site);
            }
        }
        return Id::new(index);
    }
    if scope.nodes.contains_key(event.name.value.as_str())
        && let Some(declared) = events.iter().find(|found| found.name == event.name)
    {
        let found =
            fault::duplicate(event.span, &event.name.value, "made dead letter", declared.name.span, "event");
        sink.push(found.help("name it as the `dead_letter` of this trigger, or rename the event"));
    }
    // `x` in order and `x-ordered` at random both come to `x-ordered-dead-letter`.
    match made_names.get(&event.name.value) {
        Some(first) => {
            let what = "made dead letter";
            let found = fault::duplicate(event.span, &event.name.value, what, *first, what);
            sink.push(found.help("name an event as the `dead_letter` of one of them, or rename a function"));
        }
        None => {
            made_names.insert(event.name.value.clone(), event.span);
        }
    }
    events.push(event);
    Id::new(events.len() - 1)
}

fn delivery_of(kind: &mut TriggerKind) -> Option<&mut faasc_model::Delivery> {
    match kind {
        TriggerKind::Event(found) => Some(&mut found.delivery),
        TriggerKind::Object(found) => Some(&mut found.delivery),
        TriggerKind::Change(found) => Some(&mut found.delivery),
        TriggerKind::Mqtt(found) => Some(&mut found.delivery),
        _ => None,
    }
}

/// An event that is a dead letter and says no retention keeps what it gets for 14 days.
pub(crate) fn keep_longer(events: &mut [Vec<Event>], functions: &[Functions]) {
    let of_functions =
        functions.iter().flat_map(|found| &found.all).flat_map(|function| &function.triggers).filter_map(
            |trigger| match &trigger.kind.delivery()?.dead_letter {
                DeadLetter::Event(link) => Some(link.node),
                DeadLetter::Drop(_) => None,
            },
        );
    let of_events = events.iter().flatten().filter_map(|event| match &event.dead_letter {
        Some(DeadLetter::Event(link)) => Some(link.node),
        _ => None,
    });
    let targets: Vec<NodeRef> = of_functions.chain(of_events).collect();
    for node in targets {
        let NodeId::Event(id) = node.node else { continue };
        let event = &mut events[node.deployment.index()][id.index()];
        // A default stands at the event's name, what is written at its own place.
        if let Some(retention) = event.retention.as_mut().filter(|found| found.span == event.name.span) {
            retention.value = KEPT;
        }
    }
}
