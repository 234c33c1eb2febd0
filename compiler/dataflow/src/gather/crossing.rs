//! The borders that a class crosses: along edges, into copies, past the eyes of people, and in at the entries.

use faasc_model::NodeRef;
use faasc_residency::{Analysis, ClassId, Copy, Crossing as Outside, Ground as Legal, Hit, Role, Set, Spot};
use faasc_residency::{WayKind, Whereabouts};

use super::class::{bare, grounds};
use super::edge;
use super::name::Names;
use crate::form::{Crossing, CrossingEnd, Enforced, Ground, GroundKind};

/// What is known of each copy, in the order of the copies.
pub(super) struct Known<'r, 'a> {
    /// What it holds.
    pub(super) held: Vec<Set>,
    outside: Vec<Vec<Outside<'a>>>,
    hits: Vec<Vec<&'r Hit<'a>>>,
    edges: Vec<faasc_residency::Edge>,
}

impl<'r, 'a> Known<'r, 'a> {
    pub(super) fn of(names: &Names<'r, 'a>, asked: &[ClassId]) -> Self {
        let analysis = names.analysis;
        let wants = |set: &Set| asked.iter().any(|class| set.has(*class));
        let held: Vec<Set> = analysis.copies().map(|(_, copy)| analysis.held_at(copy)).collect();
        let outside = analysis
            .copies()
            .zip(&held)
            .map(|((_, copy), held)| if wants(held) { analysis.crossings(copy) } else { Vec::new() })
            .collect();
        let edges = analysis.edges().filter(|edge| wants(&edge.classes)).collect();
        Self { held, outside, hits: analysis.hits_by_copy(), edges }
    }

    /// The grounds on which a class is at the copy at a position.
    pub(super) fn grounds(
        &self,
        analysis: &Analysis<'_>,
        at: usize,
        copy: &Copy,
        class: ClassId,
    ) -> Vec<Ground> {
        grounds(analysis, copy, class, &self.outside[at], &self.hits[at])
    }
}

/// A ground of the analysis, written down.
pub(super) fn ground(crossing: &Outside<'_>) -> Ground {
    let base = |kind| bare(crossing.regime.to_owned(), crossing.place.clone(), kind);
    // A place outside that breaks nothing and has no ground: the class was written inside before.
    let Some(ground) = &crossing.ground else { return base(GroundKind::FirstInside) };
    let kind = match ground {
        Legal::Adequate(_) => GroundKind::Adequacy,
        Legal::Conditional(..) => GroundKind::ConditionalAdequacy,
        Legal::Mechanism(_) => GroundKind::Mechanism,
    };
    let entry = match ground {
        Legal::Adequate(entry) | Legal::Conditional(entry, _) => Some(*entry),
        Legal::Mechanism(_) => None,
    };
    let mechanism = ground.mechanism();
    let ends = mechanism.and_then(|found| found.until.as_ref()).map(|until| until.value.to_string());
    Ground {
        mechanism: mechanism.map(|found| found.by.value.to_string()),
        evidence: mechanism.and_then(|found| found.evidence.as_ref()).map(|found| found.value.clone()),
        until: ends.or_else(|| entry.and_then(|entry| entry.until.clone())),
        scope: entry.and_then(|entry| entry.scope.clone()),
        ..base(kind)
    }
}

/// All crossings of a class, in the order of ways, copies and entries.
pub(super) fn crossings(names: &Names<'_, '_>, known: &Known<'_, '_>, class: ClassId) -> Vec<Crossing> {
    let mut all = Vec::new();
    along_edges(names, known, class, &mut all);
    into_copies(names, known, class, &mut all);
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all
}

fn key(crossing: &Crossing) -> (Option<&CrossingEnd>, &CrossingEnd, &str, &str) {
    (crossing.from.as_ref(), &crossing.to, crossing.how, &crossing.source)
}

fn along_edges(names: &Names<'_, '_>, known: &Known<'_, '_>, class: ClassId, all: &mut Vec<Crossing>) {
    for edge in known.edges.iter().filter(|edge| edge.classes.has(class)) {
        let targets = names.own(edge.to);
        for (_, from) in names.own(edge.from) {
            let here = names.analysis.spot(from);
            // Where both stand at one site, each copy uses the one beside it.
            if targets.iter().any(|(_, to)| !differs(here, names.analysis.spot(to))) {
                continue;
            }
            for (at, to) in targets {
                all.push(Crossing {
                    from: Some(end(names, edge.from, from)),
                    from_countries: codes(here).to_vec(),
                    to: end(names, edge.to, to),
                    how: edge.kind.word(),
                    grounds: known.grounds(names.analysis, *at, to, class),
                    enforced: edge::enforced(names, edge),
                    source: names.source(edge.span),
                });
            }
        }
    }
}

