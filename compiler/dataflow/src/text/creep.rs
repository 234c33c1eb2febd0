//! Label creep for people.

use std::fmt::Write as _;

use super::table::{Cell, table};
use super::words::counted;
use super::{Page, Tone};
use crate::form::{Creep, CreepOrigin};

/// Draws how far classes reach, the widest first.
#[must_use]
pub fn creep_text(creep: &Creep, page: &Page<'_>) -> String {
    let mut out = String::new();
    for graph in &creep.graphs {
        let _ = writeln!(out, "{}   {}", page.heading(&graph.title), counted(graph.nodes, "node"));
        if graph.classes.is_empty() {
            out.push_str("\n  no data classes: nothing is followed\n");
        }
        for class in &graph.classes {
            let share = (class.reached * 100).checked_div(graph.nodes).unwrap_or(0);
            let reached = counted(class.reached, "node");
            let _ = writeln!(out, "\n  {} reaches {reached}, {share}%", page.heading(&class.class));
            let rows: Vec<Vec<Cell>> = class.origins.iter().map(row).collect();
            table(page, 4, &rows, &mut out);
        }
        out.push('\n');
    }
    out
}

/// Where it entered, how many nodes have it from there, and which, with the steps to each.
fn row(origin: &CreepOrigin) -> Vec<Cell> {
    let others: Vec<String> = origin
        .reached
        .iter()
        .filter(|reached| reached.steps > 0)
        .map(|reached| format!("{} ({})", reached.node.name, reached.steps))
        .collect();
    let others = if others.is_empty() { "itself alone".to_owned() } else { others.join(", ") };
    vec![
        (format!("entered at {}", origin.node.name), Tone::Plain),
        (counted(origin.reached.len(), "node"), Tone::Plain),
        (others, Tone::Quiet),
    ]
}
