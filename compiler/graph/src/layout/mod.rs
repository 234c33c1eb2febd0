//! Where everything stands: columns from left to right, one band for each frame, a row of its own for every line.
//!
//! Shapes stand in even columns by their distance from what starts them; the odd columns between hold the labels
//! of lines. A line over several columns has a free row in each, so that no line crosses a shape and no text
//! another.

mod grid;
mod order;
mod place;
mod rank;
mod text;

use crate::Drawing;
use grid::Grid;

pub(crate) use text::shortened;

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Frame {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Frame {
    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(crate) fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

/// The way of a line: pairs of points, the line is straight within a pair and curved between pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Way {
    pub(crate) stops: Vec<((f64, f64), (f64, f64))>,
    /// Where the label stands, when there is one.
    pub(crate) label: Option<Frame>,
}

/// All places of a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Layout {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) shapes: Vec<Frame>,
    pub(crate) clusters: Vec<Option<Frame>>,
    pub(crate) lines: Vec<Way>,
}

/// Lays `drawing` out.
pub(crate) fn layout(drawing: &Drawing) -> Layout {
    let ranks = rank::ranks(drawing);
    let mut grid = Grid::new(drawing, &ranks);
    order::untangle(&mut grid);
    place::place(drawing, &grid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cluster, Kind, Line, Shape, Stroke};

    fn overlap(a: &Frame, b: &Frame) -> bool {
        a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
    }

    /// A drawing of `count` shapes in three frames with lines in a fixed but tangled pattern, cycles included.
    fn tangled(count: usize) -> Drawing {
        let kinds = [Kind::Function, Kind::Event, Kind::Store, Kind::Function];
        let mut shapes: Vec<Shape> = (0..count)
            .map(|at| Shape {
                id: format!("n{at}"),
                kind: kinds[at % 4],
                title: format!("node-{}", "x".repeat(at * 7 % 23)),
                detail: if at % 3 == 0 { String::new() } else { "detail".to_owned() },
                cluster: Some(at % 3),
            })
            .collect();
        for (kind, at) in [(Kind::Entry, 0), (Kind::Entry, 1), (Kind::Service, 2)] {
            let id = format!("o{at}");
            shapes.push(Shape { id, kind, title: "out".to_owned(), detail: String::new(), cluster: None });
        }
        let line = |from, to, label: &str| Line { from, to, label: label.to_owned(), stroke: Stroke::Solid };
        let mut lines: Vec<Line> = (0..count)
            .map(|at| line(at, (at * 5 + 3) % count, ["", "reads", "writes \u{d7}2"][at % 3]))
            .collect();
        lines.push(line(count, 1, ""));
        lines.push(line(count + 1, 4 % count, "asks"));
        lines.push(line(0, count + 2, "calls"));
        let clusters =
            (0..3).map(|at| Cluster { id: format!("c{at}"), title: format!("site {at}") }).collect();
        Drawing { title: "t".to_owned(), clusters, shapes, lines }
    }

    #[test]
    fn no_shape_label_or_frame_overlaps_another() {
        for count in [2, 5, 12, 40, 90] {
            let drawing = tangled(count);
            let layout = layout(&drawing);
            let labels = layout.lines.iter().filter_map(|way| way.label);
            let boxes: Vec<Frame> = layout.shapes.iter().copied().chain(labels).collect();
            for (at, a) in boxes.iter().enumerate() {
                assert!(a.x >= 0.0 && a.y >= 0.0 && a.right() <= layout.width && a.bottom() <= layout.height);
                for b in &boxes[at + 1..] {
                    assert!(!overlap(a, b), "{count}: {a:?} and {b:?}");
                }
            }
            let frames: Vec<Frame> = layout.clusters.iter().flatten().copied().collect();
            for (at, a) in frames.iter().enumerate() {
                assert!(frames[at + 1..].iter().all(|b| !overlap(a, b)), "{count}: frames");
            }
        }
    }

    #[test]
    fn a_frame_holds_its_own_shapes_and_no_other() {
        let drawing = tangled(30);
        let layout = layout(&drawing);
        for (shape, frame) in drawing.shapes.iter().zip(&layout.shapes) {
            for (at, cluster) in layout.clusters.iter().enumerate() {
                let cluster = cluster.unwrap();
                let is_inside = frame.x >= cluster.x
                    && frame.right() <= cluster.right()
                    && frame.y >= cluster.y
                    && frame.bottom() <= cluster.bottom();
                assert_eq!(is_inside, shape.cluster == Some(at), "{shape:?}");
                assert!(is_inside || !overlap(frame, &cluster), "{shape:?} touches frame {at}");
            }
        }
    }

    #[test]
    fn lines_run_clear_of_foreign_shapes() {
        let drawing = tangled(30);
        let layout = layout(&drawing);
        for (line, way) in drawing.lines.iter().zip(&layout.lines) {
            for (at, shape) in layout.shapes.iter().enumerate() {
                if at == line.from || at == line.to {
                    continue;
                }
                for ((x1, y), (x2, _)) in &way.stops {
                    let row = Frame { x: x1.min(*x2), y: *y, width: (x2 - x1).abs(), height: 0.0 };
                    assert!(!overlap(&row, shape), "{line:?} runs through {:?}", drawing.shapes[at]);
                }
            }
        }
    }

    #[test]
    fn an_empty_drawing_has_a_size() {
        let layout = layout(&Drawing::default());
        assert!(layout.width > 0.0 && layout.height > 0.0);
    }
}
