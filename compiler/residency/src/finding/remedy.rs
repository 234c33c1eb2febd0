//! What would mend a breach, the least change first.

use faasc_diagnostics::{Applicability, Diagnostic};
use faasc_facts::{Act, Region, RegionStatus, Rule};
use faasc_model::{Deployment, DeploymentId, Mechanism, Place, Site, SiteId};

use super::group::{Group, Subject};
use super::path::is_service;
use crate::analysis::{Analysis, Cause};
use crate::labels::{ClassId, Law, Why};
use crate::law::verdict::{Verdict, judge_country};
use crate::place::spot::provider_of;
use crate::place::{Copy, Role, Whereabouts};

/// One side of a conflict.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) class: ClassId,
    pub(super) law: Law<'a>,
}

/// Two laws that no place can meet together for one node.
#[derive(Clone, Copy)]
pub(super) struct Conflict<'a> {
    pub(super) node: usize,
    pub(super) one: Side<'a>,
    pub(super) two: Side<'a>,
}

/// What is done with which class.
type Deed = (ClassId, Act);

/// The pair of laws that leaves a node no lawful place, if there is one.
pub(super) fn conflict<'a>(analysis: &Analysis<'a>, node: usize) -> Option<Conflict<'a>> {
    let copy = analysis.main_of(node)?;
    let mechanisms = analysis.spot(copy).mechanisms;
    let mut sides: Vec<(Side<'a>, Vec<bool>)> = Vec::new();
    let candidates = candidates(analysis, node);
    for class in analysis.held[node].iter() {
        for law in analysis.class(class).laws.iter().filter(|law| law.why != Why::Asked) {
            let lawful = candidates.iter().map(|code| {
                copy.acts.iter().all(|act| allows(analysis, law, *act, code, mechanisms))
            });
            sides.push((Side { class, law: *law }, lawful.collect()));
        }
    }
    let can_lie = (0..candidates.len()).any(|at| sides.iter().all(|(_, lawful)| lawful[at]));
    if can_lie {
        return None;
    }
    sides.iter().enumerate().find_map(|(at, (one, first))| {
        let rest = sides[at + 1..].iter();
        rest.filter(|(two, _)| two.law.regime.id != one.law.regime.id)
            .find(|(_, second)| !first.iter().zip(second).any(|(one, two)| *one && *two))
            .map(|(two, _)| Conflict { node, one: *one, two: *two })
    })
}

/// Countries, and the parts of them that a law of the node's classes names.
fn candidates(analysis: &Analysis<'_>, node: usize) -> Vec<String> {
    let mut all: Vec<String> = analysis.facts.countries().map(|country| country.row().id.clone()).collect();
    for class in analysis.held[node].iter() {
        for law in &analysis.class(class).laws {
            all.extend(law.regime.row().inside.iter().filter(|place| !place.starts_with('@')).cloned());
        }
    }
    all.sort();
    all.dedup();
    all
}

fn allows(analysis: &Analysis<'_>, law: &Law<'_>, act: Act, code: &str, mechanisms: &[Mechanism]) -> bool {
    let verdict = judge_country(analysis.facts, &analysis.options, law.regime.row(), act, code, mechanisms);
    !matches!(verdict, Verdict::Broken(_))
}

/// Whether deeds are lawful in a country, promises included.
fn is_lawful(analysis: &Analysis<'_>, deeds: &[Deed], code: &str, mechanisms: &[Mechanism]) -> bool {
    deeds.iter().all(|(class, act)| {
        let class = analysis.class(*class);
        let stay_in = &class.declared.stay_in;
        let keeps = stay_in.is_empty()
            || stay_in.iter().any(|place| analysis.facts.is_inside(code, &place.value.0));
        keeps && class.laws.iter().all(|law| law.why == Why::Asked || allows(analysis, law, *act, code, mechanisms))
    })
}

/// All that is done at a place of a site.
fn deeds_at(analysis: &Analysis<'_>, place: usize) -> Vec<Deed> {
    let mut all: Vec<Deed> = Vec::new();
    for copy in &analysis.copies.all {
        if analysis.place_of(copy) == place {
            add_deeds(analysis, copy, &mut all);
        }
    }
    all.sort();
    all.dedup();
    all
}

fn add_deeds(analysis: &Analysis<'_>, copy: &Copy, all: &mut Vec<Deed>) {
    let held = analysis.held_by(copy);
    all.extend(held.iter().flat_map(|class| copy.acts.iter().map(move |act| (class, *act))));
}

