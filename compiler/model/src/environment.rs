//! What an environment says about itself.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Date, Duration, Money, Share};
use crate::{Name, Template};

/// When an environment goes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// At an age.
    After(Spanned<Duration>),
    /// After a day.
    On(Spanned<Date>),
}

/// How the certificate of a domain comes about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// The host makes and renews it.
    Managed,
    /// One that is there.
    Id(Spanned<Template>),
}

/// The host name of an environment's entries.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Domain {
    /// The host name.
    pub host: Spanned<String>,
    /// The zone in which its record is made; absent: the record is the user's.
    pub zone: Option<Spanned<Template>>,
    /// The certificate.
    pub certificate: Certificate,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// A ceiling of one flow.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FlowBudget {
    /// The flow.
    pub flow: Spanned<Name>,
    /// For one transaction.
    pub most: Spanned<Money>,
}

/// A ceiling of one function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FunctionBudget {
    /// The function.
    pub function: Spanned<Name>,
    /// A month.
    pub most: Spanned<Money>,
}

/// How much more a change may cost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Increase {
    /// A percentage of before.
    Share(Spanned<Share>),
    /// An amount a month.
    Amount(Spanned<Money>),
}

/// Ceilings of cost.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Budget {
    /// All of it, a month.
    pub month: Option<Spanned<Money>>,
    /// Without the prices of third parties, a month.
    pub own_month: Option<Spanned<Money>>,
    /// Of flows.
    pub flow: Vec<FlowBudget>,
    /// Of functions.
    pub function: Vec<FunctionBudget>,
    /// Of a change.
    pub increase: Option<Increase>,
}
