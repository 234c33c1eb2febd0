//! Laws that no single place can meet together.

use super::lawful::{Lawful, allows};
use crate::analysis::Analysis;
use crate::labels::{ClassId, Law, Why};
use crate::place::Copy;

/// One side of a conflict.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) class: ClassId,
    pub(super) law: Law<'a>,
}

/// Two laws that no place can meet together for one node.
#[derive(Clone, Copy)]
pub(super) struct Conflict<'a> {
    pub(super) one: Side<'a>,
    pub(super) two: Side<'a>,
}

/// The pair of laws that leaves a node no lawful place, if there is one.
pub(super) fn conflict<'a>(lawful: &Lawful<'_, 'a>, node: usize) -> Option<Conflict<'a>> {
    let analysis = lawful.analysis;
    let copy = analysis.main_of(node)?;
    // Nodes that hold the same in the same place are torn alike.
    let key = (analysis.held[node].clone(), copy.spot, copy.acts.len());
    if let Some(known) = lawful.conflicts.borrow().get(&key) {
        return *known;
    }
    let found = find(analysis, node, copy);
    lawful.conflicts.borrow_mut().insert(key, found);
    found
}

fn find<'a>(analysis: &Analysis<'a>, node: usize, copy: &Copy) -> Option<Conflict<'a>> {
    let mechanisms = analysis.spot(copy).mechanisms;
    let mut sides: Vec<(Side<'a>, Vec<bool>)> = Vec::new();
    let candidates = candidates(analysis, node);
    for class in analysis.held[node].iter() {
        for law in analysis.class(class).laws.iter().filter(|law| law.why != Why::Asked) {
            let lawful = candidates
                .iter()
                .map(|code| copy.acts.iter().all(|act| allows(analysis, law, *act, code, mechanisms)));
            sides.push((Side { class, law: *law }, lawful.collect()));
        }
    }
    let can_lie = (0..candidates.len()).any(|at| sides.iter().all(|(_, lawful)| lawful[at]));
    if can_lie {
        return None;
    }
    sides.iter().enumerate().find_map(|(at, (one, first))| {
        let rest = sides[at + 1..].iter();
        rest.filter(|(two, _)| two.law.regime.id != one.law.regime.id)
            .find(|(_, second)| !first.iter().zip(second).any(|(one, two)| *one && *two))
            .map(|(two, _)| Conflict { one: *one, two: *two })
    })
}

/// Countries, and the parts of them that a law of the node's classes names.
fn candidates(analysis: &Analysis<'_>, node: usize) -> Vec<String> {
    let mut all: Vec<String> = analysis.facts.countries().map(|country| country.row().id.clone()).collect();
    for class in analysis.held[node].iter() {
        for law in &analysis.class(class).laws {
            all.extend(law.regime.row().inside.iter().filter(|place| !place.starts_with('@')).cloned());
        }
    }
    all.sort();
    all.dedup();
    all
}
