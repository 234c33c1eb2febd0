//! The register of transfers: a row for each border, class and law.

use super::Register;
use crate::form::{Class, Crossing, CrossingEnd, Graph, GroundKind, Place, Report};

const COLUMNS: &[&str] = &[
    "environment",
    "app",
    "class",
    "categories",
    "subjects",
    "from",
    "from_countries",
    "how",
    "to",
    "to_part",
    "to_countries",
    "recipient",
    "regime",
    "ground",
    "mechanism",
    "evidence",
    "until",
    "scope",
    "enforced_by",
    "source",
];

/// Every border that a class of the document crosses.
#[must_use]
pub fn transfers(report: &Report) -> Register {
    let mut rows = Vec::new();
    for graph in &report.graphs {
        for class in &graph.classes {
            for crossing in &class.crossings {
                add(graph, class, crossing, &mut rows);
            }
        }
    }
    Register {
        title: "transfers",
        columns: COLUMNS,
        rows,
        today: report.today.clone(),
        notice: report.notice.clone(),
    }
}

fn add(graph: &Graph, class: &Class, crossing: &Crossing, rows: &mut Vec<Vec<String>>) {
    let from = crossing.from.as_ref().map_or_else(|| "people".to_owned(), |from| from.node.name.clone());
    let head = vec![
        environment(graph, class),
        class.app.clone(),
        class.class.clone(),
        class.contains.join(" "),
        class.subjects.join(" "),
        from,
        crossing.from_countries.join(" "),
        crossing.how.to_owned(),
        crossing.to.node.name.clone(),
        crossing.to.role.to_owned(),
        countries(&crossing.to.place),
        recipient(&crossing.to),
    ];
    let tail = [enforced(crossing), crossing.source.clone()];
    let mut push = |law: [String; 6]| {
        rows.push(head.iter().chain(&law).chain(&tail).cloned().collect());
    };
    if crossing.grounds.is_empty() {
        let none = String::new;
        push([class.regimes.join(" "), "none needed".to_owned(), none(), none(), none(), none()]);
    }
    for ground in &crossing.grounds {
        let text = |found: &Option<String>| found.clone().unwrap_or_default();
        push([
            ground.regime.clone(),
            kind(ground.kind).to_owned(),
            text(&ground.mechanism),
            text(&ground.evidence),
            text(&ground.until),
            text(&ground.scope),
        ]);
    }
}

/// The environment of the class's own app.
pub(super) fn environment(graph: &Graph, class: &Class) -> String {
    let own = graph.deployments.iter().find(|deployment| deployment.app == class.app);
    own.map(|deployment| deployment.environment.clone()).unwrap_or_default()
}

pub(super) fn countries(place: &Place) -> String {
    if place.is_anywhere {
        return "any country".to_owned();
    }
    if place.countries.is_empty() { "unknown".to_owned() } else { place.countries.join(" ") }
}

fn recipient(end: &CrossingEnd) -> String {
    match (&end.operator, &end.place.site, end.place.provider) {
        (Some(operator), ..) => operator.clone(),
        (None, Some(site), Some(provider)) => format!("{site} ({provider})"),
        _ => String::new(),
    }
}

const fn kind(kind: GroundKind) -> &'static str {
    match kind {
        GroundKind::Adequacy => "adequacy",
        GroundKind::ConditionalAdequacy => "adequacy under a condition",
        GroundKind::Mechanism => "mechanism",
        GroundKind::FirstInside => "written inside first",
        GroundKind::Forbidden => "NONE: the law is broken",
        GroundKind::Unplaced => "NONE: the place is unknown",
    }
}

fn enforced(crossing: &Crossing) -> String {
    let mut all: Vec<String> = crossing
        .enforced
        .iter()
        .map(|found| match found.by {
            Some(by) if found.is_emitted => by.to_owned(),
            Some(by) => format!("{by} (not emitted yet)"),
            None => "declared only".to_owned(),
        })
        .collect();
    all.dedup();
    all.join("; ")
}
