//! Public list prices in USD, before tax, without commitments.

use serde::{Deserialize, Serialize};

use super::{Amount, Exact};

/// The price of the part of a month's quantity between the bound before and this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Cumulative quantity in the row's unit; absent in the last tier.
    #[serde(default)]
    pub up_to: Option<Exact>,
    /// For every `per` units.
    pub price: Amount,
}

row! {
    "prices", unique: false;
    /// A price for every `per` units of `unit` in a month, in each of `regions`.
    pub struct Price {
        /// `provider.service.meter`; several rows may share it and differ in their regions.
        pub id: String,
        /// Region ids, `all`, `global`, a class such as `cloud_run_price_tier=2`, or a wider place of the provider.
        pub regions: Vec<String>,
        /// Regions that `all` leaves to their own rows.
        #[serde(default)]
        pub except: Vec<String>,
        /// Traffic: where it starts.
        #[serde(default)]
        pub from: Option<String>,
        /// Traffic: where it ends.
        #[serde(default)]
        pub to: Option<String>,
        /// What is counted.
        pub unit: String,
        /// How many units one price buys.
        pub per: Exact,
        /// The price, where there are no tiers.
        #[serde(default)]
        pub price: Option<Amount>,
        /// The price by cumulative quantity.
        #[serde(default)]
        pub tiers: Vec<Tier>,
        /// The most that a month costs.
        #[serde(default)]
        pub monthly_cap: Option<Exact>,
        /// Of a machine.
        #[serde(default)]
        pub vcpu: Option<Exact>,
        /// Of a machine.
        #[serde(default)]
        pub memory_gib: Option<Exact>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "free_tiers";
    /// A quantity that costs nothing, for each account.
    pub struct FreeTier {
        /// The meter or service.
        pub id: String,
        /// For whom the quantity holds.
        pub scope: String,
        /// How much.
        pub quantity: Exact,
        /// Of what.
        pub unit: String,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "rounding";
    /// How a provider rounds before it multiplies.
    pub struct Rounding {
        /// The meter or service.
        pub id: String,
        /// What it rounds up to.
        pub step: String,
        /// The rule in words.
        pub rule: String,
    }
}

row! {
    "price_aliases";
    /// A service that is billed by the meters of another.
    pub struct PriceAlias {
        /// The service.
        pub id: String,
        /// The meters.
        pub same_as: Vec<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "assumptions";
    /// A figure that an estimate uses where the spec says nothing.
    pub struct Assumption {
        /// What is assumed.
        pub id: String,
        /// The figure.
        pub value: Exact,
        /// Of the figure.
        pub unit: String,
        /// Why this one.
        #[serde(default)]
        pub note: Option<String>,
    }
}
