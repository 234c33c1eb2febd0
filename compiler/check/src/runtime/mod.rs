//! Rules about runtimes and sources.

pub(crate) mod retired;
