//! Completes a mapping: checks its keys, drops duplicates, finds what it merges.

use std::collections::BTreeSet;

use crate::fault;
use crate::fault::findings::Findings;
use crate::merge::Merger;
use crate::scalar::{Style, Tag};
use crate::tree::{Kind, MapData, MapId, NodeId, Part, Tree, fingerprint};

/// Mappings with more entries get them sorted, for search; smaller ones are searched from the front.
const LARGE: usize = 16;

/// Makes the mapping `node` of `pairs`, keys and values by turns.
pub(crate) fn complete(
    tree: &mut Tree,
    node: NodeId,
    pairs: &[NodeId],
    merger: &mut Merger,
    findings: &mut Findings,
) -> MapId {
    let from = tree.entries.len();
    for pair in pairs.chunks_exact(2) {
        if let [key, value] = *pair
            && is_text_key(tree, node, key, findings)
        {
            tree.entries.push((key, value));
        }
    }
    let order = if tree.entries.len() - from > LARGE {
        Some(drop_duplicates_of_large(tree, from, findings))
    } else {
        drop_duplicates_of_small(tree, from, findings);
        None
    };
    for at in from..tree.entries.len() {
        let print = fingerprint(tree.key_text(tree.entries[at].0).unwrap_or_default());
        tree.fingerprints.push(print);
    }
    let entries = &tree.entries[from..];
    let merge_key = entries.iter().position(|(key, _)| is_merge_key(tree, *key));
    let own_size = entries
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != merge_key)
        .fold(0_u32, |sum, (_, (_, value))| sum.saturating_add(tree.sizes[value.index()]));
    let merge = merge_key.map(|at| entries[at]);
    let entries = Part { from: offset(from), count: offset(entries.len()) };
    let merged = match merge {
        Some((key, value)) => merger.merged(tree, key, value, findings),
        None => Part::default(),
    };
    let id = MapId(offset(tree.maps.len()));
    tree.maps.push(MapData { node, entries, merge_key: merge_key.map(offset), merged, order, own_size });
    id
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether `key` can be a key; reports it when not.
fn is_text_key(tree: &Tree, map: NodeId, key: NodeId, findings: &mut Findings) -> bool {
    let data = tree.nodes[key.index()];
    match tree.nodes[tree.target(key).index()].kind {
        Kind::Scalar { text, style: Style::Plain, tag: Tag::None } if text.count == 0 => {
            findings.report(|| fault::missing_key(tree.span_of(key)));
            false
        }
        Kind::Scalar { .. } => true,
        Kind::Seq(_) | Kind::Map(_) => {
            let is_template = data.start == tree.nodes[map.index()].start + 1;
            findings.report(|| {
                fault::collection_as_key(tree.span_of(key), tree.node(key).describe(), is_template)
            });
            false
        }
        Kind::Faulty | Kind::Open | Kind::Alias(_) => false,
    }
}

fn is_merge_key(tree: &Tree, key: NodeId) -> bool {
    matches!(
        tree.nodes[key.index()].kind,
        Kind::Scalar { text, style: Style::Plain, tag: Tag::None } if tree.text_of(text) == "<<"
    )
}

fn report_duplicate(tree: &Tree, later: NodeId, first: NodeId, findings: &mut Findings) {
    let text = tree.key_text(later).unwrap_or_default();
    findings.report(|| fault::duplicate_key(text, tree.span_of(later), tree.span_of(first)));
}

fn drop_duplicates_of_small(tree: &mut Tree, from: usize, findings: &mut Findings) {
    let mut kept = from;
    for at in from..tree.entries.len() {
        let pair = tree.entries[at];
        let first =
            tree.entries[from..kept].iter().find(|(key, _)| tree.key_text(*key) == tree.key_text(pair.0));
        match first {
            Some(&(first, _)) => report_duplicate(tree, pair.0, first, findings),
            None => {
                tree.entries[kept] = pair;
                kept += 1;
            }
        }
    }
    tree.entries.truncate(kept);
}

/// Gives the start of the sorted entries.
fn drop_duplicates_of_large(tree: &mut Tree, from: usize, findings: &mut Findings) -> u32 {
    let mut order = sorted(tree, from);
    let mut dropped: BTreeSet<u32> = BTreeSet::new();
    let mut first = order[0];
    for &at in &order[1..] {
        let (key, before) = (tree.entries[from + at as usize].0, tree.entries[from + first as usize].0);
        if tree.key_text(key) == tree.key_text(before) {
            report_duplicate(tree, key, before, findings);
            dropped.insert(at);
        } else {
            first = at;
        }
    }
    if !dropped.is_empty() {
        let kept: Vec<_> = tree.entries[from..]
            .iter()
            .enumerate()
            .filter(|(at, _)| !dropped.contains(&offset(*at)))
            .map(|(_, pair)| *pair)
            .collect();
        tree.entries.truncate(from);
        tree.entries.extend(kept);
        order = sorted(tree, from);
    }
    let start = offset(tree.order.len());
    tree.order.append(&mut order);
    start
}

/// The entries from `from` on, numbered from 0 and sorted by key; equal keys stay in the order of the text.
fn sorted(tree: &Tree, from: usize) -> Vec<u32> {
    let entries = &tree.entries[from..];
    let text = |at: &u32| tree.key_text(entries[*at as usize].0);
    let mut order: Vec<u32> = (0..offset(entries.len())).collect();
    order.sort_by(|a, b| text(a).cmp(&text(b)));
    order
}
