//! Secrets by reference. No value is ever written, and no empty Secret either: one of ours that is applied over a filled
//! one of a sealed or synchronised kind would fight for it.

use std::collections::BTreeSet;

use faasc_model::{Name, Secret, SecretStore};

use crate::crd::{Custom, ExternalSecretSpec, RemoteRef, SecretData, StoreRef, Target};
use crate::here::Here;
use crate::metadata;
use crate::object::Objects;
use crate::template::{SECRET_KEY, SecretPlace};

/// Where the value of a secret lies on this cluster.
pub(crate) fn place(here: &Here<'_>, name: &Name) -> Result<SecretPlace, String> {
    let secret =
        declared(here, name).ok_or_else(|| format!("the secret `{name}`, which nothing declares"))?;
    match existing(here, secret) {
        Some(place) => {
            place.ok_or_else(|| format!("the secret `{name}`, whose `id` here is not `SECRET/KEY`"))
        }
        None => match here.site.secrets.as_ref().map(|store| &store.value) {
            None | Some(SecretStore::Kubernetes | SecretStore::ExternalSecrets(_)) => {
                Ok(SecretPlace { name: here.secret_object(name), key: SECRET_KEY.to_owned() })
            }
            Some(
                SecretStore::AwsSecretsmanager
                | SecretStore::AwsParameterStore
                | SecretStore::GcpSecretManager
                | SecretStore::AzureKeyVault,
            ) => {
                Err(format!("the secret `{name}` of a cloud's own store; `external-secrets:STORE` reads one"))
            }
        },
    }
}

/// A secret of the deployment.
pub(crate) fn declared<'h>(here: &Here<'h>, name: &Name) -> Option<&'h Secret> {
    here.plan.deployment.secrets.iter().find(|secret| secret.name.value == *name)
}

/// The place of a secret that is already there; `Some(None)` when it cannot be read.
fn existing(here: &Here<'_>, secret: &Secret) -> Option<Option<SecretPlace>> {
    let (_, id) = secret.existing.iter().find(|(site, _)| *site == here.id)?;
    Some(id.value.as_literal().and_then(SecretPlace::parse))
}

/// Whether a secret is already there.
pub(crate) fn is_existing(here: &Here<'_>, name: &Name) -> bool {
    declared(here, name).is_some_and(|secret| existing(here, secret).is_some())
}

/// The secrets that something at the site uses, by name.
pub(crate) fn used<'h>(here: &Here<'h>) -> BTreeSet<&'h Name> {
    let mut found = BTreeSet::new();
    for (_, function) in here.plan.functions_at(here.id) {
        found.extend(function.secrets.iter().map(|used| &used.secret.value));
    }
    for entry in super::route::entries(here) {
        if let Ok(guard) = super::guard::of(here, &entry.http.auth) {
            found.extend(guard.api_keys.iter().map(|key| key.secret));
        }
    }
    found
}

/// An ExternalSecret for each secret that External Secrets fetches.
pub(crate) fn emit(here: &Here<'_>, objects: &mut Objects) {
    let Some(SecretStore::ExternalSecrets(store)) = here.site.secrets.as_ref().map(|store| &store.value)
    else {
        return;
    };
    for name in used(here).into_iter().filter(|name| !is_existing(here, name)) {
        let object = here.secret_object(name);
        let key_path = format!("secrets.{name}");
        let metadata = metadata::of_deployment(here, &object, name, &key_path);
        let spec = ExternalSecretSpec {
            secret_store_ref: StoreRef { kind: "ClusterSecretStore", name: store.clone() },
            target: Target { name: object.clone() },
            data: vec![SecretData { secret_key: SECRET_KEY, remote_ref: RemoteRef { key: object } }],
        };
        objects.add(
            "secrets.yaml",
            &Custom::new(metadata, spec),
            &key_path,
            &key_path,
            "secret of another store",
        );
    }
}
