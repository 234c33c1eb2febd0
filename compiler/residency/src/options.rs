//! What an analysis takes as given.

use faasc_model::unit::Date;

/// The day, the strictness, and what would be if.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day by which expiries and lists are judged.
    pub today: Date,
    /// Whether recalled facts make errors, too.
    pub is_strict: bool,
    /// Mechanisms of the fact base that are taken to have fallen.
    pub without_mechanisms: Vec<String>,
    /// Sites, by name, that are taken to have failed: what stands there and has a `failover` stands there alone.
    pub failed_sites: Vec<String>,
    /// Places where people of every class that has some are taken to live, too.
    pub added_subjects: Vec<String>,
}

impl Options {
    /// What `check` asks for: things as they are.
    #[must_use]
    pub const fn on(today: Date) -> Self {
        Self {
            today,
            is_strict: false,
            without_mechanisms: Vec::new(),
            failed_sites: Vec::new(),
            added_subjects: Vec::new(),
        }
    }

    /// The same, with recalled facts judged like read ones.
    #[must_use]
    pub const fn strict(mut self, is_strict: bool) -> Self {
        self.is_strict = is_strict;
        self
    }
}
