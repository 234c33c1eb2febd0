//! Rules about limits: what a site refuses, or what its quotas do not give. Every figure is a row of the fact base.

pub(crate) mod batch;
pub(crate) mod count;
mod counted;
pub(crate) mod delivery;
pub(crate) mod entry;
pub(crate) mod event;
pub(crate) mod figure;
mod filter;
pub(crate) mod function;
pub(crate) mod image;
pub(crate) mod label;
pub(crate) mod name;
pub(crate) mod notification;
pub(crate) mod partitions;
pub(crate) mod processors;
pub(crate) mod raised;
pub(crate) mod scale;
mod text;
pub(crate) mod variables;
