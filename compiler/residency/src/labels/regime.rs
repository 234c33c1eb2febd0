//! From subjects and categories to the regimes that bind a class.

use std::collections::BTreeSet;

use faasc_facts::{Fact, Facts, How, Regime};
use faasc_model::DataClass;
use rustc_hash::FxHashMap;

use super::class::{Law, Why};
use crate::options::Options;

type Follows<'a> = Vec<(Fact<'a, Regime>, How)>;

/// The regimes that follow from subjects and categories, found once for each combination.
pub(crate) struct Derived<'a> {
    facts: &'a Facts,
    added: Vec<String>,
    known: FxHashMap<(Vec<String>, Vec<String>), Follows<'a>>,
}

impl<'a> Derived<'a> {
    pub(crate) fn new(facts: &'a Facts, options: &Options) -> Self {
        Self { facts, added: options.added_subjects.clone(), known: FxHashMap::default() }
    }

    /// The regimes that hold, or may hold, for people of these places and data of these categories.
    fn follows(&mut self, subjects: Vec<String>, contains: Vec<String>) -> &Follows<'a> {
        let facts = self.facts;
        self.known.entry((subjects, contains)).or_insert_with_key(|(subjects, contains)| {
            let mut implied: BTreeSet<&str> = contains.iter().map(String::as_str).collect();
            for category in contains {
                implied.extend(facts.ancestors(category));
            }
            let is_bound = |regime: &Regime| {
                regime.applies.categories.iter().any(|bound| implied.contains(bound.as_str()))
            };
            let meets = |regime: &Regime| {
                let places = &regime.applies.subjects;
                regime.applies.is_anywhere()
                    || subjects.iter().any(|subject| places.iter().any(|place| facts.meets(subject, place)))
            };
            facts
                .regimes()
                .filter(|fact| is_bound(fact) && meets(fact))
                .map(|fact| (fact, fact.applies.how))
                .collect()
        })
    }
}

/// The regimes that bind a class, named ones first, then by id.
pub(crate) fn laws<'a>(derived: &mut Derived<'a>, class: &'a DataClass) -> Vec<Law<'a>> {
    let facts = derived.facts;
    let mut all: Vec<Law<'a>> = Vec::new();
    for named in &class.regimes {
        let is_new = all.iter().all(|law| law.regime.id != *named.value);
        // One that binds nothing of the class is said where it is named.
        let regime = facts.regime(&named.value).filter(|regime| is_new && binds(facts, regime, class));
        if let Some(regime) = regime {
            all.push(Law { regime, why: Why::Named(named.span) });
        }
    }
    let mut subjects: Vec<String> =
        class.subjects.iter().map(|subject| subject.value.0.to_string()).collect();
    if !subjects.is_empty() {
        subjects.extend(derived.added.iter().cloned());
    }
    let contains = class.contains.iter().map(|category| category.value.to_string()).collect();
    for (regime, how) in derived.follows(subjects, contains) {
        let is_taken = class.not_regimes.iter().any(|taken| *taken.regime.value == *regime.id);
        let is_named = all.iter().any(|law| law.regime.id == regime.id);
        if is_taken || is_named {
            continue;
        }
        match how {
            How::Implied => all.push(Law { regime: *regime, why: Why::Implied }),
            How::Ask => all.push(Law { regime: *regime, why: Why::Asked }),
            How::Declared => {}
        }
    }
    all
}

/// Whether a regime binds one of a class's categories.
pub(crate) fn binds(facts: &Facts, regime: &Regime, class: &DataClass) -> bool {
    class.contains.iter().any(|category| facts.binds(regime, &category.value))
}
