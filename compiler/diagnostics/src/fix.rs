//! Edits that mend a finding.

use faasc_source::Span;

/// Whether a machine may apply a fix unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Means what the user meant: `faasc check --fix` applies it.
    Safe,
    /// Probably right; a person decides.
    NeedsReview,
}

/// One replacement; an empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A named set of edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Who may apply it.
    pub applicability: Applicability,
}
