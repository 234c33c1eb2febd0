//! Envoy Gateway's SecurityPolicy: who may use a route. Each block that is present must pass.

use serde::Serialize;

use super::Kind;

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SecurityPolicySpec {
    pub(crate) target_refs: Vec<TargetRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cors: Option<CorsPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) api_key_auth: Option<ApiKeyAuth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) jwt: Option<Jwt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) authorization: Option<Authorization>,
}

#[derive(Serialize)]
pub(crate) struct TargetRef {
    pub(crate) group: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CorsPolicy {
    pub(crate) allow_origins: Vec<String>,
    pub(crate) allow_methods: Vec<String>,
    pub(crate) allow_headers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) expose_headers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_age: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) allow_credentials: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKeyAuth {
    pub(crate) credential_refs: Vec<SecretRef>,
    pub(crate) extract_from: Vec<ExtractFrom>,
}

#[derive(Serialize)]
pub(crate) struct SecretRef {
    pub(crate) group: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
}

#[derive(Serialize)]
pub(crate) struct ExtractFrom {
    pub(crate) headers: Vec<String>,
}

/// A token that any of the providers vouches for is good.
#[derive(Serialize)]
pub(crate) struct Jwt {
    pub(crate) providers: Vec<JwtProvider>,
}

#[derive(Serialize)]
pub(crate) struct JwtProvider {
    pub(crate) name: String,
    pub(crate) issuer: String,
    pub(crate) audiences: Vec<String>,
    #[serde(rename = "remoteJWKS")]
    pub(crate) remote_jwks: RemoteJwks,
}

#[derive(Serialize)]
pub(crate) struct RemoteJwks {
    pub(crate) uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Authorization {
    pub(crate) default_action: &'static str,
    pub(crate) rules: Vec<AuthorizationRule>,
}

#[derive(Serialize)]
pub(crate) struct AuthorizationRule {
    pub(crate) action: &'static str,
    pub(crate) principal: Principal,
}

#[derive(Serialize)]
pub(crate) struct Principal {
    pub(crate) jwt: JwtPrincipal,
}

/// All scopes and all claims must hold.
#[derive(Serialize)]
pub(crate) struct JwtPrincipal {
    pub(crate) provider: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) scopes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) claims: Vec<ClaimRule>,
}

/// A claim has one of the values; as a list, it holds one of them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClaimRule {
    pub(crate) name: String,
    pub(crate) value_type: &'static str,
    pub(crate) values: Vec<String>,
}

impl Kind for SecurityPolicySpec {
    const API_VERSION: &'static str = "gateway.envoyproxy.io/v1alpha1";
    const KIND: &'static str = "SecurityPolicy";
}
