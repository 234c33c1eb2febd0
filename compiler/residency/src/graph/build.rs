//! Builds the graph of linked deployments.

use faasc_model::{
    AuthenticatorKind, DeadLetter, Deployment, DeploymentId, Event, Function, Id, Link, Name, NodeId,
    NodeRef, Trigger,
};
use faasc_source::{Span, Spanned};
use rustc_hash::FxHashMap;

use super::entry::{bodies, classes_of, marked, span_of};
use super::{Change, Graph, Origin, OriginKind, Way, WayKind};
use crate::labels::Set;
use crate::labels::class::Classes;
use crate::scope::Scope;

/// What the graph is built from.
pub(crate) struct Cx<'s, 'a> {
    pub(crate) scope: &'s Scope<'a>,
    pub(crate) classes: &'s Classes<'a>,
    graph: Graph,
    /// By node: the closed schema that guards it.
    guards: Vec<Option<u32>>,
}

/// Builds it.
pub(crate) fn build(scope: &Scope<'_>, classes: &Classes<'_>) -> Graph {
    let count = scope.count();
    let graph = Graph {
        ways: Vec::new(),
        out: vec![Vec::new(); count],
        origins: Vec::new(),
        changes: vec![Vec::new(); count],
        onlys: Vec::new(),
    };
    let mut cx = Cx { scope, classes, graph, guards: vec![None; count] };
    for (id, deployment) in scope.deployments() {
        cx.declared(id, deployment);
    }
    for (id, deployment) in scope.deployments() {
        let judges = authorizers(deployment);
        for (at, function) in deployment.functions.iter().enumerate() {
            let here = NodeRef { deployment: id, node: NodeId::Function(Id::new(at)) };
            if let Some(number) = scope.number(here) {
                cx.function(id, here, number, function);
                cx.entries(id, Id::new(at), number, function, &judges);
            }
        }
    }
    cx.graph
}

/// The functions that decide about callers, by authenticator.
fn authorizers(deployment: &Deployment) -> FxHashMap<&Name, &Link> {
    deployment
        .authenticators
        .iter()
        .filter_map(|found| match &found.kind {
            AuthenticatorKind::Custom { function, .. } => Some((&found.name.value, function)),
            _ => None,
        })
        .collect()
}

impl Cx<'_, '_> {
    fn origin(&mut self, node: usize, classes: Set, kind: OriginKind, span: Span) {
        if !classes.is_empty() {
            self.graph.origins.push(Origin { node, classes, kind, span });
        }
    }

    fn way(&mut self, from: usize, to: NodeRef, kind: WayKind, span: Span, drops: Set) {
        if let Some(to) = self.scope.number(to) {
            self.way_between(from, to, kind, span, drops);
        }
    }

    fn way_between(&mut self, from: usize, to: usize, kind: WayKind, span: Span, drops: Set) {
        let at = u32::try_from(self.graph.ways.len()).expect("fewer than 2^32 ways");
        let drops = (!drops.is_empty()).then(|| Box::new(drops));
        self.graph.ways.push(Way { from, to, kind, span, drops, only: self.guards[to] });
        self.graph.out[from].push(at);
    }

    /// What events, stores and services say that they hold.
    fn declared(&mut self, id: DeploymentId, deployment: &Deployment) {
        let number = |scope: &Scope<'_>, node| scope.number(NodeRef { deployment: id, node });
        for (at, event) in deployment.events.iter().enumerate() {
            if let Some(node) = number(self.scope, NodeId::Event(Id::new(at))) {
                self.event(id, node, event);
            }
        }
        for (at, store) in deployment.stores.iter().enumerate() {
            let (Some(node), Some(carries)) =
                (number(self.scope, NodeId::Store(Id::new(at))), store.carries.as_ref())
            else {
                continue;
            };
            self.names(id, node, carries);
        }
        for (at, service) in deployment.services.iter().enumerate() {
            let (Some(node), Some(receives)) =
                (number(self.scope, NodeId::Service(Id::new(at))), service.receives.as_ref())
            else {
                continue;
            };
            self.names(id, node, receives);
        }
    }

