//! What reports read: edges with the borders that they cross, copies of nodes, and what is taken on trust.

use faasc_model::{DeploymentId, NodeRef};
use faasc_source::Span;

use crate::analysis::{Analysis, Breach, Hit, NoCopy};
use crate::flow::Hop;
use crate::graph::entry::marked;
use crate::graph::{Origin, WayKind};
use crate::labels::{ClassId, Set, Why};
use crate::law::verdict::judge;
use crate::law::{Ground, Verdict};
use crate::place::{Copy, Role, Spot, Whereabouts};

/// A way of data from node to node.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Where it begins.
    pub from: NodeRef,
    /// Where it ends.
    pub to: NodeRef,
    /// What it is.
    pub kind: WayKind,
    /// Where it is written.
    pub span: Span,
    /// The classes that go over it.
    pub classes: Set,
}

/// A border that data crosses to a copy.
#[derive(Clone, Debug)]
pub struct Crossing<'a> {
    /// The class.
    pub class: ClassId,
    /// The regime that says on what ground it may.
    pub regime: &'a str,
    /// The place.
    pub place: String,
    /// The ground; absent where there is none and the law is broken.
    pub ground: Option<Ground<'a>>,
}

/// What is taken on trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustKind {
    /// A function's declassification: method, evidence, who approved, the last day.
    Transform {
        /// The method.
        by: String,
        /// What proves it.
        evidence: String,
        /// Who approved it.
        approved_by: String,
        /// The last day on which it holds.
        expires: String,
    },
    /// A class that stays behind on an edge.
    Drop,
    /// A closed schema, every field of which is marked.
    ClosedSchema,
    /// A regime that a class takes away.
    NotRegime(String),
    /// A transfer mechanism: which, what proves it, its last day.
    Mechanism {
        /// The mechanism.
        by: String,
        /// What proves it.
        evidence: Option<String>,
        /// The last day on which it holds.
        until: Option<String>,
    },
}

/// A point at which the analysis trusts the file.
#[derive(Clone, Debug)]
pub struct Trust {
    /// Whose.
    pub deployment: DeploymentId,
    /// The key path of the node or class.
    pub at: String,
    /// What.
    pub kind: TrustKind,
    /// The classes that it is about; empty where it is about a place.
    pub classes: Set,
    /// Why, in the file's words.
    pub because: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl<'a> Analysis<'a> {
    /// All edges, in the order of the source.
    pub fn edges(&self) -> impl Iterator<Item = Edge> + '_ {
        self.ways().iter().map(|way| {
            let out = self.graph.passed_on(way.from, &self.held[way.from]);
            Edge {
                from: self.scope.node(way.from),
                to: self.scope.node(way.to),
                kind: way.kind,
                span: way.span,
                classes: self.graph.over(way, out),
            }
        })
    }

    /// Where classes come into the graph, each with the node that then holds them.
    pub fn origins(&self) -> impl Iterator<Item = (NodeRef, &Origin)> {
        self.graph.origins.iter().map(|origin| (self.scope.node(origin.node), origin))
    }

    /// All copies, each with the node whose data it is.
    pub fn copies(&self) -> impl Iterator<Item = (NodeRef, &Copy)> {
        self.copies.all.iter().map(|copy| (self.scope.node(copy.node), copy))
    }

    /// What a copy holds.
    #[must_use]
    pub fn held_at(&self, copy: &Copy) -> Set {
        self.held_by(copy)
    }

