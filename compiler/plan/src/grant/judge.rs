//! What is wrong with the grants of a plan: a role whose policies are longer than IAM takes.

use faasc_diagnostics::{Code, Severity, Sink};
use faasc_facts::Facts;
use faasc_model::{DeploymentId, Function, Program, Provider, Site};

use super::size::policy_length;
use super::{Statement, statements};
use crate::Plan;

static POLICY_OVER_LIMIT: Code =
    Code::error("F1105", "policy-over-limit", "the policies of a role are longer than the host takes");

/// The fact with what IAM takes.
const MOST: &str = "aws.iam.role_inline_policies";

/// Codes that plans raise.
#[must_use]
pub fn codes() -> Vec<&'static Code> {
    vec![&POLICY_OVER_LIMIT]
}

/// Judges the grants of a deployment. It is planned only where a role has more than a few edges.
pub fn judge(program: &Program, id: DeploymentId, facts: &Facts, sink: &mut Sink) {
    let could_be = |function: &Function| {
        let written =
            function.grants.iter().map(|grant| grant.actions.len() + grant.resources.len()).sum::<usize>();
        function.edges().count() + function.triggers.len() + function.secrets.len() + written > FEW
    };
    if !program.deployment(id).functions.iter().any(could_be) {
        return;
    }
    let plan = &Plan::new(program, id, facts);
    let all = statements(plan);
    for function in plan.deployment.functions.iter().filter(|function| could_be(function)) {
        for at in &function.sites {
            let site = plan.deployment.site(*at);
            if site.provider.value == Provider::Aws {
                of_role(plan, function, site, &all, sink);
            }
        }
    }
}

/// So many edges fit into any policy.
const FEW: usize = 8;

fn of_role(plan: &Plan<'_>, function: &Function, site: &Site, all: &[Statement], sink: &mut Sink) {
    let Some(limit) = plan.facts.limit(MOST) else { return };
    let Some(most) = limit.ceiling() else { return };
    let node = function.key_path();
    let own = all.iter().filter(|found| found.node == node && found.site == site.name.value.as_str());
    let length = policy_length(own);
    if rust_decimal::Decimal::from(length) <= most {
        return;
    }
    let name = &function.name.value;
    let message = format!(
        "the policy of `{name}` has {length} characters at `{}`, and a role takes at most {most}",
        site.name.value
    );
    let provenance = limit.provenance();
    let source = provenance.main_source();
    sink.push(
        POLICY_OVER_LIMIT
            .at(function.name.span, message)
            .weigh(if limit.gates() { Severity::Error } else { Severity::Warning })
            .here(format!("{} edges, each with its own statement", function.edges().count()))
            .note(format!("`{MOST}`: {most} {}, {source}, {}", limit.unit.as_deref().unwrap_or_default(), provenance.as_of))
            .help("split it into functions that each need less, or keep what belongs together in one table or bucket")
            .about(node)
            .within(plan.deployment.environment.to_string()),
    );
}
