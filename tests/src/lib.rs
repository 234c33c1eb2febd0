//! What the tests share.

pub mod archive;
pub mod folder;
pub mod generate;
pub mod markdown;
pub mod pipeline;
pub mod program;
pub mod run;
