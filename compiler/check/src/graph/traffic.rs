//! How messages and calls go round: all apps of the run as one directed graph with counts.

use std::collections::BTreeMap;

use faasc_model::{Event, Function, Id, Name, NodeId, NodeRef, Program, Store, Trigger, TriggerKind};
use faasc_source::Span;
use rust_decimal::Decimal;

/// Where something arrives.
#[derive(Clone, Copy)]
pub(crate) enum Stop<'p> {
    /// A function is started.
    Function(&'p Function),
    /// An event gets a message.
    Event(&'p Event),
    /// A store is written, a bucket perhaps in one part alone.
    Store(&'p Store),
}

impl Stop<'_> {
    /// Its name.
    pub(crate) fn name(&self) -> &Name {
        match self {
            Self::Function(function) => &function.name.value,
            Self::Event(event) => &event.name.value,
            Self::Store(store) => &store.name.value,
        }
    }
}

/// One step.
pub(crate) struct Hop<'p> {
    /// From which stop.
    pub(crate) from: usize,
    /// To which stop.
    pub(crate) to: usize,
    /// How many arrive for each that left.
    pub(crate) gain: Decimal,
    /// Where it is written.
    pub(crate) span: Span,
    /// `emits`, `writes`, `calls`; absent where a trigger is the step.
    pub(crate) verb: Option<&'static str>,
    /// The trigger, where that is the step.
    pub(crate) trigger: Option<&'p Trigger>,
    /// Whether only some kinds of change start the function, and a write may be another one.
    pub(crate) is_unsure: bool,
}

/// The graph. Triggers that do not fire are left out, and edges with a count of 0.
pub(crate) struct Traffic<'p> {
    /// All stops and the nodes that they are.
    pub(crate) stops: Vec<(NodeRef, Stop<'p>)>,
    /// All steps.
    pub(crate) hops: Vec<Hop<'p>>,
    /// The steps out of each stop.
    pub(crate) out: Vec<Vec<usize>>,
    /// The steps into each stop.
    pub(crate) into: Vec<Vec<usize>>,
    functions: Vec<usize>,
}

/// A trigger of a store: the function's stop and the trigger.
type Watchers<'p> = BTreeMap<NodeRef, Vec<(usize, &'p Trigger)>>;

impl<'p> Traffic<'p> {
    /// The graph of all deployments of the program.
    pub(crate) fn of(program: &'p Program) -> Self {
        let mut traffic = Self {
            stops: Vec::new(),
            hops: Vec::new(),
            out: Vec::new(),
            into: Vec::new(),
            functions: Vec::new(),
        };
        let mut events = Vec::new();
        for (id, deployment) in program.deployments() {
            traffic.functions.push(traffic.stops.len());
            let node = |node: NodeId| NodeRef { deployment: id, node };
            let functions = deployment.functions.iter().enumerate();
            traffic.stops.extend(
                functions.map(|(at, found)| (node(NodeId::Function(Id::new(at))), Stop::Function(found))),
            );
            events.push(traffic.stops.len());
            let found = deployment.events.iter().enumerate();
            traffic
                .stops
                .extend(found.map(|(at, found)| (node(NodeId::Event(Id::new(at))), Stop::Event(found))));
        }
        let event_at = |node: NodeRef| match node.node {
            NodeId::Event(id) => Some(events[node.deployment.index()] + id.index()),
            _ => None,
        };
        let mut watchers = Watchers::new();
        for (id, deployment) in program.deployments() {
            for (at, function) in deployment.functions.iter().enumerate() {
                traffic.triggers(traffic.functions[id.index()] + at, function, event_at, &mut watchers);
            }
        }
        let mut parts = BTreeMap::new();
        for (id, deployment) in program.deployments() {
            for (at, function) in deployment.functions.iter().enumerate() {
                let from = traffic.functions[id.index()] + at;
                for edge in &function.emits {
                    traffic.edge(from, event_at(edge.to.node), edge, "emits");
                }
                for edge in &function.calls {
                    let to = traffic.function_at(edge.to.node);
                    traffic.edge(from, to, edge, "calls");
                }
                for edge in &function.writes {
                    let to = traffic.part(program, edge, &watchers, &mut parts);
                    traffic.edge(from, to, edge, "writes");
                }
            }
        }
        traffic.out = vec![Vec::new(); traffic.stops.len()];
        traffic.into = vec![Vec::new(); traffic.stops.len()];
        for (at, hop) in traffic.hops.iter().enumerate() {
            traffic.out[hop.from].push(at);
            traffic.into[hop.to].push(at);
        }
        traffic
    }

    /// The stop of a function.
    pub(crate) fn function_at(&self, node: NodeRef) -> Option<usize> {
        match node.node {
            NodeId::Function(id) => Some(self.functions[node.deployment.index()] + id.index()),
            _ => None,
        }
    }

    fn triggers(
        &mut self,
        to: usize,
        function: &'p Function,
        event_at: impl Fn(NodeRef) -> Option<usize>,
        watchers: &mut Watchers<'p>,
    ) {
        let mut heard: BTreeMap<usize, Vec<&'p Trigger>> = BTreeMap::new();
        for trigger in function.triggers.iter().filter(|trigger| trigger.is_enabled.value) {
            match &trigger.kind {
                TriggerKind::Event(event) => {
                    if let Some(from) = event_at(event.event.node) {
                        heard.entry(from).or_default().push(trigger);
                    }
                }
                TriggerKind::Object(object) => {
                    watchers.entry(object.bucket.node).or_default().push((to, trigger));
                }
                TriggerKind::Change(change) => {
                    watchers.entry(change.table.node).or_default().push((to, trigger));
                }
                _ => {}
            }
        }
        for (from, triggers) in heard {
            for trigger in once_each(&triggers) {
                self.step(from, to, trigger);
            }
        }
    }

