//! Rules of the house, and their exceptions.

mod auth;
pub(crate) mod classes;
mod enforced;
mod index;
mod located;
mod node;
mod reach;
mod scope;

pub(crate) use auth::entry;

pub(crate) mod house;
pub(crate) mod waiver;
