//! Order that is asked for on both sides of a hop that loses it.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_model::{Event, Function, NodeRef, Program, TriggerKind, Via};

use crate::rule::{Findings, Rule};

static ORDER_LOST: Code = Code::warning(
    "F0853",
    "order-lost",
    "messages that lose their order on the way to where it is asked for",
);

pub(crate) const RULE: Rule = Rule { codes: &[&ORDER_LOST], needs_whole: false, check };

fn keeps_order(event: &Event) -> bool {
    event.is_ordered.value || matches!(event.via.value, Via::Kafka | Via::Stream) && event.key.is_some()
}

/// The events that a function handles.
fn handled<'p>(program: &'p Program, function: &'p Function) -> impl Iterator<Item = (NodeRef, &'p Event)> {
    function.triggers.iter().filter_map(|trigger| match &trigger.kind {
        TriggerKind::Event(event) => Some((event.event.node, program.event(event.event.node)?)),
        _ => None,
    })
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    // Event without order to a function that fills it out of one with order, and that one.
    let mut filled: BTreeMap<NodeRef, (&Function, &Event)> = BTreeMap::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            let Some((_, source)) = handled(program, function).find(|(_, event)| keeps_order(event)) else {
                continue;
            };
            for edge in &function.emits {
                if program.event(edge.to.node).is_some_and(|event| !keeps_order(event)) {
                    filled.entry(edge.to.node).or_insert((function, source));
                }
            }
        }
    }
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for (node, middle) in handled(program, function) {
                let Some((sender, source)) = filled.get(&node) else { continue };
                let ordered = function.emits.iter().find_map(|edge| {
                    let event = program.event(edge.to.node)?;
                    let is_same = event.key.is_some() && event.key == source.key;
                    (keeps_order(event) && is_same).then_some((edge, event))
                });
                let Some((edge, target)) = ordered else { continue };
                let name = &middle.name.value;
                let found = ORDER_LOST
                    .at(
                        middle.name.span,
                        format!(
                            "messages lose their order in `{name}`, on the way from `{}` to `{}`",
                            source.name.value, target.name.value
                        ),
                    )
                    .here("keeps no order")
                    .label(source.name.span, format!("ordered; `{}` handles it", sender.name.value))
                    .label(
                        edge.to.span,
                        format!("`{}` fills the ordered `{}`", function.name.value, target.name.value),
                    )
                    .help(format!(
                        "add `ordered: true` and `key: {}` to `{name}`",
                        source.key.as_ref().map_or("FIELD", |key| key.value.as_str())
                    ))
                    .about(middle.key_path())
                    .within(deployment.environment.to_string());
                findings.sink.push(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(middle: &str, last: &str) -> Spec {
        Spec::of(&format!(
            "events:\n  one: {{ via: queue, ordered: true, key: id }}\n  two: {{ via: queue{middle} }}\n  three: {{ via: queue{last} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [one] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: one, idempotent_by: id }}], emits: [two] }}\n  \
             c: {{ ${{code}}, triggers: [{{ event: two, idempotent_by: id }}], emits: [three] }}\n  \
             d: {{ ${{code}}, triggers: [{{ event: three, idempotent_by: id }}] }}\n"
        ))
    }

    #[test]
    fn order_on_both_sides_needs_order_between() {
        let ordered = ", ordered: true, key: id";
        assert_eq!(spec("", ordered).codes(), ["F0853"]);
        assert_eq!(spec(ordered, ordered).codes(), Vec::<&str>::new());
        assert_eq!(spec("", "").codes(), Vec::<&str>::new());
    }
}