    fn step(&mut self, from: usize, to: usize, trigger: &'p Trigger) {
        let is_unsure = matches!(&trigger.kind, TriggerKind::Change(change) if change.when.len() < 3);
        self.hops.push(Hop {
            from,
            to,
            gain: Decimal::ONE,
            span: trigger.kind_span,
            verb: None,
            trigger: Some(trigger),
            is_unsure,
        });
    }

    fn edge(&mut self, from: usize, to: Option<usize>, edge: &faasc_model::Edge, verb: &'static str) {
        if let Some(to) = to.filter(|_| !edge.count.value.0.is_zero()) {
            let (gain, span) = (edge.count.value.0, edge.to.span);
            self.hops.push(Hop { from, to, gain, span, verb: Some(verb), trigger: None, is_unsure: false });
        }
    }

    /// The stop of what is written: a store, or one part of a bucket. It leads to the triggers that see it.
    fn part(
        &mut self,
        program: &'p Program,
        edge: &'p faasc_model::Edge,
        watchers: &Watchers<'p>,
        parts: &mut BTreeMap<(NodeRef, Option<&'p str>), usize>,
    ) -> Option<usize> {
        let node = edge.to.node;
        let watching = watchers.get(&node)?;
        let store = program.store(node)?;
        let prefix = edge.prefix.as_ref().map(|prefix| prefix.value.as_str());
        if let Some(at) = parts.get(&(node, prefix)) {
            return Some(*at);
        }
        let at = self.stops.len();
        self.stops.push((node, Stop::Store(store)));
        for (to, trigger) in watching.iter().filter(|(_, trigger)| sees(trigger, prefix)) {
            self.step(at, *to, trigger);
        }
        parts.insert((node, prefix), at);
        Some(at)
    }
}

/// Whether a trigger sees what is written below `written`: one prefix begins with the other.
fn sees(trigger: &Trigger, written: Option<&str>) -> bool {
    let (TriggerKind::Object(object), Some(written)) = (&trigger.kind, written) else { return true };
    object.prefix.is_empty()
        || object
            .prefix
            .iter()
            .any(|seen| seen.value.starts_with(written) || written.starts_with(seen.value.as_str()))
}

/// The triggers of one function and event that one message may fire together: of several whose filters exclude one
/// another, the first.
fn once_each<'p>(triggers: &[&'p Trigger]) -> Vec<&'p Trigger> {
    let mut kept: Vec<&Trigger> = Vec::new();
    for trigger in triggers {
        if !kept.iter().any(|earlier| exclude_each_other(earlier, trigger)) {
            kept.push(trigger);
        }
    }
    kept
}

fn exclude_each_other(one: &Trigger, other: &Trigger) -> bool {
    let (Some(one), Some(other)) = (one.kind.delivery(), other.kind.delivery()) else { return false };
    one.filter.iter().any(|ours| {
        other.filter.iter().filter(|theirs| theirs.field.value == ours.field.value).any(|theirs| {
            !ours.values.iter().any(|value| theirs.values.iter().any(|known| known.value == value.value))
        })
    })
}

/// The strongly connected components with a cycle, each sorted, over the steps that `keep` lets pass.
pub(crate) fn cyclic_components(traffic: &Traffic<'_>, keep: impl Fn(&Hop<'_>) -> bool) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let count = traffic.stops.len();
    let (mut index, mut low) = (vec![UNSEEN; count], vec![0; count]);
    let (mut is_open, mut open, mut next) = (vec![false; count], Vec::new(), 0);
    let mut found = Vec::new();
    for root in 0..count {
        if index[root] != UNSEEN {
            continue;
        }
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((stop, at)) = way.last().copied() {
            if at == 0 {
                (index[stop], low[stop]) = (next, next);
                next += 1;
                open.push(stop);
                is_open[stop] = true;
            }
            if let Some(hop) = traffic.out[stop].get(at) {
                if let Some(last) = way.last_mut() {
                    last.1 += 1;
                }
                let hop = &traffic.hops[*hop];
                if !keep(hop) {
                } else if index[hop.to] == UNSEEN {
                    way.push((hop.to, 0));
                } else if is_open[hop.to] {
                    low[stop] = low[stop].min(index[hop.to]);
                }
                continue;
            }
            way.pop();
            if let Some((before, _)) = way.last() {
                low[*before] = low[*before].min(low[stop]);
            }
            if low[stop] == index[stop] {
                let start = open.iter().rposition(|found| *found == stop).unwrap_or(0);
                let mut component = open.split_off(start);
                component.iter().for_each(|stop| is_open[*stop] = false);
                component.sort_unstable();
                let has_cycle = component.len() > 1
                    || traffic.out[stop].iter().any(|hop| {
                        let hop = &traffic.hops[*hop];
                        hop.to == stop && keep(hop)
                    });
                if has_cycle {
                    found.push(component);
                }
            }
        }
    }
    found.sort_unstable();
    found
}
