//! A dead letter keeps what its source kept, as long, in its order and as it was written.

use std::collections::BTreeSet;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{
    DeadLetter, Deployment, Event, Function, NodeRef, Program, Provider, Trigger, TriggerKind, Via,
};
use faasc_source::Span;

use crate::rule::{Findings, Rule};
use crate::timing::bound::Bound;

static FORGETS: Code = Code::error(
    "F0851",
    "dead-letter-forgets",
    "a dead letter that keeps messages for less time than its source",
);
static UNORDERED: Code = Code::error(
    "F0852",
    "dead-letter-without-order",
    "a dead letter without order behind a source that has one",
);
static OTHER_FORMAT: Code =
    Code::error("F0854", "dead-letter-of-another-format", "a dead letter of another format than its source");
static ITSELF: Code = Code::error("F0855", "dead-letter-into-itself", "an event that is its own dead letter");

pub(crate) const RULE: Rule =
    Rule { codes: &[&FORGETS, &UNORDERED, &OTHER_FORMAT, &ITSELF], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        // An event's own dead letter holds for each of its triggers, and is said once.
        let mut said = BTreeSet::new();
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Event(event) = &trigger.kind else { continue };
                let DeadLetter::Event(link) = &event.delivery.dead_letter else { continue };
                if !said.insert((event.event.node, link.node, link.span)) {
                    continue;
                }
                let Some(source) = program.event(event.event.node) else { continue };
                judge(
                    findings,
                    Pair {
                        deployment,
                        function,
                        trigger,
                        source,
                        at: event.event.node,
                        to: link.node,
                        span: link.span,
                    },
                );
            }
        }
    }
}

/// Whether an event is there already, and nobody wrote how long it keeps: a default stands at the event's name.
fn is_unknown(event: &Event) -> bool {
    !event.existing.is_empty() && event.retention.as_ref().is_some_and(|found| found.span == event.name.span)
}

struct Pair<'p> {
    deployment: &'p Deployment,
    function: &'p Function,
    trigger: &'p Trigger,
    source: &'p Event,
    at: NodeRef,
    to: NodeRef,
    span: Span,
}

fn judge(findings: &mut Findings<'_>, pair: Pair<'_>) {
    let program: &Program = findings.program;
    let Some(target) = program.event(pair.to) else { return };
    let (from, to) = (&pair.source.name.value, &target.name.value);
    let mut found = Vec::new();
    if pair.at == pair.to {
        found.push(
            ITSELF
                .at(pair.span, format!("`{to}` is its own dead letter"))
                .here("what is given up is put back")
                .note("a message that cannot be handled would come back for ever")
                .help("name another event, or leave it out: one is made"),
        );
    } else if target.made_from.is_some() {
        found.extend(forgets_by_host(findings, &pair, target));
    } else {
        if let (Some(kept), Some(source)) = (&target.retention, &pair.source.retention)
            && kept.value < source.value
            && !is_unknown(pair.source)
            && !is_unknown(target)
        {
            found.push(
                FORGETS
                    .at(
                        kept.span,
                        format!(
                            "the dead letter `{to}` keeps messages for {}, and `{from}` keeps them for {}",
                            kept.value, source.value
                        ),
                    )
                    .here(format!("less than {}", source.value))
                    .label(source.span, format!("`{from}` keeps them for {}", source.value))
                    .label(
                        pair.trigger.kind_span,
                        format!("`{}` gives up messages of `{from}`", pair.function.name.value),
                    )
                    .help(format!("keep them in `{to}` for at least {}", source.value)),
            );
        }
        let is_ordered = pair.source.is_ordered.value && pair.source.via.value != Via::Kafka;
        let keeps_order = target.is_ordered.value || matches!(target.via.value, Via::Kafka | Via::Stream);
        if is_ordered && !keeps_order {
            found.push(
                UNORDERED
                    .at(
                        target.name.span,
                        format!("the dead letter `{to}` has no order, and its source `{from}` has one"),
                    )
                    .label(pair.source.is_ordered.span, format!("`{from}` is ordered"))
                    .label(
                        pair.trigger.kind_span,
                        format!("`{}` gives up messages of `{from}`", pair.function.name.value),
                    )
                    .note(
                        "a queue with order cannot give its messages to one without; on AWS the apply fails",
                    )
                    .help(format!("add `ordered: true` and a `key` to `{to}`")),
            );
        }
        if target.format.value != pair.source.format.value {
            found.push(
                OTHER_FORMAT
                    .at(
                        target.format.span,
                        format!("the dead letter `{to}` holds another format than its source `{from}`"),
                    )
                    .label(pair.source.format.span, format!("the format of `{from}`"))
                    .label(
                        pair.trigger.kind_span,
                        format!("`{}` gives up messages of `{from}`", pair.function.name.value),
                    )
                    .note("what is given up goes on as it came; nothing is converted")
                    .help("give both the same `format`"),
            );
        }
    }
    let environment = pair.deployment.environment.to_string();
    findings.sink.extend_with(
        found.into_iter().map(|found| found.about(target.key_path()).within(environment.clone())),
    );
}

