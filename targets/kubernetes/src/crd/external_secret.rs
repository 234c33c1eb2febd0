//! External Secrets' ExternalSecret: a Secret that is filled from a store elsewhere.

use serde::Serialize;

use super::Kind;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExternalSecretSpec {
    pub(crate) secret_store_ref: StoreRef,
    pub(crate) target: Target,
    pub(crate) data: Vec<SecretData>,
}

#[derive(Serialize)]
pub(crate) struct StoreRef {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
}

#[derive(Serialize)]
pub(crate) struct Target {
    pub(crate) name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SecretData {
    pub(crate) secret_key: &'static str,
    pub(crate) remote_ref: RemoteRef,
}

#[derive(Serialize)]
pub(crate) struct RemoteRef {
    pub(crate) key: String,
}

impl Kind for ExternalSecretSpec {
    const API_VERSION: &'static str = "external-secrets.io/v1";
    const KIND: &'static str = "ExternalSecret";
}
