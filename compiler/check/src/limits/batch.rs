//! Batches against what the host's poller takes.

use faasc_diagnostics::Code;
use faasc_model::{Batch, Deployment, Event, Function, Provider, Site, TriggerKind, Via};

use super::figure::{Asked, Figure, judge};
use crate::rule::{Findings, Rule};

static BATCH_OVER_LIMIT: Code =
    Code::error("F0604", "batch-over-limit", "a batch is larger, or waits otherwise, than its host does");

pub(crate) const RULE: Rule = Rule { codes: &[&BATCH_OVER_LIMIT], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Event(event) = &trigger.kind else { continue };
                let (Some(batch), Some(node)) =
                    (&event.delivery.batch, findings.program.event(event.event.node))
                else {
                    continue;
                };
                for site in &function.sites {
                    of_site(findings, deployment, function, (node, batch), deployment.site(*site));
                }
            }
        }
    }
}

fn of_site(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    (event, batch): (&Event, &Batch),
    site: &Site,
) {
    if site.provider.value != Provider::Aws {
        return;
    }
    let name = &function.name.value;
    let is_fifo = event.is_ordered.value && event.via.value == Via::Queue;
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
        None if batch.size.value > 10 && matches!(event.via.value, Via::Queue | Via::Topic) && !is_fifo => {
            let message = format!("a batch of `{name}` has {} messages and no window", batch.size.value);
            found.push(
                BATCH_OVER_LIMIT
                    .at(batch.size.span, message)
                    .note("AWS takes more than 10 messages of a queue only with a window of a second or more")
                    .help("add `window: 1s`"),
            );
        }
        None => {}
    }
    for found in found {
        findings.sink.push(found.about(function.key_path()).within(deployment.environment.to_string()));
    }
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
}
