//! Findings as people and machines read them: one file per format.
//!
//! To add a format: write its file with a function from [`Findings`] to text, and add its row to [`FORMATS`].

mod findings;
mod format;
mod github;
mod inert;
mod json;
mod junit;
mod markdown;
mod page;
mod remark;
mod sarif;
mod summary;
mod terminal;

pub use findings::Findings;
pub use format::{FORMATS, Format, format_named};
pub use github::github;
pub use inert::{json_text as inert_json, line as inert_line};
pub use json::{DIAGNOSTICS_SCHEMA_ID, diagnostics_schema, json};
pub use junit::junit;
pub use markdown::{markdown, plain as markdown_plain};
pub use page::page_url;
pub use sarif::sarif;
pub use summary::summary;
pub use terminal::{TerminalStyle, terminal};
