//! One text of the run.

use std::sync::{Arc, OnceLock};

use crate::{LineIndex, Position};

/// A file as it was read: its path as people see it and its text.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file. `path` uses `/` and is relative to where the run was started.
    #[must_use]
    pub fn new(path: String, text: Arc<str>) -> Self {
        Self { path, text, lines: OnceLock::new() }
    }

    /// The path, with `/`, as it is shown.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole text, shared.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The line index, made on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and columns of byte `offset`.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(offset, &self.text)
    }
}
