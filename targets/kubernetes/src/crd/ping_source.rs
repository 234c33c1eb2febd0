//! Knative's PingSource: an event at set times.

use serde::Serialize;

use super::{Destination, Kind};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PingSourceSpec {
    pub(crate) schedule: String,
    pub(crate) timezone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<String>,
    pub(crate) sink: Destination,
}

impl Kind for PingSourceSpec {
    const API_VERSION: &'static str = "sources.knative.dev/v1";
    const KIND: &'static str = "PingSource";
}
