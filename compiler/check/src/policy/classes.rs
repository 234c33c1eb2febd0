//! Which data classes each node holds, as far as rules of the house select by them.

use std::collections::BTreeMap;

use faasc_model::{
    AppId, Body, DeadLetter, Deployment, DeploymentId, Function, Name, Node, NodeId, NodeRef, Program,
    QualifiedName, Store, TriggerKind,
};
use faasc_source::Spanned;
use serde_json::Value;

use super::index::Index;

/// A set of classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Set(Vec<u64>);

impl Set {
    fn insert(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn remove(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// Adds all of another; whether that was more.
    fn add(&mut self, other: &Self) -> bool {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut is_more = false;
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            is_more |= *more & !*word != 0;
            *word |= more;
        }
        is_more
    }

    /// Keeps what is in another set too.
    fn only(&mut self, other: &Self) {
        for (at, word) in self.0.iter_mut().enumerate() {
            *word &= other.0.get(at).copied().unwrap_or_default();
        }
    }

    /// Whether both have a class in common.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }
}

/// The classes of the program, and what every node holds.
pub(crate) struct Classes<'p> {
    program: &'p Program,
    numbers: BTreeMap<(AppId, &'p str), usize>,
    index: Index,
    held: Vec<Set>,
}

/// A way of data from one node to another, less what stays behind.
struct Way {
    to: NodeRef,
    drops: Vec<usize>,
}

impl<'p> Classes<'p> {
    /// The least sets that hold what is declared and all that flows in; all empty when nobody asks.
    pub(crate) fn of(program: &'p Program, is_asked: bool) -> Self {
        let mut numbers = BTreeMap::new();
        if !is_asked {
            return Self { program, numbers, index: Index::of(program), held: Vec::new() };
        }
        for (_, deployment) in program.deployments() {
            for class in &deployment.classes {
                let next = numbers.len();
                numbers.entry((deployment.app_id, class.name.value.as_str())).or_insert(next);
            }
        }
        let index = Index::of(program);
        let held = vec![Set::default(); index.count()];
        let mut classes = Self { program, numbers, index, held };
        if !classes.numbers.is_empty() {
            classes.settle();
        }
        classes
    }

    /// What a node holds.
    pub(crate) fn held(&self, node: NodeRef) -> Set {
        self.held.get(self.index.at(node)).cloned().unwrap_or_default()
    }

    /// The classes of these names, as a deployment writes them.
    pub(crate) fn named(&self, deployment: &Deployment, names: &[Spanned<Name>]) -> Set {
        let mut set = Set::default();
        for name in names {
            let name = match name.value.split_once('/') {
                Some((app, name)) => QualifiedName { app: Some(Name::from(app)), name: Name::from(name) },
                None => QualifiedName::own(name.value.clone()),
            };
            if let Some(at) = self.number(deployment, &name) {
                set.insert(at);
            }
        }
        set
    }

    /// The classes of a set as a deployment would write them, its own and those of other apps.
    pub(crate) fn names(&self, deployment: &Deployment, set: &Set) -> Vec<String> {
        let all = self.numbers.iter().filter(|(_, at)| set.has(**at));
        let mut names: Vec<String> = all
            .map(|((app, name), _)| {
                if *app == deployment.app_id {
                    (*name).to_owned()
                } else {
                    format!("{}/{name}", self.program.app(*app).name.value)
                }
            })
            .collect();
        names.sort_unstable();
        names
    }

    /// What callers bring with a trigger.
    pub(crate) fn entering(&self, deployment: &Deployment, kind: &TriggerKind) -> Set {
        let body = match kind {
            TriggerKind::Http(http) => http.body.as_ref(),
            TriggerKind::Webhook(webhook) => webhook.body.as_ref(),
            TriggerKind::Websocket(socket) => socket.body.as_ref(),
            TriggerKind::Mqtt(mqtt) => mqtt.body.as_ref(),
            TriggerKind::Platform(platform) => platform.body.as_ref(),
            _ => None,
        };
        body.map_or_else(Set::default, |body| self.of_body(deployment, body))
    }

    /// Whether a class of a deployment is in a set.
    pub(crate) fn has(&self, deployment: &Deployment, set: &Set, class: &Name) -> bool {
        self.number(deployment, &QualifiedName::own(class.clone())).is_some_and(|at| set.has(at))
    }

