//! What must be there before an environment can be deployed: inputs, secrets, things that exist.

use std::collections::{BTreeMap, BTreeSet};

use faasc_model::{
    AuthenticatorKind, Certificate, Existing, Gateway, Provider, Secret, Site, SiteId, Template,
};
use faasc_plan::Plan;
use faasc_source::Spanned;
use serde::Serialize;

use crate::Emission;

/// A value that is known only at deployment.
#[derive(Debug, Serialize)]
pub(super) struct InputRow {
    name: String,
    /// A word of the language: `terraform-variable`.
    from: String,
    /// The site; empty: everywhere.
    site: String,
    given_name: String,
    description: String,
}

/// A secret that somebody must fill.
#[derive(Debug, Serialize)]
pub(super) struct SecretRow {
    name: String,
    site: String,
    /// Where it lies, as emitted; empty when no target made it.
    addresses: Vec<String>,
    users: Vec<String>,
    description: String,
}

/// Something that is used and not made.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct ExistingRow {
    key_path: String,
    site: String,
    id: String,
}

/// The inputs of the sites in use.
pub(super) fn inputs(plan: &Plan<'_>) -> Vec<InputRow> {
    let mut rows = Vec::new();
    for input in &plan.deployment.inputs {
        for (site, origin) in &input.from {
            let site = site.as_ref().map(|site| site.value.to_string());
            let is_in_use = |name: &String| plan.deployment.sites.iter().any(|at| *at.name.value == **name);
            if site.as_ref().is_some_and(|name| !is_in_use(name)) {
                continue;
            }
            let from = serde_json::to_value(origin.value).unwrap_or_default();
            let given = input.given_name.as_ref().map(|name| name.value.to_string());
            rows.push(InputRow {
                name: input.name.value.to_string(),
                from: from.as_str().unwrap_or_default().to_owned(),
                site: site.unwrap_or_default(),
                given_name: given.unwrap_or_else(|| input.name.value.to_string()),
                description: input.description.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
            });
        }
    }
    rows.sort_by(|a, b| (&a.name, &a.site).cmp(&(&b.name, &b.site)));
    rows
}

/// The secrets that are made empty, with who uses them. On the developer's machine there is none to fill here: the
/// local runtime says itself what it takes.
pub(super) fn secrets(plan: &Plan<'_>, emission: &Emission) -> Vec<SecretRow> {
    let mut rows = Vec::new();
    for secret in &plan.deployment.secrets {
        for (site, users) in users(plan, secret) {
            let at = plan.deployment.site(site);
            let is_there = secret.existing.iter().any(|(existing, _)| *existing == site);
            if is_there || at.provider.value == Provider::Local {
                continue;
            }
            let key_path = format!("secrets.{}", secret.name.value);
            let addresses =
                emission.emitted.iter().filter(|of| *of.site == *at.name.value && of.key_path == key_path);
            rows.push(SecretRow {
                name: secret.name.value.to_string(),
                site: at.name.value.to_string(),
                addresses: addresses.map(|of| of.address.clone()).collect(),
                users: users.into_iter().collect(),
                description: secret.description.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
            });
        }
    }
    rows.sort_by(|a, b| (&a.name, &a.site).cmp(&(&b.name, &b.site)));
    rows
}

/// Who uses `secret`, by site.
fn users(plan: &Plan<'_>, secret: &Secret) -> BTreeMap<SiteId, BTreeSet<String>> {
    let deployment = plan.deployment;
    let name = &secret.name.value;
    let mut users: BTreeMap<SiteId, BTreeSet<String>> = BTreeMap::new();
    let mut uses = |site: SiteId, user: String| {
        users.entry(site).or_default().insert(user);
    };
    let checked_with: BTreeSet<&str> = deployment
        .authenticators
        .iter()
        .filter(|authenticator| secret_of(&authenticator.kind).is_some_and(|used| used.value == *name))
        .map(|authenticator| authenticator.name.value.as_str())
        .collect();
    for function in &deployment.functions {
        for site in &function.sites {
            if function.secrets.iter().any(|used| used.secret.value == *name) {
                uses(*site, function.key_path());
            }
            for auth in function.triggers.iter().filter_map(|trigger| trigger.kind.auth()) {
                for checker in auth.value.names() {
                    if checked_with.contains(checker.value.as_str()) {
                        uses(*site, format!("auth.{}", checker.value));
                    }
                }
            }
        }
    }
    for (id, site) in plan.sites() {
        let kafka = site.kafka.as_ref().and_then(|kafka| kafka.credential.as_ref());
        let mqtt = site.mqtt.as_ref().and_then(|mqtt| mqtt.credential.as_ref());
        if kafka.into_iter().chain(mqtt).any(|credential| credential.value == *name) {
            uses(id, site.key_path());
        }
    }
    users
}

