//! Rules about grants that are written by hand: trust points, which no edge explains.

mod covers;
pub(crate) mod superfluous;
pub(crate) mod wildcard;
