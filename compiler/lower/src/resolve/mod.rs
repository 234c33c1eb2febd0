//! From inspected trees to the program: apps, their environments resolved, links between them.

mod app;
mod auth;
mod choose;
mod data;
mod dead_letter;
mod delivery;
mod document;
mod edge;
mod environment;
mod event;
mod existing;
mod flow;
mod function;
mod input;
mod layout;
mod on_failure;
mod patch;
mod place;
mod policy;
mod scope;
mod secret;
mod service;
mod site;
mod source;
mod store;
mod trigger;
mod trigger_id;

pub(crate) use app::program;
pub(crate) use scope::Cx;
