//! Countries, subdivisions, groups, and which lies inside which.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{AdequacyEntry, AdequacyList, Country, Group};

impl Facts {
    /// A country by its alpha-2 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<Fact<'_, Country>> {
        self.tables.countries().find(code)
    }

    /// All countries, by code.
    pub fn countries(&self) -> impl Iterator<Item = Fact<'_, Country>> + Clone {
        self.tables.countries().facts()
    }

    /// The country that is meant by a code that people write by mistake (`UK`), or by a name.
    #[must_use]
    pub fn country_meant(&self, text: &str) -> Option<Fact<'_, Country>> {
        let is_meant = |country: &Country| {
            country.name.eq_ignore_ascii_case(text)
                || country.also.iter().any(|also| also.eq_ignore_ascii_case(text))
        };
        self.tables.countries().facts().find(|country| is_meant(country))
    }

    /// A group, with or without its `@`.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<Fact<'_, Group>> {
        self.tables.groups().find(name.strip_prefix('@').unwrap_or(name))
    }

    /// An adequacy list, with or without its `@`.
    #[must_use]
    pub fn adequacy(&self, name: &str) -> Option<Fact<'_, AdequacyList>> {
        self.tables.adequacy_lists().find(name.strip_prefix('@').unwrap_or(name))
    }

    /// All groups, by name.
    pub fn groups(&self) -> impl Iterator<Item = Fact<'_, Group>> + Clone {
        self.tables.groups().facts()
    }

    /// All adequacy lists, by name.
    pub fn adequacy_lists(&self) -> impl Iterator<Item = Fact<'_, AdequacyList>> + Clone {
        self.tables.adequacy_lists().facts()
    }

    /// The entry of an adequacy list in which a place lies, with its scope and dates.
    #[must_use]
    pub fn adequacy_entry(&self, list: &str, place: &str) -> Option<&AdequacyEntry> {
        self.adequacy(list)?.row().entries.iter().find(|entry| self.is_inside(place, entry.place()))
    }

    /// Whether a text is a country, a subdivision of one, or `@` with a group or adequacy list.
    #[must_use]
    pub fn is_place(&self, text: &str) -> bool {
        self.places(text).is_some()
    }

    /// The members of a place, sorted: of a group or adequacy list all that are inside (of partial entries too), of a
    /// country or subdivision itself. Absent if there is no such place.
    #[must_use]
    pub fn places<'a>(&'a self, place: &'a str) -> Option<Vec<&'a str>> {
        let mut members = Vec::new();
        match place.strip_prefix('@') {
            Some(name) => self.collect_members(name, &mut members)?,
            None => members.push(self.canonical(place)?),
        }
        members.sort_unstable();
        members.dedup();
        Some(members)
    }

    fn collect_members<'a>(&'a self, name: &str, members: &mut Vec<&'a str>) -> Option<()> {
        if let Some(group) = self.tables.groups().get(name) {
            for included in &group.includes {
                self.collect_members(included.strip_prefix('@')?, members)?;
            }
            members.extend(group.countries.iter().chain(&group.territories_inside).map(String::as_str));
            members.retain(|member| !group.not_inside.iter().any(|outside| outside == member));
        } else {
            for entry in &self.tables.adequacy_lists().get(name)?.entries {
                match entry.place().strip_prefix('@') {
                    Some(group) => self.collect_members(group, members)?,
                    None => members.push(entry.place()),
                }
            }
        }
        Some(())
    }

    /// A country or subdivision in one spelling: what ISO 3166-2 lists under a country and ISO 3166-1 by itself is the
    /// latter (`FR-RE` is `RE`). Absent if there is no such country.
    fn canonical<'a>(&'a self, place: &'a str) -> Option<&'a str> {
        let Some((country, part)) = place.split_once('-') else {
            return self.tables.countries().get(place).map(|row| row.id.as_str());
        };
        self.tables.countries().get(country)?;
        let is_part = (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let own =
            self.tables.countries().get(part).filter(|row| row.subdivision_of.as_deref() == Some(country));
        match own {
            Some(territory) => Some(&territory.id),
            None => is_part.then_some(place),
        }
    }

    /// Whether all of a place lies inside another: `RE` in `@EEA`, `CA-QC` in `CA`, `@EU` in `@EEA`. A territory with a
    /// code of its own lies in a group that names it, never in its mother country. False for what is no place.
    #[must_use]
    pub fn is_inside(&self, place: &str, whole: &str) -> bool {
        if place.starts_with('@') {
            let parts = self.places(place).unwrap_or_default();
            return !parts.is_empty() && parts.iter().all(|part| self.is_part_inside(part, whole));
        }
        self.canonical(place).is_some_and(|part| self.is_part_inside(part, whole))
    }

    /// The same for one country or subdivision in its canonical spelling; asked often, so it builds no lists.
    fn is_part_inside(&self, part: &str, whole: &str) -> bool {
        let country = part.split_once('-').map_or(part, |(country, _)| country);
        match whole.strip_prefix('@') {
            Some(name) => self.holds(name, part) || country != part && self.holds(name, country),
            None => self.canonical(whole).is_some_and(|whole| whole == part || whole == country),
        }
    }

    /// Whether a group or adequacy list has a code among its members.
    fn holds(&self, name: &str, code: &str) -> bool {
        let is_in = |codes: &[String]| codes.iter().any(|known| known == code);
        if let Some(group) = self.tables.groups().get(name) {
            let is_included =
                |other: &String| other.strip_prefix('@').is_some_and(|other| self.holds(other, code));
            return !is_in(&group.not_inside)
                && (is_in(&group.countries)
                    || is_in(&group.territories_inside)
                    || group.includes.iter().any(is_included));
        }
        self.tables.adequacy_lists().get(name).is_some_and(|list| {
            list.entries.iter().any(|entry| match entry.place().strip_prefix('@') {
                Some(group) => self.holds(group, code),
                None => entry.place() == code,
            })
        })
    }

    /// Whether two places have something in common: `CA` meets `CA-QC` and the reverse, `RE` meets `@EEA`.
    #[must_use]
    pub fn meets(&self, one: &str, other: &str) -> bool {
        let (Some(ones), Some(others)) = (self.places(one), self.places(other)) else { return false };
        let within = |part: &str, whole: &str| {
            part == whole || part.split_once('-').is_some_and(|(country, _)| country == whole)
        };
        ones.iter().any(|one| others.iter().any(|other| within(one, other) || within(other, one)))
    }
}
