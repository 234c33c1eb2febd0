//! Envoy Gateway's Backend: a host name as what a route leads to.

use serde::Serialize;

use super::Kind;

#[derive(Serialize)]
pub(crate) struct BackendSpec {
    pub(crate) endpoints: Vec<Endpoint>,
}

#[derive(Serialize)]
pub(crate) struct Endpoint {
    pub(crate) fqdn: Fqdn,
}

#[derive(Serialize)]
pub(crate) struct Fqdn {
    pub(crate) hostname: String,
    pub(crate) port: u16,
}

impl Kind for BackendSpec {
    const API_VERSION: &'static str = "gateway.envoyproxy.io/v1alpha1";
    const KIND: &'static str = "Backend";
}