fn into_copies(names: &Names<'_, '_>, known: &Known<'_, '_>, class: ClassId, all: &mut Vec<Crossing>) {
    let analysis = names.analysis;
    for (at, (node, copy)) in analysis.copies().enumerate() {
        if !known.held[at].has(class) || copy.role == Role::Main {
            continue;
        }
        let spot = analysis.spot(copy);
        let grounds = known.grounds(analysis, at, copy, class);
        if copy.role == Role::Entry {
            // People bring their data in from anywhere; what the law has no word about is no transfer.
            if !grounds.is_empty() {
                let subjects = &analysis.class(class).declared.subjects;
                all.push(Crossing {
                    from: None,
                    from_countries: subjects.iter().map(|subject| subject.value.to_string()).collect(),
                    to: end(names, node, copy),
                    how: "collects",
                    grounds,
                    enforced: Vec::new(),
                    source: names.source(place_of(analysis, copy)),
                });
            }
            continue;
        }
        let own = names.own(node);
        let from = match analysis.beside(copy) {
            Some(beside) if copy.role.is_of_site() => Some(beside),
            _ if own.iter().any(|(_, main)| !differs(analysis.spot(main), spot)) => None,
            _ => own.first().map(|(_, main)| analysis.spot(main)),
        };
        let Some(from) = from.filter(|from| differs(from, spot)) else { continue };
        all.push(Crossing {
            from: Some(CrossingEnd {
                node: names.node(node),
                role: Role::Main.word(),
                place: names.place(from, node.deployment),
                operator: operator(names, node),
            }),
            from_countries: codes(from).to_vec(),
            to: end(names, node, copy),
            how: if copy.role == Role::Access { "shows" } else { "copies" },
            grounds,
            enforced: vec![kept(names, node, copy.role)],
            source: names.source(place_of(analysis, copy)),
        });
    }
}

/// What keeps a copy to its place.
fn kept(names: &Names<'_, '_>, node: NodeRef, role: Role) -> Enforced {
    let subject = match role {
        Role::Replica => "replicas",
        Role::Failover => "failover",
        Role::Backup => "backup",
        Role::Access => return edge::declared_only("nothing keeps people to the countries that are named"),
        Role::Main | Role::Entry | Role::Logs | Role::Telemetry | Role::State => {
            return edge::declared_only("what keeps it is told where it lies, and makes nothing there");
        }
    };
    let deployment = names.analysis.program().deployment(node.deployment);
    let sites = names.analysis.program().node(node).sites();
    let is_emitted = sites.iter().all(|site| edge::is_emitted(names, deployment.site(*site), subject));
    Enforced { by: Some(edge::OF_HOST), is_emitted, because: None, site: None }
}

fn place_of(analysis: &Analysis<'_>, copy: &Copy) -> faasc_source::Span {
    Analysis::written_at(copy).unwrap_or(analysis.spot(copy).span)
}

fn end(names: &Names<'_, '_>, node: NodeRef, copy: &Copy) -> CrossingEnd {
    CrossingEnd {
        node: names.node(node),
        role: copy.role.word(),
        place: names.place(names.analysis.spot(copy), node.deployment),
        operator: operator(names, node),
    }
}

pub(super) fn operator(names: &Names<'_, '_>, node: NodeRef) -> Option<String> {
    let service = names.analysis.program().service(node)?;
    service.operator.as_ref().map(|operator| operator.value.clone())
}

fn codes<'s>(spot: &'s Spot<'_>) -> &'s [String] {
    match &spot.whereabouts {
        Whereabouts::Known(codes) => codes,
        Whereabouts::Anywhere | Whereabouts::Unknown | Whereabouts::Here => &[],
    }
}

/// Whether something that goes from one place to another may leave the countries of the first.
fn differs(from: &Spot<'_>, to: &Spot<'_>) -> bool {
    match (&from.whereabouts, &to.whereabouts) {
        (Whereabouts::Here, _) | (_, Whereabouts::Here) => false,
        (Whereabouts::Known(from), Whereabouts::Known(to)) => to.iter().any(|code| !from.contains(code)),
        // A place that nobody knows may be abroad.
        _ => true,
    }
}

/// Whether the host moves data along a way, not the code of a function.
pub(super) const fn is_of_host(kind: WayKind) -> bool {
    matches!(kind, WayKind::GivesUp)
}
