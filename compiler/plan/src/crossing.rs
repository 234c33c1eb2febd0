//! The edges that leave their place: to another region, account, cluster or provider.

use faasc_model::{SiteId, nearest};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{FunctionGrant, Plan, Resource, Verb};

/// An edge between two sites, and how it gets across.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Crossing {
    /// The edges, by key path.
    pub because: Vec<String>,
    /// The site of the function.
    pub from: String,
    /// What is at the other end, by key path; of another app `APP/…`.
    pub node: String,
    /// The site of the other end.
    pub to: String,
    /// `native`, `bridged` (a named forwarder, under a grant of its own) or `impossible`.
    pub passage: String,
    /// By what.
    pub how: String,
}

/// All of a deployment, sorted.
pub(crate) fn crossings(plan: &Plan<'_>) -> Vec<Crossing> {
    let mut found = Vec::new();
    for function in &plan.deployment.functions {
        let first = plan.grants.partition_point(|grant| grant.function < function.name.value);
        let own = plan.grants[first..].iter().take_while(|grant| grant.function == function.name.value);
        for grant in own.filter(|grant| grant.verb != Verb::UseKey) {
            found.extend(function.sites.iter().filter_map(|at| of_grant(plan, *at, grant)));
        }
    }
    found.sort();
    found
}

fn of_grant(plan: &Plan<'_>, at: SiteId, grant: &FunctionGrant) -> Option<Crossing> {
    let Resource::Node(node) = grant.on else { return None };
    let (there, row) = nearest(plan.program, plan.facts, plan.id, at, node, grant.need)?;
    Some(Crossing {
        because: grant.because.clone(),
        from: plan.deployment.site(at).name.value.to_string(),
        node: grant.resource.clone(),
        to: there.name.value.to_string(),
        passage: row.passage.to_string(),
        how: row.how.clone(),
    })
}
