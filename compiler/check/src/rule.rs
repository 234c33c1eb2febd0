//! What a rule is.

use std::cell::OnceCell;

use faasc_diagnostics::{Code, Sink};
use faasc_facts::Facts;
use faasc_model::Program;
use faasc_model::unit::Date;

use crate::graph::traffic::Traffic;

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
    /// How messages and calls go round; made when a rule first asks.
    traffic: OnceCell<Traffic<'a>>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(program: &'a Program, facts: &'a Facts, today: Date, sink: &'a mut Sink) -> Self {
        Self { program, facts, today, sink, traffic: OnceCell::new() }
    }

    /// How messages and calls go round.
    pub(crate) fn traffic(&self) -> &Traffic<'a> {
        self.traffic.get_or_init(|| Traffic::of(self.program))
    }
}
