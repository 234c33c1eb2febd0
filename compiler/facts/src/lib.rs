//! The fact base: limits, prices, regions, law and capabilities, each with its source, its date and how far to trust it.
//!
//! `data/` is their only home. The build reads and checks it and embeds each table; a row is decoded when it is first
//! asked for. [`Facts::overlay`] lays a user's own files over it.
//!
//! The law in it is written by engineers from public material; it is not legal advice.

#[macro_use]
mod row;
mod fact;
mod facts;
mod intake;
mod lookup;
#[cfg(any(test, faasc_schema))]
mod schema;
mod search;
mod stored;

pub use fact::{Fact, Provenance};
pub use facts::Facts;
pub use intake::FactFault;
pub use lookup::{Base, Credentials, Located, Measure, Sighting, is_random};
pub use row::*;
#[cfg(any(test, faasc_schema))]
pub use schema::schema;
pub use search::{FactLine, FactList, SCHEMA, SectionSummary};
