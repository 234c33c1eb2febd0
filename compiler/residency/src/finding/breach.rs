//! Data where a law or a promise forbids it.

use faasc_diagnostics::{Code, Diagnostic, Severity, Sink};
use faasc_facts::{Act, Rule};
use faasc_source::Span;
use rustc_hash::FxHashSet;

use super::conflict::{self, Conflict};
use super::group::{Group, Subject, groups};
use super::lawful::Lawful;
use super::{path, remedy, rule, words};
use crate::analysis::{Analysis, Cause};
use crate::law::leave;
use crate::law::{Fault, Refusal};
use crate::place::{Copy, Role};

static UNLAWFUL: Code =
    Code::error("F1410", "unlawful-place", "data at a place where a law does not let it be");
static PROMISE: Code =
    Code::error("F1411", "broken-promise", "data outside of where its class promises to stay");
static NO_PLACE: Code =
    Code::error("F1412", "no-lawful-place", "a node with data that no single place may hold together");
static UNKNOWN: Code =
    Code::error("F1413", "place-unknown", "data at a place that nobody names, though a law asks where it is");

pub(super) static CODES: [&Code; 4] = [&UNLAWFUL, &PROMISE, &NO_PLACE, &UNKNOWN];

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    let mut torn: FxHashSet<usize> = FxHashSet::default();
    let lawful = Lawful::of(analysis);
    for group in groups(analysis) {
        let found = if group.is_unknown {
            unknown(analysis, &group)
        } else if let Some((node, conflict)) = conflict(&lawful, &group) {
            if !torn.insert(node) {
                continue;
            }
            no_place(analysis, &group, node, &conflict)
        } else {
            broken(&lawful, &group)
        };
        let (_, deployment) = group.home(analysis);
        let subject = key_path(analysis, &group);
        sink.push(found.about(subject).within(deployment.environment.to_string()));
    }
}

/// The key path of what a group is about.
fn key_path(analysis: &Analysis<'_>, group: &Group<'_, '_>) -> String {
    match group.subject {
        Subject::Node(node, _) => analysis.model_node(node).key_path(),
        Subject::Site(own, ..) => match analysis.copies.spots[own].site {
            Some(site) => format!("sites.{site}"),
            None => analysis.model_node(group.members[0].0.node).key_path(),
        },
    }
}

/// Where a finding about a copy points.
fn span_of(analysis: &Analysis<'_>, group: &Group<'_, '_>, copy: &Copy) -> Span {
    if let Subject::Site(..) = group.subject {
        return analysis.spot(copy).span;
    }
    let node = analysis.scope.node(copy.node);
    match copy.span {
        Some(span) => span,
        None if path::is_service(node) => analysis.spot(copy).span,
        None => analysis.model_node(copy.node).name().span,
    }
}

/// The node that cannot lie anywhere, if a group is about one.
fn conflict<'a>(lawful: &Lawful<'_, 'a>, group: &Group<'_, 'a>) -> Option<(usize, Conflict<'a>)> {
    let analysis = lawful.analysis;
    let Subject::Node(node, _) = group.subject else { return None };
    let is_kept = analysis.program().store(analysis.scope.node(node)).is_some()
        || analysis.program().event(analysis.scope.node(node)).is_some();
    if !is_kept || group.first().0.role != Role::Main || group.first().0.node != node {
        return None;
    }
    Some((node, conflict::conflict(lawful, node)?))
}

fn no_place(
    analysis: &Analysis<'_>,
    group: &Group<'_, '_>,
    number: usize,
    conflict: &Conflict<'_>,
) -> Diagnostic {
    let node = analysis.scope.node(number);
    let (home, _) = group.home(analysis);
    let name = |class| analysis.classes.name_in(&analysis.scope, class, home);
    let (one, two) = (&conflict.one, &conflict.two);
    let (first, _) = group.first();
    let mut found = NO_PLACE
        .at(
            span_of(analysis, group, first),
            format!(
                "no place may hold all of {}: `{}` keeps `{}` inside {}, and `{}` keeps `{}` inside {}",
                words::node(analysis, node),
                one.law.regime.id,
                name(one.class),
                one.law.regime.inside.join(", "),
                two.law.regime.id,
                name(two.class),
                two.law.regime.inside.join(", "),
            ),
        )
        .here(format!("it lies {}", analysis.spot(first).words));
    for side in [one, two] {
        found = found.label(
            analysis.class(side.class).declared.name.span,
            format!("`{}` binds this class", side.law.regime.id),
        );
    }
    found = path::show(analysis, found, number, one.class, home);
    if two.class != one.class {
        found = path::show(analysis, found, number, two.class, home);
    }
    for side in [one, two] {
        found = found.note(rule::citation(analysis.facts, side.law.regime));
    }
    let severity =
        rule::severity(analysis, Some(one.law), None).min(rule::severity(analysis, Some(two.law), None));
    let help = if one.class == two.class {
        format!(
            "split `{}` into two classes by the people whom they are about, and keep each in a store of its own at home",
            name(one.class)
        )
    } else {
        format!(
            "split the store: keep `{}` and `{}` in one of their own each, and place each where its law wants it",
            name(one.class),
            name(two.class)
        )
    };
    found.help(help).weigh(severity)
}

