//! Rules of the house, and their exceptions.

mod auth;
mod classes;
mod enforced;
mod index;
mod located;
mod node;
mod reach;
mod scope;

pub(crate) mod house;
pub(crate) mod waiver;
