//! Graphviz' DOT.

use std::fmt::Write as _;

use crate::{Drawing, Kind, Shape, Stroke};

/// The drawing as a DOT digraph.
#[must_use]
pub fn dot(drawing: &Drawing) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "digraph {{\n  graph [label={}, labelloc=t, rankdir=LR, fontname=\"Helvetica\", fontsize=14];",
        quoted(&drawing.title)
    );
    out.push_str("  node [fontname=\"Helvetica\", fontsize=11];\n");
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=9];\n");
    for shape in drawing.shapes_in(None) {
        let _ = writeln!(out, "  {}", node(shape));
    }
    for (at, cluster) in drawing.clusters.iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{} {{", cluster.id);
        let _ = writeln!(out, "    label={};\n    style=rounded;", quoted(&cluster.title));
        for shape in drawing.shapes_in(Some(at)) {
            let _ = writeln!(out, "    {}", node(shape));
        }
        out.push_str("  }\n");
    }
    for line in &drawing.lines {
        let mut attributes = Vec::new();
        if !line.label.is_empty() {
            attributes.push(format!("label={}", quoted(&line.label)));
        }
        if line.stroke == Stroke::Dotted {
            attributes.push("style=dashed".to_owned());
        }
        let (from, to) = (&drawing.shapes[line.from].id, &drawing.shapes[line.to].id);
        let tail =
            if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        let _ = writeln!(out, "  {from} -> {to}{tail};");
    }
    out.push_str("}\n");
    out
}

fn node(shape: &Shape) -> String {
    let style = match shape.kind {
        Kind::Entry => "shape=box, style=\"rounded\", color=\"#6b7280\"",
        Kind::Function => "shape=box, color=\"#2563eb\", penwidth=2",
        Kind::Event => "shape=hexagon, color=\"#b45309\"",
        Kind::DeadLetter => "shape=hexagon, style=dashed, color=\"#b91c1c\"",
        Kind::Store => "shape=cylinder, color=\"#047857\"",
        Kind::Service => "shape=component, color=\"#7c3aed\"",
    };
    let label = if shape.detail.is_empty() {
        quoted(&shape.title)
    } else {
        quoted(&format!("{}\n{}", shape.title, shape.detail))
    };
    format!("{} [label={label}, {style}];", shape.id)
}

/// A quoted string; a line break of ours stays one, other control characters do not.
fn quoted(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 2);
    out.push('"');
    for c in raw.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_of_users_stay_text() {
        assert_eq!(quoted("a\"b\\N"), "\"a\\\"b\\\\N\"");
    }
}
