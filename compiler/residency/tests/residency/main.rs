//! Where data may be, on small apps.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

mod dates;
mod findings;
mod flow;
mod grounds;
mod keys;
mod laws;
mod mends;
mod net;
mod placements;
mod properties;
mod spec;
