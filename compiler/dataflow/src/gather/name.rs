//! How nodes, classes and places are called in the document.

use std::collections::BTreeMap;

use faasc_model::{DeploymentId, NodeRef};
use faasc_residency::{Analysis, ClassId, Copy, Role, Spot, Whereabouts};
use faasc_source::{SourceMap, Span};

use crate::form::{Node, Place};

/// The names of one graph, and the places of its nodes.
pub(super) struct Names<'r, 'a> {
    pub(super) analysis: &'r Analysis<'a>,
    sources: &'r SourceMap,
    has_several_apps: bool,
    /// By node: its own copies, or where none is left, those that took over.
    own: BTreeMap<NodeRef, Vec<(usize, &'r Copy)>>,
}

impl<'r, 'a> Names<'r, 'a> {
    pub(super) fn of(analysis: &'r Analysis<'a>, sources: &'r SourceMap) -> Self {
        let mut own: BTreeMap<NodeRef, Vec<(usize, &Copy)>> = BTreeMap::new();
        for role in [Role::Main, Role::Failover] {
            let mut found: BTreeMap<NodeRef, Vec<(usize, &Copy)>> = BTreeMap::new();
            for (at, (node, copy)) in analysis.copies().enumerate().filter(|(_, (_, copy))| copy.role == role)
            {
                found.entry(node).or_default().push((at, copy));
            }
            for (node, copies) in found {
                own.entry(node).or_insert(copies);
            }
        }
        Self { analysis, sources, has_several_apps: analysis.deployments().len() > 1, own }
    }

    /// The copies that a node itself is, with their positions among all copies.
    pub(super) fn own(&self, node: NodeRef) -> &[(usize, &'r Copy)] {
        self.own.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The app with a slash, where several apps are linked.
    pub(super) fn before(&self, deployment: DeploymentId) -> String {
        if self.has_several_apps {
            format!("{}/", self.analysis.program().deployment(deployment).app)
        } else {
            String::new()
        }
    }

    pub(super) fn node(&self, node: NodeRef) -> Node {
        let found = self.analysis.program().node(node);
        let kind = match found {
            faasc_model::Node::Function(_) => "function",
            faasc_model::Node::Event(event) if event.made_from.is_some() => "dead-letter",
            faasc_model::Node::Event(_) => "event",
            faasc_model::Node::Store(_) => "store",
            faasc_model::Node::Service(_) => "service",
        };
        Node { kind, name: format!("{}{}", self.before(node.deployment), found.name().value) }
    }

    pub(super) fn class(&self, class: ClassId) -> String {
        let class = self.analysis.class(class);
        format!("{}{}", self.before(class.deployment), class.name())
    }

    /// A place as seen from the deployment that names it.
    pub(super) fn place(&self, spot: &Spot<'_>, home: DeploymentId) -> Place {
        let countries = match &spot.whereabouts {
            Whereabouts::Known(codes) => codes.clone(),
            Whereabouts::Anywhere | Whereabouts::Unknown | Whereabouts::Here => Vec::new(),
        };
        let sites = &self.analysis.program().deployment(home).sites;
        let site = spot.site.and_then(|name| sites.iter().find(|site| site.name.value == *name));
        Place {
            countries,
            is_anywhere: spot.whereabouts == Whereabouts::Anywhere,
            is_here: spot.whereabouts == Whereabouts::Here,
            site: site.map(|site| site.name.value.to_string()),
            provider: site.map(|site| site.provider.value.word()),
            region: site.and_then(|site| site.region.as_ref()).map(|region| region.value.clone()),
        }
    }

    /// The places of a node itself, each once.
    pub(super) fn places(&self, node: NodeRef) -> Vec<Place> {
        let spots = self.own(node).iter().map(|(_, copy)| self.analysis.spot(copy));
        let mut all: Vec<Place> = spots.map(|spot| self.place(spot, node.deployment)).collect();
        all.sort();
        all.dedup();
        all
    }

    /// `faas.yaml:12`.
    pub(super) fn source(&self, span: Span) -> String {
        let line = self.sources.start(span).line;
        format!("{}:{line}", self.sources.file(span.file).path())
    }
}
