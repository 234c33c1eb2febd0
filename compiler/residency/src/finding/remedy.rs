//! What would mend a breach, the least change first.

use faasc_diagnostics::{Applicability, Diagnostic};
use faasc_facts::Rule;
use faasc_model::{Deployment, Function, FunctionEncryption, Part, Place, Site, SiteId, Template};

use super::group::{Group, Subject};
use super::lawful::{Lawful, add_deeds};
use super::path::is_service;
use crate::analysis::{Analysis, Cause};
use crate::place::Role;

/// Adds what to do, and edits where one is enough.
pub(super) fn add(lawful: &Lawful<'_, '_>, group: &Group<'_, '_>, found: Diagnostic) -> Diagnostic {
    let analysis = lawful.analysis;
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
                _ => format!(
                    "keep them at the site (`{key}: {site}`), or name a place that is lawful under `{key}`"
                ),
            });
        }
        Subject::Node(_, place) if is_service(node) => {
            ways.push(match analysis.law(hit) {
                Some(law) => {
                    format!("use a site of `{name}` inside {} (`located`)", law.regime.inside.join(", "))
                }
                None => format!("use a site of `{name}` where the class may be (`located`)"),
            });
            let _ = place;
        }
        Subject::Node(number, place) => {
            let mut own = Vec::new();
            for (copy, _) in &group.members {
                add_deeds(analysis, copy, &mut own);
            }
            if let Some(order) = in_order(analysis, group) {
                ways.push(order);
            }
            let is_failover = group.members.iter().any(|(copy, _)| copy.role == Role::Failover);
            if is_failover {
                ways.push("let a site take over that is at a lawful place (`failover`)".to_owned());
            }
            let other = lawful.site(home, deployment, &own, place).filter(|_| !is_failover);
            if let Some(site) = other {
                let site = &deployment.site(site).name.value;
                ways.push(match copy.role {
                    Role::Backup => {
                        format!("place the backup at `{site}` (`place: {{ {name}.backup: {site} }}`)")
                    }
                    Role::Replica => {
                        format!("take this site out of `place: {{ {name}: … }}`, or replicate to `{site}`")
                    }
                    _ => format!("place `{name}` at `{site}` (`place: {{ {name}: {site} }}`)"),
                });
                found = swap_backup(analysis, number, site, found);
            }
            if let Some((text, fixed)) = move_site(lawful, place, &found) {
                ways.push(text);
                found = fixed;
            }
        }
    }
    ways.extend(mechanism(analysis, group));
    if let Cause::Law(_) = hit.cause {
        ways.push(format!("leave `{class}` behind on the way (`drops`, `transforms`)"));
    }
    found.help(ways.join("\nor "))
}

/// The order of writing that a law asks for, where the place itself would do.
fn in_order(analysis: &Analysis<'_>, group: &Group<'_, '_>) -> Option<String> {
    let (_, hit) = group.first();
    hit.fault.as_ref().filter(|fault| fault.is_order)?;
    let inside = analysis.law(hit)?.regime.inside.join(", ");
    Some(format!("write it to a store inside {inside} first, and let another function copy it from there"))
}

/// The edit that lays a backup beside its store, where that is the lawful site.
fn swap_backup(analysis: &Analysis<'_>, node: usize, site: &str, found: Diagnostic) -> Diagnostic {
    let Some(store) = analysis.program().store(analysis.scope.node(node)) else { return found };
    let Some(Place::Site { span, name, .. }) = store.backup.as_ref().and_then(|backup| backup.place.as_ref())
    else {
        return found;
    };
    if found.primary.span != *span || span.len() as usize != name.len() {
        return found;
    }
    let title = format!("lay the backup at `{site}`");
    found.replace(title, *span, site.to_owned(), Applicability::NeedsReview)
}

/// The region to which a site may move with all that is there, and the edit.
fn move_site(lawful: &Lawful<'_, '_>, place: usize, found: &Diagnostic) -> Option<(String, Diagnostic)> {
    let analysis = lawful.analysis;
    let (home, id) = analysis.copies.spots[place].at?;
    let deployment = analysis.program().deployment(home);
    let site = deployment.site(id);
    let written = site.region.as_ref()?;
    let region = lawful.region(place)?;
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
        || site.roles.as_ref().is_some_and(|roles| roles.permissions_boundary.is_some())
        || deployment.events.iter().any(|event| event.is_adopted || event.existing_at(id).is_some())
        || deployment.stores.iter().any(|store| store.is_adopted || store.existing_at(id).is_some())
        || deployment.secrets.iter().any(|secret| secret.existing.iter().any(|(at, _)| *at == id))
        || deployment.functions.iter().any(|function| {
            !function.layers.is_empty() || !function.grants.is_empty() || names_region(function, site)
        })
}

/// Whether a function is told of something in the region that its site has now.
fn names_region(function: &Function, site: &Site) -> bool {
    let region = site.region.as_ref().map_or("", |region| region.value.as_str());
    let names = |template: &Template| {
        template.0.iter().any(|part| matches!(part, Part::Text(text) if text.contains(region)))
    };
    function.env.iter().any(|(_, value)| names(&value.value))
        || function.signing.as_ref().is_some_and(|found| names(&found.value))
        || function.permissions_boundary.as_ref().is_some_and(|found| names(&found.value))
        || matches!(function.encryption.value, FunctionEncryption::Key(_))
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
