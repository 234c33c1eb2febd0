//! A flow is connected: from its start, through its steps in order, to its end.

use faasc_diagnostics::{Code, Diagnostic, list_of};
use faasc_model::{Deployment, Flow, Link};

use super::way::{Reach, Way};
use crate::graph::traffic::{Stop, Traffic};
use crate::rule::{Findings, Rule};

static NOT_CONNECTED: Code =
    Code::error("F0871", "flow-not-connected", "a flow whose end is not reached from its start");
static OFF_THE_WAY: Code = Code::error(
    "F0872",
    "flow-step-off-the-way",
    "a step of a flow that is not on its way, or not in this order",
);

pub(crate) const RULE: Rule = Rule { codes: &[&NOT_CONNECTED, &OFF_THE_WAY], needs_whole: true, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for flow in &deployment.flows {
            found.extend(judge(findings.traffic(), deployment, flow));
        }
    }
    findings.sink.extend_with(found);
}

fn judge(traffic: &Traffic<'_>, deployment: &Deployment, flow: &Flow) -> Option<Diagnostic> {
    let way = Way::of(traffic, flow);
    let (from, to) = (&flow.from.name, &flow.to.name);
    let found = if way.is_connected() {
        let mut here = way.from;
        let mut before: &Link = &flow.from;
        let mut fault = None;
        for step in &flow.through {
            let stop = traffic.function_at(step.node)?;
            if !way.has(stop) {
                fault = Some(
                    off_the_way(
                        flow,
                        step,
                        format!("`{}` is not on the way of the flow `{}`", step.name, flow.name.value),
                    )
                    .note(format!("no message or call leads from `{from}` by `{}` to `{to}`", step.name)),
                );
                break;
            }
            if !Reach::of(traffic, here, true).has(stop) {
                fault = Some(
                    off_the_way(
                        flow,
                        step,
                        format!(
                            "`{}` does not come after `{}` in the flow `{}`",
                            step.name, before.name, flow.name.value
                        ),
                    )
                    .help("write the steps under `through` in the order in which they are passed"),
                );
                break;
            }
            (here, before) = (stop, step);
        }
        fault?
    } else {
        NOT_CONNECTED
            .at(flow.to.span, format!("the flow `{}` is not connected: nothing leads from `{from}` to `{to}`", flow.name.value))
            .here(format!("`{to}` is not reached"))
            .label(flow.from.span, "starts here")
            .note(reached(traffic, &way))
            .help("add the missing edge (`emits`, `calls`, `writes` and a trigger), or name the function that makes the transaction final")
    };
    Some(found.about(format!("flows.{}", flow.name.value)).within(deployment.environment.to_string()))
}

fn off_the_way(flow: &Flow, step: &Link, message: String) -> Diagnostic {
    OFF_THE_WAY
        .at(step.span, message)
        .label(flow.from.span, "the flow starts here")
        .label(flow.to.span, "and ends here")
}

/// What is reached, in words.
fn reached(traffic: &Traffic<'_>, way: &Way<'_, '_>) -> String {
    let mut names: Vec<&str> = Reach::of(traffic, way.from, true)
        .reached
        .into_iter()
        .filter(|stop| *stop != way.from)
        .filter_map(|stop| match traffic.stops[stop].1 {
            Stop::Function(function) => Some(function.name.value.as_str()),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    match names.len() {
        0 => "no function is reached from the start".to_owned(),
        1..=8 => format!("reached from the start: {}", list_of(names, "and")),
        count => format!("{count} functions are reached from the start"),
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(flow: &str) -> Spec {
        Spec::of(&format!(
            "events: {{ one: {{ via: queue }}, two: {{ via: queue }} }}\n\
             stores: {{ files: {{ kind: bucket }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [one] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: one, idempotent_by: id }}], emits: [two] }}\n  \
             c: {{ ${{code}}, triggers: [{{ event: two, idempotent_by: id }}], writes: [files] }}\n  \
             d: {{ ${{code}}, triggers: [{{ object: files, idempotent_by: key }}], calls: [e] }}\n  \
             e: {{ ${{code}}, invoke: external }}\n  \
             f: {{ ${{code}}, triggers: [{{ schedule: every 1h }}] }}\n\
             flows: {{ way: {{ {flow} }} }}\n"
        ))
    }

    #[test]
    fn a_flow_goes_over_messages_objects_and_calls() {
        assert_eq!(spec("from: a, through: [b, c, d], to: e").codes(), Vec::<&str>::new());
        assert_eq!(spec("from: a, to: f").codes(), ["F0871"]);
        assert_eq!(spec("from: e, to: a").codes(), ["F0871"]);
    }

    #[test]
    fn steps_lie_on_the_way_in_their_order() {
        assert_eq!(
            spec("from: a, through: [f], to: c").messages("F0872"),
            ["`f` is not on the way of the flow `way`"]
        );
        assert_eq!(
            spec("from: a, through: [c, b], to: e").messages("F0872"),
            ["`b` does not come after `c` in the flow `way`"]
        );
    }
}
