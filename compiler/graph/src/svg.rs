//! SVG, laid out here: needs no other program and reads on light and dark pages.

use std::fmt::Write as _;

use crate::layout::{Frame, Layout, Way, layout, shortened};
use crate::{Drawing, Kind, Line, Shape, Stroke};

/// Light colors, then the dark ones for readers who ask for them.
const STYLE: &str = "\
  .page { fill: #ffffff }
  text { font-family: system-ui, -apple-system, \"Segoe UI\", Helvetica, Arial, sans-serif; fill: #1f2937 }
  .head { font-size: 15px; font-weight: 600 }
  .title { font-size: 13px; font-weight: 600; text-anchor: middle }
  .detail { font-size: 11px; fill: #6b7280; text-anchor: middle }
  .caption { font-size: 12px; fill: #6b7280 }
  .label { font-size: 11px; fill: #374151; text-anchor: middle; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
  .frame { fill: #f9fafb; stroke: #d1d5db }
  .framed.label { stroke: #f9fafb }
  .line { fill: none; stroke: #6b7280; stroke-width: 1.3 }
  .dotted { stroke-dasharray: 4 3 }
  .tip { fill: #6b7280 }
  .shape { fill: #ffffff; stroke-width: 1.5 }
  .entry .shape { stroke: #6b7280 }
  .function .shape { stroke: #2563eb; stroke-width: 2 }
  .event .shape { stroke: #b45309 }
  .dead-letter .shape { stroke: #b91c1c; stroke-dasharray: 5 3 }
  .store .shape { stroke: #047857 }
  .service .shape { stroke: #7c3aed }
  @media (prefers-color-scheme: dark) {
    .page { fill: #111827 }
    text { fill: #f3f4f6 }
    .detail, .caption { fill: #9ca3af }
    .label { fill: #d1d5db; stroke: #111827 }
    .framed.label { stroke: #1a2230 }
    .frame { fill: #1a2230; stroke: #374151 }
    .line { stroke: #9ca3af }
    .tip { fill: #9ca3af }
    .shape { fill: #111827 }
    .entry .shape { stroke: #9ca3af }
    .function .shape { stroke: #60a5fa }
    .event .shape { stroke: #fbbf24 }
    .dead-letter .shape { stroke: #f87171 }
    .store .shape { stroke: #34d399 }
    .service .shape { stroke: #a78bfa }
  }
";

/// The drawing as a stand-alone SVG document.
#[must_use]
pub fn svg(drawing: &Drawing) -> String {
    let layout = layout(drawing);
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    let title = escaped(&drawing.title);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">"
    );
    let _ = writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>");
    out.push_str(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto-start-reverse\"><path class=\"tip\" d=\"M0 0.8 L7.6 4 L0 7.2 Z\"/></marker></defs>\n",
    );
    let _ = writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>");
    let _ = writeln!(out, "<text class=\"head\" x=\"24\" y=\"34\">{}</text>", title);
    for (cluster, frame) in drawing.clusters.iter().zip(&layout.clusters) {
        if let Some(frame) = frame {
            rect("frame", frame, 8.0, &mut out);
            let (x, y) = (frame.x + 12.0, frame.y + 19.0);
            let text = escaped(&shortened(&cluster.title));
            let _ = writeln!(out, "<text class=\"caption\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
        }
    }
    for (line, way) in drawing.lines.iter().zip(&layout.lines) {
        path(line, way, &layout, &mut out);
    }
    for (shape, frame) in drawing.shapes.iter().zip(&layout.shapes) {
        node(shape, frame, &mut out);
    }
    for (line, way) in drawing.lines.iter().zip(&layout.lines) {
        label(line, way, &layout, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn rect(class: &str, frame: &Frame, radius: f64, out: &mut String) {
    let Frame { x, y, width, height } = frame;
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius}\"/>"
    );
}

fn path(line: &Line, way: &Way, layout: &Layout, out: &mut String) {
    let mut data = String::new();
    if way.stops.is_empty() {
        // A function that calls itself: a loop over its upper right corner.
        let frame = &layout.shapes[line.from];
        let (x, y) = (frame.right(), frame.y);
        let _ = write!(
            data,
            "M{:.1} {y:.1} C{:.1} {:.1} {:.1} {:.1} {x:.1} {:.1}",
            x - 16.0,
            x - 16.0,
            y - 12.0,
            x + 12.0,
            y - 12.0,
            y + 12.0
        );
    }
    let mut last: Option<(f64, f64)> = None;
    for &(from, to) in &way.stops {
        match last {
            None => {
                let _ = write!(data, "M{:.1} {:.1}", from.0, from.1);
            }
            Some(before) => {
                let middle = f64::midpoint(before.0, from.0);
                let _ = write!(
                    data,
                    " C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}",
                    before.1, from.1, from.0, from.1
                );
            }
        }
        if (to.0 - from.0).abs() > 0.05 {
            let _ = write!(data, " H{:.1}", to.0);
        }
        last = Some(to);
    }
    let class = if line.stroke == Stroke::Dotted { "line dotted" } else { "line" };
    let _ = writeln!(out, "<path class=\"{class}\" d=\"{data}\" marker-end=\"url(#tip)\"/>");
}

fn label(line: &Line, way: &Way, layout: &Layout, out: &mut String) {
    let Some(frame) = way.label else { return };
    let (x, y) = (frame.x + frame.width / 2.0, frame.middle() + 4.0);
    let is_framed = layout
        .clusters
        .iter()
        .flatten()
        .any(|around| x > around.x && x < around.right() && y > around.y && y < around.bottom());
    let class = if is_framed { "framed label" } else { "label" };
    let text = escaped(&shortened(&line.label));
    let _ = writeln!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
}

fn node(shape: &Shape, frame: &Frame, out: &mut String) {
    let about = if shape.detail.is_empty() {
        escaped(&shape.title)
    } else {
        format!("{} ({})", escaped(&shape.title), escaped(&shape.detail))
    };
    let _ = writeln!(out, "<g class=\"{}\"><title>{about}</title>", shape.kind.word());
    outline(shape.kind, frame, out);
    let x = frame.x + frame.width / 2.0;
    let rows: &[(&str, &str, f64)] = if shape.detail.is_empty() {
        &[("title", &shape.title, 4.5)]
    } else {
        &[("title", &shape.title, -3.0), ("detail", &shape.detail, 13.0)]
    };
    // The lid of a store takes room above its text.
    let middle = frame.middle() + if shape.kind == Kind::Store { 4.0 } else { 0.0 };
    for (class, text, below) in rows {
        let y = middle + below;
        let text = escaped(&shortened(text));
        let _ = writeln!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
    }
    out.push_str("</g>\n");
}

/// The outline of a kind.
fn outline(kind: Kind, frame: &Frame, out: &mut String) {
    let (left, top, right, bottom, middle) =
        (frame.x, frame.y, frame.right(), frame.bottom(), frame.middle());
    let data = match kind {
        Kind::Entry => return rect("shape", frame, frame.height / 2.0, out),
        Kind::Function => return rect("shape", frame, 5.0, out),
        Kind::Event | Kind::DeadLetter => format!(
            "M{:.1} {top:.1} H{:.1} L{right:.1} {middle:.1} L{:.1} {bottom:.1} H{:.1} L{left:.1} {middle:.1} Z",
            left + 10.0,
            right - 10.0,
            right - 10.0,
            left + 10.0
        ),
        Kind::Store => format!(
            "M{left:.1} {:.1} A{:.1} 5 0 0 1 {right:.1} {:.1} V{:.1} A{:.1} 5 0 0 1 {left:.1} {:.1} Z \
             M{left:.1} {:.1} A{:.1} 5 0 0 0 {right:.1} {:.1}",
            top + 5.0,
            frame.width / 2.0,
            top + 5.0,
            bottom - 5.0,
            frame.width / 2.0,
            bottom - 5.0,
            top + 5.0,
            frame.width / 2.0,
            top + 5.0
        ),
        Kind::Service => format!(
            "M{left:.1} {top:.1} H{right:.1} V{bottom:.1} H{left:.1} Z M{:.1} {top:.1} V{bottom:.1} M{:.1} {top:.1} V{bottom:.1}",
            left + 7.0,
            right - 7.0
        ),
    };
    let _ = writeln!(out, "<path class=\"shape\" d=\"{data}\"/>");
}

/// Text for XML: its own characters as entities, what XML cannot hold as a space.
fn escaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_users_stays_text() {
        assert_eq!(escaped("<script>\u{1}&\""), "&lt;script&gt; &amp;&quot;");
    }
}
