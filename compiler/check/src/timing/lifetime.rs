//! Retries end before the message does: its attempts and waits fit into what keeps it.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::Facts;
use faasc_model::unit::Duration;
use faasc_model::{
    Backoff, Delivery, Deployment, Event, Function, Program, Provider, Site, Trigger, TriggerKind, Via,
};
use faasc_source::Span;

use super::bound::{Bound, shown};
use crate::rule::{Findings, Rule};

static OUTLIVED: Code =
    Code::error("F0712", "retries-outlive-message", "retries that go on for longer than the message is kept");

pub(crate) const RULE: Rule = Rule { codes: &[&OUTLIVED], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let Some(delivery) = trigger.kind.delivery() else { continue };
                let span = span_of_retries(function, delivery);
                let shortest = function
                    .sites
                    .iter()
                    .filter_map(|site| kept(findings.facts, program, trigger, deployment.site(*site)))
                    .min_by_key(|kept| kept.time);
                if let Some(kept) = shortest.filter(|kept| span > kept.time) {
                    found.push(outlived(deployment, (function, trigger), delivery, span, &kept));
                }
            }
        }
    }
    findings.sink.extend_with(found);
}

/// What keeps a message until it is handled.
struct Kept<'f> {
    time: Duration,
    /// What it is, in words.
    what: String,
    /// Where the time is written, when it is.
    span: Option<Span>,
    /// The host's figure, when it is one.
    bound: Option<Bound<'f>>,
}

/// How long the source of a trigger keeps a message at a site, as far as that is known.
fn kept<'f>(facts: &'f Facts, program: &Program, trigger: &Trigger, site: &Site) -> Option<Kept<'f>> {
    let of_host =
        |bound: Bound<'f>, what: String| Kept { time: bound.time(), what, span: None, bound: Some(bound) };
    let most = |limit: &str| Bound::most(facts, site, limit);
    match &trigger.kind {
        TriggerKind::Event(reader) => {
            let event = program.event(reader.event.node)?;
            let name = &event.name.value;
            match (event.via.value, site.provider.value) {
                (Via::Queue | Via::Stream | Via::Kafka, _) => of_event(event),
                // A queue stands between topic and function, and keeps what any queue keeps.
                (Via::Topic, Provider::Aws) => {
                    let bound = Bound::usual(facts, "aws.sqs.retention")?;
                    Some(of_host(bound, format!("the queue between `{name}` and the function")))
                }
                (Via::Bus, Provider::Aws) => {
                    Some(of_host(most("aws.eventbridge.event_age")?, format!("the bus of `{name}`")))
                }
                (Via::Topic | Via::Bus, Provider::Azure) => {
                    Some(of_host(most("azure.eventgrid.event_ttl")?, format!("the topic of `{name}`")))
                }
                (Via::Topic | Via::Bus, Provider::Gcp) => Some(of_host(
                    most("gcp.pubsub.retention_subscription")?,
                    format!("the subscription to `{name}`"),
                )),
                (Via::Topic | Via::Bus, Provider::Linode | Provider::Kubernetes | Provider::Local) => None,
            }
        }
        TriggerKind::Change(change) if site.provider.value == Provider::Aws => {
            let table = program.store(change.table.node)?;
            let what = format!("the stream of `{}`", table.name.value);
            Some(of_host(most("aws.dynamodb.stream_retention")?, what))
        }
        _ => None,
    }
}

/// How long an event keeps a message. Of one that is there and says nothing, nobody knows.
fn of_event(event: &Event) -> Option<Kept<'static>> {
    let retention = event.retention.as_ref()?;
    let is_written = retention.span != event.name.span;
    if !event.existing.is_empty() && !is_written {
        return None;
    }
    Some(Kept {
        time: retention.value,
        what: format!("`{}`", event.name.value),
        span: is_written.then_some(retention.span),
        bound: None,
    })
}

/// The longest that all attempts may take: each up to the timeout, after a wait for its batch, and the waits between.
fn span_of_retries(function: &Function, delivery: &Delivery) -> Duration {
    let attempts = delivery.retry.attempts.value;
    let window = delivery.batch.as_ref().and_then(|batch| batch.window.as_ref());
    let run = function.timeout.value.plus(window.map_or_else(Duration::default, |window| window.value));
    run.times(attempts).plus(waits(delivery))
}

/// The sum of the waits between attempts.
fn waits(delivery: &Delivery) -> Duration {
    let retry = &delivery.retry;
    let (first, longest) = (retry.delay.value, retry.max_delay.value.max(retry.delay.value));
    let mut sum = Duration::default();
    let mut wait = first;
    // At most a thousand attempts, says the language.
    for _ in 1..retry.attempts.value {
        sum = sum.plus(wait.min(longest));
        wait = match retry.backoff.value {
            Backoff::Fixed => wait,
            Backoff::Linear => wait.plus(first),
            Backoff::Exponential => wait.times(2),
        };
    }
    sum
}

/// The most attempts that fit, the first included.
fn fitting(function: &Function, delivery: &Delivery, kept: Duration) -> u64 {
    let mut shorter = delivery.clone();
    let (mut fits, mut over) = (0, delivery.retry.attempts.value);
    while over - fits > 1 {
        let middle = fits + (over - fits) / 2;
        shorter.retry.attempts.value = middle;
        if span_of_retries(function, &shorter) <= kept { fits = middle } else { over = middle }
    }
    fits
}

