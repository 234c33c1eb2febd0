//! Grants by hand that an edge gives already.

use std::collections::BTreeSet;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_facts::{Facts, GrantHost, Need};
use faasc_model::{
    Attribute, Deployment, Function, Grant, Node, NodeRef, Part, Program, Provider, Template, TriggerKind,
};

use crate::rule::{Findings, Rule};

static SUPERFLUOUS: Code =
    Code::warning("F1104", "superfluous-grant", "a grant by hand that an edge gives already");

pub(crate) const RULE: Rule = Rule { codes: &[&SUPERFLUOUS], needs_whole: false, check };

/// An edge or trigger of a function, and what it needs.
struct Tie {
    path: String,
    node: NodeRef,
    need: Need,
}

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in deployment.functions.iter().filter(|function| !function.grants.is_empty()) {
            let is_aws =
                function.sites.iter().any(|site| deployment.site(*site).provider.value == Provider::Aws);
            if !is_aws {
                continue;
            }
            let ties = ties(findings.program, function);
            for grant in function.grants.iter().filter(|grant| grant.provider.value == Provider::Aws) {
                let found = of_grant(findings.program, findings.facts, deployment, function, grant, &ties);
                findings.sink.extend_with(found.map(|one| one.within(deployment.environment.to_string())));
            }
        }
    }
}

fn ties(program: &Program, function: &Function) -> Vec<Tie> {
    let mut found = Vec::new();
    let sides = [("emits", &function.emits), ("reads", &function.reads), ("writes", &function.writes)];
    for (key, edges) in sides {
        // A part of a bucket is less than what is granted by hand.
        for edge in edges.iter().filter(|edge| edge.prefix.is_none()) {
            let need = match program.node(edge.to.node) {
                Node::Event(event) => event.need_to_send(),
                Node::Store(store) if key == "writes" => store.need_to_write(),
                Node::Store(store) => store.need_to_read(),
                Node::Function(_) | Node::Service(_) => continue,
            };
            let path = format!("{}.{key}.{}", function.key_path(), edge.to.name);
            found.push(Tie { path, node: edge.to.node, need });
        }
    }
    for trigger in &function.triggers {
        if let TriggerKind::Event(event) = &trigger.kind
            && let Some(node) = program.event(event.event.node)
        {
            let path = format!("{}.triggers.{}", function.key_path(), trigger.id);
            found.push(Tie { path, node: event.event.node, need: node.need_to_receive() });
        }
    }
    found
}

/// A finding when edges to the one node that the grant is on allow all of its actions.
fn of_grant(
    program: &Program,
    facts: &Facts,
    deployment: &Deployment,
    function: &Function,
    grant: &Grant,
    ties: &[Tie],
) -> Option<Diagnostic> {
    let mut given: BTreeSet<&str> = BTreeSet::new();
    let mut paths: Vec<&str> = Vec::new();
    for tie in ties {
        let is_on = |resource: &Template| is_of(program, deployment, tie.node, resource);
        if !grant.resources.iter().all(|resource| is_on(&resource.value)) {
            continue;
        }
        let row = facts.grant(GrantHost::Aws, tie.need).row();
        let own = row.statements.iter().filter(|one| one.to.is_none() && !one.denies);
        given.extend(own.flat_map(|one| one.may.iter().map(String::as_str)));
        paths.push(&tie.path);
    }
    let is_given = |action: &Template| {
        let text = action.as_literal().unwrap_or_default();
        given.iter().any(|known| known.eq_ignore_ascii_case(text))
    };
    if paths.is_empty() || !grant.actions.iter().all(|action| is_given(&action.value)) {
        return None;
    }
    let message = format!(
        "the grant of `{}` by hand is what `{}` gives already",
        function.name.value,
        paths.join("` and `")
    );
    Some(
        SUPERFLUOUS
            .at(grant.span, message)
            .here("needed by nothing")
            .note("a grant by hand is a trust point that people review; one that follows from an edge goes when the edge goes")
            .help("take the grant out")
            .about(function.key_path()),
    )
}

/// Whether a resource is the node: by its address in the spec, or by the id under `existing`; a bucket's objects too.
fn is_of(program: &Program, deployment: &Deployment, node: NodeRef, resource: &Template) -> bool {
    let found = program.node(node);
    if let [Part::Node(section, name, Attribute::Id), rest @ ..] = resource.0.as_slice() {
        let is_whole = rest.is_empty() || matches!(rest, [Part::Text(text)] if text == "/*");
        let own = program.deployment(node.deployment);
        let is_app = match &name.app {
            None => own.app == deployment.app,
            Some(app) => deployment.uses.iter().any(|used| used.name.value == *app && used.app == own.app),
        };
        let path = found.key_path();
        return is_whole && is_app && path == format!("{section}.{}", name.name);
    }
    let existing = match found {
        Node::Event(event) => &event.existing,
        Node::Store(store) => &store.existing,
        Node::Function(_) | Node::Service(_) => return false,
    };
    existing.iter().any(|known| known.id.as_ref().is_some_and(|id| id.value == *resource))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(actions: &str, resource: &str, edge: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "sites: {{ here: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: here }} }}\n\
             stores:\n  orders: {{ kind: table, key: id, existing: {{ here: {{ id: \"arn:aws:dynamodb:eu-central-1:111122223333:table/orders\" }} }} }}\n  \
             files: {{ kind: bucket }}\n\
             functions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    reads: [orders]\n    writes: [files]\n    {edge}\n    \
             grants:\n      - aws: {{ actions: [{actions}], resources: [\"{resource}\"] }}\n        because: it looks up orders\n"
        ))
        .codes()
    }

    const TABLE: &str = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";

    #[test]
    fn what_an_edge_gives_needs_no_grant() {
        assert_eq!(spec("\"dynamodb:GetItem\"", TABLE, ""), ["F1104"]);
        assert_eq!(spec("\"dynamodb:GetItem\"", "${stores.orders.id}", ""), ["F1104"]);
        assert_eq!(spec("\"s3:PutObject\"", "${stores.files.id}/*", ""), ["F1104"]);
    }

    #[test]
    fn more_than_the_edge_gives_is_a_grant_of_its_own() {
        assert_eq!(spec("\"dynamodb:DescribeTable\"", TABLE, ""), Vec::<&str>::new());
        assert_eq!(spec("\"dynamodb:PutItem\"", TABLE, ""), Vec::<&str>::new());
        assert_eq!(spec("\"dynamodb:PutItem\"", TABLE, "emits: []"), Vec::<&str>::new());
        assert_eq!(
            spec("\"dynamodb:GetItem\"", "arn:aws:dynamodb:eu-central-1:111122223333:table/other", ""),
            Vec::<&str>::new()
        );
    }
}
