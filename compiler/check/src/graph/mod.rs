//! Rules about the graph: names, edges, paths.

mod gain;
pub(crate) mod traffic;

pub(crate) mod duplicate_route;
pub(crate) mod loops;
pub(crate) mod no_owner;
pub(crate) mod unstarted;
pub(crate) mod unused;
