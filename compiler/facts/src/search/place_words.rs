//! Places and law in words.

use super::words::{InWords, Said, spaced};
use crate::row::{
    AdequacyList, Category, Country, Declassifier, Group, ImplicitPlacement, Jurisdiction, Mechanism,
    MultiRegion, ProviderRow, Reading, Regime, Region, RegionPair, Subdivision,
};

impl InWords for ProviderRow {
    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn value(&self) -> String {
        Said::default().word(&self.name).list("not listed:", &self.not_listed).done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Region {
    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn value(&self) -> String {
        let mut said = Said::default();
        for word in self.city.iter().chain(&self.country) {
            said = said.word(word);
        }
        said.word(format_args!("{} {}", self.lat, self.lon))
            .word(self.status)
            .maybe("partition", self.partition.as_ref())
            .maybe("pair", self.paired.as_ref())
            .maybe("Cloud Run price tier", self.cloud_run_price_tier)
            .when(self.opt_in == Some(true), "opt-in")
            .list("for", &self.tags)
            .done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Subdivision {
    fn value(&self) -> String {
        self.code.clone()
    }
}

impl InWords for Jurisdiction {
    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn value(&self) -> String {
        Said::default()
            .word(&self.guarantee)
            .list("for", &self.applies_to)
            .maybe("to whom:", self.availability.as_ref())
            .done()
    }
}

impl InWords for Country {
    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn value(&self) -> String {
        Said::default().word(&self.name).maybe("also a subdivision of", self.subdivision_of.as_ref()).done()
    }
}

impl InWords for Group {
    fn value(&self) -> String {
        Said::default()
            .list("all of", &self.includes)
            .word(spaced(&self.countries))
            .list("with", &self.territories_inside)
            .list("without", &self.not_inside)
            .done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for AdequacyList {
    fn title(&self) -> Option<String> {
        Some(self.authority.clone())
    }

    fn value(&self) -> String {
        let entries: Vec<String> =
            self.entries
                .iter()
                .map(|entry| {
                    if entry.partial {
                        format!("{} (partly)", entry.place())
                    } else {
                        entry.place().to_owned()
                    }
                })
                .collect();
        if entries.is_empty() { "no place".to_owned() } else { entries.join(" ") }
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Mechanism {
    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn value(&self) -> String {
        format!("{}; evidence: {}", self.name, self.evidence)
    }
}

impl InWords for Category {
    fn value(&self) -> String {
        let said = Said::default().list("implies", &self.parents).when(self.needs_subjects, "needs subjects");
        let said = said.list("fides", &self.fides).done();
        if said.is_empty() { "implies nothing".to_owned() } else { said }
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Declassifier {
    fn value(&self) -> String {
        format!("gives {}; evidence: {}", self.produces, self.evidence)
    }
}

impl InWords for Regime {
    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn value(&self) -> String {
        let acts = &self.acts;
        Said::default()
            .word(format_args!("{} ({}, {})", self.name, self.kind, self.mode))
            .word(self.applies.how)
            .list("binds", &self.categories)
            .list("inside", &self.inside)
            .list("never to", &self.deny)
            .maybe("adequacy", self.adequacy.as_ref())
            .list("by", &self.mechanisms)
            .word(format_args!("store {}, process {}, access {}", acts.store, acts.process, acts.access))
            .maybe("effective", self.effective.as_ref())
            .done()
    }

    fn remark(&self) -> Option<String> {
        let said: Vec<&str> = self.requires.iter().chain(&self.pitfalls).map(String::as_str).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

impl InWords for ImplicitPlacement {
    fn title(&self) -> Option<String> {
        Some(self.trigger.clone())
    }

    fn value(&self) -> String {
        format!(
            "{}: {} ({}) lies at {}; to pin it: {}",
            self.trigger, self.node, self.act, self.location, self.fix
        )
    }
}

impl InWords for RegionPair {
    fn value(&self) -> String {
        format!("copies go from {} to {} ({})", self.from_country, self.to, self.to_country)
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for MultiRegion {
    fn title(&self) -> Option<String> {
        Some(self.service.clone())
    }

    fn value(&self) -> String {
        let said =
            Said::default().word(&self.service).list("in", &self.countries).list("without", &self.excludes);
        said.list("witness in", &self.witness).done()
    }
}

impl InWords for Reading {
    fn value(&self) -> String {
        self.text.clone()
    }
}
