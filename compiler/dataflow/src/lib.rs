//! What the analysis of residency knows, as people and machines read it: which data class is where, which borders it
//! crosses and on what ground, what enforces each edge, and what is taken on trust. It judges nothing.

mod form;
mod gather;
mod picture;
mod register;
mod text;

pub use form::{
    CREEP_SCHEMA, Class, Creep, CreepClass, CreepGraph, CreepOrigin, Crossing, CrossingEnd, Edge, Enforced,
    Enters, Graph, Ground, GroundKind, Holds, Law, Node, Place, Reached, Report, SCHEMA, Trust, json, schema,
};
pub use gather::{Question, creep, gather};
pub use picture::picture;
pub use register::{REGISTER_SCHEMA, Register, processing, transfers};
pub use text::{Page, Tone, creep_text, text};
