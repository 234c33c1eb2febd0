//! The laws of a report, with how far they are to be trusted.

use std::collections::BTreeMap;

use faasc_facts::Confidence;
use faasc_residency::{Analysis, Why};

use super::{Question, asked};
use crate::form::Law;

/// That none of it is legal advice, in one line.
pub(super) fn notice(analysis: &Analysis<'_>) -> String {
    let line = analysis.facts().meaning("notice.line");
    line.map_or_else(|| "not legal advice".to_owned(), |found| found.row().text.clone())
}

/// The laws that bind a class that is asked for, by id.
pub(super) fn laws(analyses: &[Analysis<'_>], question: &Question<'_>) -> Vec<Law> {
    let mut all: BTreeMap<&str, Law> = BTreeMap::new();
    for analysis in analyses {
        for class in asked(analysis, question) {
            for law in analysis.class(class).laws.iter().filter(|law| law.why != Why::Asked) {
                let regime = law.regime.row();
                let found = law.regime.provenance();
                all.entry(&regime.id).or_insert_with(|| Law {
                    regime: regime.id.clone(),
                    name: regime.name.clone(),
                    confidence: word(found.confidence),
                    as_of: found.as_of.to_owned(),
                    sources: found.sources.iter().map(|source| (*source).to_owned()).collect(),
                });
            }
        }
    }
    all.into_values().collect()
}

const fn word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Checked => "checked",
        Confidence::Recalled => "recalled",
        Confidence::Unknown => "unknown",
    }
}
