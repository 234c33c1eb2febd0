//! Changes by hand to what is emitted.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

/// Whose resources are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PatchTarget {
    /// Terraform's.
    Terraform,
    /// Kubernetes'.
    Kubernetes,
}

/// What is done to each.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PatchAction {
    /// Merged in; null removes.
    Merge(serde_json::Value),
    /// JSON Patch operations.
    JsonPatch(serde_json::Value),
}

/// A change to emitted resources of one kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Patch {
    /// Whose.
    pub target: Spanned<PatchTarget>,
    /// The type of resource, as emitted.
    pub kind: Spanned<String>,
    /// Its name, as emitted; absent: every one.
    pub name: Option<Spanned<String>>,
    /// What is done.
    pub action: PatchAction,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}
