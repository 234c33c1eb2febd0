//! Where data lies: every copy of every node, those that nobody wrote included.

mod aspect;
pub(crate) mod copies;
pub(crate) mod spot;

pub use copies::{Copy, Role};
pub use spot::{Spot, Whereabouts};
