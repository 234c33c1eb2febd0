//! plan.json: the plan for people and tools.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{FunctionGrant, Plan, without_empty};

/// The name and version of the format.
pub const SCHEMA: &str = "faasc.plan/v1";

/// A resource that a target emits, and the node of the spec that it serves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Emitted {
    /// The site.
    pub site: String,
    /// The target.
    pub target: String,
    /// Its address there: `aws_sqs_queue.charge-due`, `v1/Secret/psp-key`.
    pub address: String,
    /// The key path of the node (`events.charge-due`).
    pub node: String,
}

/// The whole of plan.json. Empty and absent values are left out of the document.
#[derive(Serialize, JsonSchema)]
pub struct PlanDocument {
    /// `faasc.plan/v1`.
    schema: String,
    /// Version of the format.
    version: u32,
    /// The app.
    app: String,
    /// The environment.
    environment: String,
    /// What will exist.
    plan: PlanBody,
    /// What the targets emit for it.
    emitted: Vec<Emitted>,
}

/// The plan proper.
#[derive(Serialize, JsonSchema)]
pub struct PlanBody {
    /// The deployment: the spec resolved for this environment.
    deployment: faasc_model::Deployment,
    /// Where each node stands: key path to sites.
    placement: std::collections::BTreeMap<String, Vec<String>>,
    /// The least grants of each function.
    grants: Vec<FunctionGrant>,
}

/// The document for `plan`, with what the targets emitted.
#[must_use]
pub fn plan_json(plan: &Plan<'_>, emitted: &[Emitted]) -> Value {
    let mut deployment = serde_json::to_value(plan.deployment).unwrap_or_default();
    sort_arenas(&mut deployment);
    let document = json!({
        "schema": SCHEMA,
        "version": 1,
        "app": plan.deployment.app,
        "environment": plan.deployment.environment,
        "plan": {
            "deployment": deployment,
            "placement": placement(plan),
            "grants": plan.grants,
        },
        "emitted": emitted,
    });
    without_empty(document)
}

fn placement(plan: &Plan<'_>) -> Value {
    let deployment = plan.deployment;
    let functions = deployment.functions.iter().map(|node| (node.key_path(), &node.sites));
    let events = deployment.events.iter().map(|node| (node.key_path(), &node.sites));
    let stores = deployment.stores.iter().map(|node| (node.key_path(), &node.sites));
    let mut found: Vec<_> = functions.chain(events).chain(stores).collect();
    found.sort();
    let named = |sites: &Vec<faasc_model::SiteId>| -> Vec<String> {
        sites.iter().map(|site| deployment.site(*site).name.value.to_string()).collect()
    };
    found.into_iter().map(|(path, sites)| (path, Value::from(named(sites)))).collect::<Map<_, _>>().into()
}

/// Arenas stand in the order of the source; a document must not change when the source is reordered.
fn sort_arenas(deployment: &mut Value) {
    const ARENAS: [&str; 11] = [
        "exports",
        "uses",
        "inputs",
        "classes",
        "authenticators",
        "secrets",
        "sites",
        "events",
        "stores",
        "services",
        "functions",
    ];
    for arena in ARENAS.iter().chain(&["flows"]) {
        if let Some(Value::Array(items)) = deployment.get_mut(arena) {
            items
                .sort_by_key(|item| item.get("name").unwrap_or(item).as_str().unwrap_or_default().to_owned());
        }
    }
}
