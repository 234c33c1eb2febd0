//! End-to-end promises.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::Duration;
use crate::{Link, Name};

/// How long a flow may take.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Within {
    /// Half of them.
    pub p50: Option<Spanned<Duration>>,
    /// 99 of 100.
    pub p99: Option<Spanned<Duration>>,
}

/// A transaction over several functions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Flow {
    /// Its name.
    pub name: Spanned<Name>,
    /// The function whose trigger starts it.
    pub from: Link,
    /// Functions on its way, in order.
    pub through: Vec<Link>,
    /// The step that makes it final.
    pub to: Link,
    /// The promise.
    pub within: Option<Within>,
    /// The field that tells transactions apart.
    pub correlate_by: Option<Spanned<String>>,
    /// The event that gets what failed on the way.
    pub on_failure: Option<Link>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}
