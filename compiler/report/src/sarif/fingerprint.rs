//! Names a finding so that it is known again after its lines have moved.

use std::collections::BTreeMap;

use faasc_diagnostics::Diagnostic;
use sha2::{Digest, Sha256};

use crate::Findings;

/// Gives out fingerprints; equal findings of one run are numbered.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<String, u32>,
}

impl Fingerprints {
    /// The fingerprint of `found`: code, file, subject and the first line of the text that it points at.
    /// Neither line nor wording enters, so moving the text or a better message keeps it.
    pub(super) fn next(&mut self, findings: &Findings<'_>, found: &Diagnostic) -> String {
        let span = found.primary.span;
        let mut hash = Sha256::new();
        let pointed_at =
            findings.sources.text(span).trim_start().lines().next().unwrap_or_default().trim_end();
        let parts = [
            found.code.id,
            findings.sources.file(span.file).path(),
            found.subject.as_deref().unwrap_or_default(),
            pointed_at,
        ];
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let digest: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let number = self.seen.entry(digest.clone()).and_modify(|number| *number += 1).or_insert(1);
        format!("{digest}:{number}")
    }
}
