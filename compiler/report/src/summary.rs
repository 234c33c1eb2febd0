//! The one line that closes a run.

use faasc_diagnostics::Severity;

use crate::Findings;

/// How many findings of each weight there are: `2 errors, 1 warning, 3 notes, 1 waived`.
#[must_use]
pub fn summary(findings: &Findings<'_>) -> String {
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        match findings.count(severity) {
            0 => {}
            1 => parts.push(format!("1 {}", severity.word())),
            many => parts.push(format!("{many} {}s", severity.word())),
        }
    }
    if parts.is_empty() {
        parts.push("no findings".to_owned());
    }
    match findings.waived().count() {
        0 => {}
        many => parts.push(format!("{many} waived")),
    }
    parts.join(", ")
}
