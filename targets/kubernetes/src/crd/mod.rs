//! Custom kinds: of each, the fields that are set here. One file a kind.

mod backend;
mod backend_traffic_policy;
mod broker;
mod delivery;
mod external_secret;
mod http_route;
mod kafka_sink;
mod kafka_source;
mod knative_service;
mod ping_source;
mod security_policy;
mod trigger;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

pub(crate) use backend::{BackendSpec, Endpoint, Fqdn};
pub(crate) use backend_traffic_policy::{
    BackendTrafficPolicySpec, Limit, LocalRateLimit, RateLimit, RateLimitRule,
};
pub(crate) use broker::{BrokerSpec, ConfigReference};
pub(crate) use delivery::{Delivery, Destination, Reference};
pub(crate) use external_secret::{ExternalSecretSpec, RemoteRef, SecretData, StoreRef, Target};
pub(crate) use http_route::{
    BackendRef, Filter, HttpRouteSpec, Match, ParentRef, PathMatch, Rule, Timeouts, UrlRewrite,
};
pub(crate) use kafka_sink::KafkaSinkSpec;
pub(crate) use kafka_source::KafkaSourceSpec;
pub(crate) use knative_service::{RevisionSpec, RevisionTemplate, ServiceSpec};
pub(crate) use ping_source::PingSourceSpec;
pub(crate) use security_policy::{
    ApiKeyAuth, Authorization, AuthorizationRule, ClaimRule, CorsPolicy, ExtractFrom, Jwt, JwtPrincipal,
    JwtProvider, Principal, RemoteJwks, SecretRef, SecurityPolicySpec, TargetRef,
};
pub(crate) use trigger::{TriggerFilter, TriggerSpec};

/// What a kind of custom object is called.
pub(crate) trait Kind: Serialize {
    /// `GROUP/VERSION`.
    const API_VERSION: &'static str;
    /// The kind.
    const KIND: &'static str;
}

/// A custom object.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Custom<S> {
    api_version: &'static str,
    kind: &'static str,
    metadata: ObjectMeta,
    spec: S,
}

impl<S: Kind> Custom<S> {
    /// The object of this name and these fields.
    pub(crate) fn new(metadata: ObjectMeta, spec: S) -> Self {
        Self { api_version: S::API_VERSION, kind: S::KIND, metadata, spec }
    }
}