fn secret_of(kind: &AuthenticatorKind) -> Option<&Spanned<faasc_model::Name>> {
    match kind {
        AuthenticatorKind::Oidc { client_secret: secret, .. }
        | AuthenticatorKind::ApiKey { secret, .. }
        | AuthenticatorKind::Mtls { trust: secret }
        | AuthenticatorKind::Hmac { secret, .. }
        | AuthenticatorKind::Basic { secret } => Some(secret),
        AuthenticatorKind::Jwt { .. } | AuthenticatorKind::CloudIam | AuthenticatorKind::Custom { .. } => {
            None
        }
    }
}

/// What is used and not made, by key path and site.
pub(super) fn existing(plan: &Plan<'_>) -> Vec<ExistingRow> {
    let deployment = plan.deployment;
    let mut rows = Vec::new();
    let mut add = |key_path: String, site: &str, id: String| {
        rows.push(ExistingRow { key_path, site: site.to_owned(), id });
    };
    let events = deployment.events.iter().map(|node| (node.key_path(), &node.existing, &node.sites));
    let stores = deployment.stores.iter().map(|node| (node.key_path(), &node.existing, &node.sites));
    for (key_path, existing, sites) in events.chain(stores) {
        for existing in existing.iter().filter(|existing| sites.contains(&existing.site)) {
            add(key_path.clone(), &existing.at, declared(existing));
        }
    }
    for secret in &deployment.secrets {
        for (site, id) in &secret.existing {
            let key_path = format!("secrets.{}", secret.name.value);
            add(key_path, &deployment.site(*site).name.value, id.value.to_string());
        }
    }
    for (_, site) in plan.sites() {
        for (key, id) in of_site(site) {
            add(format!("{}.{key}", site.key_path()), &site.name.value, id);
        }
    }
    if let Some(domain) = &deployment.domain {
        let path = format!("environments.{}.domain", deployment.declared);
        if let Some(zone) = &domain.zone {
            add(format!("{path}.zone"), "", zone.value.to_string());
        }
        if let Certificate::Id(id) = &domain.certificate {
            add(format!("{path}.certificate"), "", id.value.to_string());
        }
    }
    rows.sort();
    rows
}

fn declared(existing: &Existing) -> String {
    let parts = [&existing.id, &existing.topic, &existing.url];
    parts.into_iter().flatten().map(|part| part.value.to_string()).collect::<Vec<_>>().join(" ")
}

/// What a site says is there.
fn of_site(site: &Site) -> Vec<(&'static str, String)> {
    let text = |template: &Spanned<Template>| template.value.to_string();
    let mut found = Vec::new();
    match site.gateway.as_ref().map(|gateway| &gateway.value) {
        Some(Gateway::Api(api)) => found.push(("gateway", text(api))),
        Some(Gateway::Listener { listener, .. }) => found.push(("gateway", text(listener))),
        None => {}
    }
    if let Some(kafka) = &site.kafka {
        let addresses = kafka.cluster.iter().chain(&kafka.bootstrap);
        found.push(("kafka", addresses.map(text).collect::<Vec<_>>().join(" ")));
    }
    if let Some(mqtt) = &site.mqtt {
        found.push(("mqtt", text(&mqtt.url)));
    }
    if let Some(network) = &site.network {
        let parts =
            [("network.subnets", &network.subnets), ("network.security_groups", &network.security_groups)];
        for (key, ids) in parts {
            if !ids.is_empty() {
                found.push((key, ids.iter().map(text).collect::<Vec<_>>().join(" ")));
            }
        }
    }
    found
}
