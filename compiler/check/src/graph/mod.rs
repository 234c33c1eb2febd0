//! Rules about the graph: names, edges, paths.

pub(crate) mod duplicate_route;
