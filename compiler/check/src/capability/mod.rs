//! Rules about what hosts can do: each thing that a spec asks of a site against the capability table of the fact base.

mod asked;
pub(crate) mod crossing;
mod elsewhere;
pub(crate) mod offered;
