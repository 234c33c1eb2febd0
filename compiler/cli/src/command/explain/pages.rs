//! The pages of the codes, embedded.

use faasc_diagnostics::Code;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of `code`; its file is named `<id>-<name>.md`.
pub(super) fn page_of(code: &Code) -> Option<&'static str> {
    let is_of = |file: &str| file.strip_prefix(code.id).is_some_and(|rest| rest.starts_with('-'));
    PAGES.iter().find(|(file, _)| is_of(file)).map(|(_, text)| *text)
}
