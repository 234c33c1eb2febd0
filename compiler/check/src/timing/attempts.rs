//! Attempts and waits that a trigger asks for, against what its host does.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Deployment, Event, Function, Guarantee, Provider, Retry, Site, Trigger, TriggerKind, Via};

use super::bound::{Bound, is_accepted};
use crate::rule::{Findings, Rule};

static OVER_LIMIT: Code =
    Code::error("F0711", "retry-over-limit", "a retry with more attempts or longer waits than its host does");

pub(crate) const RULE: Rule = Rule { codes: &[&OVER_LIMIT], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Event(reader) = &trigger.kind else { continue };
                let Some(event) = program.event(reader.event.node) else { continue };
                let retry = &reader.delivery.retry;
                if !retry.is_written || is_accepted(Guarantee::Retry, function, trigger, Some(event)) {
                    continue;
                }
                for site in function.sites.iter().map(|site| deployment.site(*site)) {
                    found.extend(judge(findings, (deployment, function, trigger), event, retry, site));
                }
            }
        }
    }
    findings.sink.extend_with(found);
}

/// Which figures bind a retry: its attempts (and whether the row counts the first one too), and its longest wait.
struct Figures {
    attempts: Option<(&'static str, bool)>,
    wait: Option<&'static str>,
}

fn figures(via: Via, provider: Provider) -> Figures {
    let none = Figures { attempts: None, wait: None };
    match (provider, via) {
        (Provider::Aws, Via::Bus) => {
            Figures { attempts: Some(("aws.eventbridge.retry_attempts", false)), wait: None }
        }
        // The spacing is a change of the visibility.
        (Provider::Aws, Via::Queue | Via::Topic) => {
            Figures { attempts: None, wait: Some("aws.sqs.visibility_timeout") }
        }
        (Provider::Aws, Via::Stream | Via::Kafka) => {
            Figures { attempts: Some(("aws.lambda.esm.stream_retries", false)), wait: None }
        }
        (Provider::Gcp, Via::Queue | Via::Topic | Via::Bus | Via::Stream) => Figures {
            attempts: Some(("gcp.pubsub.dead_letter_attempts", true)),
            wait: Some("gcp.pubsub.retry_backoff"),
        },
        (Provider::Azure, Via::Topic | Via::Bus) => {
            Figures { attempts: Some(("azure.eventgrid.retry_attempts", true)), wait: None }
        }
        _ => none,
    }
}

fn judge(
    findings: &Findings<'_>,
    (deployment, function, trigger): (&Deployment, &Function, &Trigger),
    event: &Event,
    retry: &Retry,
    site: &Site,
) -> Option<Diagnostic> {
    let figures = figures(event.via.value, site.provider.value);
    let (name, at) = (&function.name.value, &site.name.value);
    let of_attempts = figures.attempts.and_then(|(limit, counts_first)| {
        let bound = Bound::most(findings.facts, site, limit)?;
        let most = bound.count().saturating_add(u64::from(!counts_first));
        let attempts = retry.attempts.value;
        (attempts > most).then(|| {
            OVER_LIMIT
                .at(
                    retry.attempts.span,
                    format!("`{name}` tries a message {attempts} times, and `{at}` tries it at most {most} times"),
                )
                .weigh(bound.severity)
                .note(bound.note())
                .help(format!(
                    "set `attempts` to at most {most}, or say `accept: {{ retry: REASON }}` if fewer are all right"
                ))
        })
    });
    let found = of_attempts.or_else(|| {
        let bound = Bound::most(findings.facts, site, figures.wait?)?;
        let (delay, longest) = (retry.delay.value, retry.max_delay.value);
        let (wait, span) =
            if delay > bound.time() { (delay, retry.delay.span) } else { (longest, retry.max_delay.span) };
        (wait > bound.time()).then(|| {
            OVER_LIMIT
                .at(
                    span,
                    format!(
                        "`{name}` waits up to {wait} for another try, and `{at}` waits at most {}",
                        bound.time()
                    ),
                )
                .weigh(bound.severity)
                .help(format!(
                    "set it to at most `{}`, or say `accept: {{ retry: REASON }}` if shorter waits are all right",
                    bound.time()
                ))
                .note(bound.note())
        })
    })?;
    Some(
        found
            .label(trigger.kind_span, "this trigger asks for it")
            .about(function.key_path())
            .within(deployment.environment.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const GCP: &str = "provider: gcp, region: europe-west3, project: p";
    const AZURE: &str = "provider: azure, region: germanywestcentral, subscription: s";

    fn spec(event: &str, retry: &str, rest: &str, site: &str) -> usize {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id, retry: {{ {retry} }}{rest} }}]\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .of_code("F0711")
        .len()
    }

    #[test]
    fn each_host_tries_so_often_and_waits_so_long() {
        for (event, retry, site, wanted) in [
            ("via: bus", "attempts: 186, delay: 1s", AWS, 0),
            ("via: bus", "attempts: 187, delay: 1s", AWS, 1),
            ("via: queue", "attempts: 1000, max_delay: 1m", AWS, 0),
            ("via: queue", "attempts: 3, max_delay: 12h", AWS, 0),
            ("via: queue", "attempts: 3, max_delay: 13h", AWS, 1),
            ("via: queue", "attempts: 100, max_delay: 600s", GCP, 0),
            ("via: queue", "attempts: 101, max_delay: 600s", GCP, 1),
            ("via: topic", "attempts: 5, max_delay: 601s", GCP, 1),
            ("via: bus", "attempts: 30", AZURE, 0),
            ("via: bus", "attempts: 31", AZURE, 1),
            ("via: queue", "attempts: 31", AZURE, 0),
        ] {
            assert_eq!(spec(event, retry, "", site), wanted, "{event} {retry} {site}");
        }
    }

    #[test]
    fn other_attempts_may_be_accepted() {
        assert_eq!(
            spec("via: bus", "attempts: 187", ", accept: { retry: the last ones do not matter }", AWS),
            0
        );
    }
}
