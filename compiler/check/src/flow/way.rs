//! The part of the graph that a flow's transactions may take.

use faasc_model::{Event, Flow, NodeRef};

use crate::graph::traffic::{Stop, Traffic};

/// The graph, and which of its stops lie on the way.
pub(crate) struct Way<'t, 'p> {
    pub(crate) traffic: &'t Traffic<'p>,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The stops that are reached from `from`.
    after: Reach,
    /// The stops from which `to` is reached.
    before: Reach,
}

impl<'t, 'p> Way<'t, 'p> {
    /// The way of a flow.
    pub(crate) fn of(traffic: &'t Traffic<'p>, flow: &Flow) -> Self {
        // Both are functions: lowering links them as such.
        let from = traffic.function_at(flow.from.node).unwrap_or(0);
        let to = traffic.function_at(flow.to.node).unwrap_or(0);
        Self {
            traffic,
            from,
            to,
            after: Reach::of(traffic, from, true),
            before: Reach::of(traffic, to, false),
        }
    }

    /// Whether a stop lies between the two ends, these included.
    pub(crate) fn has(&self, stop: usize) -> bool {
        self.after.has(stop) && self.before.has(stop)
    }

    /// Whether the end is reached at all.
    pub(crate) fn is_connected(&self) -> bool {
        self.after.has(self.to)
    }

    /// The stops between the two ends, these included, in the order of the graph.
    pub(crate) fn stops(&self) -> Vec<usize> {
        let mut stops: Vec<usize> =
            self.after.reached.iter().copied().filter(|stop| self.before.has(*stop)).collect();
        stops.sort_unstable();
        stops
    }

    /// The events on the way.
    pub(crate) fn events(&self) -> Vec<(NodeRef, &'p Event)> {
        let of = |stop: usize| match self.traffic.stops[stop] {
            (node, Stop::Event(event)) => Some((node, event)),
            _ => None,
        };
        self.stops().into_iter().filter_map(of).collect()
    }
}

/// The stops that are reached from one, forwards or backwards.
pub(crate) struct Reach {
    is_reached: Vec<bool>,
    /// In the order in which they were found.
    pub(crate) reached: Vec<usize>,
}

impl Reach {
    /// All that is reached from `start`, which is reached itself.
    pub(crate) fn of(traffic: &Traffic<'_>, start: usize, is_forward: bool) -> Self {
        let mut found = Self { is_reached: vec![false; traffic.stops.len()], reached: Vec::new() };
        let mut open = vec![start];
        while let Some(stop) = open.pop() {
            if std::mem::replace(&mut found.is_reached[stop], true) {
                continue;
            }
            found.reached.push(stop);
            if is_forward {
                open.extend(traffic.out[stop].iter().map(|hop| traffic.hops[*hop].to));
            } else {
                open.extend(traffic.into[stop].iter().map(|hop| traffic.hops[*hop].from));
            }
        }
        found
    }

    /// Whether a stop is reached.
    pub(crate) fn has(&self, stop: usize) -> bool {
        self.is_reached[stop]
    }
}
