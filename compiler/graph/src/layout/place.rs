//! From order to coordinates.

use super::grid::{Grid, What};
use super::{Frame, Layout, Way};
use crate::Drawing;

/// Space around everything.
const MARGIN: f64 = 24.0;
/// Space for the title.
const HEAD: f64 = 36.0;
/// Space between columns, in which lines bend.
const BEND: f64 = 22.0;
/// Least space between two things of a column.
const GAP: f64 = 14.0;
/// Space between a frame and what it holds.
const PAD: f64 = 18.0;
/// Space for the title of a frame.
const CAPTION: f64 = 22.0;
/// Space between bands.
const BETWEEN: f64 = 28.0;
/// How often everything is drawn towards its neighbours.
const ROUNDS: usize = 12;

/// The layout of an ordered grid.
pub(super) fn place(drawing: &Drawing, grid: &Grid) -> Layout {
    let mut ys = vec![0.0; grid.items.len()];
    for band in 0..grid.bands {
        settle(grid, band, &mut ys);
    }
    let bottom = stack(grid, &mut ys);
    let (xs, right) = columns(grid, super::text::whole_width(&drawing.title, 15.0));
    let shapes: Vec<Frame> = (0..drawing.shapes.len())
        .map(|at| {
            let item = &grid.items[at];
            let (x, width) = xs[item.column];
            let left = x + (width - item.width) / 2.0;
            Frame { x: left, y: ys[at] - item.height / 2.0, width: item.width, height: item.height }
        })
        .collect();
    let clusters = frames(drawing, grid, &shapes, &ys);
    let lines = (0..drawing.lines.len()).map(|at| way(grid, at, &shapes, &xs, &ys)).collect();
    Layout { width: right + MARGIN, height: bottom + MARGIN, shapes, clusters, lines }
}

/// Middle heights of one band's items, around zero.
fn settle(grid: &Grid, band: usize, ys: &mut [f64]) {
    let columns: Vec<Vec<usize>> = grid
        .columns
        .iter()
        .map(|column| column.iter().copied().filter(|&at| grid.items[at].band == band).collect())
        .collect();
    for column in &columns {
        let mut y = 0.0;
        for &at in column {
            ys[at] = y + grid.items[at].height / 2.0;
            y += grid.items[at].height + GAP;
        }
        for &at in column {
            ys[at] -= (y - GAP).max(0.0) / 2.0;
        }
    }
    for round in 0..ROUNDS {
        let is_forward = round % 2 == 0;
        let mut numbers: Vec<usize> = (0..columns.len()).collect();
        if !is_forward {
            numbers.reverse();
        }
        for at in numbers {
            let sides = if round + 2 >= ROUNDS { (true, true) } else { (is_forward, !is_forward) };
            align(grid, &columns[at], band, sides, ys);
        }
    }
}

/// Draws a column towards its neighbours' heights without changing its order.
#[expect(clippy::cast_precision_loss, reason = "an item has far fewer than 2^52 neighbours")]
fn align(grid: &Grid, column: &[usize], band: usize, sides: (bool, bool), ys: &mut [f64]) {
    let wish = |at: usize| {
        let item = &grid.items[at];
        let left = item.left.iter().filter(|_| sides.0);
        let right = item.right.iter().filter(|_| sides.1);
        let near: Vec<f64> =
            left.chain(right).filter(|&&to| grid.items[to].band == band).map(|&to| ys[to]).collect();
        if near.is_empty() { ys[at] } else { near.iter().sum::<f64>() / near.len() as f64 }
    };
    // Distances from the first item's middle; what is left is a regression that may only grow.
    let mut offsets = Vec::with_capacity(column.len());
    let mut offset = 0.0;
    for (place, &at) in column.iter().enumerate() {
        if place > 0 {
            let above = &grid.items[column[place - 1]];
            offset += (above.height + grid.items[at].height) / 2.0 + GAP;
        }
        offsets.push(offset);
    }
    let mut pools: Vec<(f64, f64)> = Vec::with_capacity(column.len());
    for (place, &at) in column.iter().enumerate() {
        pools.push((wish(at) - offsets[place], 1.0));
        while let [.., before, last] = pools.as_slice()
            && before.0 > last.0
        {
            let weight = before.1 + last.1;
            let mean = (before.0 * before.1 + last.0 * last.1) / weight;
            pools.truncate(pools.len() - 2);
            pools.push((mean, weight));
        }
    }
    let mut place = 0;
    for (mean, weight) in pools {
        let mut left = weight;
        while left > 0.5 {
            ys[column[place]] = mean + offsets[place];
            place += 1;
            left -= 1.0;
        }
    }
}