/// Adds what to do, and edits where one is enough.
pub(super) fn add(analysis: &Analysis<'_>, group: &Group<'_, '_>, found: Diagnostic) -> Diagnostic {
    let (copy, hit) = group.first();
    let (home, deployment) = group.home(analysis);
    let mut found = found;
    let mut ways: Vec<String> = Vec::new();
    let node = analysis.scope.node(copy.node);
    let name = &analysis.model_node(copy.node).name().value;
    let class = analysis.classes.name_in(&analysis.scope, hit.class, home);
    match group.subject {
        Subject::Site(own, role, _) => {
            let site = analysis.copies.spots[own].site.map(ToString::to_string).unwrap_or_default();
            let key = role.word();
            ways.push(match role {
                Role::Access => "leave that country out of `access`, if nobody reads from there".to_owned(),
                _ if analysis.spot(copy).implicit.is_some() => {
                    format!("pin them: `{key}: {site}` keeps them at the site, or name another place")
                }
                _ => format!("keep them at the site (`{key}: {site}`), or name a place that is lawful"),
            });
        }
        Subject::Node(_, place) if is_service(node) => {
            ways.push(match analysis.law(hit) {
                Some(law) => format!("use a site of `{name}` inside {} (`located`)", law.regime.inside.join(", ")),
                None => format!("use a site of `{name}` where the class may be (`located`)"),
            });
            let _ = place;
        }
        Subject::Node(number, place) => {
            let mut own = Vec::new();
            for (copy, _) in &group.members {
                add_deeds(analysis, copy, &mut own);
            }
            let other = lawful_site(analysis, home, deployment, &own, place);
            if let Some(site) = other {
                let site = &deployment.site(site).name.value;
                ways.push(match copy.role {
                    Role::Backup => format!("place the backup at `{site}` (`place: {{ {name}.backup: {site} }}`)"),
                    Role::Replica => format!("take this site out of `place: {{ {name}: … }}`, or replicate to `{site}`"),
                    Role::Failover => "let the site fail over to a place that is lawful".to_owned(),
                    _ => format!("place `{name}` at `{site}` (`place: {{ {name}: {site} }}`)"),
                });
                found = swap_backup(analysis, number, site, found);
            }
            if let Some((text, fixed)) = move_site(analysis, place, &found) {
                ways.push(text);
                found = fixed;
            }
        }
    }
    ways.extend(mechanism(analysis, group));
    if let Cause::Law(_) = hit.cause {
        ways.push(format!("leave `{class}` behind on the way (`drops`, `transforms`)"));
    }
    found.help(ways.join("; or "))
}

/// The first other site of the deployment at which deeds would be lawful.
fn lawful_site(
    analysis: &Analysis<'_>,
    home: DeploymentId,
    deployment: &Deployment,
    deeds: &[Deed],
    place: usize,
) -> Option<SiteId> {
    let at = analysis.copies.spots[place].at;
    analysis.copies.spots.iter().find_map(|spot| {
        let (owner, site) = spot.at.filter(|found| Some(*found) != at)?;
        let Whereabouts::Known(codes) = &spot.whereabouts else { return None };
        let is_lawful = codes.iter().all(|code| is_lawful(analysis, deeds, code, spot.mechanisms));
        (owner == home && is_lawful && site.index() < deployment.sites.len()).then_some(site)
    })
}

/// The edit that lays a backup beside its store, where that is the lawful site.
fn swap_backup(analysis: &Analysis<'_>, node: usize, site: &str, found: Diagnostic) -> Diagnostic {
    let Some(store) = analysis.program().store(analysis.scope.node(node)) else { return found };
    let Some(Place::Site { span, name, .. }) = store.backup.as_ref().and_then(|backup| backup.place.as_ref()) else {
        return found;
    };
    if found.primary.span != *span || span.len() as usize != name.len() {
        return found;
    }
    let title = format!("lay the backup at `{site}`");
    found.replace(title, *span, site.to_owned(), Applicability::NeedsReview)
}

/// The region to which a site may move with all that is there, and the edit.
fn move_site(analysis: &Analysis<'_>, place: usize, found: &Diagnostic) -> Option<(String, Diagnostic)> {
    let (home, id) = analysis.copies.spots[place].at?;
    let deployment = analysis.program().deployment(home);
    let site = deployment.site(id);
    let written = site.region.as_ref()?;
    let deeds = deeds_at(analysis, place);
    let region = nearest(analysis, site, &deeds)?;
    let country = region.country.as_deref().unwrap_or_default();
    let text = format!("move the site `{}` to `{}` ({country})", site.name.value, region.code());
    let is_literal = written.span.len() as usize == written.value.len();
    if !is_literal {
        return Some((text, found.clone()));
    }
    let is_alone = analysis.program().app(deployment.app_id).environments.len() <= 1
        && deployment.sites.len() == 1
        && analysis.deployments().len() == 1;
    let how = if is_alone && !is_tied(deployment, site, id) {
        Applicability::Safe
    } else {
        Applicability::NeedsReview
    };
    let title = format!("move the site to `{}` ({country})", region.code());
    Some((text, found.clone().replace(title, written.span, region.code().to_owned(), how)))
}

