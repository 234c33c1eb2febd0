//! What a trigger asks of its delivery (concurrency, attempts, waits, filters, payload) against what carries its messages.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_facts::{Facts, Host};
use faasc_model::unit::Size;
use faasc_model::{
    Accept, Concurrency, DeadLetter, Delivery, Deployment, Event, Function, Guarantee, Program, Retry, Site,
    Trigger, TriggerKind, Via,
};
use faasc_source::Span;

use super::figure::{Asked, Figure, cited, judge};
use super::filter;
use crate::host::host;
use crate::rule::{Findings, Rule};

pub(super) static DELIVERY: Code = Code::error(
    "F0608",
    "delivery-over-limit",
    "a trigger asks for more, or less, of its delivery than what carries its messages gives",
);

pub(crate) const RULE: Rule = Rule { codes: &[&DELIVERY], needs_whole: false, check };

/// A trigger at one of the sites of its function.
pub(super) struct At<'s> {
    pub(super) facts: &'s Facts,
    pub(super) trigger: &'s Trigger,
    pub(super) delivery: &'s Delivery,
    /// The event that it watches; a bucket, a table and an MQTT topic are none.
    pub(super) event: Option<&'s Event>,
    pub(super) site: &'s Site,
    accept: Vec<&'s Accept>,
}

impl<'s> At<'s> {
    fn accepts(&self, guarantee: Guarantee) -> bool {
        self.accept.iter().any(|accept| accept.guarantee == guarantee)
    }

    /// What carries the messages of an event.
    pub(super) fn via(&self) -> Option<Via> {
        self.event.map(|event| event.via.value)
    }

    /// The finding for a figure of this trigger.
    pub(super) fn judge(&self, limit: &str, asked: Asked, span: Span, what: &str) -> Option<Diagnostic> {
        let what = format!("{what} of `{}`", self.trigger.id);
        let figure = Figure { asked, span, what, site: self.site, has_least: true };
        judge(self.facts, limit, &figure, &DELIVERY)
    }
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                for site in function.sites.iter().map(|site| deployment.site(*site)) {
                    let mut found = Vec::new();
                    of_schedule(findings.facts, trigger, site, &mut found);
                    if let Some(at) = at(findings.facts, program, function, trigger, site) {
                        concurrency(&at, &mut found);
                        retry(&at, &mut found);
                        if !at.accepts(Guarantee::Filter) {
                            filter::judge(&at, &mut found);
                        }
                    }
                    say(findings, deployment, function, found);
                }
            }
        }
    }
}

fn say(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function, found: Vec<Diagnostic>) {
    for found in found {
        let about = function.key_path();
        findings.sink.push(found.about(about).within(deployment.environment.to_string()));
    }
}

fn at<'s>(
    facts: &'s Facts,
    program: &'s Program,
    function: &'s Function,
    trigger: &'s Trigger,
    site: &'s Site,
) -> Option<At<'s>> {
    let delivery = trigger.kind.delivery()?;
    let event = match &trigger.kind {
        TriggerKind::Event(watched) => Some(program.event(watched.event.node)?),
        _ => None,
    };
    let of_event = event.map_or(&[][..], |event| event.accept.as_slice());
    let accept = trigger.accept.iter().chain(&function.accept).chain(of_event).collect();
    Some(At { facts, trigger, delivery, event, site, accept })
}

/// What a schedule brings must fit its target's input.
fn of_schedule(facts: &Facts, trigger: &Trigger, site: &Site, found: &mut Vec<Diagnostic>) {
    let TriggerKind::Schedule(schedule) = &trigger.kind else { return };
    let Some(payload) = schedule.payload.as_ref().filter(|_| host(site) == Host::Aws) else { return };
    let figure = Figure {
        asked: Asked::Size(Size::from_bytes(payload.value.to_string().len() as u64)),
        span: payload.span,
        what: format!("the payload of `{}`", trigger.id),
        site,
        has_least: false,
    };
    found.extend(judge(facts, "aws.scheduler.target_input", &figure, &DELIVERY));
}

