//! The shortest way by which a class came to a node.

use std::collections::VecDeque;

use faasc_source::Span;

use crate::graph::{Graph, WayKind};
use crate::labels::{ClassId, Set};

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The number of the node that is reached.
    pub(crate) node: usize,
    /// The class that it then holds.
    pub class: ClassId,
    /// How it is reached.
    pub kind: HopKind,
    /// Where that is written.
    pub span: Span,
}

/// How a node of a path is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HopKind {
    /// The class enters here; the position of its origin.
    Enters(usize),
    /// By a way from the node before.
    Way(WayKind),
    /// A transform of the same function makes it of the class before.
    Made,
}

/// How each node is first reached by one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Origin(u32),
    Way(u32),
    /// Made of this class.
    Made(ClassId),
}

/// The shortest ways of one class to all nodes that hold it.
pub(crate) struct Tree {
    class: ClassId,
    first: Vec<Option<Step>>,
}

impl Tree {
    /// Breadth first from all places where the class comes into being.
    pub(crate) fn of(graph: &Graph, held: &[Set], class: ClassId) -> Self {
        Self::avoiding(graph, held, class, &|_| false)
    }

    /// The same, without going on from nodes that stop it.
    pub(crate) fn avoiding(
        graph: &Graph,
        held: &[Set],
        class: ClassId,
        is_end: &dyn Fn(usize) -> bool,
    ) -> Self {
        let mut first: Vec<Option<Step>> = vec![None; held.len()];
        let mut open = VecDeque::new();
        let mut begin = |node: usize, step: Step, open: &mut VecDeque<usize>| {
            if first[node].is_none() {
                first[node] = Some(step);
                open.push_back(node);
            }
        };
        for (at, origin) in graph.origins.iter().enumerate() {
            if origin.classes.has(class) {
                begin(origin.node, Step::Origin(u32::try_from(at).unwrap_or(u32::MAX)), &mut open);
            }
        }
        for (node, changes) in graph.changes.iter().enumerate() {
            for change in changes.iter().filter(|change| change.to == Some(class)) {
                if let Some(from) = change.from.iter().find(|from| held[node].has(*from)) {
                    begin(node, Step::Made(from), &mut open);
                }
            }
        }
        while let Some(node) = open.pop_front() {
            if is_end(node) || !goes_on(graph, held, node, class) {
                continue;
            }
            for at in &graph.out[node] {
                let way = &graph.ways[*at as usize];
                let is_stopped = way.drops.as_ref().is_some_and(|drops| drops.has(class))
                    || way.only.is_some_and(|only| !graph.onlys[only as usize].has(class));
                if !is_stopped && first[way.to].is_none() {
                    first[way.to] = Some(Step::Way(*at));
                    open.push_back(way.to);
                }
            }
        }
        Self { class, first }
    }

    /// Whether the class gets to a node.
    pub(crate) fn reaches(&self, node: usize) -> bool {
        self.first[node].is_some()
    }

    /// The way to a node, its beginning first; cut at the class's own making.
    pub(crate) fn path(&self, graph: &Graph, node: usize) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut here = node;
        while let Some(step) = self.first[here] {
            let (kind, span, before) = match step {
                Step::Origin(at) => (HopKind::Enters(at as usize), graph.origins[at as usize].span, None),
                Step::Way(at) => {
                    let way = &graph.ways[at as usize];
                    (HopKind::Way(way.kind), way.span, Some(way.from))
                }
                Step::Made(_) => (HopKind::Made, Span::start_of(faasc_source::FileId(0)), None),
            };
            hops.push(Hop { node: here, class: self.class, kind, span });
            let Some(before) = before else { break };
            here = before;
        }
        hops.reverse();
        hops
    }

    /// Where a path begins with something made, what it is made of.
    pub(crate) fn made_of(&self, node: usize) -> Option<ClassId> {
        match self.first[node] {
            Some(Step::Made(from)) => Some(from),
            _ => None,
        }
    }
}

/// Whether a node passes a class on that it holds.
fn goes_on(graph: &Graph, held: &[Set], node: usize, class: ClassId) -> bool {
    let changes = &graph.changes[node];
    let is_taken = changes.iter().any(|change| change.from.has(class));
    let is_made = changes
        .iter()
        .any(|change| change.to == Some(class) && change.from.iter().any(|from| held[node].has(from)));
    !is_taken || is_made
}