/// A made dead letter keeps as long as its source, where its host lets it.
fn forgets_by_host(findings: &Findings<'_>, pair: &Pair<'_>, target: &Event) -> Option<Diagnostic> {
    // A queue that keeps longer than queues do is a finding of its own.
    let is_judged = pair.source.via.value != Via::Queue && !is_unknown(pair.source);
    let source = pair.source.retention.as_ref().filter(|_| is_judged)?;
    let (site, bound) = target
        .sites
        .iter()
        .filter_map(|site| {
            let site = pair.deployment.site(*site);
            let limit = match site.provider.value {
                Provider::Aws => "aws.sqs.retention",
                Provider::Gcp => "gcp.pubsub.retention_subscription",
                Provider::Azure | Provider::Linode | Provider::Kubernetes | Provider::Local => return None,
            };
            Some((site, Bound::most(findings.facts, site, limit)?))
        })
        .min_by_key(|(_, bound)| bound.time())?;
    let (most, name, from) = (bound.time(), &pair.function.name.value, &pair.source.name.value);
    if source.value <= most {
        return None;
    }
    Some(
        FORGETS
            .at(
                pair.span,
                format!(
                    "the dead letter that is made for `{name}` keeps messages for {most} on `{}`, and `{from}` keeps them \
                     for {}",
                    site.name.value, source.value
                ),
            )
            .weigh(bound.severity)
            .here("what this trigger gives up goes to a queue that is made for it")
            .label(source.span, format!("`{from}` keeps them for {}", source.value))
            .note(bound.note())
            .help(format!(
                "name an event of your own as `dead_letter` that can keep messages for {} (`via: kafka`, say), keep `{from}` \
                 for at most `{most}`, or say `dead_letter: {{ drop: REASON }}`",
                source.value
            )),
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(source: &str, dead: &str) -> Spec {
        Spec::of(&format!(
            "events:\n  sold: {{ {source}, dead_letter: lost }}\n  lost: {{ via: queue{dead} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id }}] }}\n"
        ))
    }

    #[test]
    fn a_dead_letter_keeps_at_least_as_long() {
        assert_eq!(spec("via: queue, retention: 4d", ", retention: 4d").codes(), Vec::<&str>::new());
        assert_eq!(spec("via: queue, retention: 4d", ", retention: 3.9d").codes(), ["F0851"]);
        assert_eq!(spec("via: topic", ", retention: 1h").codes(), Vec::<&str>::new());
        assert_eq!(spec("via: queue", "").codes(), Vec::<&str>::new());
    }

    #[test]
    fn a_made_dead_letter_keeps_as_long_as_its_source_where_the_host_lets_it() {
        let spec = |retention: &str, existing: &str, site: &str| {
            Spec::of(&format!(
                "events:\n  played: {{ via: kafka, key: id{retention}{existing}, producer: external }}\n\
                 functions:\n  b: {{ ${{code}}, triggers: [{{ event: played, idempotent_by: id }}] }}\n\
                 sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
            ))
            .codes()
        };
        let aws = "provider: aws, region: eu-central-1, kafka: { cluster: \"arn:aws:kafka:eu-central-1:111122223333:cluster/a/b\" }";
        let there = ", existing: { eu: { topic: plays } }";
        assert_eq!(spec(", retention: 14d", "", aws), Vec::<&str>::new());
        assert_eq!(spec(", retention: 15d", "", aws), ["F0851"]);
        assert_eq!(spec(", retention: 15d", there, aws), ["F0851"]);
        assert_eq!(spec("", there, aws), Vec::<&str>::new());
        assert_eq!(spec(", retention: 90d", "", "provider: local"), Vec::<&str>::new());
    }

    #[test]
    fn a_dead_letter_keeps_the_order() {
        assert_eq!(spec("via: queue, ordered: true, key: id", "").codes(), ["F0852"]);
        assert_eq!(
            spec("via: queue, ordered: true, key: id", ", ordered: true, key: id").codes(),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn a_dead_letter_keeps_the_format() {
        assert_eq!(spec("via: queue, format: xml", "").codes(), ["F0854"]);
        assert_eq!(spec("via: queue, format: xml", ", format: xml").codes(), Vec::<&str>::new());
    }

    #[test]
    fn an_event_is_not_its_own_dead_letter() {
        let spec = |dead: &str| {
            Spec::of(&format!(
                "events: {{ sold: {{ via: queue }}, lost: {{ via: queue }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
                 b: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id, dead_letter: {dead} }}] }}\n"
            ))
        };
        assert_eq!(spec("sold").of_code("F0855").len(), 1);
        assert_eq!(spec("lost").of_code("F0855").len(), 0);
    }
}