fn concurrency(at: &At<'_>, found: &mut Vec<Diagnostic>) {
    if host(at.site) != Host::Aws {
        return;
    }
    match (&at.delivery.concurrency, at.via()) {
        (Some(Concurrency::Total(most)), Some(Via::Queue | Via::Topic | Via::Bus)) => {
            let asked = Asked::Count(most.value);
            let limit = "aws.lambda.esm.sqs_maximum_concurrency";
            let of_one = at.judge(limit, asked, most.span, "the concurrency");
            found.extend(of_one.map(|found| if most.value == 1 { one_at_a_time(at, found) } else { found }));
        }
        (Some(Concurrency::PerPartition(most)), via)
            if via == Some(Via::Stream) || matches!(at.trigger.kind, TriggerKind::Change(_)) =>
        {
            let limit = "aws.lambda.esm.parallelization_factor";
            found.extend(at.judge(
                limit,
                Asked::Count(most.value),
                most.span,
                "the concurrency of a partition",
            ));
        }
        (Some(Concurrency::PerPartition(most)), Some(Via::Kafka)) if most.value > 1 => {
            let message = format!(
                "`{}` asks for {} batches of a partition at once, and `{}` hands over one of a Kafka partition",
                at.trigger.id, most.value, at.site.name.value
            );
            let cited =
                at.facts.limit("aws.lambda.esm.parallelization_factor").map(cited).unwrap_or_default();
            let help = "give the topic more partitions, or carry the event by a stream (`via: stream`)";
            found.push(DELIVERY.at(most.span, message).note(format!("{cited}: of streams alone")).help(help));
        }
        _ => {}
    }
}

/// A queue is polled by two at least: what serializes is an order, not a ceiling.
fn one_at_a_time(at: &At<'_>, found: Diagnostic) -> Diagnostic {
    let is_ordered = at.event.is_some_and(|event| event.is_ordered.value);
    if is_ordered {
        return found
            .help("leave `concurrency` out: of an ordered queue each key is handled one at a time already");
    }
    let name = at.event.map_or("it", |event| event.name.value.as_ref());
    found.help(format!(
        "to handle one message at a time, order `{name}` (`ordered: true` and a `key` that all messages share); else write `concurrency: 2`"
    ))
}

/// Whether a part of `retry` is in the file: where it is not, its place is that of the whole.
fn is_written(retry: &Retry, span: Span) -> bool {
    let others = [retry.attempts.span, retry.backoff.span, retry.delay.span, retry.max_delay.span];
    let holds = |other: Span| span.file == other.file && span.start <= other.start && other.end <= span.end;
    retry.is_written && others.into_iter().filter(|other| holds(*other)).count() == 1
}

