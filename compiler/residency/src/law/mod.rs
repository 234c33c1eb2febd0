//! What the regimes say about an act at a place.

pub(crate) mod leave;
pub(crate) mod verdict;

pub use leave::{Ground, Refusal, Refused};
pub use verdict::{Fault, Verdict};
