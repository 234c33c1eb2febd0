//! Knative's Trigger: hands the events of a broker to a function.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Delivery, Destination, Kind};

#[derive(Serialize)]
pub(crate) struct TriggerSpec {
    pub(crate) broker: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) filters: Vec<TriggerFilter>,
    pub(crate) delivery: Delivery,
    pub(crate) subscriber: Destination,
}

/// A condition on the attributes of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TriggerFilter {
    /// The attribute has the value.
    Exact(BTreeMap<String, String>),
    /// One of these holds.
    Any(Vec<TriggerFilter>),
}

impl Kind for TriggerSpec {
    const API_VERSION: &'static str = "eventing.knative.dev/v1";
    const KIND: &'static str = "Trigger";
}