/// Attempts and waits that are written, against those of the carrier. What is not written follows it.
fn retry(at: &At<'_>, found: &mut Vec<Diagnostic>) {
    let retry = &at.delivery.retry;
    if !retry.is_written || at.accepts(Guarantee::Retry) {
        return;
    }
    // An attempt is a run; hosts that count what comes after the first one have one less.
    let attempts = |limit: &str, first: u64| {
        let asked = Asked::Count(retry.attempts.value.saturating_sub(first));
        let what =
            if first == 1 { "the count of attempts after the first one" } else { "the count of attempts" };
        is_written(retry, retry.attempts.span)
            .then(|| at.judge(limit, asked, retry.attempts.span, what))
            .flatten()
    };
    let wait = |limit: &str| {
        let wait = [&retry.max_delay, &retry.delay].into_iter().find(|wait| is_written(retry, wait.span))?;
        at.judge(limit, Asked::Duration(wait.value), wait.span, "the longest wait between attempts")
    };
    match (host(at.site), at.via()) {
        (Host::Aws, Some(Via::Bus)) => found.extend(attempts("aws.eventbridge.retry_attempts", 1)),
        // The spacing is a change of the visibility.
        (Host::Aws, Some(Via::Queue | Via::Topic)) => found.extend(wait("aws.sqs.visibility_timeout")),
        (Host::Aws, Some(Via::Stream | Via::Kafka)) => {
            found.extend(attempts("aws.lambda.esm.stream_retries", 1))
        }
        (Host::Gcp, Some(Via::Queue | Via::Topic | Via::Bus | Via::Stream)) => {
            // Only a subscription with a dead letter counts.
            if matches!(at.delivery.dead_letter, DeadLetter::Event(_)) {
                found.extend(attempts("gcp.pubsub.dead_letter_attempts", 0));
            }
            found.extend(wait("gcp.pubsub.retry_backoff"));
        }
        (Host::Azure, Some(Via::Topic | Via::Bus)) => {
            found.extend(attempts("azure.eventgrid.retry_attempts", 0))
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const GCP: &str = "provider: gcp, region: europe-west1";
    const AZURE: &str = "provider: azure, region: germanywestcentral";

    fn spec(event: &str, trigger: &str, site: &str) -> Spec {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id, {trigger} }}]\n\
             sites: {{ here: {{ {site}, kafka: {{ bootstrap: \"k:9092\" }} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
    }

    fn found(event: &str, trigger: &str, site: &str) -> usize {
        spec(event, trigger, site).of_code("F0608").len()
    }

    #[test]
    fn a_queue_of_aws_is_polled_by_two_to_a_thousand() {
        for (event, trigger, count) in [
            ("via: queue", "concurrency: 1", 1),
            ("via: queue", "concurrency: 2", 0),
            ("via: queue", "concurrency: 1000", 0),
            ("via: queue", "concurrency: 1001", 1),
            ("via: stream, key: id", "concurrency: 1", 0),
            ("via: stream, key: id", "concurrency: { per_partition: 10 }", 0),
            ("via: stream, key: id", "concurrency: { per_partition: 11 }", 1),
            ("via: kafka", "concurrency: { per_partition: 1 }", 0),
            ("via: kafka", "concurrency: { per_partition: 2 }", 1),
        ] {
            assert_eq!(found(event, trigger, AWS), count, "{event} {trigger}");
        }
        assert_eq!(found("via: queue", "concurrency: 1", "provider: kubernetes, country: \"DE\""), 0);
        let one = spec("via: queue", "concurrency: 1", AWS).of_code("F0608");
        assert!(one[0].help.as_deref().unwrap_or_default().contains("order `order`"), "{:?}", one[0].help);
    }

    #[test]
    fn attempts_and_waits_are_those_of_the_carrier() {
        for (event, trigger, site, count) in [
            ("via: bus", "retry: { attempts: 186 }", AWS, 0),
            ("via: bus", "retry: { attempts: 187 }", AWS, 1),
            ("via: queue", "retry: { attempts: 187 }", AWS, 0),
            ("via: queue", "retry: { max_delay: 12h }", AWS, 0),
            ("via: queue", "retry: { max_delay: 13h }", AWS, 1),
            ("via: queue", "retry: { attempts: 4 }", AWS, 0),
            ("via: queue", "retry: { attempts: 4 }", GCP, 1),
            ("via: queue", "retry: { attempts: 5 }", GCP, 0),
            ("via: queue", "retry: { attempts: 100 }", GCP, 0),
            ("via: queue", "retry: { attempts: 101 }", GCP, 1),
            ("via: queue", "retry: { delay: 2s }", GCP, 0),
            ("via: queue", "retry: { attempts: 4 }, dead_letter: { drop: a test }", GCP, 0),
            ("via: queue", "retry: { attempts: 4 }, accept: { retry: a test }", GCP, 0),
            ("via: queue", "retry: { max_delay: 601s }", GCP, 1),
            ("via: topic", "retry: { attempts: 30 }", AZURE, 0),
            ("via: topic", "retry: { attempts: 31 }", AZURE, 1),
        ] {
            assert_eq!(found(event, trigger, site), count, "{event} {trigger} {site}");
        }
    }

    #[test]
    fn the_payload_of_a_schedule_fits_its_target() {
        let text = |bytes: usize| {
            Spec::of(&format!(
                "functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h, payload: {} }}] }}\n\
                 sites: {{ here: {{ {AWS} }} }}\nenvironments: {{ production: {{ site: here }} }}\n",
                "x".repeat(bytes - 2)
            ))
        };
        assert_eq!(text(256 * 1024).codes(), Vec::<&str>::new());
        assert_eq!(text(256 * 1024 + 1).codes(), ["F0608"]);
    }
}
