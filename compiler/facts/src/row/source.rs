//! Where an entry comes from, and how far to trust it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

words! {
    /// How far to trust an entry.
    #[derive(Default)]
    pub enum Confidence {
        /// Confirmed in its source.
        Checked = "checked",
        /// From memory: it warns, it never refuses.
        #[default]
        Recalled = "recalled",
        /// No source was found: nothing may be concluded.
        Unknown = "unknown",
    }
}

impl Confidence {
    /// Whether an entry may make an error; others only warn.
    #[must_use]
    pub const fn gates(self) -> bool {
        matches!(self, Self::Checked)
    }
}

/// A document that entries of a file cite by its short name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// What it is called, precisely enough to be found again.
    pub title: String,
    /// Its day, month or year, or `undated`.
    pub as_of: String,
    /// What else is known of it.
    #[serde(default)]
    pub remark: Option<String>,
}

/// What an entry cites: in a file the short names of `sources` or a citation in words, once read a place in its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Nothing is said; the file's defaults must.
    #[default]
    Absent,
    /// Short names of the file's `sources`.
    Listed(Vec<String>),
    /// A citation in words.
    Citation(String),
    /// Positions among the sources of the entry's table.
    Resolved(Vec<u32>),
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Resolved(positions) => positions.serialize(serializer),
            _ => Err(ser::Error::custom("a source that has not been looked up")),
        }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(SourceVisitor)
        } else {
            Vec::deserialize(deserializer).map(Self::Resolved)
        }
    }
}

struct SourceVisitor;

impl<'de> de::Visitor<'de> for SourceVisitor {
    type Value = Source;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of names of `sources`, or a citation in words")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Source, E> {
        Ok(Source::Citation(text.to_owned()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Source, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = items.next_element()? {
            names.push(name);
        }
        Ok(Source::Listed(names))
    }
}
