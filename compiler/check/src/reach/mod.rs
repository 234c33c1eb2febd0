//! Rules about what a function can reach from where it runs.

pub(crate) mod egress;
mod host;
pub(crate) mod internal;
pub(crate) mod network;
