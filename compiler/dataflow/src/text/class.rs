//! One data class for people.

use std::fmt::Write as _;

use super::table::{Cell, table, wrapped};
use super::words::{counted, countries, enforced, grounds, is_bad, site};
use super::{Page, Tone};
use crate::form::{Class, Crossing, Enters, Graph, Holds, Report};

pub(super) fn draw(report: &Report, graph: &Graph, class: &Class, page: &Page<'_>, out: &mut String) {
    let has_several_apps = graph.deployments.len() > 1;
    let name = if has_several_apps { format!("{}/{}", class.app, class.class) } else { class.class.clone() };
    let _ = writeln!(out, "  {}", page.heading(&name));
    for line in wrapped(&about(class), page.width.saturating_sub(4).max(20)) {
        let _ = writeln!(out, "    {}", faasc_report::inert_line(&line));
    }
    section(page, "enters", &counted(class.enters.len(), "way"), class.enters.iter().map(enters), out);
    let nodes: std::collections::BTreeSet<_> = class.holds.iter().map(|holds| &holds.node).collect();
    let held = counted(nodes.len(), "node");
    section(page, "held by", &held, class.holds.iter().map(|row| holds(report, row)), out);
    let broken = class.crossings.iter().filter(|crossing| crossing.grounds.iter().any(is_bad)).count();
    let crossed = match (class.crossings.len(), broken) {
        (0, _) => "none crossed".to_owned(),
        (count, 0) => counted(count, "crossing"),
        (count, broken) => format!("{}, {broken} without a ground", counted(count, "crossing")),
    };
    section(page, "borders", &crossed, class.crossings.iter().map(|row| crossing(report, row)), out);
    out.push('\n');
}

/// What is in it, about whom, under which law.
fn about(class: &Class) -> String {
    let mut parts = Vec::new();
    if !class.contains.is_empty() {
        parts.push(class.contains.join(", "));
    }
    if !class.subjects.is_empty() {
        parts.push(format!("of people in {}", class.subjects.join(", ")));
    }
    let law = if class.regimes.is_empty() { "no law binds it".to_owned() } else { class.regimes.join(", ") };
    parts.push(format!("law: {law}"));
    if !class.possible_regimes.is_empty() {
        parts.push(format!("perhaps {}", class.possible_regimes.join(", ")));
    }
    if !class.stay_in.is_empty() {
        parts.push(format!("promised to stay in {}", class.stay_in.join(", ")));
    }
    parts.join("; ")
}

fn section(
    page: &Page<'_>,
    title: &str,
    summary: &str,
    rows: impl Iterator<Item = Vec<Cell>>,
    out: &mut String,
) {
    let _ = writeln!(out, "    {} {summary}", (page.paint)(Tone::Heading, title));
    table(page, 6, &rows.collect::<Vec<_>>(), out);
}

fn enters(enters: &Enters) -> Vec<Cell> {
    let places: Vec<String> = enters.places.iter().map(|place| countries(place).0).collect();
    vec![
        (enters.node.name.clone(), Tone::Plain),
        (places.join(" and "), Tone::Plain),
        (enters.how.to_owned(), Tone::Quiet),
        (enters.by.clone().unwrap_or_default(), Tone::Plain),
    ]
}

fn holds(report: &Report, holds: &Holds) -> Vec<Cell> {
    vec![
        (holds.node.kind.to_owned(), Tone::Quiet),
        (holds.node.name.clone(), Tone::Plain),
        countries(&holds.place),
        (site(&holds.place), Tone::Plain),
        (holds.roles.join(", "), Tone::Quiet),
        grounds(report, &holds.grounds),
    ]
}

fn crossing(report: &Report, crossing: &Crossing) -> Vec<Cell> {
    let from = crossing.from.as_ref().map_or_else(|| "people".to_owned(), |from| from.node.name.clone());
    let here = if crossing.from_countries.is_empty() {
        "unknown".to_owned()
    } else {
        crossing.from_countries.join(", ")
    };
    let to = match crossing.to.role {
        "main" | "entry" => crossing.to.node.name.clone(),
        role => format!("{role} of {}", crossing.to.node.name),
    };
    let (mut ground, tone) = grounds(report, &crossing.grounds);
    let (enforced, _) = enforced(&crossing.enforced);
    if !enforced.is_empty() {
        let _ = write!(ground, " [{enforced}]");
    }
    vec![
        (from, Tone::Plain),
        (crossing.how.to_owned(), Tone::Quiet),
        (to, Tone::Plain),
        (format!("{here} \u{2192} {}", countries(&crossing.to.place).0), Tone::Plain),
        (ground, tone),
    ]
}
