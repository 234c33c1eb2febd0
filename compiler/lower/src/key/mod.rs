//! One file for each section of the language: its declarations.

pub(crate) mod auth;
pub(crate) mod data;
pub(crate) mod environment;
pub(crate) mod event;
pub(crate) mod flow;
pub(crate) mod function;
pub(crate) mod input;
pub(crate) mod patch;
pub(crate) mod policy;
pub(crate) mod secret;
pub(crate) mod service;
pub(crate) mod site;
pub(crate) mod store;
pub(crate) mod top;
pub(crate) mod trigger;
