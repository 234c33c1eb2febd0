//! One finding.

use faasc_source::Span;

use crate::{Applicability, Code, Edit, Fix, Severity};

/// A place with a word about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What this place is; may be empty for the primary one.
    pub text: String,
}

/// A finding: code, message, places, notes and fixes. Made by [`Code::at`].
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The kind.
    pub code: &'static Code,
    /// What it weighs here.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The place that is at fault.
    pub primary: Label,
    /// Further places, of any file.
    pub labels: Vec<Label>,
    /// Causes, numbers, sources.
    pub notes: Vec<String>,
    /// What to do, in the imperative, when no edit can say it.
    pub help: Option<String>,
    /// Edits that would mend it, best first.
    pub fixes: Vec<Fix>,
    /// The key path of the node that it is about (`functions.pay`), for waivers and grouping.
    pub subject: Option<String>,
    /// The environments in which it was found; empty when it holds for the whole file.
    pub environments: Vec<String>,
    /// The reason of the waiver that covers it.
    pub waived: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(code: &'static Code, span: Span, message: String) -> Self {
        Self {
            code,
            severity: code.severity,
            message,
            primary: Label { span, text: String::new() },
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            subject: None,
            environments: Vec::new(),
            waived: None,
        }
    }

    /// Says what the primary place is.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a cause, a number, a source.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Adds the fix that replaces `span` by `text`.
    #[must_use]
    pub fn replace(
        self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
        applicability: Applicability,
    ) -> Self {
        self.fix(Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }], applicability })
    }

    /// Gives it another weight than its code has.
    #[must_use]
    pub const fn weigh(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Names the node that it is about by its key path.
    #[must_use]
    pub fn about(mut self, key_path: impl Into<String>) -> Self {
        self.subject = Some(key_path.into());
        self
    }

    /// Names an environment in which it was found.
    #[must_use]
    pub fn within(mut self, environment: impl Into<String>) -> Self {
        self.environments.push(environment.into());
        self
    }
}
