//! The fact base in words: what `faasc facts` prints.

mod caller_words;
mod credential_words;
mod place_words;
mod signature_words;
mod words;

use serde::Serialize;

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Confidence, Row};
use words::InWords;

/// The name of the JSON form of [`FactList`].
pub const SCHEMA: &str = "faasc.facts/v1";

/// One fact in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactLine {
    /// The table it stands in.
    pub section: &'static str,
    /// Its id there.
    pub id: String,
    /// What it is called, where that differs from the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it says.
    pub value: String,
    /// What else must be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// `YYYY[-MM[-DD]]`, or `undated`.
    pub as_of: String,
    /// How far to trust it.
    pub confidence: Confidence,
}

/// Facts in words, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactList {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The facts, by section and id.
    pub facts: Vec<FactLine>,
}

impl From<Vec<FactLine>> for FactList {
    fn from(facts: Vec<FactLine>) -> Self {
        Self { schema: SCHEMA, facts }
    }
}

/// How much a section holds, and how good it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionSummary {
    /// The table.
    pub section: &'static str,
    /// How many rows it has.
    pub entries: usize,
    /// How many of these are confirmed.
    pub checked: usize,
    /// How many are from memory.
    pub recalled: usize,
    /// How many say that nothing is known.
    pub unknown: usize,
    /// The oldest date; absent where all are undated.
    pub oldest: Option<String>,
    /// The newest date.
    pub newest: Option<String>,
}

macro_rules! define_walk {
    ($($table:ident: $row:ty,)*) => {
        impl Facts {
            /// The names of all sections, in the order in which they are printed.
            #[must_use]
            pub const fn sections() -> &'static [&'static str] {
                &[$(<$row as Row>::SECTION,)*]
            }

            /// All facts of a section; absent if there is no such section.
            #[must_use]
            pub fn section(&self, name: &str) -> Option<Vec<FactLine>> {
                match name {
                    $(stringify!($table) => Some(self.tables.$table().facts().map(line).collect()),)*
                    _ => None,
                }
            }

            /// How much each section holds.
            #[must_use]
            pub fn summary(&self) -> Vec<SectionSummary> {
                vec![$(summarize(self.tables.$table().facts()),)*]
            }

            /// The facts whose section, id or title has every word of the query, by section and id; case does not count.
            #[must_use]
            pub fn search(&self, query: &str) -> Vec<FactLine> {
                let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
                let mut found = Vec::new();
                $(found.extend(self.tables.$table().facts().filter(|fact| has_words(fact, &words)).map(line));)*
                found
            }
        }
    };
}
for_each_table!(define_walk);

fn has_words<R: InWords>(fact: &Fact<'_, R>, words: &[String]) -> bool {
    let row = fact.row();
    let text = format!("{} {} {}", R::SECTION, row.id(), row.title().unwrap_or_default()).to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn line<R: InWords>(fact: Fact<'_, R>) -> FactLine {
    let row = fact.row();
    let from = fact.provenance();
    FactLine {
        section: R::SECTION,
        id: row.id().to_owned(),
        title: row.title(),
        value: row.value(),
        note: row.remark(),
        sources: from.sources.into_iter().map(str::to_owned).collect(),
        as_of: from.as_of.to_owned(),
        confidence: from.confidence,
    }
}

fn summarize<'a, R: Row + 'a>(facts: impl Iterator<Item = Fact<'a, R>> + Clone) -> SectionSummary {
    let with = |confidence| facts.clone().filter(|fact| fact.confidence() == confidence).count();
    let dates = || facts.clone().map(|fact| fact.row().as_of()).filter(|date| *date != "undated");
    SectionSummary {
        section: R::SECTION,
        entries: facts.clone().count(),
        checked: with(Confidence::Checked),
        recalled: with(Confidence::Recalled),
        unknown: with(Confidence::Unknown),
        oldest: dates().min().map(str::to_owned),
        newest: dates().max().map(str::to_owned),
    }
}
