//! The part of the graph that a flow's transactions may take.

use std::collections::BTreeMap;

use faasc_model::{Event, Flow, Id, NodeId, NodeRef, Program};

use crate::graph::traffic::{Stop, Traffic};

/// The graph, and which of its stops lie on the way.
pub(crate) struct Way<'p> {
    pub(crate) traffic: Traffic<'p>,
    pub(crate) from: Option<usize>,
    pub(crate) to: Option<usize>,
    /// Whether each stop is reached from `from`.
    pub(crate) is_after: Vec<bool>,
    /// Whether `to` is reached from each stop.
    pub(crate) is_before: Vec<bool>,
}

impl<'p> Way<'p> {
    /// The way of a flow.
    pub(crate) fn of(program: &'p Program, flow: &Flow) -> Self {
        let traffic = Traffic::of(program);
        let (from, to) = (traffic.function_at(flow.from.node), traffic.function_at(flow.to.node));
        let is_after = reach(&traffic, from, true);
        let is_before = reach(&traffic, to, false);
        Self { traffic, from, to, is_after, is_before }
    }

    /// Whether a stop lies between the two ends, these included.
    pub(crate) fn has(&self, stop: usize) -> bool {
        self.is_after[stop] && self.is_before[stop]
    }

    /// The events on the way.
    pub(crate) fn events(&self) -> BTreeMap<NodeRef, &'p Event> {
        let mut index = 0;
        let mut last = None;
        let mut events = BTreeMap::new();
        for (at, (deployment, stop)) in self.traffic.stops.iter().enumerate() {
            if last != Some(*deployment) {
                (last, index) = (Some(*deployment), 0);
            }
            if let Stop::Event(event) = stop {
                if self.has(at) {
                    let node = NodeRef { deployment: *deployment, node: NodeId::Event(Id::new(index)) };
                    events.insert(node, *event);
                }
                index += 1;
            }
        }
        events
    }
}

/// The stops that are reached from one, forwards or backwards.
pub(crate) fn reach(traffic: &Traffic<'_>, start: Option<usize>, is_forward: bool) -> Vec<bool> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); traffic.stops.len()];
    for hop in &traffic.hops {
        let (from, to) = if is_forward { (hop.from, hop.to) } else { (hop.to, hop.from) };
        next[from].push(to);
    }
    let mut is_reached = vec![false; traffic.stops.len()];
    let mut open: Vec<usize> = start.into_iter().collect();
    while let Some(stop) = open.pop() {
        if !std::mem::replace(&mut is_reached[stop], true) {
            open.extend(&next[stop]);
        }
    }
    is_reached
}
