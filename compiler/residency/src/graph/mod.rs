//! The graph on which classes flow: what enters where, and the ways from node to node.

pub(crate) mod build;
pub(crate) mod entry;

use faasc_model::{DeploymentId, FunctionId, NodeRef};
use faasc_source::Span;

use crate::labels::Set;

/// Where classes come into the graph.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The number of the node that then holds them.
    pub(crate) node: usize,
    /// Which.
    pub classes: Set,
    /// How.
    pub kind: OriginKind,
    /// Where it is written.
    pub span: Span,
}

/// How classes come into the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginKind {
    /// Callers bring them to an entry: collection.
    Collected {
        /// Whose.
        deployment: DeploymentId,
        /// The function with the entry.
        function: FunctionId,
        /// The position of the trigger.
        trigger: usize,
    },
    /// A node says that it holds them.
    Declared,
    /// A service returns them to a function that calls it.
    Returned(NodeRef),
}

/// What a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WayKind {
    /// A function sends an event.
    Emits,
    /// A function writes a store.
    Writes,
    /// A function calls a function or service.
    Calls,
    /// A function reads a store.
    Reads,
    /// An event, object or change starts a function.
    Delivers,
    /// What is given up goes to its dead letter.
    GivesUp,
    /// A called function answers its caller.
    Answers,
    /// What callers bring is shown to the function that decides about them.
    Authenticates,
}

impl WayKind {
    /// `emits`, `writes`, …
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Emits => "emits",
            Self::Writes => "writes",
            Self::Calls => "calls",
            Self::Reads => "reads",
            Self::Delivers => "delivers",
            Self::GivesUp => "gives-up",
            Self::Answers => "answers",
            Self::Authenticates => "authenticates",
        }
    }
}

/// A way of data from node to node.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: WayKind,
    /// Where it is written.
    pub(crate) span: Span,
    /// Classes that stay behind.
    pub(crate) drops: Option<Box<Set>>,
    /// The only classes that get in, where a closed schema says so.
    pub(crate) only: Option<u32>,
}

/// What a function turns into something else.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) from: Set,
    pub(crate) to: Option<crate::labels::ClassId>,
}

/// The graph.
pub(crate) struct Graph {
    pub(crate) ways: Vec<Way>,
    /// By node: its ways out.
    pub(crate) out: Vec<Vec<u32>>,
    pub(crate) origins: Vec<Origin>,
    /// By node: the transforms of a function.
    pub(crate) changes: Vec<Vec<Change>>,
    /// The classes of closed schemas.
    pub(crate) onlys: Vec<Set>,
}

impl Graph {
    /// What gets over a way of what comes to it.
    pub(crate) fn over(&self, way: &Way, mut set: Set) -> Set {
        if let Some(drops) = &way.drops {
            set.subtract(drops);
        }
        if let Some(only) = way.only {
            set.intersect(&self.onlys[only as usize]);
        }
        set
    }

    /// What a node passes on of what it holds: of a function, what its transforms leave and make.
    pub(crate) fn passed_on(&self, node: usize, held: &Set) -> Set {
        let mut out = held.clone();
        for change in &self.changes[node] {
            out.subtract(&change.from);
        }
        for change in &self.changes[node] {
            if let Some(to) = change.to
                && change.from.iter().any(|class| held.has(class))
            {
                out.insert(to);
            }
        }
        out
    }
}
