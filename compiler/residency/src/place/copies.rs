//! All copies: of each node its places, and what hosts keep of it besides.

use faasc_facts::{Act, Facts};
use faasc_model::{Deployment, DeploymentId, Function, NodeId, Place, Provider, SiteId, Store};
use faasc_source::Span;
use rustc_hash::FxHashMap;

use super::aspect::Aspect;
use super::spot::{self, Spot, Whereabouts};
use crate::graph::{Graph, OriginKind};
use crate::labels::Set;
use crate::scope::Scope;

/// What a copy is to its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The node itself.
    Main,
    /// Where callers bring data in.
    Entry,
    /// A further place of a store, which the first is copied to.
    Replica,
    /// The site that takes over.
    Failover,
    /// Backups of a store.
    Backup,
    /// Logs of a function.
    Logs,
    /// Traces and metrics of a function.
    Telemetry,
    /// Terraform's state.
    State,
    /// Countries from which people can read.
    Access,
}

impl Role {
    /// The word for it in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Entry => "entry",
            Self::Replica => "replica",
            Self::Failover => "failover",
            Self::Backup => "backup",
            Self::Logs => "logs",
            Self::Telemetry => "telemetry",
            Self::State => "state",
            Self::Access => "access",
        }
    }

    /// Whether the place of such copies is said by a site for all that stands there.
    #[must_use]
    pub const fn is_of_site(self) -> bool {
        matches!(self, Self::Logs | Self::Telemetry | Self::State | Self::Access)
    }
}

/// A copy of a node's data.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The number of the node whose data it is.
    pub(crate) node: usize,
    /// What it is.
    pub role: Role,
    /// What happens to the data there.
    pub acts: &'static [Act],
    /// The number of its place.
    pub(crate) spot: usize,
    /// The number of the node's own place beside which it is made, where that is a site.
    pub(crate) beside: Option<usize>,
    /// Where it is written, if not at the node.
    pub(crate) span: Option<Span>,
    /// The classes that it holds, where these are fewer than the node's: the position in `Copies::parts`.
    pub(crate) part: Option<usize>,
}

/// All places and copies.
pub(crate) struct Copies<'a> {
    pub(crate) spots: Vec<Spot<'a>>,
    pub(crate) all: Vec<Copy>,
    pub(crate) parts: Vec<Set>,
    /// By node: the position of its first copy; its copies stand together.
    pub(crate) first: Vec<Option<usize>>,
}

pub(super) struct Cx<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) facts: &'a Facts,
    pub(super) copies: Copies<'a>,
    pub(super) known: FxHashMap<(DeploymentId, SiteId, Aspect), Option<usize>>,
    /// By node: what callers bring in there.
    collected: FxHashMap<usize, Set>,
    failed: &'s [String],
}

const PROCESS: &[Act] = &[Act::Process];
const COLLECT: &[Act] = &[Act::Collect];
const STORE: &[Act] = &[Act::Store];
const BACKUP: &[Act] = &[Act::Backup];
const STORE_AND_BACKUP: &[Act] = &[Act::Store, Act::Backup];
const LOGS: &[Act] = &[Act::Logs];
const ACCESS: &[Act] = &[Act::Access];

/// Finds all copies.
pub(crate) fn copies<'a>(
    scope: &Scope<'a>,
    facts: &'a Facts,
    graph: &Graph,
    failed: &[String],
) -> Copies<'a> {
    let mut collected: FxHashMap<usize, Set> = FxHashMap::default();
    for origin in &graph.origins {
        if let OriginKind::Collected { .. } = origin.kind {
            collected.entry(origin.node).or_default().add(&origin.classes);
        }
    }
    let copies = Copies { spots: Vec::new(), all: Vec::new(), parts: Vec::new(), first: Vec::new() };
    let mut cx = Cx { scope, facts, copies, known: FxHashMap::default(), collected, failed };
    for number in 0..scope.count() {
        let node = scope.node(number);
        let deployment = scope.home(number);
        let first = cx.copies.all.len();
        match node.node {
            NodeId::Function(id) => cx.function(number, deployment, deployment.function(id)),
            NodeId::Event(id) => {
                let event = deployment.event(id);
                let acts = if event.made_from.is_some() { STORE_AND_BACKUP } else { STORE };
                cx.standing(number, deployment, &event.sites, acts);
            }
            NodeId::Store(id) => cx.store(number, deployment, deployment.store(id)),
            NodeId::Service(id) => {
                // A stub answers in its place on a developer's machine.
                if deployment.site(deployment.site).provider.value != Provider::Local {
                    cx.service(number, deployment.service(id));
                }
            }
        }
        cx.copies.first.push((cx.copies.all.len() > first).then_some(first));
    }
    cx.copies
}

