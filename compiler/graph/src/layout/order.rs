//! Who stands above whom in a column: the mean of the neighbours' places, back and forth until it settles.

use super::grid::Grid;

/// How often the columns are gone through, each time there and back.
const SWEEPS: usize = 12;

/// Sorts each column, within its bands, by the places of the neighbours.
pub(super) fn untangle(grid: &mut Grid) {
    let mut places = vec![0.0; grid.items.len()];
    number(grid, &mut places);
    let mut best = (crossings(grid, &places), grid.columns.clone());
    for _ in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        for at in 1..grid.columns.len() {
            sort(grid, at, true, &mut places);
        }
        for at in (0..grid.columns.len().saturating_sub(1)).rev() {
            sort(grid, at, false, &mut places);
        }
        let found = crossings(grid, &places);
        if found < best.0 {
            best = (found, grid.columns.clone());
        }
    }
    grid.columns = best.1;
}

fn number(grid: &Grid, places: &mut [f64]) {
    for column in &grid.columns {
        number_column(column, places);
    }
}

#[expect(clippy::cast_precision_loss, reason = "columns are far shorter than 2^52")]
fn number_column(column: &[usize], places: &mut [f64]) {
    for (place, &item) in column.iter().enumerate() {
        places[item] = place as f64 + 0.5;
    }
}

/// Sorts one column by the neighbours on its left or right.
#[expect(clippy::cast_precision_loss, reason = "an item has far fewer than 2^52 neighbours")]
fn sort(grid: &mut Grid, at: usize, by_left: bool, places: &mut [f64]) {
    let mut column = std::mem::take(&mut grid.columns[at]);
    let wish = |item: usize| {
        let around = if by_left { &grid.items[item].left } else { &grid.items[item].right };
        if around.is_empty() {
            places[item]
        } else {
            around.iter().map(|&near| places[near]).sum::<f64>() / around.len() as f64
        }
    };
    let mut keyed: Vec<(usize, f64, usize)> =
        column.iter().map(|&item| (grid.items[item].band, wish(item), item)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for (slot, (_, _, item)) in column.iter_mut().zip(keyed) {
        *slot = item;
    }
    number_column(&column, places);
    grid.columns[at] = column;
}

/// How many pairs of line pieces cross between neighbouring columns.
fn crossings(grid: &Grid, places: &[f64]) -> u64 {
    let mut found = 0;
    for column in &grid.columns {
        let mut pieces: Vec<(f64, f64)> = column
            .iter()
            .flat_map(|&item| grid.items[item].right.iter().map(move |&to| (places[item], places[to])))
            .collect();
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut ends: Vec<f64> = pieces.into_iter().map(|piece| piece.1).collect();
        found += inversions(&mut ends);
    }
    found
}

/// Pairs of `values` that stand in the wrong order; sorts them.
fn inversions(values: &mut [f64]) -> u64 {
    if values.len() < 2 {
        return 0;
    }
    let middle = values.len() / 2;
    let (left, right) = values.split_at_mut(middle);
    let mut found = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] <= right[j] {
            merged.push(left[i]);
            i += 1;
        } else {
            merged.push(right[j]);
            j += 1;
            found += (left.len() - i) as u64;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    values.copy_from_slice(&merged);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inversions_are_counted_once_each() {
        assert_eq!(inversions(&mut [3.0, 1.0, 2.0]), 2);
        assert_eq!(inversions(&mut [1.0, 1.0, 2.0]), 0);
        assert_eq!(inversions(&mut [4.0, 3.0, 2.0, 1.0]), 6);
    }
}
