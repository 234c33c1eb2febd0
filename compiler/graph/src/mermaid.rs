//! Mermaid's flowchart.

use std::fmt::Write as _;

use crate::{Drawing, Kind, Shape, Stroke};

/// The drawing as a Mermaid flowchart.
#[must_use]
pub fn mermaid(drawing: &Drawing) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "---\ntitle: {}\n---", quoted_title(&drawing.title));
    out.push_str("flowchart LR\n");
    for shape in drawing.shapes_in(None) {
        let _ = writeln!(out, "  {}", node(shape));
    }
    for (at, cluster) in drawing.clusters.iter().enumerate() {
        let _ = writeln!(out, "  subgraph {}[\"{}\"]", cluster.id, text(&cluster.title));
        for shape in drawing.shapes_in(Some(at)) {
            let _ = writeln!(out, "    {}", node(shape));
        }
        out.push_str("  end\n");
    }
    for line in &drawing.lines {
        let arrow = match line.stroke {
            Stroke::Solid => "-->",
            Stroke::Dotted => "-.->",
        };
        let label =
            if line.label.is_empty() { String::new() } else { format!("|\"{}\"|", text(&line.label)) };
        let (from, to) = (&drawing.shapes[line.from].id, &drawing.shapes[line.to].id);
        let _ = writeln!(out, "  {from} {arrow}{label} {to}");
    }
    classes(drawing, &mut out);
    out
}

/// A shape with its label, in the form of its kind.
fn node(shape: &Shape) -> String {
    let (open, close) = match shape.kind {
        Kind::Entry => ("([", "])"),
        Kind::Function => ("[", "]"),
        Kind::Event => ("{{", "}}"),
        Kind::DeadLetter => ("{{", "}}"),
        Kind::Store => ("[(", ")]"),
        Kind::Service => ("[[", "]]"),
    };
    let mut label = text(&shape.title);
    if !shape.detail.is_empty() {
        let _ = write!(label, "<br/><small>{}</small>", text(&shape.detail));
    }
    format!("{}{open}\"{label}\"{close}", shape.id)
}

/// Classes by kind, each with strokes that read on light and on dark pages.
fn classes(drawing: &Drawing, out: &mut String) {
    let styles = [
        (Kind::Entry, "stroke:#6b7280"),
        (Kind::Function, "stroke:#2563eb,stroke-width:2px"),
        (Kind::Event, "stroke:#b45309"),
        (Kind::DeadLetter, "stroke:#b91c1c,stroke-dasharray:4 3"),
        (Kind::Store, "stroke:#047857"),
        (Kind::Service, "stroke:#7c3aed"),
    ];
    for (kind, style) in styles {
        let ids: Vec<&str> =
            drawing.shapes.iter().filter(|shape| shape.kind == kind).map(|shape| shape.id.as_str()).collect();
        if !ids.is_empty() {
            let class = kind.word().replace('-', "_");
            let _ = writeln!(out, "  classDef {class} {style}\n  class {} {class}", ids.join(","));
        }
    }
}

/// `raw` inside a quoted label: what Mermaid or HTML would read as its own becomes an entity.
fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            '*' => out.push_str("#42;"),
            '_' => out.push_str("#95;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A YAML string for the front matter.
fn quoted_title(raw: &str) -> String {
    let inner: String = raw.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("'{}'", inner.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_users_cannot_leave_its_label() {
        assert_eq!(text("a\"]; click <b>#1\n"), "a#quot;]; click #lt;b#gt;#35;1 ");
        assert_eq!(text("30 4 * * *"), "30 4 #42; #42; #42;");
    }
}
