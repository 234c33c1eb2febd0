//! From the text of fact files to tables: reading, completing from a file's defaults, looking up sources, checking.

mod caller;
mod check;
mod credential;
mod fault;
mod file;
mod grant;
#[cfg_attr(not(test), allow(dead_code))] // the build is who asks
mod house;
mod known;
mod law;
mod place;
mod signature;
mod table;

pub use fault::FactFault;
pub(crate) use file::{Defaults, FactFile};
pub(crate) use table::{Table, Tables};

#[cfg(test)]
mod tests;