fn unknown(analysis: &Analysis<'_>, group: &Group<'_, '_>) -> Diagnostic {
    let (copy, hit) = group.first();
    let (home, _) = group.home(analysis);
    let classes = group.classes();
    let names = words::classes(analysis, &classes, home);
    let node = analysis.scope.node(copy.node);
    let mut found = UNKNOWN
        .at(
            span_of(analysis, group, copy),
            format!(
                "nobody says in which country {} is, and {} may not be just anywhere",
                words::node(analysis, node),
                words::names(&names)
            ),
        )
        .label(analysis.class(hit.class).declared.name.span, "this class is bound to places");
    found = path::show(analysis, found, copy.node, hit.class, home);
    let gates = group.members.iter().any(|(_, hit)| analysis.law(hit).is_none_or(|law| law.regime.gates()));
    found = match analysis.law(hit) {
        Some(law) => found.note(rule::citation(analysis.facts, law.regime)),
        None => found.note("the class promises by `stay_in` where it stays"),
    };
    let severity = if gates || analysis.options.is_strict { Severity::Error } else { Severity::Warning };
    let help = if path::is_service(node) {
        "add `located: [\"…\"]` to the service: the countries in which it processes"
    } else {
        "add the `country` of the site"
    };
    found.help(help).weigh(severity)
}

fn broken(lawful: &Lawful<'_, '_>, group: &Group<'_, '_>) -> Diagnostic {
    let analysis = lawful.analysis;
    let (copy, hit) = group.first();
    let (home, _) = group.home(analysis);
    let classes = group.classes();
    let names = words::classes(analysis, &classes, home);
    let spot = analysis.spot(copy);
    let law = analysis.law(hit);
    let (code, verdict) = match (law, &hit.fault) {
        (Some(law), Some(fault)) => (&UNLAWFUL, reason(law.regime.row(), hit.act, fault)),
        _ => {
            let stay_in = &analysis.class(hit.class).declared.stay_in;
            (&PROMISE, format!("but its class promises to `stay_in` {}", words::places(stay_in)))
        }
    };
    let subject = match group.subject {
        Subject::Node(..) => words::happens(analysis, copy, names.len() > 1),
        Subject::Site(own, role, _) => of_site(analysis, own, role, names.len() > 1),
    };
    let mut found = code
        .at(
            span_of(analysis, group, copy),
            format!("{} {subject} {}, {verdict}", words::names(&names), spot.words),
        )
        .here(here(group, copy));
    if found.primary.span != spot.span {
        found = found.label(spot.span, format!("this is {}", spot.countries()));
    }
    found = found.label(analysis.class(hit.class).declared.name.span, about(analysis, hit.class));
    if let Cause::Promise = hit.cause
        && let Some(first) = analysis.class(hit.class).declared.stay_in.first()
    {
        found = found.label(first.span, "the promise");
    }
    found = path::show_to(analysis, found, copy, hit.class, home);
    found = further(analysis, group, found);
    if let (Some(law), Some(fault)) = (law, &hit.fault) {
        // What is kept with somebody else has no key for a mechanism.
        let may_claim = spot.site.is_some() || path::is_service(analysis.scope.node(copy.node));
        found = mechanisms(analysis, found, law.regime.row(), fault, may_claim);
        found = found.note(rule::citation(analysis.facts, law.regime));
    }
    if let Some((id, _)) = spot.implicit
        && let Some(row) = analysis.facts.implicit_placement(id)
    {
        found = found.note(format!(
            "the provider chooses this place by itself (`{id}`: {}, {})",
            row.row().node,
            row.row().location
        ));
    }
    remedy::add(lawful, group, found).weigh(rule::severity(analysis, law, spot.implicit))
}

/// What a site keeps elsewhere.
fn of_site(analysis: &Analysis<'_>, own: usize, role: Role, is_plural: bool) -> String {
    let be = if is_plural { "are" } else { "is" };
    let site = analysis.copies.spots[own].site.map(ToString::to_string).unwrap_or_default();
    match role {
        Role::Logs => format!("{be} in the logs of the site `{site}`"),
        Role::Telemetry => format!("{be} in the traces and metrics of the site `{site}`"),
        Role::State => format!("{be} in Terraform's state of the site `{site}`"),
        _ => format!("can be read at the site `{site}`"),
    }
}

fn here(group: &Group<'_, '_>, copy: &Copy) -> &'static str {
    match (group.subject, copy.role) {
        (Subject::Site(..), Role::Access) => "from here",
        (Subject::Site(..), _) => "they lie here",
        (_, Role::Failover) => "what stands here is moved there",
        (_, Role::Backup) => "the backup lies there",
        _ => "",
    }
}

