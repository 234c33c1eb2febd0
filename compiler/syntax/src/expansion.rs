//! How much a node stands for when its aliases are written out, and how deep that goes.
//!
//! Both are summed up while the tree is built, from the leaves upward, so asking costs nothing.

use crate::fault;
use crate::fault::findings::Findings;
use crate::tree::{Kind, NodeId, Tree};
use crate::{Node, tree::MapData};

/// How many values the aliases of a file may stand for at least; a large file may have several times its own.
const EXPANSION_LIMIT: usize = 2_000_000;

/// How many times the nodes of a file its written-out form may have.
const EXPANSION_FACTOR: usize = 4;

/// Whether `node` stands for at most `limit` values when aliases and merges are written out. Values that a merge
/// hides behind keys of the same name count as well.
#[must_use]
pub fn within_budget(node: Node<'_>, limit: usize) -> bool {
    node.tree().expanded_size(node.id()) <= limit
}

impl Tree {
    /// The number of values; at most the number of nodes when it is not known.
    fn expanded_size(&self, id: NodeId) -> usize {
        self.sizes.get(id.index()).map_or(1, |size| *size as usize)
    }

    /// The number of values that the mapping has, its own and those that it merges.
    pub(crate) fn map_size(&self, map: &MapData) -> u32 {
        map.merged.of(&self.merged).iter().fold(map.own_size.saturating_add(1), |sum, other| {
            sum.saturating_add(self.maps[other.index()].own_size)
        })
    }

    /// How many levels of collections the mapping has. What it merges stands at its own level.
    pub(crate) fn map_height(&self, map: &MapData, heights: &[u8]) -> u8 {
        let own = map.entries.of(&self.entries).iter().enumerate();
        let own = own.filter(|(at, _)| map.merge_key.map(|key| key as usize) != Some(*at));
        let own = own.map(|(_, (_, value))| heights[value.index()].saturating_add(1));
        let merged = map.merged.of(&self.merged).iter();
        let merged = merged.map(|other| heights[self.maps[other.index()].node.index()]);
        own.chain(merged).max().unwrap_or(1)
    }

    /// Refuses a tree whose aliases stand for more than any honest file's. Its aliases are made faulty, so that
    /// every walk over it stays within the size of the text.
    pub(crate) fn refuse_bombs(&mut self, findings: &mut Findings) {
        let Some(root) = self.root else { return };
        let limit = EXPANSION_LIMIT.max(self.nodes.len() * EXPANSION_FACTOR);
        if self.expanded_size(root) <= limit {
            return;
        }
        let mut largest: Option<(u32, NodeId, NodeId)> = None;
        for (at, node) in self.nodes.iter_mut().enumerate() {
            if let Kind::Alias(target) = node.kind {
                let size = self.sizes.get(at).copied().unwrap_or_default();
                let id = NodeId(u32::try_from(at).unwrap_or(u32::MAX));
                if largest.is_none_or(|(most, ..)| size > most) {
                    largest = Some((size, id, target));
                }
                node.kind = Kind::Faulty;
            }
        }
        if let Some((_, alias, target)) = largest {
            let (alias, target) = (self.span_of(alias), self.span_of(target));
            findings.report(|| fault::aliases_too_large(alias, target, limit));
        }
        for map in &mut self.maps {
            map.merged.count = 0;
        }
        self.sizes.clear();
    }
}
