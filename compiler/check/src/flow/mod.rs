//! Rules about flows: end-to-end promises over several functions.

pub(crate) mod connected;
pub(crate) mod failure;
mod transport;
pub(crate) mod way;
pub(crate) mod within;
