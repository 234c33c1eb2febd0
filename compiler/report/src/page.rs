//! Where the page of a code is on the web.

use faasc_diagnostics::Code;

/// The page of `code` in the repository; the same text as `faasc explain` prints.
#[must_use]
pub fn page_url(code: &Code) -> String {
    format!("{}/blob/main/docs/codes/{}-{}.md", env!("CARGO_PKG_REPOSITORY"), code.id, code.name)
}
