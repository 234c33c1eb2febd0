//! Checks of rows about regions, countries and groups of them.

use rust_decimal::Decimal;

use super::check::{Check, Fault, check_date};
use super::known::{Known, is_subdivision_part};
use crate::row::{
    AdequacyEntry, AdequacyList, Country, Group, Jurisdiction, MultiRegion, Provider, ProviderRow, Region,
    RegionPair, Subdivision,
};

impl Check for ProviderRow {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if Provider::from_word(&self.id).is_none() {
            fault(format!("`{}` is no provider", self.id));
        }
    }
}

impl Check for Region {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        let provider = check_provider(&self.id, fault);
        if let Some(country) = &self.country {
            if !known.is_country(country) {
                fault(format!("`country: {country}` is not in countries.yaml"));
            }
        } else if self.point != crate::row::Point::Representative {
            fault("has no `country`".to_owned());
        }
        if self.lat.abs() > Decimal::from(90) || self.lon.abs() > Decimal::from(180) {
            fault("lies outside the earth's coordinates".to_owned());
        }
        if let Some(paired) = &self.paired
            && known.region(provider, paired).is_none()
        {
            fault(format!("`paired: {paired}` is no region of {provider}"));
        }
    }
}

impl Check for Subdivision {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        check_provider(&self.id, fault);
        let Some(region) = known.tables().regions.get(&self.id) else {
            return fault("is no region".to_owned());
        };
        let fits = self.code.split_once('-').is_some_and(|(country, part)| {
            region.country.as_deref() == Some(country) && is_subdivision_part(part)
        });
        if !fits {
            fault(format!("`code: {}` is no subdivision of the region's country", self.code));
        }
    }
}

impl Check for Jurisdiction {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        check_provider(&self.id, fault);
    }
}

impl Check for Country {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        if self.id.len() != 2 || !self.id.bytes().all(|byte| byte.is_ascii_uppercase()) {
            fault("is no alpha-2 code".to_owned());
        }
        if let Some(whole) = &self.subdivision_of
            && !known.is_country(whole)
        {
            fault(format!("`subdivision_of: {whole}` is not in countries.yaml"));
        }
    }
}

impl Check for Group {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        for code in self.countries.iter().chain(&self.territories_inside).chain(&self.not_inside) {
            if !known.is_country(code) {
                fault(format!("`{code}` is not in countries.yaml"));
            }
        }
        for code in self.countries.iter().chain(&self.territories_inside) {
            if self.not_inside.contains(code) {
                fault(format!("`{code}` is both inside and not inside"));
            }
        }
        let mut open: Vec<&str> = vec![&self.id];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(id) = open.pop() {
            seen.push(id);
            let Some(group) = known.tables().groups.get(id) else { continue };
            for included in &group.includes {
                match included.strip_prefix('@').and_then(|name| known.tables().groups.get(name)) {
                    None => fault(format!("`{included}` is no group")),
                    Some(next) if next.id == self.id => fault("includes itself".to_owned()),
                    Some(next) if !seen.contains(&next.id.as_str()) => open.push(&next.id),
                    Some(_) => {}
                }
            }
        }
    }
}

impl Check for AdequacyList {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        for entry in &self.entries {
            check_entry(entry, known, fault);
        }
        for regime in &self.used_by {
            if known.tables().regimes.get(regime).is_none() {
                fault(format!("`used_by: {regime}` is no regime"));
            }
        }
    }
}

fn check_entry(entry: &AdequacyEntry, known: &Known<'_>, fault: &mut Fault<'_>) {
    match (&entry.country, &entry.group) {
        (Some(country), None) if known.is_country(country) => {}
        (None, Some(group)) if known.is_group(group) => {}
        (Some(_), None) | (None, Some(_)) => fault(format!("`{}` is no country or group", entry.place())),
        _ => fault("an entry has either a `country` or a `group`".to_owned()),
    }
    for (key, date) in [("since", &entry.since), ("until", &entry.until)] {
        if let Some(date) = date {
            check_date(key, date, false, fault);
        }
    }
    if entry.since.is_some() && entry.until.is_some() && entry.since > entry.until {
        fault(format!("the entry of `{}` ends before it starts", entry.place()));
    }
    if entry.partial && entry.scope.is_none() {
        fault(format!("the entry of `{}` is partial and says no `scope`", entry.place()));
    }
    if let Some(mechanism) = &entry.requires
        && known.tables().mechanisms.get(mechanism).is_none()
    {
        fault(format!("`requires: {mechanism}` is no mechanism"));
    }
}

impl Check for RegionPair {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        let provider = check_provider(&self.id, fault);
        let from = self.id.split_once('/').map_or("", |(_, code)| code);
        for (code, country) in [(from, &self.from_country), (&self.to, &self.to_country)] {
            match known.region(provider, code) {
                None => fault(format!("`{code}` is no region of {provider}")),
                Some(region) if region.country.as_deref() != Some(country) => {
                    fault(format!("`{code}` does not lie in {country}"));
                }
                Some(_) => {}
            }
        }
    }
}

impl Check for MultiRegion {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        check_provider(&self.id, fault);
        for place in self.countries.iter().chain(&self.excludes).chain(&self.witness) {
            if !known.is_place(place) {
                fault(format!("`{place}` is no country or group"));
            }
        }
    }
}

fn check_provider<'a>(id: &'a str, fault: &mut Fault<'_>) -> &'a str {
    let (provider, code) = id.split_once('/').unwrap_or((id, ""));
    if !Known::is_provider(provider) || code.is_empty() {
        fault("an id is a provider and a name, joined by `/`".to_owned());
    }
    provider
}
