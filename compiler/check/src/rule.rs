//! What a rule is.

use faasc_diagnostics::{Code, Sink};
use faasc_facts::Facts;
use faasc_model::Program;
use faasc_model::unit::Date;

/// A rule: its codes, and the function that finds.
pub struct Rule {
    /// The codes that it raises.
    pub codes: &'static [&'static Code],
    /// Whether it speaks of what is missing, and must be silent when something could not be read.
    pub needs_whole: bool,
    /// Finds.
    pub(crate) check: fn(&mut Findings<'_>),
}

/// What a rule looks at and where it puts what it finds.
pub(crate) struct Findings<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a Facts,
    pub(crate) today: Date,
    pub(crate) sink: &'a mut Sink,
}
