//! Knative's KafkaSink: an address that writes what it gets to a Kafka topic.

use serde::Serialize;

use super::Kind;

/// With partitions and replication factor the topic is made, and goes with the sink; without them it must be there.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KafkaSinkSpec {
    pub(crate) topic: String,
    pub(crate) bootstrap_servers: Vec<String>,
    pub(crate) content_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) num_partitions: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replication_factor: Option<u32>,
}

impl Kind for KafkaSinkSpec {
    const API_VERSION: &'static str = "eventing.knative.dev/v1alpha1";
    const KIND: &'static str = "KafkaSink";
}
