//! The formats, drawn from one fixed gallery of findings and judged by what reads them.

#![expect(clippy::unwrap_used, reason = "what fails here fails a test")]

mod gallery;
mod github;
mod json;
mod junit;
mod markdown;
mod sarif;
mod snapshot;
mod terminal;
