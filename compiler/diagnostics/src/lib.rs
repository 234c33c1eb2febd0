//! Findings as data: codes, places, notes and fixes. Nothing here draws anything.

mod code;
mod diagnostic;
mod fix;
mod hidden;
mod sink;
mod suggest;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Label};
pub use fix::{Applicability, Edit, Fix};
pub use hidden::{ELLIPSIS, Hidden};
pub use sink::Sink;
pub use suggest::{did_you_mean, list_of};
