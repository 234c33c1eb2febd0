//! Which classes reach which node, and by which way.

pub(crate) mod propagate;
pub(crate) mod witness;

pub use witness::{Hop, HopKind};
