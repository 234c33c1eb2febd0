//! Knative's Broker: takes events and hands each to its triggers.

use serde::Serialize;

use super::Kind;

#[derive(Serialize)]
pub(crate) struct BrokerSpec {
    pub(crate) config: ConfigReference,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConfigReference {
    pub(crate) api_version: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) namespace: String,
}

impl Kind for BrokerSpec {
    const API_VERSION: &'static str = "eventing.knative.dev/v1";
    const KIND: &'static str = "Broker";
}
