//! Why a quantity could not be read.

/// What is wrong with a quantity, in words for a message, and what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFault {
    /// The cause: `` `MB` is not a unit of size ``.
    pub cause: String,
    /// A text that would be read: `256MiB`.
    pub meant: Option<String>,
}

impl UnitFault {
    pub(crate) fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into(), meant: None }
    }

    pub(crate) fn meaning(cause: impl Into<String>, meant: impl Into<String>) -> Self {
        Self { cause: cause.into(), meant: Some(meant.into()) }
    }
}
