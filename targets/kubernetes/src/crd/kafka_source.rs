//! Knative's KafkaSource: hands the messages of a Kafka topic to a function.

use serde::Serialize;

use super::{Delivery, Destination, Kind};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KafkaSourceSpec {
    pub(crate) bootstrap_servers: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) consumer_group: String,
    pub(crate) consumers: u64,
    pub(crate) initial_offset: &'static str,
    pub(crate) ordering: &'static str,
    pub(crate) delivery: Delivery,
    pub(crate) sink: Destination,
}

impl Kind for KafkaSourceSpec {
    const API_VERSION: &'static str = "sources.knative.dev/v1";
    const KIND: &'static str = "KafkaSource";
}
