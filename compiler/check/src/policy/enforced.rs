//! Edges that the host must enforce, by rule of the house.

use std::collections::BTreeSet;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Edge, Enforcement, Function, NodeRef, Provider, enforcement};

use super::scope::Scope;

pub(super) static DECLARED_ONLY: Code = Code::error(
    "F1205",
    "policy-enforced",
    "an edge that is declared only, where a rule of the house wants it enforced",
);

/// Judges the edges that a rule selects.
pub(super) fn judge(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    if !scope.policy.require.enforced.as_ref().is_some_and(|wanted| wanted.value) {
        return;
    }
    let nodes: BTreeSet<NodeRef> = scope.nodes().into_iter().collect();
    let callers: Vec<&Function> = if scope.is_about_functions() {
        scope.functions().map(|(_, function)| function).collect()
    } else {
        scope.deployment.functions.iter().collect()
    };
    for function in callers {
        for (verb, edge) in edges(function) {
            if !scope.names_nodes() || nodes.contains(&edge.to.node) {
                at_each_site(scope, function, verb, edge, found);
            }
        }
    }
}

fn edges(function: &Function) -> impl Iterator<Item = (&'static str, &Edge)> {
    let sides = [
        ("calls", &function.calls),
        ("emits", &function.emits),
        ("reads", &function.reads),
        ("writes", &function.writes),
    ];
    sides.into_iter().flat_map(|(verb, edges)| edges.iter().map(move |edge| (verb, edge)))
}

fn at_each_site(
    scope: &Scope<'_>,
    function: &Function,
    verb: &str,
    edge: &Edge,
    found: &mut Vec<Diagnostic>,
) {
    for site in &function.sites {
        let site = scope.deployment.site(*site);
        let Enforcement::DeclaredOnly(cause) = enforcement(scope.program, site, edge.to.node) else {
            continue;
        };
        let message = format!(
            "that `{}` {verb} `{}` is declared only at the site `{}`",
            function.name.value, edge.to.name, site.name.value
        );
        let finding = scope
            .breach(&DECLARED_ONLY, edge.to.span, &message)
            .here("nothing at the host keeps the function to this edge")
            .note(cause)
            .label(site.name.span, "the site")
            .about(function.key_path());
        found.push(if site.provider.value == Provider::Kubernetes {
            finding.help("say what enforces it: `cluster: { egress: cilium }` or `proxy`")
        } else {
            finding.help(
                "run the function on a cluster with `egress: cilium` or `proxy`, or waive the rule here",
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(site: &str, select: &str) -> Spec {
        Spec::of(&format!(
            "sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n\
             services: {{ bank: {{ url: \"https://bank.example\", located: [\"DE\"] }} }}\n\
             events: {{ paid: {{ via: topic }} }}\n\
             policy: [{{ rule: closed, select: {{ {select} }}, require: {{ enforced: true }} }}]\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], calls: [bank], emits: [paid] }}\n  \
             tell: {{ ${{code}}, triggers: [{{ event: paid, idempotent_by: id }}] }}\n"
        ))
    }

    #[test]
    fn calls_of_services_are_enforced_by_the_cluster_that_says_so() {
        let plain = "provider: kubernetes, country: \"DE\", cluster: { broker: rabbitmq }";
        let cilium = "provider: kubernetes, country: \"DE\", cluster: { broker: rabbitmq, egress: cilium }";
        assert_eq!(spec(cilium, "service: bank").messages("F1205"), Vec::<String>::new());
        assert_eq!(
            spec(plain, "service: bank").messages("F1205"),
            ["the rule `closed` is broken: that `pay` calls `bank` is declared only at the site `eu`"]
        );
        assert_eq!(spec("provider: aws, region: eu-central-1", "service: bank").of_code("F1205").len(), 1);
    }

    #[test]
    fn grants_of_a_cloud_enforce_messages() {
        assert_eq!(
            spec("provider: aws, region: eu-central-1", "event: paid").messages("F1205"),
            Vec::<String>::new()
        );
        assert_eq!(spec("provider: aws, region: eu-central-1", "function: pay").of_code("F1205").len(), 1);
    }
}