    fn event(&mut self, id: DeploymentId, node: usize, event: &Event) {
        let marked = event
            .schema
            .as_ref()
            .map(|schema| (marked(self.scope, self.classes, id, &schema.value), schema.span));
        if let Some(((classes, true), _)) = &marked {
            self.guards[node] = Some(u32::try_from(self.graph.onlys.len()).expect("fewer than 2^32 schemas"));
            self.graph.onlys.push(classes.clone());
        }
        match (&event.carries, marked) {
            (Some(carries), _) => self.names(id, node, carries),
            (None, Some(((classes, _), span))) => self.origin(node, classes, OriginKind::Declared, span),
            (None, None) => {}
        }
    }

    /// Each name is an origin of its own, so that a path begins where its class is written.
    fn names(&mut self, id: DeploymentId, node: usize, names: &[Spanned<faasc_model::QualifiedName>]) {
        for name in names {
            let class = self.classes.number(self.scope, id, &name.value);
            self.origin(node, class.into_iter().collect(), OriginKind::Declared, name.span);
        }
    }

    fn function(&mut self, id: DeploymentId, here: NodeRef, number: usize, function: &Function) {
        for transform in &function.transforms {
            let from = self.classes.listed(self.scope, id, &transform.from);
            let to = transform.to.as_ref().and_then(|to| self.classes.number(self.scope, id, &to.value));
            self.graph.changes[number].push(Change { from, to });
        }
        let outward = [
            (WayKind::Emits, &function.emits),
            (WayKind::Writes, &function.writes),
            (WayKind::Calls, &function.calls),
        ];
        for (kind, edges) in outward {
            for edge in edges {
                let drops = self.drops(id, edge);
                self.way(number, edge.to.node, kind, edge.to.span, drops);
            }
        }
        for edge in &function.reads {
            let drops = self.drops(id, edge);
            if let Some(store) = self.scope.number(edge.to.node) {
                self.way_between(store, number, WayKind::Reads, edge.to.span, drops);
            }
        }
        for edge in &function.calls {
            match edge.to.node.node {
                NodeId::Function(_) => {
                    if let Some(callee) = self.scope.number(edge.to.node) {
                        self.way_between(callee, number, WayKind::Answers, edge.to.span, Set::default());
                    }
                }
                NodeId::Service(_) => {
                    let Some(service) = self.scope.program.service(edge.to.node) else { continue };
                    let owner = edge.to.node.deployment;
                    let returned = self.classes.listed(self.scope, owner, &service.returns);
                    let kind = OriginKind::Returned(edge.to.node);
                    self.origin(number, returned, kind, edge.to.span);
                }
                NodeId::Event(_) | NodeId::Store(_) => {}
            }
        }
        for trigger in &function.triggers {
            let Some(from) = trigger.kind.source().and_then(|source| self.scope.number(source)) else {
                continue;
            };
            self.way(from, here, WayKind::Delivers, trigger.kind_span, Set::default());
            self.gives_up(from, trigger);
        }
    }

    fn gives_up(&mut self, from: usize, trigger: &Trigger) {
        if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|found| &found.dead_letter) {
            self.way(from, link.node, WayKind::GivesUp, link.span, Set::default());
        }
    }

    fn drops(&self, id: DeploymentId, edge: &faasc_model::Edge) -> Set {
        let drops = edge.drops.iter();
        drops.filter_map(|drop| self.classes.number(self.scope, id, &drop.class.value)).collect()
    }

    /// What callers bring in.
    fn entries(
        &mut self,
        id: DeploymentId,
        function_id: faasc_model::FunctionId,
        number: usize,
        function: &Function,
        judges: &FxHashMap<&Name, &Link>,
    ) {
        for (at, trigger) in function.triggers.iter().enumerate() {
            let Some(body) = bodies(&trigger.kind).0 else { continue };
            let classes = classes_of(self, id, body);
            if classes.is_empty() {
                continue;
            }
            let kind = OriginKind::Collected { deployment: id, function: function_id, trigger: at };
            self.origin(number, classes.clone(), kind, span_of(body));
            let names = trigger.kind.auth().map(|auth| auth.value.names()).unwrap_or_default();
            for name in names {
                if let Some(judge) = judges.get(&name.value).and_then(|link| self.scope.number(link.node)) {
                    self.origin(judge, classes.clone(), kind, span_of(body));
                }
            }
            // A message of a device that is given up was never an event of its own.
            if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|found| &found.dead_letter)
                && let Some(letter) = self.scope.number(link.node)
            {
                self.origin(letter, classes, kind, span_of(body));
            }
        }
    }
}
