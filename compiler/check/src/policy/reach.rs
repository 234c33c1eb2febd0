//! Whose data reaches what a rule of the house protects: every entry on a way there must know its callers.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{NodeId, NodeRef, Program, TriggerKind};
use faasc_source::Span;

use super::auth::{entry, fault, help};
use super::scope::{Scope, each};
use crate::rule::{Findings, Rule};

static WEAK_WAY: Code = Code::error(
    "F1202",
    "policy-weak-way-in",
    "an entry whose data reaches what a rule of the house protects, and that knows its callers too little",
);

pub(crate) const RULE: Rule = Rule { codes: &[&WEAK_WAY], needs_whole: false, check };

/// A step of data into a node.
struct Step {
    from: NodeRef,
    span: Span,
    words: &'static str,
}

fn check(findings: &mut Findings<'_>) {
    let mut steps = None;
    each(
        findings,
        |policy| policy.require.auth_kind.is_some(),
        |scope, found| {
            if scope.names_nodes() {
                let steps = steps.get_or_insert_with(|| steps_into(scope.program));
                judge(scope, steps, found);
            }
        },
    );
}

/// All steps of data, by the node that they lead into.
fn steps_into(program: &Program) -> BTreeMap<NodeRef, Vec<Step>> {
    let mut steps: BTreeMap<NodeRef, Vec<Step>> = BTreeMap::new();
    let mut add = |to: NodeRef, from: NodeRef, span: Span, words| {
        steps.entry(to).or_default().push(Step { from, span, words });
    };
    for (id, deployment) in program.deployments() {
        for (at, function) in deployment.functions.iter().enumerate() {
            let here = NodeRef { deployment: id, node: NodeId::Function(faasc_model::Id::new(at)) };
            for (edges, words) in
                [(&function.emits, "emits"), (&function.writes, "writes"), (&function.calls, "calls")]
            {
                for edge in edges {
                    add(edge.to.node, here, edge.to.span, words);
                }
            }
            for edge in &function.reads {
                add(here, edge.to.node, edge.to.span, "is read by");
            }
            for trigger in &function.triggers {
                let source = match &trigger.kind {
                    TriggerKind::Event(event) => event.event.node,
                    TriggerKind::Object(object) => object.bucket.node,
                    TriggerKind::Change(change) => change.table.node,
                    _ => continue,
                };
                add(here, source, trigger.kind_span, "triggers");
            }
        }
    }
    steps
}

fn judge(scope: &Scope<'_>, steps: &BTreeMap<NodeRef, Vec<Step>>, found: &mut Vec<Diagnostic>) {
    let Some(wanted) = &scope.policy.require.auth_kind else { return };
    // Backwards from all that is protected; each node keeps the step that leads on from it.
    let mut onward: BTreeMap<NodeRef, Option<(NodeRef, &Step)>> = BTreeMap::new();
    let mut queue: VecDeque<NodeRef> = scope.nodes().into();
    onward.extend(queue.iter().map(|node| (*node, None)));
    while let Some(node) = queue.pop_front() {
        for step in steps.get(&node).into_iter().flatten() {
            if let std::collections::btree_map::Entry::Vacant(free) = onward.entry(step.from) {
                free.insert(Some((node, step)));
                queue.push_back(step.from);
            }
        }
    }
    let functions: BTreeSet<NodeRef> = scope.functions_by_name().collect();
    for node in onward.keys() {
        let Some(function) = scope.program.function(*node) else { continue };
        if node.deployment == scope.id && !functions.contains(node) {
            continue;
        }
        let deployment = scope.program.deployment(node.deployment);
        for trigger in function.triggers.iter().filter(|trigger| scope.is_kind(trigger)) {
            let Some(auth) = trigger.kind.auth() else { continue };
            let Some(fault) = fault(deployment, &auth.value, &wanted.value) else { continue };
            let way = way(scope.program, &onward, *node);
            let target = way.last().map_or_else(String::new, |(_, to, _)| to.clone());
            let message = format!("{} {fault}, and its data reaches `{target}`", entry(&trigger.kind));
            let mut finding = scope
                .breach(&WEAK_WAY, trigger.kind_span, &message)
                .here(format!("enters here, into `{}`", function.name.value))
                .label(auth.span, "who may call");
            for (number, (span, _, words)) in way.iter().enumerate().take(24) {
                finding = finding.label(*span, format!("{}. {words}", number + 1));
            }
            found.push(
                finding
                    .label(wanted.span, "what the rule wants")
                    .help(help(&wanted.value))
                    .about(function.key_path()),
            );
        }
    }
}

/// The steps from a node to what is protected: place, node, words.
fn way(
    program: &Program,
    onward: &BTreeMap<NodeRef, Option<(NodeRef, &Step)>>,
    start: NodeRef,
) -> Vec<(Span, String, String)> {
    let name = |node: NodeRef| program.node(node).name().value.to_string();
    let mut way = Vec::new();
    let mut here = start;
    while let Some(Some((to, step))) = onward.get(&here) {
        way.push((step.span, name(*to), format!("`{}` {} `{}`", name(here), step.words, name(*to))));
        here = *to;
    }
    way
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(form: &str, select: &str) -> Spec {
        Spec::of(&format!(
            "auth: {{ buyer: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: shop }} }} }}\n\
             policy: [{{ rule: known, select: {{ {select} }}, require: {{ auth_kind: {{ any: [jwt, mtls] }} }} }}]\n\
             stores: {{ ledger: {{ kind: table, key: id }}, drafts: {{ kind: table, key: id }} }}\n\
             events: {{ form: {{ via: queue }} }}\n\
             functions:\n  \
             submit: {{ ${{code}}, triggers: [{{ http: POST /form, auth: {form} }}], emits: [form] }}\n  \
             vet: {{ ${{code}}, triggers: [{{ event: form, idempotent_by: id }}], writes: [drafts] }}\n  \
             post: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], reads: [drafts], writes: [ledger] }}\n  \
             pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: buyer }}], writes: [ledger] }}\n  \
             look: {{ ${{code}}, triggers: [{{ http: GET /ledger, auth: {{ none: it is public }} }}], reads: [ledger] }}\n"
        ))
    }

    #[test]
    fn a_weak_entry_is_shown_with_its_way() {
        let found = spec("{ none: a public form }", "store: ledger").of_code("F1202");
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "the rule `known` is broken: `POST /form` can be passed without `jwt` or `mtls`: it asks for nothing, and its data reaches `ledger`"
        );
        let words: Vec<&str> = found[0].labels.iter().map(|label| label.text.as_str()).collect();
        assert!(words.contains(&"1. `submit` emits `form`"), "{words:?}");
        assert!(words.contains(&"5. `post` writes `ledger`"), "{words:?}");
    }

    #[test]
    fn entries_that_know_their_callers_or_only_read_are_free() {
        assert_eq!(spec("buyer", "store: ledger").messages("F1202"), Vec::<String>::new());
        assert_eq!(
            spec("{ none: a public form }", "store: ledger, trigger: webhook").messages("F1202"),
            Vec::<String>::new()
        );
        assert_eq!(spec("{ none: a public form }", "event: form").of_code("F1202").len(), 1);
    }
}
