//! What writing says when it is done.

use faasc_diagnostics::Diagnostic;

/// What was written, or would be. Paths are relative to the folder that holds the environments
/// (`production/plan.json`), with `/`, sorted.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Files that were made or replaced, manifests included.
    pub written: Vec<String>,
    /// Files that were removed.
    pub removed: Vec<String>,
    /// How many files were left as they are because they are as they should be.
    pub unchanged: usize,
    /// Files that we had not written, with the very bytes that we would write: ours from now on.
    pub adopted: Vec<String>,
    /// Folders of environments that are gone and that stay, because files that are not ours lie there
    /// (Terraform's state, for one: what it describes may still run).
    pub left: Vec<String>,
    /// Warnings.
    pub found: Vec<Diagnostic>,
}

impl Report {
    /// Whether the disk is as it should be: nothing was, or would be, written or removed.
    #[must_use]
    pub const fn is_current(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Why nothing, or not everything, was written.
#[derive(Clone, Debug)]
pub enum WriteFault {
    /// Something stands in the way; nothing was written. Exit code 1.
    Refused(Vec<Diagnostic>),
    /// The system failed; each file is the old one or the new one. Exit code 74.
    Failed(Vec<Diagnostic>),
}

impl WriteFault {
    /// What was found.
    #[must_use]
    pub fn found(&self) -> &[Diagnostic] {
        match self {
            Self::Refused(found) | Self::Failed(found) => found,
        }
    }

    /// What was found, taken out.
    #[must_use]
    pub fn into_found(self) -> Vec<Diagnostic> {
        match self {
            Self::Refused(found) | Self::Failed(found) => found,
        }
    }
}
