//! What needs a place in which column: shapes, labels, and the free rows of long lines.

use super::rank::Ranks;
use super::text;
use crate::{Drawing, Kind, Shape};

/// Height of a label's row.
const LABEL_HEIGHT: f64 = 18.0;
/// Height of the free row of a line.
const ROW_HEIGHT: f64 = 8.0;

/// What takes a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Shape(usize),
    Row,
    Label,
}

/// One place in a column.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) what: What,
    pub(super) column: usize,
    pub(super) band: usize,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Neighbours in the column before.
    pub(super) left: Vec<usize>,
    /// Neighbours in the column after.
    pub(super) right: Vec<usize>,
}

/// All places: columns from left to right, each from top to bottom.
pub(super) struct Grid {
    pub(super) items: Vec<Item>,
    pub(super) columns: Vec<Vec<usize>>,
    /// The items of each line from left to right, its two shapes included; empty for a line to itself.
    pub(super) chains: Vec<Vec<usize>>,
    /// Whether the line runs from right to left.
    pub(super) is_turned: Vec<bool>,
    pub(super) bands: usize,
}

impl Grid {
    /// The grid of `drawing`. The item of a shape has the shape's number.
    pub(super) fn new(drawing: &Drawing, ranks: &Ranks) -> Self {
        let bands = bands(drawing);
        let mut items: Vec<Item> = drawing
            .shapes
            .iter()
            .enumerate()
            .map(|(at, shape)| {
                let (width, height) = size_of(shape);
                item(What::Shape(at), ranks.columns[at], bands[at], width, height)
            })
            .collect();
        let mut chains = Vec::with_capacity(drawing.lines.len());
        for (at, line) in drawing.lines.iter().enumerate() {
            if line.from == line.to {
                chains.push(Vec::new());
                continue;
            }
            let (from, to) = if ranks.is_turned[at] { (line.to, line.from) } else { (line.from, line.to) };
            let mut chain = vec![from];
            for column in ranks.columns[from] + 1..ranks.columns[to] {
                let is_label = column == ranks.columns[from] + 1 && !line.label.is_empty();
                let made = if is_label {
                    let width = text::width(&line.label, 11.0) + 12.0;
                    item(What::Label, column, bands[to], width, LABEL_HEIGHT)
                } else {
                    item(What::Row, column, bands[to], 0.0, ROW_HEIGHT)
                };
                items.push(made);
                chain.push(items.len() - 1);
            }
            chain.push(to);
            for pair in chain.windows(2) {
                items[pair[0]].right.push(pair[1]);
                items[pair[1]].left.push(pair[0]);
            }
            chains.push(chain);
        }
        let last = items.iter().map(|item| item.column + 1).max().unwrap_or(0);
        let mut columns = vec![Vec::new(); last];
        for (at, item) in items.iter().enumerate() {
            columns[item.column].push(at);
        }
        for column in &mut columns {
            column.sort_by_key(|&at| items[at].band);
        }
        let bands = items.iter().map(|item| item.band + 1).max().unwrap_or(0);
        Self { items, columns, chains, is_turned: ranks.is_turned.clone(), bands }
    }
}

fn item(what: What, column: usize, band: usize, width: f64, height: f64) -> Item {
    Item { what, column, band, width, height, left: Vec::new(), right: Vec::new() }
}

/// The band of each shape: its frame's, or that of the first framed shape beside it.
fn bands(drawing: &Drawing) -> Vec<usize> {
    let mut bands: Vec<Option<usize>> = drawing.shapes.iter().map(|shape| shape.cluster).collect();
    for line in &drawing.lines {
        for (outer, inner) in [(line.from, line.to), (line.to, line.from)] {
            if bands[outer].is_none() {
                bands[outer] = drawing.shapes[inner].cluster;
            }
        }
    }
    bands.into_iter().map(Option::unwrap_or_default).collect()
}

/// Width and height of a shape with its two lines of text.
fn size_of(shape: &Shape) -> (f64, f64) {
    let widest = text::width(&shape.title, 13.0).max(text::width(&shape.detail, 11.0));
    let lid = if shape.kind == Kind::Store { 8.0 } else { 0.0 };
    let height = lid + if shape.detail.is_empty() { 36.0 } else { 48.0 };
    ((widest + 32.0).max(72.0), height)
}
