//! Where the stages put what they find.

use crate::{Diagnostic, Severity};

/// Collects findings; a stage never stops at the first.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds what there is.
    pub fn extend_with(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Sink) {
        self.found.extend(other.found);
    }

    /// What was found so far, in the order of finding.
    #[must_use]
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The same, for the waivers that cover some of it.
    pub fn found_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.found
    }

    /// Whether an error that no waiver covers was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error && found.waived.is_none())
    }

    /// All findings in file order. What several environments share is said once, with their names.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| {
            (a.primary.span, a.code.id, &a.message).cmp(&(b.primary.span, b.code.id, &b.message))
        });
        let mut out: Vec<Diagnostic> = Vec::with_capacity(self.found.len());
        for found in self.found {
            match out.last_mut() {
                Some(last)
                    if last.code.id == found.code.id
                        && last.primary.span == found.primary.span
                        && last.message == found.message =>
                {
                    last.severity = last.severity.max(found.severity);
                    for environment in found.environments {
                        if !last.environments.contains(&environment) {
                            last.environments.push(environment);
                        }
                    }
                }
                _ => out.push(found),
            }
        }
        out
    }
}
