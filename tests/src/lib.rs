//! What the tests share.

pub mod archive;
pub mod generate;
pub mod markdown;
pub mod run;
