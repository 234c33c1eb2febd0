//! Limits and allowed values of the services that an app uses.

use serde::{Deserialize, Serialize};

use super::{Exact, Ordered, Scalar};

words! {
    /// What a limit does to a spec that passes it.
    pub enum LimitKind {
        /// The provider refuses: an error.
        Hard = "hard",
        /// A quota of the account that can be raised: a warning.
        Soft = "soft",
        /// The value that holds where none is given.
        Default = "default",
        /// A structural condition, told in the note.
        Rule = "rule",
        /// Background for cost or advice.
        Fact = "fact",
    }
}

/// The figures that hold for one plan, tier or region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The one figure.
    #[serde(default)]
    pub value: Option<Scalar>,
    /// The least.
    #[serde(default)]
    pub min: Option<Exact>,
    /// The most; `unbounded` where there is no bound.
    #[serde(default)]
    pub max: Option<Scalar>,
    /// What holds where none is given.
    #[serde(default)]
    pub default: Option<Scalar>,
    /// All that is allowed.
    #[serde(default)]
    pub allowed: Vec<Scalar>,
}

row! {
    "limits";
    /// A limit, an allowed set, a default or a rule of a service. Figures are in `unit`.
    pub struct Limit {
        /// `provider.service.subject`.
        pub id: String,
        /// What passing it means.
        pub kind: LimitKind,
        /// The least.
        #[serde(default)]
        pub min: Option<Exact>,
        /// The most.
        #[serde(default)]
        pub max: Option<Exact>,
        /// What holds where none is given.
        #[serde(default)]
        pub default: Option<Scalar>,
        /// Values go up from `min` by this.
        #[serde(default)]
        pub step: Option<Exact>,
        /// The one figure, or words; `unknown` where no source was found.
        #[serde(default)]
        pub value: Option<Scalar>,
        /// Several words or figures that belong together.
        #[serde(default)]
        pub values: Vec<Scalar>,
        /// A figure of several named parts.
        #[serde(default)]
        pub parts: Ordered<Scalar>,
        /// All that is allowed.
        #[serde(default)]
        pub allowed: Vec<Scalar>,
        /// Values outside `min` to `max` that are allowed all the same.
        #[serde(default)]
        pub allowed_special: Vec<Exact>,
        /// Of all figures of this row.
        #[serde(default)]
        pub unit: Option<String>,
        /// A regular expression that the text must match.
        #[serde(default)]
        pub pattern: Option<String>,
        /// The most characters of the text.
        #[serde(default)]
        pub max_length: Option<u32>,
        /// Knative: the default when a Broker delivers.
        #[serde(default)]
        pub default_broker: Option<Scalar>,
        /// Figures by plan.
        #[serde(default)]
        pub by_plan: Ordered<Figures>,
        /// Figures by tier.
        #[serde(default)]
        pub by_tier: Ordered<Figures>,
        /// Figures by region.
        #[serde(default)]
        pub by_region: Ordered<Figures>,
        /// Figures that go together, such as memory and cpu.
        #[serde(default)]
        pub pairs: Vec<Ordered<Exact>>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}
