//! What a row may refer to.

use super::Tables;
use crate::row::{Provider, Region};

/// The tables, asked by name.
pub(crate) struct Known<'a> {
    tables: &'a Tables,
}

impl<'a> Known<'a> {
    pub(crate) const fn new(tables: &'a Tables) -> Self {
        Self { tables }
    }

    pub(crate) const fn tables(&self) -> &'a Tables {
        self.tables
    }

    pub(crate) fn is_country(&self, code: &str) -> bool {
        self.tables.countries.get(code).is_some()
    }

    /// A country, a subdivision of one, or a group or adequacy list after `@`.
    pub(crate) fn is_place(&self, place: &str) -> bool {
        match place.strip_prefix('@') {
            Some(name) => {
                self.tables.groups.get(name).is_some() || self.tables.adequacy_lists.get(name).is_some()
            }
            None => match place.split_once('-') {
                Some((country, part)) => self.is_country(country) && is_subdivision_part(part),
                None => self.is_country(place),
            },
        }
    }

    /// A group after `@`.
    pub(crate) fn is_group(&self, place: &str) -> bool {
        place.strip_prefix('@').is_some_and(|name| self.tables.groups.get(name).is_some())
    }

    pub(crate) fn is_category(&self, id: &str) -> bool {
        self.tables.categories.get(id).is_some()
    }

    pub(crate) fn region(&self, provider: &str, code: &str) -> Option<&'a Region> {
        self.tables.regions.get(&format!("{provider}/{code}"))
    }

    /// Whether a provider is one of those that have regions.
    pub(crate) fn is_provider(word: &str) -> bool {
        Provider::from_word(word).is_some()
    }

    /// A category and all that it implies.
    pub(crate) fn with_ancestors(&self, id: &str) -> Vec<&'a str> {
        let mut found: Vec<&'a str> = Vec::new();
        let mut open: Vec<&str> = vec![id];
        while let Some(next) = open.pop() {
            if let Some(row) = self.tables.categories.get(next)
                && !found.contains(&row.id.as_str())
            {
                found.push(&row.id);
                open.extend(row.parents.iter().map(String::as_str));
            }
        }
        found
    }
}

/// The part of an ISO 3166-2 code after the hyphen.
pub(crate) fn is_subdivision_part(part: &str) -> bool {
    (1..=3).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
