//! Columns: how far each shape stands from what starts it.

use crate::{Drawing, Kind};

/// Columns of the shapes (even numbers), and which lines run backwards.
pub(super) struct Ranks {
    pub(super) columns: Vec<usize>,
    /// Whether a line is laid out against its direction, so that there is no circle.
    pub(super) is_turned: Vec<bool>,
}

/// Ranks of all shapes: entries first, services last, everything else by its longest way.
pub(super) fn ranks(drawing: &Drawing) -> Ranks {
    let count = drawing.shapes.len();
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, line) in drawing.lines.iter().enumerate() {
        if line.from != line.to {
            out[line.from].push(at);
        }
    }
    let (order, is_turned) = walk(drawing, &out);
    let mut columns = vec![0; count];
    let inner = |at: usize| !matches!(drawing.shapes[at].kind, Kind::Entry | Kind::Service);
    for (at, column) in columns.iter_mut().enumerate() {
        *column = usize::from(inner(at));
    }
    // `order` is topological once turned lines are read backwards.
    let mut ahead: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, line) in drawing.lines.iter().enumerate() {
        if line.from != line.to {
            let (from, to) = if is_turned[at] { (line.to, line.from) } else { (line.from, line.to) };
            ahead[from].push(to);
        }
    }
    for &from in &order {
        for &to in &ahead[from] {
            columns[to] = columns[to].max(columns[from] + 1);
        }
    }
    let last = (0..count).filter(|&at| inner(at)).map(|at| columns[at]).max().unwrap_or(0) + 1;
    for (at, column) in columns.iter_mut().enumerate() {
        if drawing.shapes[at].kind == Kind::Service {
            *column = last;
        }
        *column *= 2;
    }
    Ranks { columns, is_turned }
}

/// Depth-first order, and the lines that close a circle.
fn walk(drawing: &Drawing, out: &[Vec<usize>]) -> (Vec<usize>, Vec<bool>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; drawing.shapes.len()];
    let mut is_turned = vec![false; drawing.lines.len()];
    let mut after = Vec::with_capacity(drawing.shapes.len());
    let mut incoming = vec![0_usize; drawing.shapes.len()];
    for line in drawing.lines.iter().filter(|line| line.from != line.to) {
        incoming[line.to] += 1;
    }
    let mut starts: Vec<usize> = (0..drawing.shapes.len()).collect();
    starts.sort_by_key(|&at| (drawing.shapes[at].kind != Kind::Entry, incoming[at] > 0));
    for start in starts {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::Open;
        let mut stack = vec![(start, 0)];
        while let Some((at, next)) = stack.pop() {
            let Some(&line) = out[at].get(next) else {
                marks[at] = Mark::Done;
                after.push(at);
                continue;
            };
            stack.push((at, next + 1));
            let to = drawing.lines[line].to;
            match marks[to] {
                Mark::New => {
                    marks[to] = Mark::Open;
                    stack.push((to, 0));
                }
                Mark::Open => is_turned[line] = true,
                Mark::Done => {}
            }
        }
    }
    after.reverse();
    (after, is_turned)
}