fn outlived(
    deployment: &Deployment,
    (function, trigger): (&Function, &Trigger),
    delivery: &Delivery,
    span: Duration,
    kept: &Kept<'_>,
) -> Diagnostic {
    let (name, retry) = (&function.name.value, &delivery.retry);
    let at = if retry.is_written { retry.attempts.span } else { kept.span.unwrap_or(trigger.kind_span) };
    let found = OUTLIVED
        .at(
            at,
            format!(
                "the retries of `{name}` may take {}, and the retention of {} is {}",
                shown(span),
                kept.what,
                kept.time
            ),
        )
        .weigh(kept.bound.as_ref().map_or(Severity::Error, |bound| bound.severity))
        .label(trigger.kind_span, "this trigger tries again")
        .note(format!(
            "{} attempts of up to {} each, and waits of {} in all",
            retry.attempts.value,
            function.timeout.value,
            shown(waits(delivery))
        ))
        .note("the message is deleted between two attempts and never reaches the dead letter");
    let found = match kept.span.filter(|span| *span != at) {
        Some(span) => found.label(span, format!("kept for {}", kept.time)),
        None => found,
    };
    let found = match &kept.bound {
        Some(bound) => found.note(bound.note()),
        None => found,
    };
    let fewer = match fitting(function, delivery, kept.time) {
        0 => "not even one attempt fits: shorten the `timeout`".to_owned(),
        most => format!("at most {most} attempts fit"),
    };
    let longer = match kept.span {
        Some(_) => format!("keep {} for at least {}, or try less often: {fewer}", kept.what, shown(span)),
        None => format!("try less often or wait less: {fewer}"),
    };
    found.help(longer).about(function.key_path()).within(deployment.environment.to_string())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const LOCAL: &str = "provider: local";

    fn spec(event: &str, trigger: &str, site: &str) -> Vec<String> {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    timeout: 10s\n    triggers: [{{ event: order, idempotent_by: id{trigger} }}]\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .messages("F0712")
    }

    #[test]
    fn attempts_and_waits_fit_to_the_second() {
        // 5 runs of 10 s and waits of 60 s, four times.
        let retry = ", retry: { attempts: 5, backoff: fixed, delay: 60s }";
        assert_eq!(spec("via: queue, retention: 290s", retry, LOCAL), Vec::<String>::new());
        assert_eq!(
            spec("via: queue, retention: 289s", retry, LOCAL),
            ["the retries of `b` may take 290s, and the retention of `order` is 289s"]
        );
    }

    #[test]
    fn the_shape_of_the_waits_and_the_window_of_a_batch_count() {
        for (trigger, fits) in [
            // 30 s of runs; 10 + 20, 10 + 20, 10 + 10.
            (", retry: { attempts: 3, backoff: exponential, delay: 10s }", "60s"),
            (", retry: { attempts: 3, backoff: linear, delay: 10s }", "60s"),
            (", retry: { attempts: 3, backoff: fixed, delay: 10s }", "50s"),
            (", retry: { attempts: 3, backoff: exponential, delay: 10s, max_delay: 15s }", "55s"),
            (", retry: { attempts: 3, backoff: fixed, delay: 10s }, batch: { size: 2, window: 5s }", "65s"),
            (", retry: { attempts: 1 }", "10s"),
        ] {
            assert!(spec(&format!("via: queue, retention: {fits}"), trigger, LOCAL).is_empty(), "{trigger}");
            let short = fits.trim_end_matches('s').parse::<u64>().unwrap() - 1;
            let found = spec(&format!("via: queue, retention: {short}s"), trigger, LOCAL);
            assert_eq!(found.len(), 1, "{trigger}");
        }
    }

    #[test]
    fn what_the_host_keeps_counts_where_the_event_keeps_nothing() {
        let day = ", retry: { attempts: 25, backoff: fixed, delay: 1h, max_delay: 1h }";
        assert_eq!(spec("via: bus", day, AWS).len(), 1);
        assert_eq!(spec("via: bus", &day.replace("25", "24"), AWS).len(), 0);
        assert_eq!(spec("via: topic", &day.replace("25", "97"), AWS).len(), 1);
        assert_eq!(spec("via: topic", &day.replace("25", "96"), AWS).len(), 0);
        assert_eq!(spec("via: topic", day, LOCAL).len(), 0);
    }

    #[test]
    fn what_is_there_and_says_nothing_is_not_judged() {
        let kafka = "provider: aws, region: eu-central-1, kafka: { cluster: \"arn:aws:kafka:eu-central-1:111122223333:cluster/a/b\" }";
        let retry = ", retry: { attempts: 1000, delay: 1h, max_delay: 1h }";
        assert_eq!(spec("via: kafka, key: id, existing: { eu: { topic: orders } }", retry, kafka).len(), 0);
        assert_eq!(spec("via: kafka, key: id", retry, kafka).len(), 1);
        assert_eq!(spec("via: kafka, key: id, retention: 50d", retry, kafka).len(), 0);
    }

    #[test]
    fn the_help_says_how_many_fit() {
        let found = Spec::of(
            "events: { order: { via: queue, retention: 100s } }\nfunctions:\n  a: { ${code}, triggers: [{ schedule: every 1h }], emits: [order] }\n  \
             b: { ${code}, timeout: 10s, triggers: [{ event: order, idempotent_by: id, retry: { attempts: 9, backoff: fixed, delay: 10s } }] }\n",
        )
        .of_code("F0712");
        assert!(
            found[0].help.as_deref().unwrap_or_default().contains("at most 5 attempts fit"),
            "{:?}",
            found[0].help
        );
    }
}
