//! The files that describe an environment, from a deployment made by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod documents;
mod fixture;
mod readme;
mod schemas;
