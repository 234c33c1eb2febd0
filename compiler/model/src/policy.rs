//! Rules of the house, and their exceptions.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Date, Duration, Size};
use crate::{Country, Encryption, Name};

/// Whether a breach stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyLevel {
    /// It does.
    Mandatory,
    /// It warns.
    Advisory,
}

/// What a rule is about; all that is said must hold. An empty list says nothing.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Select {
    /// Kinds of trigger.
    pub trigger: Vec<Spanned<Name>>,
    /// Data classes.
    pub carries: Vec<Spanned<Name>>,
    /// Functions.
    pub function: Vec<Spanned<Name>>,
    /// Events.
    pub event: Vec<Spanned<Name>>,
    /// Stores.
    pub store: Vec<Spanned<Name>>,
    /// Services.
    pub service: Vec<Spanned<Name>>,
    /// Sites.
    pub site: Vec<Spanned<Name>>,
    /// Environments.
    pub environment: Vec<Spanned<Name>>,
    /// Labels with one of these values.
    pub labels: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
}

/// Kinds of authenticator.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthKinds {
    /// One of them.
    Any(Vec<Spanned<Name>>),
    /// Each of them.
    All(Vec<Spanned<Name>>),
}

/// What a rule demands.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Require {
    /// Kinds of authenticator.
    pub auth_kind: Option<Spanned<AuthKinds>>,
    /// Whose key encrypts.
    pub encryption: Option<Spanned<Encryption>>,
    /// Where it must lie.
    pub located: Option<Vec<Spanned<Country>>>,
    /// Edges that the host enforces.
    pub enforced: Option<Spanned<bool>>,
    /// An owner.
    pub owner: Option<Spanned<bool>>,
    /// Labels that must be there.
    pub labels: Vec<Spanned<String>>,
    /// A rate limit.
    pub rate_limit: Option<Spanned<bool>>,
    /// The most memory.
    pub max_memory: Option<Spanned<Size>>,
    /// The longest timeout.
    pub max_timeout: Option<Spanned<Duration>>,
    /// The most instances.
    pub max_instances: Option<Spanned<u64>>,
    /// The longest retention.
    pub max_retention: Option<Spanned<Duration>>,
}

/// A rule of the house.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Policy {
    /// Its name.
    pub rule: Spanned<Name>,
    /// What it is about.
    pub select: Select,
    /// What it demands.
    pub require: Require,
    /// Whether a breach stops the build.
    pub level: Spanned<PolicyLevel>,
    /// Who may waive it; empty: anybody.
    pub waivable_by: Vec<Spanned<String>>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// An exception, with its end.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Waiver {
    /// A code, or the name of a policy rule.
    pub code: Spanned<String>,
    /// A path of the file: what is found about that node and below it.
    pub at: Spanned<String>,
    /// Why.
    pub because: Spanned<String>,
    /// Who answers for it.
    pub owner: Spanned<String>,
    /// Its last day.
    pub expires: Spanned<Date>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}
