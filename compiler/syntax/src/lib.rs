//! Reads the text of a `faas.yaml` into a tree that knows the place of everything in it,
//! and writes such a text anew in one agreed form.
//!
//! The tree survives syntax errors, keeps one entry of each duplicate key, follows aliases without copying
//! what they stand for, and shows merge keys as a view. It is bounded: nesting, also through aliases, stays
//! under [`DEPTH_LIMIT`], and what the aliases of a file stand for is limited, so a plain walk always ends soon.

mod anchors;
mod build;
mod bytes;
mod characters;
mod expansion;
mod fault;
mod format;
mod keys;
mod map;
mod merge;
mod node;
mod parse;
mod places;
mod scalar;
mod tags;
mod tree;

pub use bytes::{ByteFault, ByteFaultKind, read_text};
pub use expansion::within_budget;
pub use fault::codes;
pub use format::format;
pub use map::{Entry, Key, Map};
pub use node::{Node, Seq, Shape};
pub use parse::parse;
pub use tree::{Comment, DEPTH_LIMIT, NodeId, Tree};
