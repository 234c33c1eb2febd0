//! Countries, groups of them, and lists of places to which data may go.

use serde::{Deserialize, Serialize};

row! {
    "countries";
    /// A country or territory of ISO 3166-1.
    pub struct Country {
        /// Alpha-2.
        pub id: String,
        /// Its common English name.
        pub name: String,
        /// The country of which ISO 3166-2 lists it as a subdivision too: `FR-RE` is `RE`.
        #[serde(default)]
        pub subdivision_of: Option<String>,
        /// What people write by mistake.
        #[serde(default)]
        pub also: Vec<String>,
    }
}

row! {
    "groups";
    /// A group of countries, written `@NAME` in a spec.
    pub struct Group {
        /// In capitals.
        pub id: String,
        /// Groups whose members are members.
        #[serde(default)]
        pub includes: Vec<String>,
        /// Members.
        pub countries: Vec<String>,
        /// Codes of their own that belong to the group.
        #[serde(default)]
        pub territories_inside: Vec<String>,
        /// Codes that look as if they belonged to it and do not.
        #[serde(default)]
        pub not_inside: Vec<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

/// A place to which data may go, and on which condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AdequacyEntry {
    /// The country; or else `group`.
    #[serde(default)]
    pub country: Option<String>,
    /// The group; or else `country`.
    #[serde(default)]
    pub group: Option<String>,
    /// The first day.
    #[serde(default)]
    pub since: Option<String>,
    /// The last day.
    #[serde(default)]
    pub until: Option<String>,
    /// For which recipients or data.
    #[serde(default)]
    pub scope: Option<String>,
    /// Whether the entry holds under its scope only.
    #[serde(default)]
    pub partial: bool,
    /// The mechanism that shows the scope to be met.
    #[serde(default)]
    pub requires: Option<String>,
    /// What else must be known.
    #[serde(default)]
    pub note: Option<String>,
}

row! {
    "adequacy_lists";
    /// Places to which data may go without a further mechanism, by one authority.
    pub struct AdequacyList {
        /// Its name; `@NAME` in a spec.
        pub id: String,
        /// Who decides.
        pub authority: String,
        /// The places.
        pub entries: Vec<AdequacyEntry>,
        /// What is no country.
        #[serde(default)]
        pub other: Vec<String>,
        /// Regimes that an empty list stands for.
        #[serde(default)]
        pub used_by: Vec<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

impl AdequacyEntry {
    /// The country or group.
    #[must_use]
    pub fn place(&self) -> &str {
        self.country.as_deref().or(self.group.as_deref()).unwrap_or_default()
    }
}
