//! Rules about runtimes and sources.

pub(crate) mod retired;
pub(crate) mod unpinned;
