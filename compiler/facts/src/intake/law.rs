//! Checks of rows about law.

use super::check::{Check, Fault};
use super::known::Known;
use crate::row::{Category, Declassifier, How, ImplicitPlacement, Mechanism, Reading, Regime};

impl Check for Mechanism {
    fn check(&self, _: &Known<'_>, _: &mut Fault<'_>) {}
}

impl Check for Reading {
    fn check(&self, _: &Known<'_>, _: &mut Fault<'_>) {}
}

impl Check for Category {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        for parent in &self.parents {
            if !known.is_category(parent) {
                fault(format!("parent `{parent}` is no category"));
            } else if known.with_ancestors(parent).contains(&self.id.as_str()) {
                fault(format!("is its own ancestor, by `{parent}`"));
            }
        }
    }
}

impl Check for Declassifier {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        if self.produces != "same" && !known.is_category(&self.produces) {
            fault(format!("`produces: {}` is no category, nor `same`", self.produces));
        }
    }
}

impl Check for ImplicitPlacement {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if !self.id.contains('.') {
            fault("an id is a provider and a subject, joined by a dot".to_owned());
        }
    }
}

impl Check for Regime {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        for category in self.categories.iter().chain(&self.applies.categories) {
            if !known.is_category(category) {
                fault(format!("`{category}` is no category"));
            }
        }
        for category in &self.applies.categories {
            if !known
                .with_ancestors(category)
                .iter()
                .any(|id| self.categories.iter().any(|bound| bound == id))
            {
                fault(format!("applies to `{category}`, which it does not bind"));
            }
        }
        let subjects = self.applies.subjects.iter().filter(|subject| *subject != "any");
        for place in subjects.chain(&self.inside).chain(&self.deny) {
            if !known.is_place(place) {
                fault(format!("`{place}` is no country, subdivision or group"));
            }
        }
        let tables = known.tables();
        if let Some(list) = &self.adequacy
            && tables.adequacy_lists.get(list).is_none()
        {
            fault(format!("`adequacy: {list}` is no adequacy list"));
        }
        for mechanism in &self.mechanisms {
            if tables.mechanisms.get(mechanism).is_none() {
                fault(format!("`{mechanism}` is no mechanism"));
            }
        }
        for method in &self.declassifiers_accepted {
            if tables.declassifiers.get(method).is_none() {
                fault(format!("`{method}` is no declassifier"));
            }
        }
        if (self.applies.how == How::Ask) != self.applies.question.is_some() {
            fault("`question` goes with `how: ask`, and with that alone".to_owned());
        }
    }
}