    /// What comes from a store that is read, or back from what is called.
    pub(crate) fn brings(&self, node: NodeRef) -> Set {
        let owner = self.program.deployment(node.deployment);
        match self.program.node(node) {
            Node::Service(service) => self.listed(owner, &service.returns),
            // What a store is said to hold is held against it elsewhere.
            Node::Store(Store { carries: Some(carries), .. }) => self.listed(owner, carries),
            _ => self.passed_on(node),
        }
    }

    /// What the answer to a trigger may hold: what it says, else all that comes in by edges and is left over by the
    /// function's transforms. What a caller brings along is no news to it.
    pub(crate) fn answered(
        &self,
        deployment: &Deployment,
        function: &Function,
        kind: &TriggerKind,
        node: NodeRef,
    ) -> Set {
        let returns = match kind {
            TriggerKind::Http(http) => http.returns.as_ref(),
            TriggerKind::Webhook(webhook) => webhook.returns.as_ref(),
            TriggerKind::Websocket(socket) => socket.returns.as_ref(),
            _ => None,
        };
        if let Some(returns) = returns {
            return self.of_body(deployment, returns);
        }
        let mut brought = Set::default();
        for edge in function.reads.iter().chain(&function.calls) {
            brought.add(&self.brings(edge.to.node));
        }
        brought.only(&self.passed_on(node));
        brought
    }

    /// What enters with a body, and what leaves with an answer that says so.
    pub(crate) fn of_trigger(&self, deployment: &Deployment, kind: &TriggerKind) -> Set {
        if let Some(source) = kind.source() {
            return self.held(source);
        }
        let (body, returns) = match kind {
            TriggerKind::Http(http) => (http.body.as_ref(), http.returns.as_ref()),
            TriggerKind::Webhook(webhook) => (webhook.body.as_ref(), webhook.returns.as_ref()),
            TriggerKind::Websocket(socket) => (socket.body.as_ref(), socket.returns.as_ref()),
            TriggerKind::Mqtt(mqtt) => (mqtt.body.as_ref(), None),
            TriggerKind::Platform(platform) => (platform.body.as_ref(), None),
            TriggerKind::Event(_)
            | TriggerKind::Object(_)
            | TriggerKind::Change(_)
            | TriggerKind::Schedule(_) => (None, None),
        };
        let mut set = body.map_or_else(Set::default, |body| self.of_body(deployment, body));
        if let Some(returns) = returns {
            set.add(&self.of_body(deployment, returns));
        }
        set
    }

    fn of_body(&self, deployment: &Deployment, body: &Body) -> Set {
        match &body.carries {
            Some(carries) => self.listed(deployment, carries),
            None => self.marked(deployment, body.schema.as_ref()),
        }
    }

    fn number(&self, deployment: &Deployment, name: &QualifiedName) -> Option<usize> {
        let app = match &name.app {
            None => deployment.app_id,
            Some(alias) => {
                let used = deployment.uses.iter().find(|used| used.name.value == *alias)?;
                self.program.deployment(used.deployment).app_id
            }
        };
        self.numbers.get(&(app, name.name.as_str())).copied()
    }

    fn listed(&self, deployment: &Deployment, names: &[Spanned<QualifiedName>]) -> Set {
        let mut set = Set::default();
        for at in names.iter().filter_map(|name| self.number(deployment, &name.value)) {
            set.insert(at);
        }
        set
    }

    /// The classes that the fields of a schema are marked with.
    fn marked(&self, deployment: &Deployment, schema: Option<&Spanned<String>>) -> Set {
        let mut set = Set::default();
        let schema = schema.and_then(|schema| self.program.schema(deployment.app_id, &schema.value));
        if let Some(schema) = schema {
            self.marks(deployment.app_id, schema, &mut set);
        }
        set
    }

    fn marks(&self, app: AppId, schema: &Value, set: &mut Set) {
        match schema {
            Value::Object(map) => {
                let mark = map.get("x-data-class").and_then(Value::as_str);
                if let Some(at) = mark.and_then(|mark| self.numbers.get(&(app, mark))) {
                    set.insert(*at);
                }
                map.values().for_each(|part| self.marks(app, part, set));
            }
            Value::Array(items) => items.iter().for_each(|part| self.marks(app, part, set)),
            _ => {}
        }
    }

