//! What a finding says about the law: which one, from where, how sure.

use faasc_diagnostics::Severity;
use faasc_facts::{Confidence, Fact, Facts, Regime};

use crate::analysis::Analysis;
use crate::labels::Law;

/// The rule with its citation, its date and how far it is to be trusted, and that none of it is legal advice.
pub(super) fn citation(facts: &Facts, regime: Fact<'_, Regime>) -> String {
    let found = regime.provenance();
    let sources = found.sources.join("; ");
    let confidence = match found.confidence {
        Confidence::Checked => "checked",
        Confidence::Recalled => "recalled, so it only warns",
        Confidence::Unknown => "of unknown standing, so it only warns",
    };
    format!("`{}`: {} ({sources}; {}, {confidence}); {}", regime.id, regime.name, found.as_of, notice(facts))
}

/// The notice that every finding about law carries, in one line.
pub(super) fn notice(facts: &Facts) -> &str {
    facts.meaning("notice.line").map_or("not legal advice", |found| found.row().text.as_str())
}

/// What a breach of a law weighs.
pub(super) fn severity(
    analysis: &Analysis<'_>,
    law: Option<Law<'_>>,
    implicit: Option<(&str, bool)>,
) -> Severity {
    let gates = law.is_none_or(|law| law.regime.gates()) && implicit.is_none_or(|(_, gates)| gates);
    if gates || analysis.options.is_strict { Severity::Error } else { Severity::Warning }
}
