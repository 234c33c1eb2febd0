//! Mappings laid over each other: `defaults`, then the function, then what the environment says.

use faasc_source::Span;
use faasc_syntax::{Entry, Node};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// A value of several layers. The later wins; mappings merge key by key, anything else is replaced.
#[derive(Clone, Debug)]
pub(crate) struct View<'t> {
    /// From the first layer to the last; never empty. More than one only while all are mappings.
    layers: Vec<Node<'t>>,
}

impl<'t> View<'t> {
    /// A value of one layer.
    pub(crate) fn of(node: Node<'t>) -> Self {
        Self { layers: vec![node] }
    }

    /// Values laid over each other, from the first to the last.
    pub(crate) fn over(nodes: impl IntoIterator<Item = Node<'t>>) -> Option<Self> {
        let mut layers: Vec<Node<'t>> = Vec::new();
        for node in nodes {
            let merges =
                node.as_map().is_some() && layers.first().is_none_or(|first| first.as_map().is_some());
            if !merges {
                layers.clear();
            }
            layers.push(node);
        }
        (!layers.is_empty()).then_some(Self { layers })
    }

    /// The last layer: what a finding points at.
    pub(crate) fn top(&self) -> Node<'t> {
        self.layers[self.layers.len() - 1]
    }

    /// Where the last layer stands.
    pub(crate) fn span(&self) -> Span {
        self.top().span()
    }

    /// The value of `key`, merged over the layers.
    pub(crate) fn get(&self, key: &str) -> Option<View<'t>> {
        if let [only] = self.layers.as_slice() {
            return Some(Self::of(only.as_map()?.get(key)?.value));
        }
        Self::over(self.layers.iter().filter_map(|layer| Some(layer.as_map()?.get(key)?.value)))
    }

    /// The node of `key` in the last layer that has it.
    pub(crate) fn node(&self, key: &str) -> Option<Node<'t>> {
        self.layers.iter().rev().find_map(|layer| Some(layer.as_map()?.get(key)?.value))
    }

    /// The entry of `key` in the last layer that has it.
    pub(crate) fn entry(&self, key: &str) -> Option<Entry<'t>> {
        self.layers.iter().rev().find_map(|layer| layer.as_map()?.get(key))
    }

    /// The values of `key` in all layers, from the first to the last: for what adds up.
    pub(crate) fn all(&self, key: &str) -> impl Iterator<Item = Node<'t>> {
        self.layers.iter().filter_map(move |layer| Some(layer.as_map()?.get(key)?.value))
    }

    /// Whether `key` is missing: neither written in a layer nor, as far as one can tell, meant by a misspelt key.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        self.node(key).is_none()
            && !self.entries().iter().any(|entry| crate::inspect::is_meant(entry.key.text, key))
    }

    /// The entries, merged: each key once, with the value of the last layer that has it.
    pub(crate) fn entries(&self) -> Vec<Entry<'t>> {
        let of = |layer: &Node<'t>| layer.as_map().into_iter().flat_map(faasc_syntax::Map::entries);
        if let [only] = self.layers.as_slice() {
            return of(only).collect();
        }
        let mut found: IndexMap<&str, Entry<'t>, FxBuildHasher> = IndexMap::default();
        for entry in self.layers.iter().flat_map(of) {
            found.insert(entry.key.text, entry);
        }
        found.into_values().collect()
    }
}
