//! Services: what is called and not run.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Date, Duration, Estimate, Money, Number};
use crate::{Country, Name, QualifiedName, Template};

/// What makes a transfer lawful.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Mechanism {
    /// A mechanism of the fact base.
    pub by: Spanned<Name>,
    /// What proves it.
    pub evidence: Option<Spanned<String>>,
    /// The last day on which it holds.
    pub until: Option<Spanned<Date>>,
}

/// What answers in place of a service during development and tests.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stub {
    /// A folder with a function.
    Source(Spanned<String>),
    /// A fixed answer.
    Respond {
        /// HTTP status.
        status: Spanned<u64>,
        /// The body.
        body: serde_json::Value,
    },
}

/// A service of somebody else.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Service {
    /// Its name.
    pub name: Spanned<Name>,
    /// Where it answers.
    pub url: Spanned<Template>,
    /// Where it processes.
    pub located: Vec<Spanned<Country>>,
    /// Who runs it.
    pub operator: Option<Spanned<String>>,
    /// The classes that it may receive; absent: inferred.
    pub receives: Option<Vec<Spanned<QualifiedName>>>,
    /// The classes that come back.
    pub returns: Vec<Spanned<QualifiedName>>,
    /// What makes the transfer lawful.
    pub mechanism: Vec<Mechanism>,
    /// The secret that its callers get.
    pub credential: Option<Spanned<Name>>,
    /// Countries from which staff can read; absent: not said.
    pub access: Option<Vec<Spanned<Country>>>,
    /// What answers in its place in development.
    pub stub: Option<Stub>,
    /// Median latency.
    pub latency_p50: Option<Estimate<Duration>>,
    /// 99th percentile of the latency.
    pub latency_p99: Option<Estimate<Duration>>,
    /// Its price.
    pub price: Option<Estimate<Money>>,
    /// How often it fails, from 0 to 1.
    pub error_rate: Option<Estimate<Number>>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}

impl Service {
    /// The key path (`services.psp`).
    #[must_use]
    pub fn key_path(&self) -> String {
        format!("services.{}", self.name.value)
    }
}
