//! The fact base as names: what exists, and what was probably meant.

use faasc_facts::Facts;
use faasc_model::Provider;

use crate::form::Fact;

/// Answers whether the fact base has a name.
pub(crate) struct Known<'f> {
    facts: &'f Facts,
}

impl<'f> Known<'f> {
    pub(crate) const fn new(facts: &'f Facts) -> Self {
        Self { facts }
    }

    pub(crate) fn has(&self, fact: Fact, name: &str) -> bool {
        match fact {
            Fact::Category => self.facts.category(name).is_some(),
            Fact::Regime => self.facts.regime(name).is_some(),
            Fact::Mechanism => self.facts.mechanism(name).is_some(),
            Fact::Declassifier => self.facts.declassifier(name).is_some(),
            Fact::Limit => self.facts.limit(name).is_some(),
        }
    }

    pub(crate) fn names(&self, fact: Fact) -> Vec<String> {
        match fact {
            Fact::Category => self.facts.categories().map(|found| found.id.to_owned()).collect(),
            Fact::Regime => self.facts.regimes().map(|found| found.id.to_owned()).collect(),
            Fact::Mechanism => self.facts.mechanisms().map(|found| found.id.to_owned()).collect(),
            Fact::Declassifier => self.facts.declassifiers().map(|found| found.id.to_owned()).collect(),
            Fact::Limit => self.facts.limits().map(|found| found.id.to_owned()).collect(),
        }
    }

    /// Whether a country, subdivision or `@group` exists.
    pub(crate) fn has_place(&self, text: &str) -> bool {
        self.facts.is_place(text)
    }

    /// The code of the country that a text names (`Germany`, `UK`).
    pub(crate) fn country_meant(&self, text: &str) -> Option<String> {
        self.facts.country_meant(text).map(|found| found.id.clone())
    }

    /// Names of countries and groups, for what was probably meant.
    pub(crate) fn groups(&self) -> Vec<String> {
        let groups = self.facts.groups().map(|found| format!("@{}", found.id.trim_start_matches('@')));
        let lists = self.facts.adequacy_lists().map(|found| format!("@{}", found.id.trim_start_matches('@')));
        groups.chain(lists).collect()
    }
}

/// Whether a category makes a class without subjects an error.
pub(crate) fn needs_subjects(facts: &Facts, category: &str) -> bool {
    facts.needs_subjects(category)
}

/// Whether a provider has a region.
pub(crate) fn has_region(facts: &Facts, provider: Provider, region: &str) -> bool {
    provider.in_facts().is_none_or(|provider| facts.region(provider, region).is_some())
}

/// The regions of a provider, in its own words.
pub(crate) fn regions(facts: &Facts, provider: Provider) -> Vec<String> {
    provider
        .in_facts()
        .map(|provider| facts.regions(provider).map(|found| found.row().code().to_owned()).collect())
        .unwrap_or_default()
}
