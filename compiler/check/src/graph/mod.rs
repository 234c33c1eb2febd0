//! Rules about the graph: names, edges, paths.

mod gain;
mod schema;
pub(crate) mod traffic;

pub(crate) mod consumers;
pub(crate) mod dead_letter;
pub(crate) mod duplicate_route;
pub(crate) mod expects;
pub(crate) mod fields;
pub(crate) mod loops;
pub(crate) mod no_owner;
pub(crate) mod order_lost;
pub(crate) mod sprawl;
pub(crate) mod unread_dead_letter;
pub(crate) mod unstarted;
pub(crate) mod unused;
