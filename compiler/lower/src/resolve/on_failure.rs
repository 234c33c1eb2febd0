//! `on_failure` of flows: the dead letter of each asynchronous step on the way that has none of its own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use faasc_model::{DeadLetter, DeploymentId, Function, FunctionId, Id, Link, NodeId, NodeRef, TriggerKind};

use super::flow::Ends;

/// Function and event of a step, and where what fails there goes.
pub(crate) type Inherited = BTreeMap<(FunctionId, NodeRef), Link>;

/// What the flows of deployment `at` give to the steps on their ways. Of two flows the first in the source counts.
pub(crate) fn inherited(at: usize, flows: &[Ends], functions: &[Function]) -> Inherited {
    let mut all = Inherited::new();
    let graph = Graph::of(at, functions);
    for flow in flows {
        let Some(target) = &flow.on_failure else { continue };
        let forward = reach(flow.from, &graph.next);
        let backward = reach(flow.to, &graph.before);
        for step in forward.intersection(&backward).filter(|step| **step != flow.from) {
            for (event, senders) in graph.heard.get(step).into_iter().flatten() {
                if senders.iter().any(|sender| forward.contains(sender) && backward.contains(sender)) {
                    all.entry((*step, *event)).or_insert_with(|| target.clone());
                }
            }
        }
    }
    all
}

/// Settles a trigger by the flow that it is a step of.
pub(crate) fn dead_letter(
    inherited: &Inherited,
    function: FunctionId,
    kind: &TriggerKind,
) -> Option<DeadLetter> {
    inherited.get(&(function, kind.source()?)).cloned().map(DeadLetter::Event)
}

/// Who starts whom, within one deployment.
struct Graph {
    next: BTreeMap<FunctionId, Vec<FunctionId>>,
    before: BTreeMap<FunctionId, Vec<FunctionId>>,
    /// Function to the events and stores that it watches, with those that fill them.
    heard: BTreeMap<FunctionId, Vec<(NodeRef, Vec<FunctionId>)>>,
}

impl Graph {
    fn of(at: usize, functions: &[Function]) -> Self {
        let mut senders: BTreeMap<NodeRef, Vec<FunctionId>> = BTreeMap::new();
        for (index, function) in functions.iter().enumerate() {
            for edge in function.emits.iter().chain(&function.writes) {
                senders.entry(edge.to.node).or_default().push(Id::new(index));
            }
        }
        let mut graph = Self { next: BTreeMap::new(), before: BTreeMap::new(), heard: BTreeMap::new() };
        for (index, function) in functions.iter().enumerate() {
            let id = Id::new(index);
            for trigger in &function.triggers {
                if let Some(source) = trigger.kind.source() {
                    let from = senders.get(&source).cloned().unwrap_or_default();
                    from.iter().for_each(|sender| graph.add(*sender, id));
                    graph.heard.entry(id).or_default().push((source, from));
                }
            }
            for edge in &function.calls {
                if let NodeId::Function(callee) = edge.to.node.node
                    && edge.to.node.deployment == DeploymentId::new(at)
                {
                    graph.add(id, callee);
                }
            }
        }
        graph
    }

    fn add(&mut self, from: FunctionId, to: FunctionId) {
        self.next.entry(from).or_default().push(to);
        self.before.entry(to).or_default().push(from);
    }
}

/// All that can be reached over `edges`, the start included.
fn reach(from: FunctionId, edges: &BTreeMap<FunctionId, Vec<FunctionId>>) -> BTreeSet<FunctionId> {
    let mut seen = BTreeSet::from([from]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for next in edges.get(&at).into_iter().flatten() {
            if seen.insert(*next) {
                queue.push_back(*next);
            }
        }
    }
    seen
}
