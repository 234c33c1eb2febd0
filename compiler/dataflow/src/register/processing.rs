//! Records of processing activities: a row for each class and environment, as Article 30 of the GDPR asks for.

use std::collections::BTreeSet;

use super::Register;
use super::transfers::{countries, environment};
use crate::form::{Class, Graph, Report};

const COLUMNS: &[&str] = &[
    "environment",
    "app",
    "class",
    "description",
    "controller",
    "owner",
    "purpose",
    "basis",
    "categories",
    "subjects",
    "regimes",
    "processed_by",
    "stored_in",
    "recipients",
    "places",
    "transfers_to",
    "safeguards",
    "retention",
    "trust_points",
    "source",
];

/// A record for each class of the document.
#[must_use]
pub fn processing(report: &Report) -> Register {
    let mut rows = Vec::new();
    for graph in &report.graphs {
        rows.extend(graph.classes.iter().map(|class| row(graph, class)));
    }
    Register {
        title: "processing",
        columns: COLUMNS,
        rows,
        today: report.today.clone(),
        notice: report.notice.clone(),
    }
}

fn row(graph: &Graph, class: &Class) -> Vec<String> {
    let text = |found: &Option<String>| found.clone().unwrap_or_default();
    let owner = graph.deployments.iter().find(|deployment| deployment.app == class.app);
    let of_kind = |kinds: &[&str]| {
        list(class.holds.iter().filter(|holds| kinds.contains(&holds.node.kind)).map(|holds| {
            match &holds.operator {
                Some(operator) => format!("{} ({operator})", holds.node.name),
                None => holds.node.name.clone(),
            }
        }))
    };
    let retention = class.holds.iter().filter_map(|holds| {
        holds.retention.as_ref().map(|retention| format!("{}: {retention}", holds.node.name))
    });
    let safeguards = class.crossings.iter().flat_map(|crossing| &crossing.grounds).filter_map(|ground| {
        let by = ground.mechanism.as_ref()?;
        Some(match &ground.until {
            Some(until) => format!("{by} until {until}"),
            None => by.clone(),
        })
    });
    let outside = class.crossings.iter().filter(|crossing| !crossing.grounds.is_empty());
    let about = graph.trusts.iter().filter(|trust| {
        trust.classes.contains(&class.class)
            || trust.classes.contains(&format!("{}/{}", class.app, class.class))
    });
    vec![
        environment(graph, class),
        class.app.clone(),
        class.class.clone(),
        text(&class.description),
        text(&class.controller),
        owner.and_then(|deployment| deployment.owner.clone()).unwrap_or_default(),
        text(&class.purpose),
        text(&class.basis),
        class.contains.join(" "),
        class.subjects.join(" "),
        class.regimes.join(" "),
        of_kind(&["function"]),
        of_kind(&["event", "dead-letter", "store"]),
        of_kind(&["service"]),
        list(class.holds.iter().map(|holds| countries(&holds.place))),
        list(outside.map(|crossing| countries(&crossing.to.place))),
        list(safeguards),
        list(retention),
        about.count().to_string(),
        class.source.clone(),
    ]
}

/// Each once, in order.
fn list(all: impl Iterator<Item = String>) -> String {
    all.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
}
