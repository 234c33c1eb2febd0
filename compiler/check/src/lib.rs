//! The rules: what would fail, leak, loop or surprise after deployment.
//! One file a rule, `src/<family>/<rule>.rs`, and one sorted table of them.

mod auth;
mod capability;
#[cfg(test)]
mod fixture;
mod flow;
mod grants;
mod graph;
mod host;
mod limits;
mod policy;
mod reach;
mod rule;
mod runtime;
mod schedule;
mod table;
mod timing;

use faasc_diagnostics::{Code, Sink};
use faasc_facts::Facts;
use faasc_model::Program;
use faasc_model::unit::Date;

pub use auth::exposure;
pub use policy::waiver::waive;
pub use rule::Rule;

use rule::Findings;
use table::RULES;

/// Judges all deployments of `program` by every rule. Rules about what is missing (unused names, unreachable
/// functions) are left out when `is_whole` is false: what lowering could not read may be what they miss.
pub fn check(program: &Program, facts: &Facts, today: Date, is_whole: bool, sink: &mut Sink) {
    let mut findings = Findings::new(program, facts, today, sink);
    for rule in RULES.iter().filter(|rule| is_whole || !rule.needs_whole) {
        (rule.check)(&mut findings);
    }
    waive(program, today, is_whole, &codes(), sink);
}

/// The codes of all rules, sorted by id.
#[must_use]
pub fn codes() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> = RULES.iter().flat_map(|rule| rule.codes.iter().copied()).collect();
    all.sort_by_key(|code| code.id);
    all
}
