//! A host that a function uses and its own list of hosts does not have.

use faasc_diagnostics::{Code, Diagnostic, list_of};
use faasc_model::{Deployment, Function, Node, Program, Template};
use faasc_source::Span;

use super::host::{covers, host_of};
use crate::rule::{Findings, Rule};

static NOT_LISTED: Code =
    Code::error("F1113", "host-not-listed", "a host that is used and not listed under `network.egress`");

pub(crate) const RULE: Rule = Rule { codes: &[&NOT_LISTED], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            let Some(listed) = &function.egress else { continue };
            // An entry that waits for deployment may be any host.
            let known: Option<Vec<String>> = listed.iter().map(|entry| host_of(&entry.value)).collect();
            let Some(known) = known else { continue };
            for used in used(program, deployment, function) {
                if !known.iter().any(|entry| covers(entry, &used.host)) {
                    let found = not_listed(function, &known, &used);
                    findings.sink.push(found.within(deployment.environment.to_string()));
                }
            }
        }
    }
}

/// A host, what stands there, and where the edge to it is written.
struct Used<'s> {
    host: String,
    name: String,
    span: Span,
    address: &'s Template,
    at: Span,
}

fn used<'s>(program: &'s Program, deployment: &'s Deployment, function: &Function) -> Vec<Used<'s>> {
    let mut found: Vec<Used<'s>> = Vec::new();
    for edge in function.edges() {
        let addresses: Vec<(&Template, Span)> = match program.node(edge.to.node) {
            Node::Service(service) => vec![(&service.url.value, service.url.span)],
            Node::Store(store) => {
                let here = store.existing.iter().filter(|existing| {
                    edge.to.name.app.is_none()
                        && function.sites.contains(&existing.site)
                        && deployment.sites.len() > existing.site.index()
                });
                here.filter_map(|existing| existing.url.as_ref().map(|url| (&url.value, url.span))).collect()
            }
            Node::Event(_) | Node::Function(_) => Vec::new(),
        };
        for (address, at) in addresses {
            let Some(host) = host_of(address) else { continue };
            let name = edge.to.name.to_string();
            if !found.iter().any(|known| known.host == host) {
                found.push(Used { host, name, span: edge.to.span, address, at });
            }
        }
    }
    found
}

fn not_listed(function: &Function, known: &[String], used: &Used<'_>) -> Diagnostic {
    let name = &function.name.value;
    let listed = match known {
        [] => "nothing".to_owned(),
        known => list_of(known.iter().map(String::as_str), "and"),
    };
    let message =
        format!("`{name}` uses `{}` at `{}`, which its `egress` does not list", used.name, used.host);
    let place = function.egress.as_ref().and_then(|listed| listed.first()).map(|entry| entry.span);
    let found = NOT_LISTED
        .at(used.span, message)
        .here(format!("leads to `{}`", used.address))
        .label(used.at, "its address")
        .note(format!("the list has {listed}; where it is enforced, the call fails, and where it is not, the list is no promise"))
        .help(format!("add `{}` to the `egress` of `{name}`, or take the edge out", used.host))
        .about(function.key_path());
    match place {
        Some(span) => found.label(span, "the list"),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(egress: &str) -> Vec<String> {
        Spec::of(&format!(
            "services: {{ bank: {{ url: \"https://api.bank.example/v1\", located: [\"DE\"] }} }}\n\
             functions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    calls: [bank]\n{egress}"
        ))
        .messages("F1113")
    }

    #[test]
    fn a_called_host_is_in_the_list() {
        assert_eq!(
            spec("    network: { egress: [mail.example] }\n"),
            ["`a` uses `bank` at `api.bank.example`, which its `egress` does not list"]
        );
        assert_eq!(spec("    network: { egress: [] }\n").len(), 1);
        for list in ["api.bank.example", "\"https://api.bank.example\"", "\"*.bank.example\"", "\"*\""] {
            assert_eq!(
                spec(&format!("    network: {{ egress: [{list}] }}\n")),
                Vec::<String>::new(),
                "{list}"
            );
        }
        assert_eq!(spec(""), Vec::<String>::new());
    }

    #[test]
    fn the_address_of_a_store_that_is_there_counts_at_the_functions_site() {
        let text = |egress: &str| {
            Spec::of(&format!(
                "sites: {{ fra: {{ provider: kubernetes, country: \"DE\" }} }}\nenvironments: {{ production: {{ site: fra }} }}\n\
                 stores: {{ rows: {{ kind: sql, existing: {{ fra: {{ url: \"postgres://db.shop.example/rows\" }} }} }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], reads: [rows], network: {{ egress: [{egress}] }} }}\n"
            ))
            .messages("F1113")
        };
        assert_eq!(text("api.bank.example").len(), 1);
        assert_eq!(text("db.shop.example"), Vec::<String>::new());
    }
}