/// The people or country that a class is about.
fn about(analysis: &Analysis<'_>, class: crate::labels::ClassId) -> String {
    let declared = analysis.class(class).declared;
    let contains =
        faasc_diagnostics::list_of(declared.contains.iter().map(|category| &*category.value), "and");
    match words::places(&declared.subjects) {
        places if places.is_empty() => format!("contains {contains}"),
        places => format!("contains {contains} of {places}"),
    }
}

/// The end of the message: what the regime says.
fn reason(regime: &faasc_facts::Regime, act: Act, fault: &Fault<'_>) -> String {
    let id = &regime.id;
    let inside = regime.inside.join(", ");
    if fault.is_denied {
        return format!("where `{id}` lets nothing of it go");
    }
    let act = words::act(act);
    match fault.rule {
        Rule::Inside => format!("and `{id}` wants it {act} inside {inside}"),
        Rule::InsideFirst if fault.is_order => {
            format!("before it was written inside {inside}, which `{id}` wants first")
        }
        Rule::InsideFirst => {
            format!("and `{id}` wants it {act} inside {inside} first and lets it leave only by a mechanism")
        }
        Rule::Conditional | Rule::InsideCopy | Rule::Denylist | Rule::Free => {
            let list = if regime.adequacy.is_some() { "to an adequate place or " } else { "" };
            format!("and `{id}` lets it leave {inside} only {list}by a mechanism")
        }
    }
}

/// Why declared mechanisms do not count, and which would.
fn mechanisms(
    analysis: &Analysis<'_>,
    found: Diagnostic,
    regime: &faasc_facts::Regime,
    fault: &Fault<'_>,
    may_claim: bool,
) -> Diagnostic {
    let mut found = found;
    for refused in &fault.refused {
        let by = &refused.mechanism.by;
        let why = match refused.why {
            Refusal::Expired(until) => format!("its last day was {until}"),
            Refusal::NotOfRegime => format!("it is no mechanism of `{}`", regime.id),
            Refusal::OtherPlace => {
                "it is a certification that an adequacy finding requires, and counts there only".to_owned()
            }
            Refusal::NothingToClaim => {
                format!("`{}` has no finding for this place whose scope it could claim", regime.id)
            }
            Refusal::Fallen => "this analysis takes it to have fallen".to_owned(),
            Refusal::NoCure => {
                format!("`{}` wants the data inside, and no instrument changes that", regime.id)
            }
        };
        found = found.note(format!("the mechanism `{}` does not count: {why}", by.value));
        let span = match (&refused.why, &refused.mechanism.until) {
            (Refusal::Expired(_), Some(until)) => until.span,
            _ => by.span,
        };
        if found.primary.span != span && found.labels.iter().all(|label| label.span != span) {
            found = found.label(span, "does not count");
        }
    }
    let entry = fault
        .country
        .as_deref()
        .filter(|_| may_claim && matches!(fault.rule, Rule::Conditional | Rule::InsideFirst))
        .and_then(|country| leave::entry(analysis.facts, &analysis.options, regime, country));
    if let Some(entry) = entry {
        let shown = match &entry.requires {
            Some(required) => format!("`mechanism: {{ by: {required} }}` claims it"),
            None => "`mechanism: { by: adequacy }` claims it".to_owned(),
        };
        let scope = entry.scope.as_deref().unwrap_or("a condition");
        found =
            found.note(format!("{} is adequate under a condition only ({scope}); {shown}", entry.place()));
    }
    found
}

/// Other copies and nodes of the group.
fn further(analysis: &Analysis<'_>, group: &Group<'_, '_>, found: Diagnostic) -> Diagnostic {
    let (first, _) = group.first();
    let mut found = found;
    if let Subject::Site(..) = group.subject {
        let names: Vec<String> = group
            .nodes()
            .into_iter()
            .map(|node| analysis.model_node(node).name().value.to_string())
            .collect();
        return match names.as_slice() {
            [] | [_] => found,
            [one, rest @ ..] => found
                .note(format!("it is so for `{one}` and {} more at the site that hold the data", rest.len())),
        };
    }
    let mut also: Vec<&str> = group
        .roles()
        .into_iter()
        .filter(|role| *role != first.role)
        .map(|role| match role {
            Role::Main => "the data itself",
            Role::Entry => "the entry that collects it",
            Role::Replica => "a replica",
            Role::Failover => "what a failover brings there",
            Role::Backup => "its backup",
            Role::Logs => "its logs",
            Role::Telemetry => "its traces and metrics",
            Role::State => "Terraform's state",
            Role::Access => "people who can read it",
        })
        .collect();
    if group.has_letter() {
        also.push("the dead letter that is made beside it");
    }
    if !also.is_empty() {
        found = found.note(format!("at the same place, and as unlawful: {}", also.join(", ")));
    }
    found
}
