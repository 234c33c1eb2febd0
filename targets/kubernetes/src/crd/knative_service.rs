//! Knative's Service: a function that runs when it is called.

use k8s_openapi::api::core::v1::Container;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::Kind;

#[derive(Serialize)]
pub(crate) struct ServiceSpec {
    pub(crate) template: RevisionTemplate,
}

#[derive(Serialize)]
pub(crate) struct RevisionTemplate {
    pub(crate) metadata: ObjectMeta,
    pub(crate) spec: RevisionSpec,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RevisionSpec {
    pub(crate) service_account_name: String,
    pub(crate) container_concurrency: u64,
    pub(crate) timeout_seconds: u64,
    pub(crate) response_start_timeout_seconds: u64,
    pub(crate) containers: Vec<Container>,
}

impl Kind for ServiceSpec {
    const API_VERSION: &'static str = "serving.knative.dev/v1";
    const KIND: &'static str = "Service";
}
