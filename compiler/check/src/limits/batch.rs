//! Batches against what the host's poller takes.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Batch, Deployment, Function, Program, Provider, Site, TriggerKind, Via};
use rust_decimal::Decimal;

use super::figure::{Asked, Figure, cited, judge};
use crate::rule::{Findings, Rule};

static BATCH_OVER_LIMIT: Code =
    Code::error("F0604", "batch-over-limit", "a batch is larger, or waits otherwise, than its host does");

pub(crate) const RULE: Rule = Rule { codes: &[&BATCH_OVER_LIMIT], needs_whole: false, check };

/// What a batch is made of, as its host polls it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Polled {
    /// An ordered queue.
    Fifo,
    /// Any other queue, one that stands between a topic, bucket or device and the function included.
    Queue,
    /// A stream, topic of Kafka or table.
    Log,
}

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let Some(batch) = trigger.kind.delivery().and_then(|delivery| delivery.batch.as_ref()) else {
                    continue;
                };
                let Some(polled) = polled(findings.program, &trigger.kind) else { continue };
                for site in &function.sites {
                    of_site(findings, deployment, function, (polled, batch), deployment.site(*site));
                }
            }
        }
    }
}

fn polled(program: &Program, kind: &TriggerKind) -> Option<Polled> {
    Some(match kind {
        TriggerKind::Event(event) => {
            let event = program.event(event.event.node)?;
            match event.via.value {
                Via::Queue | Via::Topic if event.is_ordered.value => Polled::Fifo,
                Via::Queue | Via::Topic | Via::Bus => Polled::Queue,
                Via::Stream | Via::Kafka => Polled::Log,
            }
        }
        TriggerKind::Object(_) | TriggerKind::Mqtt(_) => Polled::Queue,
        TriggerKind::Change(_) => Polled::Log,
        TriggerKind::Http(_)
        | TriggerKind::Webhook(_)
        | TriggerKind::Schedule(_)
        | TriggerKind::Websocket(_)
        | TriggerKind::Platform(_) => return None,
    })
}

fn of_site(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    (polled, batch): (Polled, &Batch),
    site: &Site,
) {
    if site.provider.value != Provider::Aws {
        return;
    }
    let name = &function.name.value;
    let is_fifo = polled == Polled::Fifo;
    let limit = if is_fifo { "aws.lambda.esm.batch_size_sqs_fifo" } else { "aws.lambda.esm.batch_size" };
    let size = Figure {
        asked: Asked::Count(batch.size.value),
        span: batch.size.span,
        what: format!("a batch of `{name}`"),
        site,
        has_least: true,
    };
    let mut found: Vec<_> = judge(findings.facts, limit, &size, &BATCH_OVER_LIMIT).into_iter().collect();
    match &batch.window {
        Some(window) if is_fifo => {
            let message =
                format!("a batch of `{name}` waits {}, and an ordered queue has no window", window.value);
            let note = "an ordered queue of AWS hands over what is there";
            found.push(BATCH_OVER_LIMIT.at(window.span, message).note(note).help("take `window` out"));
        }
        Some(window) => {
            let figure = Figure {
                asked: Asked::Duration(window.value),
                span: window.span,
                what: format!("the window of a batch of `{name}`"),
                site,
                has_least: true,
            };
            found.extend(judge(findings.facts, "aws.lambda.esm.batching_window", &figure, &BATCH_OVER_LIMIT));
        }
        None if polled == Polled::Queue => found.extend(without_window(findings, name, batch)),
        None => {}
    }
    for found in found {
        findings.sink.push(found.about(function.key_path()).within(deployment.environment.to_string()));
    }
}

/// More messages of a queue than a poll brings need time to come together.
fn without_window(findings: &Findings<'_>, name: &str, batch: &Batch) -> Option<Diagnostic> {
    let limit = findings.facts.limit("aws.lambda.esm.batch_without_window")?;
    if limit.allows(Decimal::from(batch.size.value)) {
        return None;
    }
    let message = format!("a batch of `{name}` has {} messages and no window", batch.size.value);
    Some(BATCH_OVER_LIMIT.at(batch.size.span, message).note(cited(limit)).help("add `window: 1s`"))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(event: &str, batch: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id, batch: {{ {batch} }} }}]\n\
             sites: {{ eu: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn size_and_window_hold_at_both_ends() {
        let fifo = "via: queue, ordered: true, key: id";
        for (event, batch, is_good) in [
            (fifo, "size: 10", true),
            (fifo, "size: 11", false),
            (fifo, "size: 10, window: 1s", false),
            ("via: queue", "size: 10", true),
            ("via: queue", "size: 11", false),
            ("via: queue", "size: 11, window: 1s", true),
            ("via: queue", "size: 10000, window: 300s", true),
            ("via: queue", "size: 100, window: 301s", false),
            ("via: stream, key: id", "size: 500", true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0604"] };
            assert_eq!(spec(event, batch), wanted, "{event} {batch}");
        }
    }

    #[test]
    fn objects_and_changes_come_in_batches_too() {
        let spec = |trigger: &str| {
            Spec::of(&format!(
                "stores: {{ files: {{ kind: bucket }}, rows: {{ kind: table, key: id }} }}\n\
                 functions:\n  a: {{ ${{code}}, reads: [files, rows], triggers: [{{ {trigger} }}] }}\n\
                 sites: {{ eu: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
            ))
            .codes()
        };
        for (trigger, is_good) in [
            ("object: files, idempotent_by: key, batch: { size: 10 }", true),
            ("object: files, idempotent_by: key, batch: { size: 11 }", false),
            ("object: files, idempotent_by: key, batch: { size: 11, window: 1s }", true),
            ("change: rows, idempotent_by: id, batch: { size: 500 }", true),
            ("change: rows, idempotent_by: id, batch: { size: 500, window: 300s }", true),
            ("change: rows, idempotent_by: id, batch: { size: 500, window: 301s }", false),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0604"] };
            assert_eq!(spec(trigger), wanted, "{trigger}");
        }
    }
}
