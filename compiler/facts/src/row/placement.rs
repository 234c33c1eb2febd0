//! Where copies lie that nobody wrote down.

use super::Act;

row! {
    "implicit_placements";
    /// A copy that a provider makes by itself.
    pub struct ImplicitPlacement {
        /// `provider.subject`.
        pub id: String,
        /// What brings it about.
        pub trigger: String,
        /// The copy.
        pub node: String,
        /// Where it lies, in words.
        pub location: String,
        /// What happens to the data there.
        pub act: Act,
        /// What pins it.
        pub fix: String,
    }
}

row! {
    "region_pairs";
    /// Two regions of a provider between which copies cross a border.
    pub struct RegionPair {
        /// `provider/region`, from which copies go.
        pub id: String,
        /// Its country.
        pub from_country: String,
        /// The region to which they go.
        pub to: String,
        /// Its country.
        pub to_country: String,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "multi_regions";
    /// A name of a provider that means several countries.
    pub struct MultiRegion {
        /// `provider/name`.
        pub id: String,
        /// The services that take it.
        pub service: String,
        /// Countries or groups in which data may lie.
        pub countries: Vec<String>,
        /// Countries that are none of them.
        #[serde(default)]
        pub excludes: Vec<String>,
        /// Countries with a witness, which holds no data.
        #[serde(default)]
        pub witness: Vec<String>,
    }
}
