//! What data there is: classes, the regimes that bind them, and the marks that fields carry.

pub(crate) mod class;
pub(crate) mod marks;
pub(crate) mod regime;
pub(crate) mod set;

pub use class::{Class, ClassId, Law, Why};
pub use set::Set;
