//! One data class: where it comes in and what holds it.

use std::collections::BTreeMap;

use faasc_model::{NodeId, NodeRef, Trigger, TriggerKind};
use faasc_residency::{Analysis, Cause, ClassId, Copy, Crossing, Hit, OriginKind, Role, Why};

use super::crossing::{self, Known};
use super::name::Names;
use crate::form::{Class, Enters, Ground, GroundKind, Holds, Node, Place};

/// Classes in the order in which they are asked for.
pub(super) fn classes(names: &Names<'_, '_>, asked: &[ClassId]) -> Vec<Class> {
    let known = Known::of(names, asked);
    asked.iter().map(|id| class(names, &known, *id)).collect()
}

fn class(names: &Names<'_, '_>, known: &Known<'_, '_>, id: ClassId) -> Class {
    let class = names.analysis.class(id);
    let declared = class.declared;
    let regimes = |is_asked: bool| {
        let laws = class.laws.iter().filter(move |law| (law.why == Why::Asked) == is_asked);
        laws.map(|law| law.regime.row().id.clone()).collect()
    };
    let text =
        |found: &Option<faasc_source::Spanned<String>>| found.as_ref().map(|found| found.value.clone());
    Class {
        app: names.analysis.program().deployment(class.deployment).app.to_string(),
        class: class.name().to_owned(),
        description: text(&declared.description),
        contains: declared.contains.iter().map(|found| found.value.to_string()).collect(),
        subjects: declared.subjects.iter().map(|found| found.value.to_string()).collect(),
        purpose: text(&declared.purpose),
        basis: text(&declared.basis),
        controller: text(&declared.controller),
        stay_in: declared.stay_in.iter().map(|found| found.value.to_string()).collect(),
        regimes: regimes(false),
        possible_regimes: regimes(true),
        enters: enters(names, id),
        holds: holds(names, known, id),
        crossings: crossing::crossings(names, known, id),
        source: names.source(declared.span),
    }
}

fn enters(names: &Names<'_, '_>, class: ClassId) -> Vec<Enters> {
    let analysis = names.analysis;
    let mut all: Vec<Enters> = Vec::new();
    for (node, origin) in analysis.origins().filter(|(_, origin)| origin.classes.has(class)) {
        let (how, by) = match origin.kind {
            OriginKind::Collected { deployment, function, trigger } => {
                let function = analysis.program().deployment(deployment).function(function);
                ("collected", function.triggers.get(trigger).map(entry))
            }
            OriginKind::Declared => ("declared", None),
            OriginKind::Returned(service) => ("returned", Some(names.node(service).name)),
        };
        all.push(Enters {
            node: names.node(node),
            how,
            by,
            places: names.places(node),
            source: names.source(origin.span),
        });
    }
    for node in analysis.nodes() {
        let Some(function) = analysis.program().function(node) else { continue };
        for transform in &function.transforms {
            let is_this = transform.to.as_ref().is_some_and(|to| {
                *to.value.name == *analysis.class(class).name() && analysis.passed_on(node).has(class)
            });
            if is_this {
                all.push(Enters {
                    node: names.node(node),
                    how: "made",
                    by: Some(transform.by.value.to_string()),
                    places: names.places(node),
                    source: names.source(transform.span),
                });
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// `POST /persons`.
fn entry(trigger: &Trigger) -> String {
    match &trigger.kind {
        TriggerKind::Http(http) => format!("{} {}", http.route.value.method, http.route.value.path),
        TriggerKind::Webhook(hook) => format!("{} {}", hook.route.value.method, hook.route.value.path),
        TriggerKind::Websocket(socket) => socket.path.value.to_string(),
        TriggerKind::Mqtt(mqtt) => mqtt.topic.value.clone(),
        _ => trigger.id.to_string(),
    }
}

/// The rank of kinds of nodes.
pub(super) const fn rank(node: NodeRef) -> u8 {
    match node.node {
        NodeId::Function(_) => 0,
        NodeId::Event(_) => 1,
        NodeId::Store(_) => 2,
        NodeId::Service(_) => 3,
    }
}

/// What holds a class: one row for each node and place.
fn holds(names: &Names<'_, '_>, known: &Known<'_, '_>, class: ClassId) -> Vec<Holds> {
    let mut all: BTreeMap<(u8, Node, Place), Holds> = BTreeMap::new();
    for (at, (node, copy)) in names.analysis.copies().enumerate() {
        if !known.held[at].has(class) {
            continue;
        }
        let name = names.node(node);
        let place = names.place(names.analysis.spot(copy), node.deployment);
        let row = all.entry((rank(node), name.clone(), place.clone())).or_insert_with(|| Holds {
            node: name,
            place,
            operator: crossing::operator(names, node),
            retention: None,
            roles: Vec::new(),
            grounds: Vec::new(),
        });
        if !row.roles.contains(&copy.role.word()) {
            row.roles.push(copy.role.word());
        }
        row.retention = row.retention.take().or_else(|| retention(names, node, copy));
        row.grounds.extend(known.grounds(names.analysis, at, copy, class));
        row.grounds.sort();
        row.grounds.dedup();
    }
    all.into_values().collect()
}

/// How long a copy is kept, where the file says so.
fn retention(names: &Names<'_, '_>, node: NodeRef, copy: &Copy) -> Option<String> {
    let program = names.analysis.program();
    if let Some(event) = program.event(node) {
        return event.retention.as_ref().map(|found| found.value.to_string());
    }
    let store = program.store(node)?;
    if copy.role == Role::Backup {
        return store.backup.as_ref().map(|backup| format!("backups {}", backup.keep.value));
    }
    let expires = || store.expires_by.as_ref().map(|field| format!("until {}", field.value));
    store.retention.as_ref().map(|found| found.value.to_string()).or_else(expires)
}

/// What the laws of a class, and its own promise, say about it at a copy outside.
pub(super) fn grounds(
    analysis: &Analysis<'_>,
    copy: &Copy,
    class: ClassId,
    crossings: &[Crossing<'_>],
    hits: &[&Hit<'_>],
) -> Vec<Ground> {
    let mut all: Vec<Ground> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.class == class) {
        let regime = match hit.cause {
            Cause::Law(_) => analysis.law(hit).map(|law| law.regime.row().id.clone()).unwrap_or_default(),
            Cause::Promise => "stay_in".to_owned(),
        };
        if all.iter().any(|known| known.regime == regime) {
            continue;
        }
        let place = hit.fault.as_ref().and_then(|fault| fault.country.clone());
        let kind = if hit.fault.is_some() { GroundKind::Forbidden } else { GroundKind::Unplaced };
        all.push(bare(regime, place.unwrap_or_else(|| analysis.spot(copy).countries()), kind));
    }
    for crossing in crossings.iter().filter(|crossing| crossing.class == class) {
        if all.iter().any(|known| known.regime == crossing.regime) {
            continue;
        }
        all.push(crossing::ground(crossing));
    }
    all.sort();
    all
}

/// A ground without more.
pub(super) fn bare(regime: String, place: String, kind: GroundKind) -> Ground {
    Ground { regime, place, kind, mechanism: None, evidence: None, until: None, scope: None }
}
