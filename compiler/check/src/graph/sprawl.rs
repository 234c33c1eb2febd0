//! What could be less: triggers said twice, functions that are a part of another.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_model::{
    AuthenticatorKind, Deployment, Filter, Function, NodeId, NodeRef, Program, TriggerKind, Via,
};

use crate::rule::{Findings, Rule};

static TWICE: Code = Code::note("F0814", "trigger-twice", "a function that handles each message twice");
static PART: Code = Code::note("F0815", "called-by-one-alone", "a function that one other alone calls");

pub(crate) const RULE: Rule = Rule { codes: &[&TWICE, &PART], needs_whole: true, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let callers = callers(program);
    for (id, deployment) in program.deployments() {
        if program.app(deployment.app_id).is_outside {
            continue;
        }
        for (at, function) in deployment.functions.iter().enumerate() {
            twice(findings, deployment, function);
            let node = NodeRef { deployment: id, node: NodeId::Function(faasc_model::Id::new(at)) };
            if let Some([(caller, span)]) = callers.get(&node).map(Vec::as_slice)
                && !has_start(deployment, function, node)
            {
                let name = &function.name.value;
                let found = PART
                    .at(function.name.span, format!("`{name}` is called by `{caller}` alone"))
                    .label(*span, "the only call")
                    .note("each call is paid in both functions, and waits for the start of a second one")
                    .help(format!(
                        "make it a module of `{caller}`, unless it needs its own limits, identity or place"
                    ))
                    .about(function.key_path())
                    .within(deployment.environment.to_string());
                findings.sink.push(found);
            }
        }
    }
}

/// Function to those that call it.
fn callers(program: &Program) -> BTreeMap<NodeRef, Vec<(&str, faasc_source::Span)>> {
    let mut callers: BTreeMap<NodeRef, Vec<(&str, faasc_source::Span)>> = BTreeMap::new();
    for (_, deployment) in program.deployments() {
        for caller in &deployment.functions {
            for edge in &caller.calls {
                callers.entry(edge.to.node).or_default().push((&caller.name.value, edge.to.span));
            }
        }
    }
    callers
}

/// Whether something but a call starts it.
fn has_start(deployment: &Deployment, function: &Function, node: NodeRef) -> bool {
    !function.triggers.is_empty()
        || function.invoke.is_some()
        || deployment.exports.iter().any(|name| name.value == function.name.value)
        || deployment.authenticators.iter().any(|authenticator| {
            matches!(&authenticator.kind, AuthenticatorKind::Custom { function, .. } if function.node == node)
        })
}

fn twice(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function) {
    let events: Vec<_> = function
        .triggers
        .iter()
        .filter_map(|trigger| match &trigger.kind {
            TriggerKind::Event(event) => Some((trigger, event)),
            _ => None,
        })
        .collect();
    for (at, (trigger, event)) in events.iter().enumerate() {
        let is_same = |earlier: &&(&faasc_model::Trigger, &faasc_model::EventTrigger)| {
            earlier.1.event.node == event.event.node
                && is_same_filter(&earlier.1.delivery.filter, &event.delivery.filter)
        };
        let Some((first, _)) = events[..at].iter().find(is_same) else { continue };
        // Of a queue the two take each other's messages, which is said elsewhere.
        if findings.program.event(event.event.node).is_none_or(|event| event.via.value == Via::Queue) {
            continue;
        }
        let found = TWICE
            .at(
                trigger.kind_span,
                format!("`{}` handles each message of `{}` twice", function.name.value, event.event.name),
            )
            .here("the same event with the same filter")
            .label(first.kind_span, "the first trigger")
            .help("take one of the two triggers out")
            .about(function.key_path())
            .within(deployment.environment.to_string());
        findings.sink.push(found);
    }
}

fn is_same_filter(one: &[Filter], other: &[Filter]) -> bool {
    let is_same = |a: &Filter, b: &Filter| {
        a.field.value == b.field.value
            && a.values.len() == b.values.len()
            && a.values.iter().all(|value| b.values.iter().any(|known| known.value == value.value))
    };
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    #[test]
    fn one_caller_is_worth_a_note_and_two_are_not() {
        let spec = |more: &str| {
            Spec::of(&format!(
                "functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], calls: [part] }}\n  \
                 b: {{ ${{code}}, triggers: [{{ schedule: every 2h }}]{more} }}\n  part: {{ ${{code}} }}\n"
            ))
        };
        assert_eq!(spec("").messages("F0815"), ["`part` is called by `a` alone"]);
        assert_eq!(spec(", calls: [part]").messages("F0815"), Vec::<String>::new());
    }

    #[test]
    fn the_same_event_with_the_same_filter_is_handled_twice() {
        let spec = |filter: &str| {
            Spec::of(&format!(
                "events: {{ sold: {{ via: topic }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
                 b:\n    ${{code}}\n    triggers:\n      - {{ event: sold, id: x, idempotent_by: id, filter: {{ k: [1, 2] }} }}\n      \
                 - {{ event: sold, id: y, idempotent_by: id, filter: {{ k: {filter} }} }}\n"
            ))
        };
        assert_eq!(spec("[2, 1]").messages("F0814"), ["`b` handles each message of `sold` twice"]);
        assert_eq!(spec("[2, 3]").messages("F0814"), Vec::<String>::new());
    }
}