impl<'a> Cx<'_, 'a> {
    fn add(&mut self, copy: Copy) {
        self.copies.all.push(copy);
    }

    pub(super) fn push_spot(&mut self, spot: Spot<'a>) -> usize {
        self.copies.spots.push(spot);
        self.copies.spots.len() - 1
    }

    /// A node that stands at sites, and at those that take over from them.
    fn standing(
        &mut self,
        node: usize,
        deployment: &'a Deployment,
        sites: &'a [SiteId],
        acts: &'static [Act],
    ) -> Vec<(SiteId, usize)> {
        let home = self.scope.node(node).deployment;
        let mut stands = Vec::new();
        for site in sites {
            let successor = self.successor(deployment, *site);
            let has_failed = successor.is_some() && self.has_failed(deployment, *site);
            // What stands at a site stands at the one that takes over, too.
            let taken_over =
                deployment.failover.iter().find(|(from, to, _)| to == site && sites.contains(from));
            let (role, span) = match taken_over {
                Some((.., span)) => (Role::Failover, Some(*span)),
                None => (Role::Main, None),
            };
            if let Some(own) = self.at(home, *site, Aspect::Own).filter(|_| !has_failed) {
                stands.push((*site, own, role, span));
            }
            if let Some((to, span)) = successor
                && !sites.contains(&to)
                && let Some(own) = self.at(home, to, Aspect::Own)
            {
                stands.push((to, own, Role::Failover, Some(span)));
            }
        }
        for (site, own, role, span) in &stands {
            self.add(Copy {
                node,
                role: *role,
                acts,
                spot: *own,
                beside: Some(*own),
                span: *span,
                part: None,
            });
            self.beside(node, home, *site, *own, *span);
        }
        stands.into_iter().map(|(site, own, ..)| (site, own)).collect()
    }

    fn has_failed(&self, deployment: &Deployment, site: SiteId) -> bool {
        self.failed.iter().any(|name| *name == *deployment.site(site).name.value)
    }

    fn successor(&self, deployment: &Deployment, site: SiteId) -> Option<(SiteId, Span)> {
        deployment.failover.iter().find(|(from, ..)| *from == site).map(|(_, to, span)| (*to, *span))
    }

    /// What a site keeps, and shows to its operator, of all that stands there.
    fn beside(&mut self, node: usize, home: DeploymentId, site: SiteId, own: usize, span: Option<Span>) {
        for (aspect, role, acts) in
            [(Aspect::State, Role::State, STORE_AND_BACKUP), (Aspect::Access, Role::Access, ACCESS)]
        {
            if let Some(spot) = self.at(home, site, aspect) {
                self.add(Copy { node, role, acts, spot, beside: Some(own), span, part: None });
            }
        }
    }

    fn function(&mut self, node: usize, deployment: &'a Deployment, function: &'a Function) {
        let home = self.scope.node(node).deployment;
        let part = self.collected.remove(&node).map(|set| {
            self.copies.parts.push(set);
            self.copies.parts.len() - 1
        });
        for (site, own) in self.standing(node, deployment, &function.sites, PROCESS) {
            let span = self.copies.all.iter().rev().find(|copy| copy.spot == own).and_then(|copy| copy.span);
            let mut add = |spot: usize, role: Role, acts: &'static [Act], part: Option<usize>| {
                self.copies.all.push(Copy { node, role, acts, spot, beside: Some(own), span, part });
            };
            if part.is_some() {
                add(own, Role::Entry, COLLECT, part);
            }
            if let Some(logs) = self.at(home, site, Aspect::Logs) {
                self.add(Copy {
                    node,
                    role: Role::Logs,
                    acts: LOGS,
                    spot: logs,
                    beside: Some(own),
                    span,
                    part: None,
                });
            }
            let telemetry = match self.at(home, site, Aspect::Telemetry) {
                None if function.is_traced.value => self.at(home, site, Aspect::Traces),
                found => found,
            };
            if let Some(spot) = telemetry {
                self.add(Copy {
                    node,
                    role: Role::Telemetry,
                    acts: LOGS,
                    spot,
                    beside: Some(own),
                    span,
                    part: None,
                });
            }
        }
    }

    fn store(&mut self, node: usize, deployment: &'a Deployment, store: &'a Store) {
        let home = self.scope.node(node).deployment;
        let (first, others) = store.sites.split_at(store.sites.len().min(1));
        self.standing(node, deployment, first, STORE);
        for site in others {
            if let Some(own) = self.at(home, *site, Aspect::Own) {
                self.add(Copy {
                    node,
                    role: Role::Replica,
                    acts: BACKUP,
                    spot: own,
                    beside: Some(own),
                    span: None,
                    part: None,
                });
                self.beside(node, home, *site, own, None);
            }
        }
        let Some(backup) = &store.backup else { return };
        let (spot, span) = match &backup.place {
            Some(Place::Site { id, span, .. }) => (self.at(home, *id, Aspect::Own), *span),
            Some(place @ Place::Elsewhere { span, .. }) => (Some(self.place(home, deployment, place)), *span),
            None => (first.first().and_then(|site| self.at(home, *site, Aspect::Own)), backup.span),
        };
        if let Some(spot) = spot {
            self.add(Copy {
                node,
                role: Role::Backup,
                acts: BACKUP,
                spot,
                beside: Some(spot),
                span: Some(span),
                part: None,
            });
        }
    }

    fn service(&mut self, node: usize, service: &'a faasc_model::Service) {
        let name = &service.name;
        let mut spot = spot::elsewhere(self.facts, &service.located, None, &service.mechanism, name.span);
        if spot.whereabouts == Whereabouts::Unknown {
            spot.span = name.span;
        }
        let own = self.push_spot(spot);
        self.add(Copy {
            node,
            role: Role::Main,
            acts: PROCESS,
            spot: own,
            beside: None,
            span: None,
            part: None,
        });
        if let Some(countries) = service.access.as_deref().filter(|countries| !countries.is_empty()) {
            let spot = self.access(countries, "its staff", &service.mechanism);
            if self.copies.spots[spot].whereabouts == self.copies.spots[own].whereabouts {
                self.copies.spots[spot].same_as = Some(own);
            }
            self.add(Copy {
                node,
                role: Role::Access,
                acts: ACCESS,
                spot,
                beside: None,
                span: None,
                part: None,
            });
        }
    }
}
