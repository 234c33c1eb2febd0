//! The document for people.

use std::fmt::Write as _;

mod class;
mod creep;
mod table;
mod words;

use crate::form::{Edge, Graph, Report, Trust};
use table::{Cell, table, wrapped};
use words::{counted, enforced};

pub use creep::creep_text;

/// How a piece of text is meant; the one who prints says how that looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Like all other text.
    Plain,
    /// A heading.
    Heading,
    /// What is in order and need not be read.
    Quiet,
    /// What is in order for a reason.
    Good,
    /// What holds on somebody's word.
    Doubtful,
    /// What is wrong.
    Bad,
}

/// The page that is written on.
#[derive(Clone, Copy)]
pub struct Page<'p> {
    /// Columns.
    pub width: usize,
    /// Colors a piece of text.
    pub paint: &'p dyn Fn(Tone, &str) -> String,
}

impl Page<'_> {
    fn heading(&self, text: &str) -> String {
        (self.paint)(Tone::Heading, &faasc_report::inert_line(text))
    }
}

/// Draws the document.
#[must_use]
pub fn text(report: &Report, page: &Page<'_>) -> String {
    let mut out = String::new();
    for graph in &report.graphs {
        one(report, graph, page, &mut out);
    }
    laws(report, page, &mut out);
    out
}

fn one(report: &Report, graph: &Graph, page: &Page<'_>, out: &mut String) {
    out.push_str(&page.heading(&graph.title));
    let _ = writeln!(
        out,
        "   {}, {} with data, {}\n",
        counted(graph.nodes, "node"),
        counted(graph.edges.len(), "edge"),
        counted(graph.trusts.len(), "trust point")
    );
    if graph.classes.is_empty() {
        out.push_str("  no data classes: nothing is followed\n\n");
        return;
    }
    for class in &graph.classes {
        class::draw(report, graph, class, page, out);
    }
    edges(graph, page, out);
    trusts(graph, page, out);
}

fn edges(graph: &Graph, page: &Page<'_>, out: &mut String) {
    let open = graph.edges.iter().filter(|edge| is_declared_only(edge)).count();
    let later = graph.edges.iter().filter(|edge| !is_declared_only(edge) && is_not_emitted(edge)).count();
    let mut line = format!("{}, {open} declared only", counted(graph.edges.len(), "edge"));
    if later > 0 {
        let _ = write!(line, ", {later} by what this version does not emit yet");
    }
    let _ = writeln!(out, "  {} {line}", page.heading("enforced"));
    let rows: Vec<Vec<Cell>> = graph.edges.iter().map(edge).collect();
    table(page, 4, &rows, out);
    out.push('\n');
}

fn is_declared_only(edge: &Edge) -> bool {
    edge.enforced.iter().any(|found| found.by.is_none())
}

fn is_not_emitted(edge: &Edge) -> bool {
    edge.enforced.iter().any(|found| !found.is_emitted)
}

fn edge(edge: &Edge) -> Vec<Cell> {
    vec![
        (edge.from.name.clone(), Tone::Plain),
        (edge.how.to_owned(), Tone::Quiet),
        (edge.to.name.clone(), Tone::Plain),
        (edge.classes.join(", "), Tone::Plain),
        enforced(&edge.enforced),
    ]
}

fn trusts(graph: &Graph, page: &Page<'_>, out: &mut String) {
    let mut line = counted(graph.trusts.len(), "point");
    let kinds = [
        ("transform", "transform"),
        ("drop", "drop"),
        ("closed-schema", "closed schema"),
        ("not-regime", "regime taken away"),
        ("mechanism", "mechanism"),
    ];
    for (kind, words) in kinds {
        let count = graph.trusts.iter().filter(|trust| trust.kind == kind).count();
        match (count, kind) {
            (0, _) => {}
            (count, "not-regime") if count > 1 => {
                let _ = write!(line, ", {count} regimes taken away");
            }
            (count, _) => {
                let _ = write!(line, ", {}", counted(count, words));
            }
        }
    }
    let _ = writeln!(out, "  {} {line}", page.heading("trust"));
    let rows: Vec<Vec<Cell>> = graph.trusts.iter().map(trust).collect();
    table(page, 4, &rows, out);
    out.push('\n');
}

fn trust(trust: &Trust) -> Vec<Cell> {
    let mut about: Vec<String> = Vec::new();
    about.extend(trust.by.clone());
    about.extend(trust.evidence.as_ref().map(|evidence| format!("evidence {evidence}")));
    about.extend(trust.approved_by.as_ref().map(|who| format!("approved by {who}")));
    about.extend(trust.until.as_ref().map(|until| format!("until {until}")));
    about.extend(trust.because.as_ref().map(|because| format!("\u{201c}{because}\u{201d}")));
    about.push(trust.source.clone());
    vec![
        (trust.kind.to_owned(), Tone::Doubtful),
        (trust.at.clone(), Tone::Plain),
        (trust.classes.join(", "), Tone::Plain),
        (about.join(", "), Tone::Quiet),
    ]
}

/// The laws with their sources and confidence, and that none of it is advice.
fn laws(report: &Report, page: &Page<'_>, out: &mut String) {
    let count = |word: &str| report.laws.iter().filter(|law| law.confidence == word).count();
    let _ = writeln!(
        out,
        "{} as of {}: {}, {} checked, {} recalled, {} unknown",
        page.heading("law"),
        report.today,
        counted(report.laws.len(), "regime"),
        count("checked"),
        count("recalled"),
        count("unknown")
    );
    let rows: Vec<Vec<Cell>> = report
        .laws
        .iter()
        .map(|law| {
            let tone = if law.confidence == "checked" { Tone::Plain } else { Tone::Doubtful };
            vec![
                (law.regime.clone(), Tone::Plain),
                (law.confidence.to_owned(), tone),
                (law.as_of.clone(), Tone::Quiet),
                (law.name.clone(), Tone::Quiet),
            ]
        })
        .collect();
    table(page, 2, &rows, out);
    for line in wrapped(&report.notice, page.width) {
        out.push_str(&(page.paint)(Tone::Quiet, &line));
        out.push('\n');
    }
}
