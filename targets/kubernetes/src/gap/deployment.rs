//! Gaps of what a deployment says about itself.

use faasc_model::{Certificate, Deployment, Domain, PatchAction, PatchTarget};
use serde_json::Value;

use super::Gaps;
use crate::emit::route;
use crate::here::Here;
use crate::metadata::is_label_key;

/// Finds them.
pub(super) fn find(here: &Here<'_>, gaps: &mut Gaps<'_>) {
    let Deployment {
        labels,
        owner,
        domain,
        failover,
        patches,
        // Emission reads these, or finds their gaps where they are used.
        app_id: _,
        app: _,
        environment: _,
        declared: _,
        span: _,
        site: _,
        description: _,
        expires: _,
        uses: _,
        inputs: _,
        authenticators: _,
        secrets: _,
        sites: _,
        events: _,
        stores: _,
        services: _,
        functions: _,
        // Checks, cost and residency judge these; nothing of them is emitted.
        scale_traffic: _,
        budget: _,
        exports: _,
        classes: _,
        flows: _,
        policy: _,
        waivers: _,
    } = here.plan.deployment;
    let key_path = || format!("environments.{}", here.plan.deployment.declared);
    for (key, _) in labels.iter().filter(|(key, _)| !is_label_key(&key.value)) {
        gaps.push(key.span, &format!("the label `{}`, whose name no cluster takes", key.value), "labels");
    }
    if let Some(owner) = owner {
        gaps.text(&owner.value, owner.span, || "owner".to_owned());
    }
    if let Some(Domain { host: _, zone, certificate, span: _ }) = domain
        && !route::entries(here).is_empty()
    {
        gaps.some(zone.as_ref(), "DNS records of a cluster's routes", key_path);
        if let Certificate::Id(id) = certificate {
            gaps.push(id.span, "a certificate of a cluster's routes", &key_path());
        }
    }
    for (_, _, span) in failover.iter().filter(|(from, to, _)| *from == here.id || *to == here.id) {
        gaps.push(*span, "failover of a cluster", &key_path());
    }
    for patch in patches.iter().filter(|patch| patch.target.value == PatchTarget::Kubernetes) {
        let (PatchAction::Merge(value) | PatchAction::JsonPatch(value)) = &patch.action;
        if waits(value) {
            gaps.push(patch.span, "a patch with values that are known only at deployment", "patches");
        }
    }
}

/// Whether a text in `value` waits for deployment.
fn waits(value: &Value) -> bool {
    match value {
        Value::String(text) => text.replace("$${", "").contains("${"),
        Value::Array(items) => items.iter().any(waits),
        Value::Object(map) => map.values().any(waits),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
