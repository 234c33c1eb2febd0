//! Stores: where things are kept.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Duration, Estimate, Rate, Size};
use crate::{Accept, Existing, Name, Place, QualifiedName, SiteId};

/// The kinds of store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StoreKind {
    /// Objects by name.
    Bucket,
    /// Rows by key.
    Table,
    /// What may be forgotten.
    Cache,
    /// A relational database.
    Sql,
}

impl StoreKind {
    /// The word in the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Table => "table",
            Self::Cache => "cache",
            Self::Sql => "sql",
        }
    }
}

/// Whose key encrypts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// The host's.
    Platform,
    /// A key of one's own, made beside it.
    Customer,
}

/// The key of a table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TableKey {
    /// The partition field.
    pub partition: Spanned<String>,
    /// The sort field.
    pub sort: Option<Spanned<String>>,
}

/// A further way to look up rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Index {
    /// Its name.
    pub name: Spanned<Name>,
    /// Its key.
    pub key: TableKey,
}

/// Copies for the day when the store is lost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Backup {
    /// How often.
    pub every: Spanned<Duration>,
    /// How long each is kept.
    pub keep: Spanned<Duration>,
    /// Where they lie; absent: beside the store.
    pub place: Option<Place>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// A store.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Store {
    /// Its name.
    pub name: Spanned<Name>,
    /// What it is.
    pub kind: Spanned<StoreKind>,
    /// The classes that it holds; absent: inferred.
    pub carries: Option<Vec<Spanned<QualifiedName>>>,
    /// The key of a table.
    pub key: Option<TableKey>,
    /// Further keys of a table.
    pub indexes: Vec<Index>,
    /// The field with the time at which a row goes.
    pub expires_by: Option<Spanned<String>>,
    /// How long things are kept; absent: for ever.
    pub retention: Option<Spanned<Duration>>,
    /// Backups.
    pub backup: Option<Backup>,
    /// Whether it is protected from deletion.
    pub is_protected: Spanned<bool>,
    /// Whose key encrypts it.
    pub encryption: Spanned<Encryption>,
    /// Expected size.
    pub size: Option<Estimate<Size>>,
    /// Expected growth a month.
    pub growth: Option<Estimate<Size>>,
    /// Expected rate of outside use.
    pub rate: Option<Estimate<Rate>>,
    /// What is already there.
    pub existing: Vec<Existing>,
    /// The emitted name, when the user sets it.
    pub given_name: Option<Spanned<String>>,
    /// Whether what has that name is taken over.
    pub is_adopted: bool,
    /// The name that it had.
    pub was: Option<Spanned<Name>>,
    /// Weaker guarantees that are accepted.
    pub accept: Vec<Accept>,
    /// Where it stands: the first is written, the others are replicas.
    #[serde(skip)]
    pub sites: Vec<SiteId>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}

impl Store {
    /// The key path (`stores.ledger`).
    #[must_use]
    pub fn key_path(&self) -> String {
        format!("stores.{}", self.name.value)
    }

    /// What is already there at `site`.
    #[must_use]
    pub fn existing_at(&self, site: SiteId) -> Option<&Existing> {
        self.existing.iter().find(|existing| existing.site == site)
    }
}
