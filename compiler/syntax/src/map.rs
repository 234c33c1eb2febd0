//! Mappings, with merge keys as a view.

use std::collections::HashSet;
use std::fmt;

use faasc_source::Span;

use crate::Node;
use crate::tree::{MapData, MapId, NodeId, Tree, fingerprint};

/// A mapping. Its own keys win over merged ones, and of merged mappings the earlier one wins.
#[derive(Clone, Copy)]
pub struct Map<'t> {
    pub(crate) tree: &'t Tree,
    /// The node through which it was reached, perhaps an alias.
    pub(crate) place: NodeId,
    pub(crate) id: MapId,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The key.
    pub key: Key<'t>,
    /// The value; nothing when only the key is written.
    pub value: Node<'t>,
    /// Whether it came from another mapping by `<<`.
    pub is_merged: bool,
}

/// A key: its text, whatever it would resolve to as a value, and its place.
#[derive(Clone, Copy, Debug)]
pub struct Key<'t> {
    /// The text without quotes.
    pub text: &'t str,
    /// Where it stands, quotes included. For a merged entry this is in the mapping that was merged.
    pub span: Span,
}

impl<'t> Map<'t> {
    /// All entries: its own in the order of the text, then those merged in, in the order in which they are merged.
    /// `<<` itself is not among them.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        let mut seen: HashSet<&'t str> = HashSet::new();
        let merged = self.merged();
        if !merged.is_empty() {
            seen.extend(self.own_entries().map(|entry| entry.key.text));
        }
        let tree = self.tree;
        let others = merged
            .iter()
            .flat_map(move |&id| Map { tree, place: tree.maps[id.index()].node, id }.own_entries());
        self.own_entries().chain(
            others
                .filter(move |entry| seen.insert(entry.key.text))
                .map(|entry| Entry { is_merged: true, ..entry }),
        )
    }

    /// The entries that are written in this mapping, in the order of the text, without `<<`.
    pub fn own_entries(self) -> impl Iterator<Item = Entry<'t>> {
        let data = self.data();
        let skipped = data.merge_key.map(|at| at as usize);
        data.entries
            .of(&self.tree.entries)
            .iter()
            .enumerate()
            .filter(move |(at, _)| Some(*at) != skipped)
            .map(move |(_, &pair)| self.entry(pair))
    }

    /// The entry of `key`, its own or a merged one.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Entry<'t>> {
        if let Some(own) = self.own(key) {
            return Some(own);
        }
        self.merged().iter().find_map(|&id| {
            let other = Map { tree: self.tree, place: self.tree.maps[id.index()].node, id };
            Some(Entry { is_merged: true, ..other.own(key)? })
        })
    }

    /// How many entries there are, merged ones included.
    #[must_use]
    pub fn len(self) -> usize {
        if self.merged().is_empty() {
            let data = self.data();
            data.entries.count as usize - usize::from(data.merge_key.is_some())
        } else {
            self.entries().count()
        }
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.entries().next().is_none()
    }

    /// Where it stands: the alias' place when it was reached through one.
    #[must_use]
    pub fn span(self) -> Span {
        self.tree.span_of(self.place)
    }

    /// The node that it was read from.
    #[must_use]
    pub fn node(self) -> Node<'t> {
        self.tree.node(self.place)
    }

    fn own(self, key: &str) -> Option<Entry<'t>> {
        let data = self.data();
        let entries = data.entries.of(&self.tree.entries);
        let found = match data.order {
            Some(from) => {
                let order = &self.tree.order[from as usize..from as usize + entries.len()];
                let at = order
                    .binary_search_by(|&at| {
                        self.tree.key_text(entries[at as usize].0).unwrap_or_default().cmp(key)
                    })
                    .ok()?;
                order[at] as usize
            }
            None => {
                let wanted = fingerprint(key);
                let prints = data.entries.of(&self.tree.fingerprints);
                let mut same =
                    prints.iter().enumerate().filter(|(_, print)| **print == wanted).map(|(at, _)| at);
                same.find(|at| self.tree.key_text(entries[*at].0) == Some(key))?
            }
        };
        (data.merge_key.map(|at| at as usize) != Some(found)).then(|| self.entry(entries[found]))
    }

    fn entry(self, (key, value): (NodeId, NodeId)) -> Entry<'t> {
        Entry {
            key: Key { text: self.tree.key_text(key).unwrap_or_default(), span: self.tree.span_of(key) },
            value: self.tree.node(value),
            is_merged: false,
        }
    }

    fn data(self) -> &'t MapData {
        &self.tree.maps[self.id.index()]
    }

    fn merged(self) -> &'t [MapId] {
        self.data().merged.of(&self.tree.merged)
    }
}

impl fmt::Debug for Map<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a mapping of {} at {:?}", self.len(), self.span())
    }
}
