//! What fails on the way of a flow goes where the flow says.

use faasc_diagnostics::Code;
use faasc_model::DeadLetter;

use super::way::Way;
use crate::graph::traffic::Stop;
use crate::rule::{Findings, Rule};

static ELSEWHERE: Code = Code::error(
    "F0874",
    "flow-fails-elsewhere",
    "a step of a flow whose failures go to another event than the flow's",
);

pub(crate) const RULE: Rule = Rule { codes: &[&ELSEWHERE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (id, deployment) in program.deployments() {
        for flow in &deployment.flows {
            let Some(target) = &flow.on_failure else { continue };
            let traffic = findings.traffic();
            let way = Way::of(traffic, flow);
            for stop in way.stops() {
                for at in traffic.into[stop].iter().filter(|at| way.has(traffic.hops[**at].from)) {
                    let Some(trigger) = traffic.hops[*at].trigger else { continue };
                    let Some(delivery) = trigger.kind.delivery() else { continue };
                    let DeadLetter::Event(other) = &delivery.dead_letter else { continue };
                    let (node, Stop::Function(function)) = traffic.stops[stop] else { continue };
                    if stop == way.from || other.node == target.node || node.deployment != id {
                        continue;
                    }
                    let made = if delivery.is_dead_letter_made { "a made one, " } else { "" };
                    let finding = ELSEWHERE
                        .at(
                            other.span,
                            format!(
                                "what `{}` gives up goes to `{}`, and the flow `{}` wants it in `{}`",
                                function.name.value, other.name, flow.name.value, target.name
                            ),
                        )
                        .here(format!("{made}another event than that of the flow"))
                        .label(trigger.kind_span, "this trigger is a step of the flow")
                        .label(target.span, "the flow's `on_failure`")
                        .help(format!(
                            "name `{}` as the `dead_letter`, or `{{ drop: REASON }}` where nothing is lost",
                            target.name
                        ))
                        .about(function.key_path())
                        .within(deployment.environment.to_string());
                    found.push(finding);
                }
            }
        }
    }
    findings.sink.extend_with(found);
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(step: &str) -> Spec {
        Spec::of(&format!(
            "events:\n  one: {{ via: queue }}\n  lost: {{ via: queue }}\n  other: {{ via: queue }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [one] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: one, idempotent_by: id{step} }}] }}\n  \
             c: {{ ${{code}}, triggers: [{{ event: other, idempotent_by: id, dead_letter: {{ drop: a person looks }} }}] }}\n\
             flows: {{ way: {{ from: a, to: b, on_failure: lost }} }}\n"
        ))
    }

    #[test]
    fn a_step_fails_into_the_event_of_its_flow() {
        assert_eq!(spec("").messages("F0874"), Vec::<String>::new());
        assert_eq!(spec(", dead_letter: lost").messages("F0874"), Vec::<String>::new());
        assert_eq!(spec(", dead_letter: { drop: it is sent again }").messages("F0874"), Vec::<String>::new());
        assert_eq!(spec(", dead_letter: other").of_code("F0874").len(), 1);
    }

    #[test]
    fn a_step_over_a_bucket_inherits_the_event_too() {
        let spec = Spec::of(
            "stores: { files: { kind: bucket } }\nevents: { lost: { via: queue } }\n\
             functions:\n  a: { ${code}, triggers: [{ schedule: every 1h }], writes: [files] }\n  \
             b: { ${code}, triggers: [{ object: files, idempotent_by: key }] }\n\
             flows: { way: { from: a, to: b, on_failure: lost } }\n",
        );
        assert_eq!(spec.codes(), Vec::<&str>::new());
    }
}
