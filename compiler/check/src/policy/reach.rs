//! Whose data reaches what a rule of the house protects: every entry on a way there must know its callers.

use std::collections::BTreeSet;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{AuthKinds, DeadLetter, Function, NodeId, NodeRef, Trigger};
use faasc_source::{Span, Spanned};

use super::auth::{entry, fault, help};
use super::house::House;
use super::scope::Scope;

pub(super) static WEAK_WAY: Code = Code::error(
    "F1202",
    "policy-weak-way-in",
    "an entry whose data reaches what a rule of the house protects, and that knows its callers too little",
);

/// A step of data into a node.
pub(crate) struct Step {
    from: NodeRef,
    span: Span,
    words: &'static str,
}

/// All steps of data, by the number of the node that they lead into.
pub(crate) struct Ways(Vec<Vec<Step>>);

fn ways(house: &House<'_>) -> Ways {
    let mut steps: Vec<Vec<Step>> = (0..house.index.count()).map(|_| Vec::new()).collect();
    let mut add = |to: NodeRef, from: NodeRef, span: Span, words| {
        steps[house.index.at(to)].push(Step { from, span, words });
    };
    for (id, deployment) in house.program.deployments() {
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
                let Some(source) = trigger.kind.source() else { continue };
                add(here, source, trigger.kind_span, "triggers");
                if let Some(DeadLetter::Event(letter)) =
                    trigger.kind.delivery().map(|delivery| &delivery.dead_letter)
                {
                    add(letter.node, source, trigger.kind_span, "is given up to");
                }
            }
        }
    }
    Ways(steps)
}

/// What leads on from each node to what is protected: nothing from that itself.
type Onward<'w> = Vec<Option<Option<(NodeRef, &'w Step)>>>;

/// Judges every entry on a way to what a rule protects.
pub(super) fn judge(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(wanted) = scope.policy.require.auth_kind.as_ref().filter(|_| scope.names_nodes()) else {
        return;
    };
    let house = scope.house;
    let ways = house.ways.get_or_init(|| ways(house));
    // Backwards from all that is protected; each node keeps the step that leads on from it.
    let mut onward: Onward<'_> = vec![None; house.index.count()];
    let mut reached: Vec<NodeRef> = scope.nodes();
    reached.iter().for_each(|node| onward[house.index.at(*node)] = Some(None));
    let mut next = 0;
    while let Some(node) = reached.get(next).copied() {
        next += 1;
        for step in &ways.0[house.index.at(node)] {
            let free = &mut onward[house.index.at(step.from)];
            if free.is_none() {
                *free = Some(Some((node, step)));
                reached.push(step.from);
            }
        }
    }
    let named: BTreeSet<NodeRef> = scope.functions_by_name().collect();
    for node in reached {
        let Some(function) = scope.program.function(node) else { continue };
        if node.deployment == scope.id && !named.contains(&node) {
            continue;
        }
        let deployment = scope.program.deployment(node.deployment);
        for trigger in function.triggers.iter().filter(|trigger| scope.is_kind(trigger)) {
            let Some(auth) = trigger.kind.auth() else { continue };
            if let Some(fault) = fault(deployment, &auth.value, &wanted.value) {
                let way = way(scope, &onward, node);
                found.push(weak(scope, wanted, (function, trigger, auth.span), &fault, &way));
            }
        }
    }
}

/// A step of a way: where it is written, to which node, and the words for it.
type Shown = (Span, String, String);

fn weak(
    scope: &Scope<'_>,
    wanted: &Spanned<AuthKinds>,
    (function, trigger, auth): (&Function, &Trigger, Span),
    fault: &str,
    way: &[Shown],
) -> Diagnostic {
    let target = way.last().map_or("", |(_, to, _)| to.as_str());
    let message = format!("{} {fault}, and its data reaches `{target}`", entry(&trigger.kind));
    let mut finding = scope
        .breach(&WEAK_WAY, trigger.kind_span, &message)
        .here(format!("enters here, into `{}`", function.name.value))
        .label(auth, "who may call");
    for (number, (span, _, words)) in way.iter().enumerate().take(24) {
        finding = finding.label(*span, format!("{}. {words}", number + 1));
    }
    finding.label(wanted.span, "what the rule wants").help(help(&wanted.value)).about(function.key_path())
}

/// The steps from a node to what is protected: place, node, words.
fn way(scope: &Scope<'_>, onward: &Onward<'_>, start: NodeRef) -> Vec<Shown> {
    let name = |node: NodeRef| scope.program.node(node).name().value.to_string();
    let mut way = Vec::new();
    let mut here = start;
    while let Some(Some((to, step))) = onward[scope.house.index.at(here)] {
        way.push((step.span, name(to), format!("`{}` {} `{}`", name(here), step.words, name(to))));
        here = to;
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

    #[test]
    fn a_way_goes_on_over_dead_letters_and_over_other_apps() {
        let other = "faas: \"1\"\napp: till\nowner: team@shop.example\nuses: { shop: ../faas.yaml }\n\
             functions: { ring: { source: ./src, runtime: python3.13, triggers: [{ http: POST /ring, auth: { none: a till in the shop } }], emits: [shop/form] } }\n";
        let spec = Spec::of(
            "policy: [{ rule: known, select: { store: ledger }, require: { auth_kind: { any: [jwt, mtls] } } }]\n\
             uses: { till: till/faas.yaml }\nexports: [form]\n\
             stores: { ledger: { kind: table, key: id } }\n\
             events: { form: { via: queue, dead_letter: lost }, lost: { via: queue } }\n\
             functions:\n  vet: { ${code}, triggers: [{ event: form, idempotent_by: id }] }\n  \
             rescue: { ${code}, triggers: [{ event: lost, idempotent_by: id }], writes: [ledger] }\n",
        )
        .with("till/faas.yaml", other)
        .with("till/src/main.py", "");
        let found = spec.of_code("F1202");
        let words: Vec<&str> =
            found.iter().flat_map(|found| &found.labels).map(|label| label.text.as_str()).collect();
        assert!(words.contains(&"1. `ring` emits `form`"), "{words:?}");
        assert!(words.contains(&"2. `form` is given up to `lost`"), "{words:?}");
        assert!(words.contains(&"4. `rescue` writes `ledger`"), "{words:?}");
    }
}
