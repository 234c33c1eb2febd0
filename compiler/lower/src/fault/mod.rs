//! The findings of lowering: each code with its one wording.

pub(crate) mod app;
pub(crate) mod credential;
pub(crate) mod file;
pub(crate) mod form;
pub(crate) mod meaning;
pub(crate) mod name;

use faasc_diagnostics::Code;

/// All codes of lowering, sorted by id.
#[must_use]
pub fn codes() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> =
        [file::CODES, form::CODES, name::CODES, app::CODES, meaning::CODES, credential::CODES]
            .into_iter()
            .flatten()
            .copied()
            .collect();
    all.sort_by_key(|code| code.id);
    all
}
