//! The deployments that one graph is made of, and the numbers of their nodes.

use faasc_model::{Deployment, DeploymentId, Id, NodeId, NodeRef, Program};

/// Deployments that are linked, each with the number of its first node.
pub(crate) struct Scope<'p> {
    pub(crate) program: &'p Program,
    /// In the order of the program.
    pub(crate) members: Vec<DeploymentId>,
    /// By member: the numbers of its first function, event, store and service.
    bases: Vec<[usize; 4]>,
    nodes: Vec<NodeRef>,
}

/// The sets of deployments that links hold together, each in the order of the program.
pub(crate) fn linked(program: &Program) -> Vec<Vec<DeploymentId>> {
    let mut beside: Vec<Vec<DeploymentId>> = vec![Vec::new(); program.deployments.len()];
    for (id, deployment) in program.deployments() {
        for used in &deployment.uses {
            beside[id.index()].push(used.deployment);
            beside[used.deployment.index()].push(id);
        }
    }
    let mut is_seen = vec![false; beside.len()];
    let mut all = Vec::new();
    for (id, _) in program.deployments() {
        if is_seen[id.index()] {
            continue;
        }
        is_seen[id.index()] = true;
        let mut members = vec![id];
        let mut at = 0;
        while at < members.len() {
            for other in &beside[members[at].index()] {
                if !std::mem::replace(&mut is_seen[other.index()], true) {
                    members.push(*other);
                }
            }
            at += 1;
        }
        members.sort();
        all.push(members);
    }
    all
}

impl<'p> Scope<'p> {
    /// These deployments, which are in the order of the program.
    pub(crate) fn of(program: &'p Program, members: Vec<DeploymentId>) -> Self {
        let mut bases = Vec::with_capacity(members.len());
        let mut nodes = Vec::new();
        for id in &members {
            let deployment = program.deployment(*id);
            let mut base = [0; 4];
            let mut add = |kind: usize, count: usize, make: fn(usize) -> NodeId| {
                base[kind] = nodes.len();
                nodes.extend((0..count).map(|at| NodeRef { deployment: *id, node: make(at) }));
            };
            add(0, deployment.functions.len(), |at| NodeId::Function(Id::new(at)));
            add(1, deployment.events.len(), |at| NodeId::Event(Id::new(at)));
            add(2, deployment.stores.len(), |at| NodeId::Store(Id::new(at)));
            add(3, deployment.services.len(), |at| NodeId::Service(Id::new(at)));
            bases.push(base);
        }
        Self { program, members, bases, nodes }
    }

    /// How many nodes there are.
    pub(crate) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The number of a node; absent where it belongs to none of the deployments.
    pub(crate) fn number(&self, node: NodeRef) -> Option<usize> {
        let base = self.bases[self.members.binary_search(&node.deployment).ok()?];
        Some(match node.node {
            NodeId::Function(id) => base[0] + id.index(),
            NodeId::Event(id) => base[1] + id.index(),
            NodeId::Store(id) => base[2] + id.index(),
            NodeId::Service(id) => base[3] + id.index(),
        })
    }

    /// The node of a number.
    pub(crate) fn node(&self, number: usize) -> NodeRef {
        self.nodes[number]
    }

    /// The deployment that a node belongs to.
    pub(crate) fn home(&self, number: usize) -> &'p Deployment {
        self.program.deployment(self.nodes[number].deployment)
    }

    /// The deployments with their ids.
    pub(crate) fn deployments(&self) -> impl Iterator<Item = (DeploymentId, &'p Deployment)> {
        self.members.iter().map(|id| (*id, self.program.deployment(*id)))
    }
}
