//! From a plan to objects: one file a subject.

pub(crate) mod environment;
pub(crate) mod event;
pub(crate) mod guard;
mod kustomization;
mod namespace;
pub(crate) mod rate;
pub(crate) mod route;
mod schedule;
pub(crate) mod secret;
mod site;
mod steps;
pub(crate) mod subscription;
mod workload;

pub(crate) use site::emit_site;
