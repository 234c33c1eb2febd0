//! Consumers of a Kafka topic against its partitions: each partition has one, and the rest waits.

use faasc_diagnostics::Code;
use faasc_model::{Concurrency, Deployment, EventTrigger, Function, TriggerKind, Via};
use faasc_source::Spanned;

use super::figure::cited;
use crate::rule::{Findings, Rule};

static IDLE: Code = Code::warning(
    "F0613",
    "more-consumers-than-partitions",
    "a function asks for more consumers than its topic has partitions",
);

pub(crate) const RULE: Rule = Rule { codes: &[&IDLE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                if let TriggerKind::Event(event) = &trigger.kind {
                    of_trigger(findings, deployment, function, event);
                }
            }
        }
    }
}

fn of_trigger(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    event: &EventTrigger,
) {
    let Some(asked) = asked(function, event) else { return };
    let Some(node) = findings.program.event(event.event.node).filter(|event| event.via.value == Via::Kafka)
    else {
        return;
    };
    let partitions = node.existing.iter().filter_map(|existing| existing.partitions.as_ref());
    let Some(partitions) = partitions.max_by_key(|partitions| partitions.value) else { return };
    if asked.value <= partitions.value {
        return;
    }
    let message = format!(
        "`{}` asks for {} consumers of `{}`, and its topic has {} partitions",
        function.name.value, asked.value, node.name.value, partitions.value
    );
    let mut found = IDLE.at(asked.span, message).label(partitions.span, "each of them has one consumer");
    if let Some(fact) = findings.facts.limit("keda.kafka_replica_cap") {
        found = found.note(cited(fact));
    }
    let found = found
        .help(format!("write {}, or give the topic more partitions", partitions.value))
        .about(function.key_path())
        .within(deployment.environment.to_string());
    findings.sink.push(found);
}

/// What the trigger asks for, or the function when nothing else wakes it.
fn asked<'f>(function: &'f Function, event: &'f EventTrigger) -> Option<&'f Spanned<u64>> {
    match &event.delivery.concurrency {
        Some(Concurrency::Total(most)) => Some(most),
        Some(Concurrency::PerPartition(_)) => None,
        None if function.triggers.len() == 1 => function.scale.max.as_ref(),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(existing: &str, trigger: &str, keys: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events:\n  order: {{ via: kafka, existing: {{ here: {{ topic: order{existing} }} }} }}\nfunctions:\n  b:\n    ${{code}}\n{keys}    \
             triggers:\n      - {{ event: order, idempotent_by: id{trigger} }}\n\
             sites: {{ here: {{ provider: kubernetes, country: \"DE\", flavour: keda, kafka: {{ bootstrap: \"k:9092\" }} }} }}\n\
             environments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_partition_has_one_consumer() {
        let twelve = ", partitions: 12";
        for (existing, trigger, keys, is_good) in [
            (twelve, ", concurrency: 12", "", true),
            (twelve, ", concurrency: 13", "", false),
            ("", ", concurrency: 13", "", true),
            (twelve, "", "    scale: { max: 12 }\n", true),
            (twelve, "", "    scale: { max: 13 }\n", false),
            (twelve, " }\n      - { schedule: every 1h", "    scale: { max: 13 }\n", true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0613"] };
            assert_eq!(spec(existing, trigger, keys), wanted, "{existing} {trigger} {keys}");
        }
    }
}
