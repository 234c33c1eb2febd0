//! All nodes of all deployments, numbered without gaps.

use faasc_model::{NodeId, NodeRef, Program};

/// Where the nodes of each kind of each deployment begin.
pub(crate) struct Index {
    starts: Vec<[usize; 4]>,
    count: usize,
}

impl Index {
    /// Numbers the nodes of a program.
    pub(crate) fn of(program: &Program) -> Self {
        let mut count = 0;
        let mut starts = Vec::with_capacity(program.deployments.len());
        for (_, found) in program.deployments() {
            let kinds = [found.functions.len(), found.events.len(), found.stores.len(), found.services.len()];
            starts.push(kinds.map(|kind| {
                let start = count;
                count += kind;
                start
            }));
        }
        Self { starts, count }
    }

    /// How many nodes there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The number of a node.
    pub(crate) fn at(&self, node: NodeRef) -> usize {
        let [functions, events, stores, services] = self.starts[node.deployment.index()];
        match node.node {
            NodeId::Function(id) => functions + id.index(),
            NodeId::Event(id) => events + id.index(),
            NodeId::Store(id) => stores + id.index(),
            NodeId::Service(id) => services + id.index(),
        }
    }
}
