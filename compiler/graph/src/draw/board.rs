//! The drawing while it is made.

use std::collections::BTreeMap;

use faasc_model::{
    Deployment, DeploymentId, Id, Name, Node, NodeId, NodeRef, Provider, Site, SiteId, Source,
};

use faasc_model::Program;

use crate::{Cluster, Drawing, Ids, Kind, Line, Shape, Stroke};

/// Shapes by node, unique ids, and lines of which two between the same shapes become one.
pub(crate) struct Board<'p> {
    pub(crate) program: &'p Program,
    has_several_apps: bool,
    drawing: Drawing,
    clusters: BTreeMap<(DeploymentId, SiteId), usize>,
    shapes: BTreeMap<NodeRef, usize>,
    entries: BTreeMap<String, usize>,
    ids: Ids,
}

impl<'p> Board<'p> {
    pub(crate) fn new(program: &'p Program, ids: &[DeploymentId]) -> Self {
        Self {
            program,
            has_several_apps: ids.len() > 1,
            drawing: Drawing { title: title(program, ids), ..Drawing::default() },
            clusters: BTreeMap::new(),
            shapes: BTreeMap::new(),
            entries: BTreeMap::new(),
            ids: Ids::default(),
        }
    }

    /// The nodes of an arena, sorted by name.
    pub(crate) fn sorted<T>(
        &self,
        id: DeploymentId,
        arena: &[T],
        name: impl Fn(&T) -> &Name,
        node: impl Fn(Id<T>) -> NodeId,
    ) -> Vec<NodeRef> {
        let mut found: Vec<(&Name, NodeRef)> = arena
            .iter()
            .enumerate()
            .map(|(at, item)| (name(item), NodeRef { deployment: id, node: node(Id::new(at)) }))
            .collect();
        found.sort();
        found.into_iter().map(|(_, node)| node).collect()
    }

    /// Puts the nodes of a deployment on the board, sorted by kind and name.
    pub(crate) fn place_nodes(&mut self, id: DeploymentId) {
        let deployment = self.program.deployment(id);
        let nodes = [
            self.sorted(id, &deployment.functions, |node| &node.name.value, NodeId::Function),
            self.sorted(id, &deployment.events, |node| &node.name.value, NodeId::Event),
            self.sorted(id, &deployment.stores, |node| &node.name.value, NodeId::Store),
            self.sorted(id, &deployment.services, |node| &node.name.value, NodeId::Service),
        ];
        for node in nodes.into_iter().flatten() {
            self.shape_of(node);
        }
    }

    /// The shape of a node; made when it is not there yet (a node of an app that is only used).
    pub(crate) fn shape_of(&mut self, node: NodeRef) -> usize {
        if let Some(&shape) = self.shapes.get(&node) {
            return shape;
        }
        let deployment = self.program.deployment(node.deployment);
        let found = deployment.node(node.node);
        let (kind, mut detail) = describe(found);
        if let [_, others @ ..] = found.sites()
            && !others.is_empty()
        {
            let names: Vec<&str> =
                others.iter().map(|site| deployment.site(*site).name.value.as_str()).collect();
            detail = format!("{detail}, also at {}", names.join(", "));
        }
        let cluster = found.sites().first().map(|&site| self.cluster_of(node.deployment, site));
        let app = if self.has_several_apps { format!("{}_", deployment.app) } else { String::new() };
        let id = self.ids.unique(&format!("{app}{}_{}", kind.word(), found.name().value));
        let shape = self.add(Shape { id, kind, title: found.name().value.to_string(), detail, cluster });
        self.shapes.insert(node, shape);
        shape
    }

    fn cluster_of(&mut self, deployment: DeploymentId, site: SiteId) -> usize {
        if let Some(&cluster) = self.clusters.get(&(deployment, site)) {
            return cluster;
        }
        let of = self.program.deployment(deployment);
        let id = self.ids.unique(&format!("at_{}_{}", of.app, of.site(site).name.value));
        let title = self.title_of(of, of.site(site));
        self.drawing.clusters.push(Cluster { id, title });
        let cluster = self.drawing.clusters.len() - 1;
        self.clusters.insert((deployment, site), cluster);
        cluster
    }

