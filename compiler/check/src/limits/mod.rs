//! Rules about limits: what a site refuses, or what its quotas do not give. Every figure is a row of the fact base.

pub(crate) mod batch;
pub(crate) mod entry;
pub(crate) mod event;
pub(crate) mod figure;
pub(crate) mod function;
