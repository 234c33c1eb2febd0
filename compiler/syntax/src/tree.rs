//! The tree as it is kept: one arena of nodes, and pools for what belongs to them.

use faasc_source::{FileId, Span};

use crate::Node;
use crate::scalar::{Style, Tag};

/// How deeply lists and mappings may be nested, counted through aliases too: recursion over a tree is safe.
pub const DEPTH_LIMIT: usize = 128;

/// Names a node within its tree. Smaller ids begin earlier in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A comment of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `#` to the end of the line.
    pub span: Span,
    /// The text after `#`, as it is.
    pub text: Box<str>,
    /// Whether it follows something on its line.
    pub is_trailing: bool,
}

/// Everything that was read from one text. It borrows nothing.
#[derive(Debug)]
pub struct Tree {
    pub(crate) file: FileId,
    pub(crate) root: Option<NodeId>,
    pub(crate) is_broken: bool,
    pub(crate) nodes: Vec<NodeData>,
    /// Items of lists; a list has a range of it.
    pub(crate) items: Vec<NodeId>,
    pub(crate) maps: Vec<MapData>,
    /// Keys and values; a mapping has a range of it.
    /// A fingerprint of each entry's key, so that a search compares numbers before texts.
    pub(crate) fingerprints: Vec<u32>,
    pub(crate) entries: Vec<(NodeId, NodeId)>,
    /// Mappings that are merged into others, in the order of their rank; a mapping has a range of it.
    pub(crate) merged: Vec<MapId>,
    /// Entries of large mappings, sorted by key; a large mapping has a range of it as long as its entries.
    pub(crate) order: Vec<u32>,
    /// The texts of all scalars.
    pub(crate) texts: String,
    pub(crate) comments: Vec<Comment>,
    /// By node: how many values it stands for when aliases are written out. Empty when that is not known.
    pub(crate) sizes: Vec<u32>,
    /// Collections that a syntax error cut short, by id.
    pub(crate) cut: Vec<NodeId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MapId(pub(crate) u32);

impl MapId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of a pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) from: u32,
    pub(crate) count: u32,
}

impl Part {
    pub(crate) fn of<T>(self, pool: &[T]) -> &[T] {
        &pool[self.from as usize..(self.from + self.count) as usize]
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeData {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Scalar {
        text: Part,
        style: Style,
        tag: Tag,
    },
    Seq(Part),
    Map(MapId),
    /// Stands for another node, which is no alias itself.
    Alias(NodeId),
    /// What stands here was reported.
    Faulty,
    /// Under construction.
    Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MapData {
    pub(crate) node: NodeId,
    pub(crate) entries: Part,
    /// The place of `<<` among the entries.
    pub(crate) merge_key: Option<u32>,
    pub(crate) merged: Part,
    /// The start of the sorted entries, when there are any.
    pub(crate) order: Option<u32>,
    /// How many values its own entries stand for.
    pub(crate) own_size: u32,
}

impl Tree {
    /// A tree without a node, with room for about `nodes` and the texts of `bytes` bytes of YAML.
    pub(crate) fn empty(file: FileId, nodes: usize, bytes: usize) -> Self {
        Self {
            file,
            root: None,
            is_broken: false,
            nodes: Vec::with_capacity(nodes),
            items: Vec::new(),
            maps: Vec::new(),
            entries: Vec::new(),
            fingerprints: Vec::new(),
            merged: Vec::new(),
            order: Vec::new(),
            texts: String::with_capacity(bytes / 2),
            comments: Vec::new(),
            sizes: Vec::with_capacity(nodes),
            cut: Vec::new(),
        }
    }

    /// The value of the document; `None` when there is none: an empty text, or only comments.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        self.root.map(|id| Node { tree: self, id })
    }

    /// The file that the text was of.
    #[must_use]
    pub const fn file(&self) -> FileId {
        self.file
    }

    /// Whether a syntax error cut the tree short: what is not in it may be in the text all the same.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// All comments in the order of the text.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    pub(crate) fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    pub(crate) fn text_of(&self, text: Part) -> &str {
        self.texts.get(text.from as usize..(text.from + text.count) as usize).unwrap_or_default()
    }

    /// `id`, or what it stands for when it is an alias.
    pub(crate) fn target(&self, id: NodeId) -> NodeId {
        match self.nodes[id.index()].kind {
            Kind::Alias(target) => target,
            _ => id,
        }
    }

    /// The text of the key `id`; `None` when it is no scalar.
    pub(crate) fn key_text(&self, id: NodeId) -> Option<&str> {
        match self.nodes[self.target(id).index()].kind {
            Kind::Scalar { text, .. } => Some(self.text_of(text)),
            _ => None,
        }
    }
}

/// Tells most keys apart: their length and three of their bytes.
pub(crate) fn fingerprint(key: &str) -> u32 {
    let bytes = key.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let length = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
    u32::from_le_bytes([length, at(0), at(bytes.len() / 2), at(bytes.len().wrapping_sub(1))])
}