/// Whether something of the file is there already, in this region alone.
fn is_tied(deployment: &Deployment, site: &Site, id: SiteId) -> bool {
    site.gateway.is_some()
        || site.kafka.is_some()
        || site.mqtt.is_some()
        || site.network.is_some()
        || site.alarms.is_some()
        || site.registry.is_some()
        || deployment.events.iter().any(|event| event.existing_at(id).is_some())
        || deployment.stores.iter().any(|store| store.existing_at(id).is_some())
        || deployment.secrets.iter().any(|secret| secret.existing.iter().any(|(at, _)| *at == id))
        || deployment.functions.iter().any(|function| !function.layers.is_empty() || !function.grants.is_empty())
}

/// Whether a place is inside for every law of the deeds' classes, so that no list and no paper is needed.
fn is_home(analysis: &Analysis<'_>, deeds: &[Deed], code: &str) -> bool {
    deeds.iter().all(|(class, _)| {
        let laws = analysis.class(*class).laws.iter().filter(|law| law.why != Why::Asked);
        let mut inside = laws.map(|law| &law.regime.row().inside);
        inside.all(|inside| inside.iter().any(|place| analysis.facts.is_inside(code, place)))
    })
}

/// Whether people live there whom the data is about.
fn is_among_people(analysis: &Analysis<'_>, deeds: &[Deed], code: &str) -> bool {
    deeds.iter().any(|(class, _)| {
        let subjects = &analysis.class(*class).declared.subjects;
        subjects.iter().any(|subject| analysis.facts.is_inside(code, &subject.value.0))
    })
}

/// The nearest region of the same provider and partition in which all deeds are lawful.
fn nearest<'a>(analysis: &Analysis<'a>, site: &Site, deeds: &[Deed]) -> Option<&'a Region> {
    let provider = provider_of(site.provider.value)?;
    let facts = analysis.facts;
    let here = facts.region(provider, &site.region.as_ref()?.value)?.row();
    let is_usable = |region: &Region| {
        region.status == RegionStatus::Available
            && region.partition == here.partition
            && region.tags == here.tags
            && region.lambda_endpoint_seen != Some(false)
    };
    let distance = |region: &Region| {
        let (north, east) = (*region.lat - *here.lat, *region.lon - *here.lon);
        north * north + east * east
    };
    facts
        .regions(provider)
        .map(|fact| fact.row())
        .filter(|region| region.id != here.id && is_usable(region))
        .filter(|region| {
            let place = facts.locate(provider, region.code()).map(|located| located.place());
            place.is_some_and(|place| is_lawful(analysis, deeds, place, &site.mechanism))
        })
        .min_by_key(|region| {
            let place = facts.locate(provider, region.code()).map(|located| located.place()).unwrap_or_default();
            (!is_home(analysis, deeds, place), !is_among_people(analysis, deeds, place), distance(region), region.id.as_str())
        })
}

/// The mechanisms that would make it lawful.
fn mechanism(analysis: &Analysis<'_>, group: &Group<'_, '_>) -> Option<String> {
    let (copy, hit) = group.first();
    let law = analysis.law(hit)?;
    let fault = hit.fault.as_ref()?;
    let regime = law.regime.row();
    if fault.is_denied || !matches!(fault.rule, Rule::Conditional) {
        return None;
    }
    let country = fault.country.as_deref()?;
    let entry = crate::law::leave::entry(analysis.facts, &analysis.options, regime, country);
    let conditional = entry.and_then(|entry| entry.requires.as_deref());
    let certifications: Vec<&str> = analysis
        .facts
        .adequacy_lists()
        .flat_map(|list| list.row().entries.iter().filter_map(|entry| entry.requires.as_deref()))
        .collect();
    let mut usable: Vec<&str> = conditional.into_iter().collect();
    usable.extend(
        regime
            .mechanisms
            .iter()
            .map(String::as_str)
            .filter(|id| *id != "adequacy" && !certifications.contains(id)),
    );
    let first = usable.first()?;
    let node = analysis.scope.node(copy.node);
    let spot = analysis.spot(copy);
    let whose = match (is_service(node), spot.site) {
        (true, _) => format!("the service `{}`", analysis.model_node(copy.node).name().value),
        (false, Some(site)) => format!("the site `{site}`"),
        (false, None) => return None,
    };
    let others = match usable.len() {
        1 => String::new(),
        _ => format!(" (or {})", usable[1..].join(", ")),
    };
    Some(format!("where there is one, add `mechanism: {{ by: {first}, evidence: … }}`{others} to {whose}"))
}
