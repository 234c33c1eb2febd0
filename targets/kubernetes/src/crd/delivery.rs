//! What Knative's sources and triggers share: where events go, and what happens when they do not arrive.

use serde::Serialize;

/// An object that takes events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reference {
    pub(crate) api_version: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) namespace: String,
}

/// Where events go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Destination {
    pub(crate) r#ref: Reference,
}

/// `retry` does not count the first try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Delivery {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dead_letter_sink: Option<Destination>,
    pub(crate) retry: u64,
    pub(crate) backoff_policy: &'static str,
    /// ISO 8601.
    pub(crate) backoff_delay: String,
}
