//! What is said about an analysis.

mod breach;
mod conflict;
mod contract;
mod copy;
mod group;
mod lawful;
mod mark;
mod path;
mod question;
mod regime;
mod remedy;
mod rule;
mod trust;
mod words;

use faasc_diagnostics::{Code, Sink};
use faasc_facts::Facts;
use faasc_model::Program;

use crate::analysis::Analysis;
use crate::options::Options;
use crate::scope::linked;

/// Judges all deployments of a program.
pub fn check(program: &Program, facts: &Facts, options: &Options, sink: &mut Sink) {
    for members in linked(program) {
        // One at a time: an app with ten thousand environments has as many graphs.
        findings(&Analysis::of(program, members, facts, options), sink);
    }
}

/// All that an analysis finds.
pub fn findings(analysis: &Analysis<'_>, sink: &mut Sink) {
    if analysis.classes.all.is_empty() {
        return;
    }
    regime::judge(analysis, sink);
    mark::judge(analysis, sink);
    trust::judge(analysis, sink);
    contract::judge(analysis, sink);
    breach::judge(analysis, sink);
    copy::judge(analysis, sink);
    question::judge(analysis, sink);
}

/// The codes of all findings, sorted by id.
#[must_use]
pub fn codes() -> Vec<&'static Code> {
    let mut all = Vec::new();
    all.extend(regime::CODES);
    all.extend(mark::CODES);
    all.extend(trust::CODES);
    all.extend(contract::CODES);
    all.extend(breach::CODES);
    all.extend(copy::CODES);
    all.extend(question::CODES);
    all.sort_by_key(|code| code.id);
    all
}
