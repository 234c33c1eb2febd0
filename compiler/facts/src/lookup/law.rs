//! Categories of data, regimes, and what they accept.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Category, Declassifier, Mechanism, Reading, Regime};

impl Facts {
    /// A category by its dotted id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<Fact<'_, Category>> {
        self.tables.categories().find(id)
    }

    /// All categories, by id.
    pub fn categories(&self) -> impl Iterator<Item = Fact<'_, Category>> + Clone {
        self.tables.categories().facts()
    }

    /// All that a category implies, the nearest first; empty for one that is not there.
    #[must_use]
    pub fn ancestors(&self, category: &str) -> Vec<&str> {
        let parents =
            |id: &str| self.tables.categories().get(id).map_or(&[][..], |row| row.parents.as_slice());
        let mut found: Vec<&str> = Vec::new();
        let mut open: Vec<&str> = parents(category).iter().map(String::as_str).collect();
        while !open.is_empty() {
            let next: Vec<&str> = open.iter().flat_map(|id| parents(id)).map(String::as_str).collect();
            for id in open {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
            open = next;
        }
        found
    }

    /// Whether a category is another, or implies it.
    #[must_use]
    pub fn implies(&self, category: &str, general: &str) -> bool {
        category == general || self.ancestors(category).contains(&general)
    }

    /// Whether a class of this category must say whom it is about.
    #[must_use]
    pub fn needs_subjects(&self, category: &str) -> bool {
        let says = |id: &str| self.tables.categories().get(id).is_some_and(|row| row.needs_subjects);
        says(category) || self.ancestors(category).into_iter().any(says)
    }

    /// A regime by its id.
    #[must_use]
    pub fn regime(&self, id: &str) -> Option<Fact<'_, Regime>> {
        self.tables.regimes().find(id)
    }

    /// All regimes, by id.
    pub fn regimes(&self) -> impl Iterator<Item = Fact<'_, Regime>> + Clone {
        self.tables.regimes().facts()
    }

    /// Whether a regime binds a category.
    #[must_use]
    pub fn binds(&self, regime: &Regime, category: &str) -> bool {
        regime.categories.iter().any(|bound| self.implies(category, bound))
    }

    /// Whether a regime's `applies` meets a class: one of its subjects and one of its categories, parents included. What
    /// then happens is `regime.applies.how`.
    #[must_use]
    pub fn applies(&self, regime: &Regime, subjects: &[&str], categories: &[&str]) -> bool {
        let applies = &regime.applies;
        let meets_subject = applies.is_anywhere()
            || subjects.iter().any(|subject| applies.subjects.iter().any(|place| self.meets(subject, place)));
        meets_subject
            && categories
                .iter()
                .any(|category| applies.categories.iter().any(|bound| self.implies(category, bound)))
    }

    /// A mechanism by its id.
    #[must_use]
    pub fn mechanism(&self, id: &str) -> Option<Fact<'_, Mechanism>> {
        self.tables.mechanisms().find(id)
    }

    /// All mechanisms, by id.
    pub fn mechanisms(&self) -> impl Iterator<Item = Fact<'_, Mechanism>> + Clone {
        self.tables.mechanisms().facts()
    }

    /// A declassifier by its id.
    #[must_use]
    pub fn declassifier(&self, id: &str) -> Option<Fact<'_, Declassifier>> {
        self.tables.declassifiers().find(id)
    }

    /// All declassifiers, by id.
    pub fn declassifiers(&self) -> impl Iterator<Item = Fact<'_, Declassifier>> + Clone {
        self.tables.declassifiers().facts()
    }

    /// What a word of the law files means, such as `mode.approval`.
    #[must_use]
    pub fn meaning(&self, id: &str) -> Option<Fact<'_, Reading>> {
        self.tables.reading().find(id)
    }

    /// What every output about law must say.
    #[must_use]
    pub fn not_legal_advice(&self) -> &str {
        self.tables
            .reading()
            .get("notice.not-legal-advice")
            .map_or("Not legal advice.", |row| row.text.as_str())
    }
}
