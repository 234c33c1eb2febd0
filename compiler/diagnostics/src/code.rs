//! The stable identity of a kind of finding.

use faasc_source::Span;

use crate::Diagnostic;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing: an emulation, an assumption.
    Note,
    /// Probably wrong; does not stop the build unless asked.
    Warning,
    /// Stops the build.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of finding. Declared once, as a `static`, beside the function that raises it;
/// its page is `docs/codes/<id>-<name>.md`.
#[derive(Debug)]
pub struct Code {
    /// `F` and four digits; never reused.
    pub id: &'static str,
    /// Kebab-case name of the fault: `duplicate-key`.
    pub name: &'static str,
    /// What it weighs unless the finding says otherwise.
    pub severity: Severity,
    /// One line that fits every finding of this kind, lower case, without a period.
    pub title: &'static str,
}

impl Code {
    /// An error kind.
    #[must_use]
    pub const fn error(id: &'static str, name: &'static str, title: &'static str) -> Self {
        Self { id, name, severity: Severity::Error, title }
    }

    /// A warning kind.
    #[must_use]
    pub const fn warning(id: &'static str, name: &'static str, title: &'static str) -> Self {
        Self { id, name, severity: Severity::Warning, title }
    }

    /// A note kind.
    #[must_use]
    pub const fn note(id: &'static str, name: &'static str, title: &'static str) -> Self {
        Self { id, name, severity: Severity::Note, title }
    }

    /// A finding of this kind at `span`. `message` says what is wrong with the user's own names in backticks,
    /// in lower case and without a period.
    #[must_use]
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, span, message.into())
    }
}
