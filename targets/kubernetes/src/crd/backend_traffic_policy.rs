//! Envoy Gateway's BackendTrafficPolicy: how many requests a route takes.

use serde::Serialize;

use super::{Kind, TargetRef};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BackendTrafficPolicySpec {
    pub(crate) target_refs: Vec<TargetRef>,
    pub(crate) rate_limit: RateLimit,
}

/// `type` has a default that is deprecated; which one is meant follows from `local`.
#[derive(Serialize)]
pub(crate) struct RateLimit {
    pub(crate) r#type: &'static str,
    pub(crate) local: LocalRateLimit,
}

#[derive(Serialize)]
pub(crate) struct LocalRateLimit {
    pub(crate) rules: Vec<RateLimitRule>,
}

#[derive(Serialize)]
pub(crate) struct RateLimitRule {
    pub(crate) limit: Limit,
}

/// So many requests a unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Limit {
    pub(crate) requests: u32,
    pub(crate) unit: &'static str,
}

impl Kind for BackendTrafficPolicySpec {
    const API_VERSION: &'static str = "gateway.envoyproxy.io/v1alpha1";
    const KIND: &'static str = "BackendTrafficPolicy";
}