    fn title_of(&self, deployment: &Deployment, site: &Site) -> String {
        let app = if self.has_several_apps { format!("{} \u{b7} ", deployment.app) } else { String::new() };
        let region = site.region.as_ref().map(|region| format!(" {}", region.value)).unwrap_or_default();
        let provider = site.provider.value;
        let about = if provider == Provider::Local {
            String::new()
        } else {
            format!(": {}{region}", provider.word())
        };
        format!("{app}{}{about}", site.name.value)
    }

    /// A shape for something outside; the same `key` gives the same shape.
    pub(crate) fn entry(&mut self, key: &str, title: &str, detail: &str) -> usize {
        if let Some(&shape) = self.entries.get(key) {
            return shape;
        }
        let id = self.ids.unique(&format!("entry_{key}"));
        let (title, detail) = (title.to_owned(), detail.to_owned());
        let shape = self.add(Shape { id, kind: Kind::Entry, title, detail, cluster: None });
        self.entries.insert(key.to_owned(), shape);
        shape
    }

    fn add(&mut self, shape: Shape) -> usize {
        self.drawing.shapes.push(shape);
        self.drawing.shapes.len() - 1
    }

    /// A line between two nodes.
    pub(crate) fn line(&mut self, from: NodeRef, to: NodeRef, label: &str, stroke: Stroke) {
        let (from, to) = (self.shape_of(from), self.shape_of(to));
        self.line_between(from, to, label, stroke);
    }

    /// A line between two shapes.
    pub(crate) fn line_between(&mut self, from: usize, to: usize, label: &str, stroke: Stroke) {
        self.drawing.lines.push(Line { from, to, label: label.to_owned(), stroke });
    }

    /// The drawing, with lines between the same shapes joined.
    pub(crate) fn finish(mut self) -> Drawing {
        let mut joined: Vec<Line> = Vec::with_capacity(self.drawing.lines.len());
        let mut places: BTreeMap<(usize, usize, bool), usize> = BTreeMap::new();
        for line in self.drawing.lines {
            let key = (line.from, line.to, line.stroke == Stroke::Dotted);
            match places.get(&key) {
                Some(&at) => {
                    let label = &mut joined[at].label;
                    if !line.label.is_empty() && !label.split(", ").any(|part| part == line.label) {
                        if !label.is_empty() {
                            label.push_str(", ");
                        }
                        label.push_str(&line.label);
                    }
                }
                None => {
                    places.insert(key, joined.len());
                    joined.push(line);
                }
            }
        }
        self.drawing.lines = joined;
        self.drawing
    }
}

/// `video · production`, or `billing, orders · production` where several apps stand in one environment.
fn title(program: &Program, ids: &[DeploymentId]) -> String {
    let mut parts: Vec<(String, &Name)> = Vec::new();
    for &id in ids {
        let deployment = program.deployment(id);
        match parts.last_mut() {
            Some((apps, environment)) if **environment == deployment.environment => {
                apps.push_str(", ");
                apps.push_str(&deployment.app);
            }
            _ => parts.push((deployment.app.to_string(), &deployment.environment)),
        }
    }
    let parts = parts.into_iter().map(|(apps, environment)| format!("{apps} \u{b7} {environment}"));
    parts.collect::<Vec<_>>().join("; ")
}

/// What a node is, and its second line.
fn describe(node: Node<'_>) -> (Kind, String) {
    match node {
        Node::Function(function) => {
            let what = match (&function.runtime, &function.source) {
                (Some(runtime), _) => runtime.value.0.to_string(),
                (None, Source::Image(_)) => "image".to_owned(),
                (None, _) => String::new(),
            };
            (Kind::Function, what)
        }
        Node::Event(event) if event.made_from.is_some() => (Kind::DeadLetter, "dead letter".to_owned()),
        Node::Event(event) => (Kind::Event, event.via.value.word().to_owned()),
        Node::Store(store) => (Kind::Store, store.kind.value.word().to_owned()),
        Node::Service(service) => (Kind::Service, host(&service.url.value.to_string()).to_owned()),
    }
}

/// The host of an address, or all of it when it is none.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}
