//! Data classes.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Country, Name};

/// A regime taken away from a class: a trust point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NotRegime {
    /// The regime of the fact base.
    pub regime: Spanned<Name>,
    /// Why it does not apply.
    pub because: Spanned<String>,
}

/// A kind of data and the law that it lives under.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DataClass {
    /// Its name.
    pub name: Spanned<Name>,
    /// Categories of the fact base.
    pub contains: Vec<Spanned<Name>>,
    /// Where the people live, or which country the data is about.
    pub subjects: Vec<Spanned<Country>>,
    /// Regimes beyond those that follow from subjects and categories.
    pub regimes: Vec<Spanned<Name>>,
    /// Regimes that do not apply, with reasons.
    pub not_regimes: Vec<NotRegime>,
    /// The user's own promise.
    pub stay_in: Vec<Spanned<Country>>,
    /// For the records of processing.
    pub purpose: Option<Spanned<String>>,
    /// The legal basis, for the records.
    pub basis: Option<Spanned<String>>,
    /// Who decides about it, for the records.
    pub controller: Option<Spanned<String>>,
    /// For readers.
    pub description: Option<Spanned<String>>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}
