//! What a host can do and this version cannot emit yet.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_source::Span;

/// A key asks for what the host can do and no target of this version writes.
pub static NOT_EMITTED_YET: Code =
    Code::error("F4001", "not-emitted-yet", "the host can do this, and this version cannot emit it yet");

/// The finding that `target` does not emit `what` yet. `span` is the key that asks for it, `subject_key_path` the
/// node that it belongs to (`functions.charge`).
#[must_use]
pub fn not_emitted_yet(span: Span, what: &str, target: &str, subject_key_path: &str) -> Diagnostic {
    NOT_EMITTED_YET
        .at(span, format!("`{target}` does not emit {what} yet"))
        .here("asked for here")
        .about(subject_key_path)
}
