//! What writing promises, on a real disk.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod disks;
mod faults;
mod folders;
mod foreign;
mod hand_edits;
mod links;
mod manifests;
mod random;
mod scratch;
mod unchanged;
