//! plan.json: the plan for people and tools.

use std::collections::BTreeMap;

use faasc_model::{Deployment, SiteId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Crossing, FunctionGrant, Plan, Statement};

/// The name and version of the format.
pub const SCHEMA: &str = "faasc.plan/v1";

/// A resource that a target emits, and the node of the spec that it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Emitted<'p> {
    /// The site.
    pub site: &'p str,
    /// The target.
    pub target: &'p str,
    /// Its address there: `aws_sqs_queue.charge-due`, `v1/Secret/psp-key`.
    pub address: &'p str,
    /// The key path of the node (`events.charge-due`).
    pub node: &'p str,
}

/// The whole of plan.json. Empty and absent values are left out of the document.
#[derive(Serialize, JsonSchema)]
pub struct PlanDocument<'p> {
    /// `faasc.plan/v1`.
    schema: &'static str,
    /// Version of the format.
    version: u32,
    /// The app.
    app: &'p str,
    /// The environment.
    environment: &'p str,
    /// What will exist.
    plan: PlanBody<'p>,
    /// What the targets emit for it.
    emitted: Vec<Emitted<'p>>,
}

/// The plan proper.
#[derive(Serialize, JsonSchema)]
pub struct PlanBody<'p> {
    /// The deployment: the spec resolved for this environment.
    deployment: &'p Deployment,
    /// Where each node stands: key path to sites.
    placement: BTreeMap<String, Vec<&'p str>>,
    /// The least grants of each function.
    grants: &'p [FunctionGrant],
    /// The grants in the words of each site's host, and what was written by hand.
    statements: Vec<Statement>,
    /// The edges that leave their place, and how they get across.
    crossings: Vec<Crossing>,
}

/// The name and version of what `faasc graph --grants --format json` prints.
pub const GRANTS_SCHEMA: &str = "faasc.grants/v1";

/// The grants of an environment.
#[derive(Serialize, JsonSchema)]
pub struct GrantsDocument {
    /// `faasc.grants/v1`.
    pub schema: String,
    /// One for each app.
    pub apps: Vec<GrantsOfApp>,
}

/// The grants of one app.
#[derive(Serialize, JsonSchema)]
pub struct GrantsOfApp {
    /// The app.
    pub app: String,
    /// The environment.
    pub environment: String,
    /// Who may do what on what, sorted by site and node.
    pub statements: Vec<Statement>,
    /// The edges that leave their place.
    pub crossings: Vec<Crossing>,
}

impl<'p> PlanDocument<'p> {
    /// The document for `plan`, with what the targets emitted, sorted.
    #[must_use]
    pub fn of(plan: &'p Plan<'p>, emitted: Vec<Emitted<'p>>) -> Self {
        let deployment = plan.deployment;
        Self {
            schema: SCHEMA,
            version: 1,
            app: &deployment.app,
            environment: &deployment.environment,
            plan: PlanBody {
                deployment,
                placement: placement(deployment),
                grants: &plan.grants,
                statements: plan.statements(),
                crossings: plan.crossings(),
            },
            emitted,
        }
    }
}

fn placement(deployment: &Deployment) -> BTreeMap<String, Vec<&str>> {
    let functions = deployment.functions.iter().map(|node| (node.key_path(), &node.sites));
    let events = deployment.events.iter().map(|node| (node.key_path(), &node.sites));
    let stores = deployment.stores.iter().map(|node| (node.key_path(), &node.sites));
    let named =
        |sites: &Vec<SiteId>| sites.iter().map(|site| deployment.site(*site).name.value.as_str()).collect();
    functions.chain(events).chain(stores).map(|(path, sites)| (path, named(sites))).collect()
}
