//! A row that was found, with where it comes from.

use std::ops::Deref;

use crate::row::{Confidence, Row, Source};
use crate::stored::Sources;

/// A row of the fact base; it reads as the row, and knows its sources.
#[derive(Debug)]
pub struct Fact<'a, R> {
    row: &'a R,
    sources: &'a Sources,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// Titles of the documents, the main one first.
    pub sources: Vec<&'a str>,
    /// `YYYY[-MM[-DD]]`, or `undated`.
    pub as_of: &'a str,
    /// How far to trust it.
    pub confidence: Confidence,
}

impl Provenance<'_> {
    /// The title of the main document.
    #[must_use]
    pub fn main_source(&self) -> &str {
        self.sources.first().copied().unwrap_or("no source")
    }
}

impl<R> Clone for Fact<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Fact<'_, R> {}

impl<R> Deref for Fact<'_, R> {
    type Target = R;

    fn deref(&self) -> &R {
        self.row
    }
}

impl<'a, R: Row> Fact<'a, R> {
    pub(crate) const fn new(row: &'a R, sources: &'a Sources) -> Self {
        Self { row, sources }
    }

    /// The row, for as long as the fact base lives.
    #[must_use]
    pub const fn row(self) -> &'a R {
        self.row
    }

    /// How far to trust it.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        self.row.confidence()
    }

    /// Whether it may make an error; otherwise it only warns.
    #[must_use]
    pub fn gates(self) -> bool {
        self.confidence().gates()
    }

    /// Where it comes from.
    #[must_use]
    pub fn provenance(self) -> Provenance<'a> {
        let sources = match self.row.source() {
            Source::Resolved(places) => places
                .iter()
                .filter_map(|place| self.sources.all().get(usize::try_from(*place).ok()?))
                .map(|source| source.title.as_str())
                .collect(),
            Source::Absent | Source::Listed(_) | Source::Citation(_) => Vec::new(),
        };
        Provenance { sources, as_of: self.row.as_of(), confidence: self.row.confidence() }
    }
}
