//! Secrets: references, never values.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::Duration;
use crate::{Name, SiteId, Template};

/// A secret that functions and authenticators use by name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Secret {
    /// Its name.
    pub name: Spanned<Name>,
    /// For readers.
    pub description: Option<Spanned<String>>,
    /// Where it already lies, by site: the host's name of it.
    #[serde(skip)]
    pub existing: Vec<(SiteId, Spanned<Template>)>,
    /// How many versions are valid at a time (1 or 2).
    pub versions: Spanned<u64>,
    /// How often it should change.
    pub rotate: Option<Spanned<Duration>>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}
