//! Rules of the house, and their exceptions.

mod classes;
mod scope;

pub(crate) mod auth;
pub(crate) mod enforced;
pub(crate) mod located;
pub(crate) mod node;
pub(crate) mod reach;
pub(crate) mod waiver;
