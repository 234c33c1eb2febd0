//! Merge keys: which mappings a mapping takes in, in which order.

use crate::fault;
use crate::fault::findings::Findings;
use crate::tree::{Kind, MapId, NodeId, Part, Tree};

/// How many mappings may be merged into one, those that they merge themselves included. It keeps the cost of
/// looking at one mapping within bounds, however aliases are stacked.
const MERGE_LIMIT: usize = 64;

/// Finds the order of merging; remembers per mapping for whom it was last seen, so that each counts once.
#[derive(Default)]
pub(crate) struct Merger {
    seen_for: Vec<u32>,
    round: u32,
}

impl Merger {
    /// What `<<: value` takes in: each named mapping, then what that one takes in itself.
    /// The mappings that are named are complete already, for an alias to one that is still open is a fault.
    pub(crate) fn merged(
        &mut self,
        tree: &mut Tree,
        key: NodeId,
        value: NodeId,
        findings: &mut Findings,
    ) -> Part {
        self.round += 1;
        self.seen_for.resize(tree.maps.len(), 0);
        let from = tree.merged.len();
        let sources = match tree.nodes[tree.target(value).index()].kind {
            Kind::Seq(items) => items,
            _ => Part::default(),
        };
        let is_list = matches!(tree.nodes[tree.target(value).index()].kind, Kind::Seq(_));
        let is_complete = if is_list {
            let most = (sources.count as usize).min(MERGE_LIMIT);
            (0..most).all(|at| {
                let source = sources.of(&tree.items)[at];
                self.take(tree, key, source, from, findings)
            }) && most == sources.count as usize
        } else {
            self.take(tree, key, value, from, findings)
        };
        if !is_complete {
            findings.report(|| fault::merges_too_many(tree.span_of(value), MERGE_LIMIT));
        }
        let count = tree.merged.len() - from;
        Part { from: u32::try_from(from).unwrap_or(u32::MAX), count: u32::try_from(count).unwrap_or(0) }
    }

    /// Takes in one mapping and what it merges; false when that is too much.
    fn take(
        &mut self,
        tree: &mut Tree,
        key: NodeId,
        source: NodeId,
        from: usize,
        findings: &mut Findings,
    ) -> bool {
        let map = match tree.nodes[tree.target(source).index()].kind {
            Kind::Map(map) => map,
            Kind::Faulty | Kind::Open => return true,
            _ => {
                let kind = tree.node(source).describe();
                findings.report(|| fault::bad_merge(tree.span_of(source), tree.span_of(key), kind));
                return true;
            }
        };
        let inner = tree.maps[map.index()].merged;
        self.take_once(tree, map, from)
            && (0..inner.count as usize).all(|at| {
                let next = inner.of(&tree.merged)[at];
                self.take_once(tree, next, from)
            })
    }

    fn take_once(&mut self, tree: &mut Tree, map: MapId, from: usize) -> bool {
        if self.seen_for[map.index()] == self.round {
            return true;
        }
        if tree.merged.len() - from >= MERGE_LIMIT {
            return false;
        }
        self.seen_for[map.index()] = self.round;
        tree.merged.push(map);
        true
    }
}
