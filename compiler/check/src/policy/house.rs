//! Goes through the rules of the house: what they all need is made once.

use std::cell::OnceCell;

use super::classes::Classes;
use super::index::Index;
use super::reach::Ways;
use super::scope::Scope;
use super::{auth, enforced, located, node, reach};
use crate::rule::{Findings, Rule};

pub(crate) const RULE: Rule = Rule {
    codes: &[
        &auth::WEAK_ENTRY,
        &reach::WEAK_WAY,
        &node::ENCRYPTION,
        &located::ELSEWHERE,
        &enforced::DECLARED_ONLY,
        &node::OWNER,
        &node::LABELS,
        &node::RATE_LIMIT,
        &node::MOST,
    ],
    needs_whole: false,
    check,
};

/// What the rules of the house share.
pub(crate) struct House<'p> {
    pub(crate) program: &'p faasc_model::Program,
    pub(crate) facts: &'p faasc_facts::Facts,
    pub(crate) index: Index,
    pub(crate) classes: Classes<'p>,
    /// Who gives data to whom; made when a rule first asks.
    pub(crate) ways: OnceCell<Ways>,
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut rules = program.deployments.iter().flat_map(|deployment| &deployment.policy).peekable();
    if rules.peek().is_none() {
        return;
    }
    let has_classes = rules.any(|rule| !rule.select.carries.is_empty());
    let house = House {
        program,
        facts: findings.facts,
        index: Index::of(program),
        classes: Classes::of(program, has_classes),
        ways: OnceCell::new(),
    };
    let mut found = Vec::new();
    for (id, deployment) in program.deployments() {
        for policy in &deployment.policy {
            let Some(scope) = Scope::of(&house, id, policy) else { continue };
            auth::judge(&scope, &mut found);
            reach::judge(&scope, &mut found);
            located::judge(&scope, &mut found);
            enforced::judge(&scope, &mut found);
            node::judge(&scope, &mut found);
        }
    }
    findings.sink.extend_with(found);
}
