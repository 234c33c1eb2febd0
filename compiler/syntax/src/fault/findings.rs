//! The findings of one text, in bounded number.

use faasc_diagnostics::{Diagnostic, Sink};

/// More findings than this in one file help nobody, and a hostile file could make millions.
const MOST_FINDINGS: usize = 500;

/// Collects findings and counts those that are too many.
#[derive(Default)]
pub(crate) struct Findings {
    found: Vec<Diagnostic>,
    left_out: usize,
}

impl Findings {
    /// Adds a finding, which is only made when it is kept.
    pub(crate) fn report(&mut self, finding: impl FnOnce() -> Diagnostic) {
        if self.found.len() < MOST_FINDINGS {
            self.found.push(finding());
        } else {
            self.left_out += 1;
        }
    }

    /// Hands all on; the last one says how many were left out.
    pub(crate) fn hand_on(mut self, sink: &mut Sink) {
        if self.left_out > 0
            && let Some(last) = self.found.last_mut()
        {
            last.notes.push(format!("{} more findings of this kind of fault are not shown", self.left_out));
        }
        for found in self.found {
            sink.push(found);
        }
    }
}