    /// The nodes of all deployments.
    pub fn nodes(&self) -> impl Iterator<Item = NodeRef> + '_ {
        (0..self.scope.count()).map(|number| self.scope.node(number))
    }

    /// The node that a hop of a path reaches.
    #[must_use]
    pub fn node_of(&self, hop: &Hop) -> NodeRef {
        self.scope.node(hop.node)
    }

    /// Where something forbids what a copy holds.
    pub fn breaches(&self) -> impl Iterator<Item = (NodeRef, &Copy, &Hit<'a>)> {
        self.breaches.iter().map(|Breach { copy, hit }| {
            let copy = &self.copies.all[*copy];
            (self.scope.node(copy.node), copy, &self.hits[*hit])
        })
    }

    /// What forbids what each copy holds, in the order of [`Analysis::copies`].
    #[must_use]
    pub fn hits_by_copy(&self) -> Vec<Vec<&Hit<'a>>> {
        let mut all = vec![Vec::new(); self.copies.all.len()];
        for Breach { copy, hit } in &self.breaches {
            all[*copy].push(&self.hits[*hit]);
        }
        all
    }

    /// The node's own place beside which a copy is made, where that is a site.
    #[must_use]
    pub fn beside(&self, copy: &Copy) -> Option<&Spot<'a>> {
        copy.beside.map(|own| &self.copies.spots[own])
    }

    /// Where it is written that there is a copy, if not at the node or its place.
    #[must_use]
    pub const fn written_at(copy: &Copy) -> Option<Span> {
        copy.span
    }

    /// What a node passes on: of a function, what its transforms leave and make.
    #[must_use]
    pub fn passed_on(&self, node: NodeRef) -> Set {
        let number = self.scope.number(node);
        number.map(|number| self.graph.passed_on(number, &self.held[number])).unwrap_or_default()
    }

    /// The node of a hop.
    #[must_use]
    pub fn reached(&self, hop: &Hop) -> NodeRef {
        self.scope.node(hop.node)
    }

    /// Regimes that want a complete copy inside and have none.
    #[must_use]
    pub fn lacking(&self) -> &[NoCopy] {
        &self.lacking
    }

    /// The grounds on which what a copy holds may be outside of what binds it. Laws that only may apply are left out.
    #[must_use]
    pub fn crossings(&self, copy: &Copy) -> Vec<Crossing<'a>> {
        let spot: &Spot<'a> = self.spot(copy);
        let mut all: Vec<Crossing<'a>> = Vec::new();
        if matches!(spot.whereabouts, Whereabouts::Here | Whereabouts::Unknown) {
            return all;
        }
        for class in self.held_by(copy).iter() {
            for law in self.class(class).laws.iter().filter(|law| law.why != Why::Asked) {
                let regime = law.regime.row();
                for act in copy.acts {
                    let (place, ground) = match judge(self.facts, &self.options, regime, *act, spot) {
                        Verdict::Outside(place, ground) => (place, Some(ground)),
                        Verdict::Broken(fault) => (fault.country.unwrap_or_else(|| spot.countries()), None),
                        Verdict::Free | Verdict::Inside => continue,
                    };
                    let is_known = all.iter().any(|known| known.class == class && known.regime == regime.id);
                    if !is_known {
                        all.push(Crossing { class, regime: &regime.id, place, ground });
                    }
                }
            }
        }
        all
    }

    /// All that is taken on trust, in the order of deployments and of the source.
    #[must_use]
    pub fn trusts(&self) -> Vec<Trust> {
        let mut all = Vec::new();
        for id in self.deployments() {
            self.trusts_of(*id, &mut all);
        }
        all
    }

    fn trusts_of(&self, id: DeploymentId, all: &mut Vec<Trust>) {
        let deployment = self.program().deployment(id);
        let mut add = |at: String, kind, classes, because: Option<&str>, span| {
            let because = because.map(str::to_owned);
            all.push(Trust { deployment: id, at, kind, classes, because, span });
        };
        for (class_id, class) in self.classes().filter(|(_, class)| class.deployment == id) {
            for taken in &class.declared.not_regimes {
                add(
                    format!("data.{}", class.name()),
                    TrustKind::NotRegime(taken.regime.value.to_string()),
                    [class_id].into_iter().collect(),
                    Some(&taken.because.value),
                    taken.regime.span,
                );
            }
        }
        for event in &deployment.events {
            if let Some(schema) = &event.schema
                && let (classes, true) = marked(&self.scope, &self.classes, id, &schema.value)
            {
                add(event.key_path(), TrustKind::ClosedSchema, classes, None, schema.span);
            }
        }
        for function in &deployment.functions {
            for transform in &function.transforms {
                let kind = TrustKind::Transform {
                    by: transform.by.value.to_string(),
                    evidence: transform.evidence.value.clone(),
                    approved_by: transform.approved_by.value.clone(),
                    expires: transform.expires.value.to_string(),
                };
                let classes = self.classes.listed(&self.scope, id, &transform.from);
                add(function.key_path(), kind, classes, Some(&transform.because.value), transform.span);
            }
            for drop in function.edges().flat_map(|edge| &edge.drops) {
                let class = self.classes.number(&self.scope, id, &drop.class.value);
                add(
                    function.key_path(),
                    TrustKind::Drop,
                    class.into_iter().collect(),
                    Some(&drop.because.value),
                    drop.class.span,
                );
            }
        }
        let services = deployment.services.iter().map(|service| (service.key_path(), &service.mechanism));
        let sites = deployment.sites.iter().map(|site| (site.key_path(), &site.mechanism));
        for (at, mechanisms) in services.chain(sites) {
            for mechanism in mechanisms {
                let kind = TrustKind::Mechanism {
                    by: mechanism.by.value.to_string(),
                    evidence: mechanism.evidence.as_ref().map(|evidence| evidence.value.clone()),
                    until: mechanism.until.as_ref().map(|until| until.value.to_string()),
                };
                add(at.clone(), kind, Set::default(), None, mechanism.by.span);
            }
        }
    }

    /// Whether a copy is the node itself, not what is kept of it besides.
    #[must_use]
    pub const fn is_itself(copy: &Copy) -> bool {
        matches!(copy.role, Role::Main | Role::Entry)
    }
}
