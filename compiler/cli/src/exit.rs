//! How a run ends.

/// The frozen exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the fail level.
    Clean,
    /// Findings; stale files under `--check`; a hand-edited file that stops a write.
    Findings,
    /// A wrong command line.
    Usage,
    /// No such input.
    NoInput,
    /// A bug of ours.
    Bug,
    /// Reading or writing failed.
    Machine,
}

impl Exit {
    /// The number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 64,
            Self::NoInput => 66,
            Self::Bug => 70,
            Self::Machine => 74,
        }
    }
}

/// Why a verb stopped before it had a result.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), hint: None }
    }

    pub(crate) fn no_input(message: impl Into<String>) -> Self {
        Self { exit: Exit::NoInput, message: message.into(), hint: None }
    }

    pub(crate) fn machine(message: impl Into<String>) -> Self {
        Self { exit: Exit::Machine, message: message.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