/// Puts the bands under one another; the lowest edge of all.
fn stack(grid: &Grid, ys: &mut [f64]) -> f64 {
    let mut top = MARGIN + HEAD;
    let mut bottom = top;
    for band in 0..grid.bands {
        let members: Vec<usize> = (0..grid.items.len()).filter(|&at| grid.items[at].band == band).collect();
        if members.is_empty() {
            continue;
        }
        let edges = members.iter().map(|&at| (ys[at], grid.items[at].height / 2.0));
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (y, half) in edges {
            low = low.min(y - half);
            high = high.max(y + half);
        }
        for &at in &members {
            ys[at] += top + CAPTION + PAD - low;
        }
        bottom = top + CAPTION + PAD + (high - low) + PAD;
        top = bottom + BETWEEN;
    }
    bottom
}

/// Left edge and width of each column, and the right edge of all.
fn columns(grid: &Grid, title: f64) -> (Vec<(f64, f64)>, f64) {
    let mut x = MARGIN;
    let mut found = Vec::with_capacity(grid.columns.len());
    let mut right: f64 = MARGIN + title.max(240.0);
    for (at, column) in grid.columns.iter().enumerate() {
        let width = column.iter().map(|&item| grid.items[item].width).fold(0.0, f64::max);
        found.push((x, width));
        if !column.is_empty() {
            right = right.max(x + width + PAD);
        }
        // An odd column without labels needs no room of its own.
        let is_empty = width == 0.0;
        let frame_edge = if at == 1 || at + 3 == grid.columns.len() { PAD } else { 0.0 };
        x += width + if is_empty { BEND / 2.0 } else { BEND } + frame_edge;
    }
    (found, right)
}

/// The frame of each cluster: around its shapes and the lines that run between them, with room for the title.
fn frames(drawing: &Drawing, grid: &Grid, shapes: &[Frame], ys: &[f64]) -> Vec<Option<Frame>> {
    (0..drawing.clusters.len()).map(|at| frame(drawing, grid, shapes, ys, at)).collect()
}

fn frame(drawing: &Drawing, grid: &Grid, shapes: &[Frame], ys: &[f64], cluster: usize) -> Option<Frame> {
    let held: Vec<usize> =
        (0..shapes.len()).filter(|&at| drawing.shapes[at].cluster == Some(cluster)).collect();
    let left = held.iter().map(|&at| shapes[at].x).reduce(f64::min)?;
    let right = held.iter().map(|&at| shapes[at].right()).reduce(f64::max)?;
    let first = held.iter().map(|&at| grid.items[at].column).min()?;
    let last = held.iter().map(|&at| grid.items[at].column).max()?;
    let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
    for (item, y) in grid.items.iter().zip(ys) {
        if item.band == cluster && (first..=last).contains(&item.column) {
            top = top.min(y - item.height / 2.0);
            bottom = bottom.max(y + item.height / 2.0);
        }
    }
    let (x, y) = (left - PAD, top - PAD - CAPTION);
    let title = super::text::width(&drawing.clusters[cluster].title, 12.0) + 2.0 * PAD;
    Some(Frame { x, y, width: (right + PAD - x).max(title), height: bottom + PAD - y })
}

/// The way of a line through its free rows, in its own direction.
fn way(grid: &Grid, line: usize, shapes: &[Frame], xs: &[(f64, f64)], ys: &[f64]) -> Way {
    let mut label = None;
    let mut stops: Vec<((f64, f64), (f64, f64))> = Vec::new();
    let chain = &grid.chains[line];
    for (place, &at) in chain.iter().enumerate() {
        let item = &grid.items[at];
        let (x, width) = xs[item.column];
        let y = ys[at];
        match item.what {
            What::Shape(shape) => {
                let frame = &shapes[shape];
                let pair =
                    if place == 0 { ((frame.right(), y), (x + width, y)) } else { ((x, y), (frame.x, y)) };
                stops.push(pair);
            }
            What::Row => stops.push(((x, y), (x + width, y))),
            What::Label => {
                stops.push(((x, y), (x + width, y)));
                let left = x + (width - item.width) / 2.0;
                let top = y - item.height / 2.0;
                label = Some(Frame { x: left, y: top, width: item.width, height: item.height });
            }
        }
    }
    if grid.is_turned[line] {
        stops = stops.into_iter().rev().map(|(a, b)| (b, a)).collect();
    }
    Way { stops, label }
}
