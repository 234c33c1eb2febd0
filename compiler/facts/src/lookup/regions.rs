//! Providers, their regions, and where these lie.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{
    ImplicitPlacement, Jurisdiction, MultiRegion, Provider, ProviderRow, Region, RegionPair, Subdivision,
};

/// Where a region lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// ISO 3166-2, where the fact base knows it.
    pub subdivision: Option<&'a str>,
}

impl<'a> Located<'a> {
    /// The narrowest place that is known.
    #[must_use]
    pub fn place(self) -> &'a str {
        self.subdivision.unwrap_or(self.country)
    }
}

impl Facts {
    /// A region by its provider's own id.
    #[must_use]
    pub fn region(&self, provider: Provider, code: &str) -> Option<Fact<'_, Region>> {
        self.tables.regions().find(&format!("{provider}/{code}"))
    }

    /// A provider's regions, by id.
    pub fn regions(&self, provider: Provider) -> impl Iterator<Item = Fact<'_, Region>> + Clone {
        self.tables.regions().beginning(&format!("{provider}/"))
    }

    /// Where a region lies; absent if it is not known or spans countries.
    #[must_use]
    pub fn locate(&self, provider: Provider, code: &str) -> Option<Located<'_>> {
        let country = self.region(provider, code)?.row().country.as_deref()?;
        let subdivision = self.subdivision(provider, code).map(|fact| fact.row().code.as_str());
        Some(Located { country, subdivision })
    }

    /// The province or state of a region.
    #[must_use]
    pub fn subdivision(&self, provider: Provider, code: &str) -> Option<Fact<'_, Subdivision>> {
        self.tables.subdivisions().find(&format!("{provider}/{code}"))
    }

    /// What is to be known of a provider.
    #[must_use]
    pub fn provider(&self, provider: Provider) -> Option<Fact<'_, ProviderRow>> {
        self.tables.providers().find(provider.word())
    }

    /// A border that a provider promises without naming a region.
    #[must_use]
    pub fn jurisdiction(&self, provider: Provider, name: &str) -> Option<Fact<'_, Jurisdiction>> {
        self.tables.jurisdictions().find(&format!("{provider}/{name}"))
    }

    /// A name of a provider that means several countries, such as Google Cloud's `EU`.
    #[must_use]
    pub fn multi_region(&self, provider: Provider, name: &str) -> Option<Fact<'_, MultiRegion>> {
        self.tables.multi_regions().find(&format!("{provider}/{name}"))
    }

    /// Where geo-redundant copies of a region go, if that crosses a border.
    #[must_use]
    pub fn pair_over_a_border(&self, provider: Provider, code: &str) -> Option<Fact<'_, RegionPair>> {
        self.tables.region_pairs().find(&format!("{provider}/{code}"))
    }

    /// A copy that a provider makes by itself, by its id.
    #[must_use]
    pub fn implicit_placement(&self, id: &str) -> Option<Fact<'_, ImplicitPlacement>> {
        self.tables.implicit_placements().find(id)
    }

    /// All copies that providers make by themselves, by id.
    pub fn implicit_placements(&self) -> impl Iterator<Item = Fact<'_, ImplicitPlacement>> + Clone {
        self.tables.implicit_placements().facts()
    }

    pub(crate) fn regions_table_row(&self, provider: &str, code: &str) -> Option<&Region> {
        self.tables.regions().get(&format!("{provider}/{code}"))
    }
}