    fn settle(&mut self) {
        let mut ways: Vec<Vec<Way>> = (0..self.index.count()).map(|_| Vec::new()).collect();
        let mut open: Vec<NodeRef> = Vec::new();
        for (id, deployment) in self.program.deployments() {
            self.declared(id, deployment, &mut open);
            for (at, function) in deployment.functions.iter().enumerate() {
                let here = NodeRef { deployment: id, node: NodeId::Function(faasc_model::Id::new(at)) };
                self.ways(deployment, function, here, &mut ways);
            }
        }
        while let Some(node) = open.pop() {
            let out = self.passed_on(node);
            for way in &ways[self.index.at(node)] {
                let to = &mut self.held[self.index.at(way.to)];
                let is_more = if way.drops.is_empty() {
                    to.add(&out)
                } else {
                    let mut less = out.clone();
                    way.drops.iter().for_each(|at| less.remove(*at));
                    to.add(&less)
                };
                if is_more {
                    open.push(way.to);
                }
            }
        }
    }

    /// What nodes are said to hold.
    fn declared(&mut self, id: DeploymentId, deployment: &Deployment, open: &mut Vec<NodeRef>) {
        let mut found = Vec::new();
        let node = |node| NodeRef { deployment: id, node };
        for (at, event) in deployment.events.iter().enumerate() {
            let set = match &event.carries {
                Some(carries) => self.listed(deployment, carries),
                None => self.marked(deployment, event.schema.as_ref()),
            };
            found.push((node(NodeId::Event(faasc_model::Id::new(at))), set));
        }
        for (at, store) in deployment.stores.iter().enumerate() {
            let set = self.listed(deployment, store.carries.as_deref().unwrap_or_default());
            found.push((node(NodeId::Store(faasc_model::Id::new(at))), set));
        }
        for (at, service) in deployment.services.iter().enumerate() {
            let set = self.listed(deployment, service.receives.as_deref().unwrap_or_default());
            found.push((node(NodeId::Service(faasc_model::Id::new(at))), set));
        }
        for (at, function) in deployment.functions.iter().enumerate() {
            let mut set = Set::default();
            for trigger in &function.triggers {
                if trigger.kind.source().is_none() {
                    set.add(&self.of_trigger(deployment, &trigger.kind));
                }
            }
            for edge in &function.calls {
                if let Some(service) = self.program.service(edge.to.node) {
                    let owner = self.program.deployment(edge.to.node.deployment);
                    set.add(&self.listed(owner, &service.returns));
                }
            }
            found.push((node(NodeId::Function(faasc_model::Id::new(at))), set));
        }
        for (node, set) in found {
            if self.held[self.index.at(node)].add(&set) {
                open.push(node);
            }
        }
    }

    fn ways(&self, deployment: &Deployment, function: &Function, here: NodeRef, ways: &mut [Vec<Way>]) {
        let mut add =
            |from: NodeRef, to: NodeRef, drops: Vec<usize>| ways[self.index.at(from)].push(Way { to, drops });
        for edge in function.emits.iter().chain(&function.writes).chain(&function.calls) {
            let drops = edge.drops.iter().filter_map(|drop| self.number(deployment, &drop.class.value));
            add(here, edge.to.node, drops.collect());
            if let NodeId::Function(_) = edge.to.node.node {
                add(edge.to.node, here, Vec::new());
            }
        }
        for edge in &function.reads {
            add(edge.to.node, here, Vec::new());
        }
        for trigger in &function.triggers {
            let Some(source) = trigger.kind.source() else { continue };
            add(source, here, Vec::new());
            if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|found| &found.dead_letter) {
                add(source, link.node, Vec::new());
            }
        }
    }

    /// What goes on from a node: of a function, what its transforms leave.
    fn passed_on(&self, node: NodeRef) -> Set {
        let held = self.held(node);
        // What a service holds does not come back, but for what it `returns`.
        if let NodeId::Service(_) = node.node {
            return Set::default();
        }
        let Some(function) = self.program.function(node) else { return held };
        let deployment = self.program.deployment(node.deployment);
        let mut out = held.clone();
        for transform in &function.transforms {
            let from: Vec<usize> =
                transform.from.iter().filter_map(|class| self.number(deployment, &class.value)).collect();
            if from.iter().any(|at| held.has(*at)) {
                from.iter().for_each(|at| out.remove(*at));
            }
        }
        for transform in &function.transforms {
            let from = transform.from.iter().filter_map(|class| self.number(deployment, &class.value));
            let is_fed = from.into_iter().any(|at| held.has(at));
            if let Some(to) = transform.to.as_ref().filter(|_| is_fed)
                && let Some(at) = self.number(deployment, &to.value)
            {
                out.insert(at);
            }
        }
        out
    }
}
