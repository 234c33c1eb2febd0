//! Nodes as the rest of the compiler sees them.

use std::fmt;

use faasc_source::Span;

use crate::Map;
use crate::scalar::{Style, Value, value};
use crate::tree::{Kind, MapId, NodeId, Tree};

/// A value in a tree. An alias shows what it stands for, and has the place where it stands itself.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(crate) tree: &'t Tree,
    pub(crate) id: NodeId,
}

/// What a node is by the core schema of YAML 1.2: plain `NO`, `yes` and `on` are texts.
/// A whole number that an `i64` cannot hold is a float; [`Node::text`] has its digits.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'t> {
    /// Nothing: `~`, `null`, or no text at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Float(f64),
    /// A text.
    Text(&'t str),
    /// A list.
    Seq(Seq<'t>),
    /// A mapping.
    Map(Map<'t>),
}

/// A list.
#[derive(Clone, Copy)]
pub struct Seq<'t> {
    node: Node<'t>,
    items: &'t [NodeId],
}

impl<'t> Node<'t> {
    /// Where it stands. Quotes, brackets and the header of a block text belong to it, anchors and tags do not;
    /// a block collection reaches from its first key or dash to the end of its last value.
    /// A value that is left out has the empty place after its `:` or `-`.
    #[must_use]
    pub fn span(self) -> Span {
        self.tree.span_of(self.id)
    }

    /// Where the value stands that an alias stands for; [`Self::span`] for anything else.
    #[must_use]
    pub fn target_span(self) -> Span {
        self.tree.span_of(self.tree.target(self.id))
    }

    /// The node where it stands: an alias has an id of its own.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// Whether it is an alias.
    #[must_use]
    pub fn is_alias(self) -> bool {
        matches!(self.tree.nodes[self.id.index()].kind, Kind::Alias(_))
    }

    /// Whether what stands here was reported already: an unknown alias, an unknown tag, a value that a syntax
    /// error cut off. It has the shape of nothing; complaining again would be noise.
    #[must_use]
    pub fn is_faulty(self) -> bool {
        matches!(self.kind(), Kind::Faulty | Kind::Open)
    }

    /// Whether a syntax error cut this list or mapping short: what is missing in it may be in the text.
    #[must_use]
    pub fn is_cut_short(self) -> bool {
        self.tree.cut.binary_search(&self.tree.target(self.id)).is_ok()
    }

    /// What it is.
    #[must_use]
    pub fn shape(self) -> Shape<'t> {
        match self.kind() {
            Kind::Scalar { text, style, tag } => {
                let text = self.tree.text_of(text);
                match value(text, style, tag) {
                    Some(Value::Null) | None => Shape::Null,
                    Some(Value::Bool(value)) => Shape::Bool(value),
                    Some(Value::Int(value)) => Shape::Int(value),
                    Some(Value::Float(value)) => Shape::Float(value),
                    Some(Value::Text) => Shape::Text(text),
                }
            }
            Kind::Seq(items) => Shape::Seq(Seq { node: self, items: items.of(&self.tree.items) }),
            Kind::Map(id) => Shape::Map(self.map(id)),
            Kind::Faulty | Kind::Open | Kind::Alias(_) => Shape::Null,
        }
    }

    /// The mapping, when it is one.
    #[must_use]
    pub fn as_map(self) -> Option<Map<'t>> {
        match self.kind() {
            Kind::Map(id) => Some(self.map(id)),
            _ => None,
        }
    }

    /// The list, when it is one.
    #[must_use]
    pub fn as_seq(self) -> Option<Seq<'t>> {
        match self.kind() {
            Kind::Seq(items) => Some(Seq { node: self, items: items.of(&self.tree.items) }),
            _ => None,
        }
    }

    /// The text of a scalar as it was written, without quotes and escapes, whatever it resolves to:
    /// `1.10` stays "1.10", `~` stays "~". `None` for lists and mappings.
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Scalar { text, .. } => Some(self.tree.text_of(text)),
            _ => None,
        }
    }

    /// Whether it is a scalar in quotes, or a block text.
    #[must_use]
    pub fn is_quoted(self) -> bool {
        matches!(self.kind(), Kind::Scalar { style, .. } if style != Style::Plain)
    }

    /// What it is, as people say it: "a text", "a number", "a boolean", "nothing", "a list", "a mapping".
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self.shape() {
            Shape::Null => "nothing",
            Shape::Bool(_) => "a boolean",
            Shape::Int(_) | Shape::Float(_) => "a number",
            Shape::Text(_) => "a text",
            Shape::Seq(_) => "a list",
            Shape::Map(_) => "a mapping",
        }
    }

    /// The tree that it is of.
    #[must_use]
    pub const fn tree(self) -> &'t Tree {
        self.tree
    }

    pub(crate) fn kind(self) -> Kind {
        self.tree.nodes[self.tree.target(self.id).index()].kind
    }

    fn map(self, id: MapId) -> Map<'t> {
        Map { tree: self.tree, place: self.id, id }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:?}", self.describe(), self.span())
    }
}

impl<'t> Seq<'t> {
    /// The items in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Node<'t>> + DoubleEndedIterator + Clone {
        let tree = self.node.tree;
        self.items.iter().map(move |&id| Node { tree, id })
    }

    /// How many items there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.items.is_empty()
    }

    /// The item at `index`, from 0.
    #[must_use]
    pub fn get(self, index: usize) -> Option<Node<'t>> {
        self.items.get(index).map(|&id| Node { tree: self.node.tree, id })
    }

    /// Where it stands: the alias' place when it was reached through one.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span()
    }
}

impl fmt::Debug for Seq<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {} at {:?}", self.len(), self.span())
    }
}

impl Tree {
    pub(crate) fn span_of(&self, id: NodeId) -> Span {
        let node = &self.nodes[id.index()];
        Span::new(self.file, node.start, node.end)
    }
}
