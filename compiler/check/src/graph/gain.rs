//! Whether the loops of a component end by themselves.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::traffic::Traffic;

/// What rounding may have taken from a product; so near to 1 counts as 1.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 20);

/// Whether the gains of all loops of a component together reach 1, so that what goes round never gets less: whether
/// the spectral radius of its matrix is at least 1. One stop after the other is taken out, and what went through it is
/// passed on; the sum over all ways round is finite just as long as no stop then feeds itself with a gain of 1.
pub(crate) fn never_ends(traffic: &Traffic<'_>, component: &[usize], keep: impl Fn(usize) -> bool) -> bool {
    let members: BTreeSet<usize> = component.iter().copied().collect();
    let mut matrix = Matrix::default();
    for stop in component {
        for at in traffic.out[*stop].iter().filter(|at| keep(**at)) {
            let hop = &traffic.hops[*at];
            if members.contains(&hop.to) {
                matrix.add(hop.from, hop.to, hop.gain);
            }
        }
    }
    component.iter().for_each(|stop| matrix.queue(*stop));
    while let Some((_, stop)) = matrix.waiting.pop_first() {
        matrix.queued.remove(&stop);
        if matrix.take_out(stop) {
            return true;
        }
    }
    false
}

/// What arrives where for each that leaves, sparse; and the order in which stops are taken out, those with the fewest
/// ways through them first.
#[derive(Default)]
struct Matrix {
    onward: BTreeMap<usize, BTreeMap<usize, Decimal>>,
    back: BTreeMap<usize, BTreeSet<usize>>,
    waiting: BTreeSet<(usize, usize)>,
    queued: BTreeMap<usize, usize>,
}

impl Matrix {
    fn add(&mut self, from: usize, to: usize, gain: Decimal) {
        let sum = self.onward.entry(from).or_default().entry(to).or_default();
        *sum = sum.saturating_add(gain);
        self.back.entry(to).or_default().insert(from);
    }

    fn queue(&mut self, stop: usize) {
        let ways =
            self.onward.get(&stop).map_or(0, BTreeMap::len) * self.back.get(&stop).map_or(0, BTreeSet::len);
        if let Some(before) = self.queued.insert(stop, ways) {
            self.waiting.remove(&(before, stop));
        }
        self.waiting.insert((ways, stop));
    }

    /// Takes a stop out; true when it feeds itself without end.
    fn take_out(&mut self, stop: usize) -> bool {
        let mut outs = self.onward.remove(&stop).unwrap_or_default();
        let mut ins = self.back.remove(&stop).unwrap_or_default();
        ins.remove(&stop);
        let own = outs.remove(&stop).unwrap_or_default();
        if own >= Decimal::ONE - ROUNDING {
            return true;
        }
        for to in outs.keys() {
            if let Some(sources) = self.back.get_mut(to) {
                sources.remove(&stop);
            }
        }
        for from in &ins {
            let into = self.onward.get_mut(from).and_then(|found| found.remove(&stop)).unwrap_or_default();
            for (to, gain) in &outs {
                let through = into.checked_mul(*gain).and_then(|found| found.checked_div(Decimal::ONE - own));
                self.add(*from, *to, through.unwrap_or(Decimal::MAX));
            }
        }
        for changed in ins.iter().chain(outs.keys()) {
            self.queue(*changed);
        }
        false
    }
}
