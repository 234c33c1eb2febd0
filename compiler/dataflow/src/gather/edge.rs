//! Edges with the classes that go over them, and what enforces each when it runs.

use faasc_model::{Enforcement, NodeId, NodeRef, Provider, Site, enforcement};
use faasc_residency::{ClassId, Edge as Way, WayKind};

use super::class::rank;
use super::crossing::is_of_host;
use super::name::Names;
use crate::form::{Edge, Enforced};

/// What the host does by itself, as it is told when the node is made.
pub(super) const OF_HOST: &str = "settings of the host";

/// The edges over which one of the classes goes, by node.
pub(super) fn edges(names: &Names<'_, '_>, asked: &[ClassId]) -> Vec<Edge> {
    let mut all: Vec<((u8, u8), Edge)> = Vec::new();
    for way in names.analysis.edges() {
        let classes: Vec<String> =
            asked.iter().filter(|class| way.classes.has(**class)).map(|class| names.class(*class)).collect();
        if classes.is_empty() {
            continue;
        }
        let edge = Edge {
            from: names.node(way.from),
            to: names.node(way.to),
            how: way.kind.word(),
            classes,
            enforced: enforced(names, &way),
            source: names.source(way.span),
        };
        all.push(((rank(way.from), rank(way.to)), edge));
    }
    all.sort_by(|(a_rank, a), (b_rank, b)| {
        let key =
            |edge: &'_ Edge| (edge.from.name.clone(), edge.how, edge.to.name.clone(), edge.source.clone());
        (a_rank.0, key(a)).cmp(&(b_rank.0, key(b)))
    });
    all.into_iter().map(|(_, edge)| edge).collect()
}

/// What enforces a way, at each site of the function whose code goes it.
pub(super) fn enforced(names: &Names<'_, '_>, way: &Way) -> Vec<Enforced> {
    if is_of_host(way.kind) {
        return vec![Enforced { by: Some(OF_HOST), is_emitted: true, because: None, site: None }];
    }
    let (function, other) = match way.kind {
        WayKind::Emits | WayKind::Writes | WayKind::Calls | WayKind::Authenticates => (way.from, way.to),
        WayKind::Reads | WayKind::Delivers | WayKind::Answers | WayKind::GivesUp => (way.to, way.from),
    };
    at_sites(names, function, other)
}

fn at_sites(names: &Names<'_, '_>, function: NodeRef, other: NodeRef) -> Vec<Enforced> {
    let program = names.analysis.program();
    let deployment = program.deployment(function.deployment);
    let NodeId::Function(id) = function.node else { return Vec::new() };
    let sites = &deployment.function(id).sites;
    let mut all: Vec<Enforced> = sites
        .iter()
        .map(|site| {
            let site = deployment.site(*site);
            let found = one(names, site, enforcement(program, site, other));
            Enforced { site: (sites.len() > 1).then(|| site.name.value.to_string()), ..found }
        })
        .collect();
    all.sort();
    all
}

fn one(names: &Names<'_, '_>, site: &Site, found: Enforcement) -> Enforced {
    let is_emitted = |subject: &str| is_emitted(names, site, subject);
    let by = |object, is_emitted| Enforced { by: Some(object), is_emitted, because: None, site: None };
    match found {
        Enforcement::Machine => by("this machine: not judged", true),
        Enforcement::Grant => {
            let object = match site.provider.value {
                Provider::Aws => "IAM policy",
                Provider::Gcp => "IAM binding",
                Provider::Azure => "role assignment",
                Provider::Linode | Provider::Kubernetes | Provider::Local => "grant",
            };
            by(object, is_emitted("grants"))
        }
        Enforcement::NetworkPolicy => by("NetworkPolicy", is_emitted("network")),
        Enforcement::Egress(faasc_model::Egress::Cilium) => by("CiliumNetworkPolicy", is_emitted("network")),
        Enforcement::Egress(faasc_model::Egress::Proxy) => by("egress proxy", is_emitted("network")),
        Enforcement::DeclaredOnly(because) => declared_only(because),
    }
}

/// That nothing enforces something, and why.
pub(super) const fn declared_only(because: &'static str) -> Enforced {
    Enforced { by: None, is_emitted: false, because: Some(because), site: None }
}

/// Whether this version emits a subject at a site.
pub(super) fn is_emitted(names: &Names<'_, '_>, site: &Site, subject: &str) -> bool {
    let target = match site.provider.value {
        Provider::Aws => "terraform-aws",
        Provider::Gcp => "terraform-gcp",
        Provider::Azure => "terraform-azure",
        Provider::Linode => "terraform-linode",
        Provider::Kubernetes => "kubernetes-knative",
        Provider::Local => "local",
    };
    names.analysis.facts().is_emitted(target, subject)
}
