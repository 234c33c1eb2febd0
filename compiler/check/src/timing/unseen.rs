//! A queue hides a message at least as long as the function works on it. For queues that we make this is derived; for
//! those that are there it is checked.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_facts::{Facts, Limit};
use faasc_model::unit::Duration;
use faasc_model::{Deployment, Event, EventTrigger, Existing, Function, Provider, TriggerKind, Via};
use faasc_source::Spanned;
use rust_decimal::prelude::ToPrimitive;

use super::bound::shown;
use crate::rule::{Findings, Rule};

static SEEN_TOO_SOON: Code = Code::error(
    "F0701",
    "seen-too-soon",
    "a queue that shows a message again while the function still works on it",
);
static WITHOUT_ROOM: Code = Code::warning(
    "F0702",
    "visibility-without-room",
    "a visibility timeout without room for throttled batches",
);

pub(crate) const RULE: Rule = Rule { codes: &[&SEEN_TOO_SOON, &WITHOUT_ROOM], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Event(reader) = &trigger.kind else { continue };
                let node = reader.event.node;
                let Some(event) = program.event(node).filter(|event| event.via.value == Via::Queue) else {
                    continue;
                };
                for existing in &event.existing {
                    let Some(hidden) = &existing.visibility_timeout else { continue };
                    let provider = program.deployment(node.deployment).site(existing.site).provider.value;
                    let pair = Pair { deployment, function, reader, event, existing, hidden, provider };
                    found.extend(pair.judge(findings.facts));
                }
            }
        }
    }
    findings.sink.extend_with(found);
}

struct Pair<'p> {
    deployment: &'p Deployment,
    function: &'p Function,
    reader: &'p EventTrigger,
    event: &'p Event,
    existing: &'p Existing,
    hidden: &'p Spanned<Duration>,
    provider: Provider,
}

impl Pair<'_> {
    fn judge(&self, facts: &Facts) -> Option<Diagnostic> {
        let (name, queue) = (&self.function.name.value, &self.event.name.value);
        let (hidden, timeout) = (self.hidden.value, self.function.timeout.value);
        let advice = Advice::of(facts, self);
        let found = if hidden < timeout {
            SEEN_TOO_SOON
                .at(
                    self.hidden.span,
                    format!(
                        "the visibility timeout of `{queue}` is {hidden}, and `{name}` may work on a message for {timeout}"
                    ),
                )
                .here(format!("the message is handed out again after {hidden}"))
                .label(self.function.timeout.span, format!("`{name}` runs up to {timeout}"))
                .note("a second run begins while the first still works; where the host checks it, the apply fails")
                .help(format!(
                    "set the visibility timeout where the queue is made to {}, and say so here; or set the `timeout` of \
                     `{name}` to at most `{hidden}`",
                    shown(advice.time)
                ))
        } else if hidden < advice.time {
            WITHOUT_ROOM
                .at(
                    self.hidden.span,
                    format!(
                        "the visibility timeout of `{queue}` is {hidden}, and {} is advised for `{name}`",
                        shown(advice.time)
                    ),
                )
                .here("no room for a batch that has to wait for a free instance")
                .label(self.function.timeout.span, format!("`{name}` runs up to {timeout}"))
                .help(format!("set it where the queue is made to {}, and say so here", shown(advice.time)))
        } else {
            return None;
        };
        let found = match advice.note {
            Some(note) => found.note(note),
            None => found,
        };
        let at = &self.existing.at;
        Some(
            found
                .note(format!("the queue at `{at}` is not made here, so its time cannot be derived"))
                .about(self.function.key_path())
                .within(self.deployment.environment.to_string()),
        )
    }
}

/// How long a message should stay hidden, and who says so.
struct Advice {
    time: Duration,
    note: Option<String>,
}

impl Advice {
    /// Some timeouts and the window of the batch; of a host without an advice one timeout.
    fn of(facts: &Facts, pair: &Pair<'_>) -> Self {
        let timeout = pair.function.timeout.value;
        let row = match pair.provider {
            Provider::Aws => facts.limit("aws.lambda.esm.sqs_visibility_vs_timeout"),
            Provider::Gcp | Provider::Azure | Provider::Linode | Provider::Kubernetes | Provider::Local => {
                None
            }
        };
        let Some(row) = row else { return Self { time: timeout, note: None } };
        let times = Limit::ceiling(&row).and_then(|times| times.to_u64()).unwrap_or(1);
        let window = pair.reader.delivery.batch.as_ref().and_then(|batch| batch.window.as_ref());
        let window = window.map_or_else(Duration::default, |window| window.value);
        let provenance = row.provenance();
        let source = provenance.main_source();
        let and_window = if window == Duration::default() {
            String::new()
        } else {
            " and the window of the batch".to_owned()
        };
        let note =
            format!("`{}`: {times} times the timeout{and_window}, {source}, {}", row.id, provenance.as_of);
        Self { time: timeout.times(times).plus(window), note: Some(note) }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(hidden: &str, batch: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events:\n  order: {{ via: queue, producer: external, existing: {{ eu: {{ id: \"arn:aws:sqs:eu-central-1:111122223333:order\"{hidden} }} }} }}\n\
             functions:\n  a:\n    ${{code}}\n    timeout: 30s\n    triggers: [{{ event: order, idempotent_by: id{batch} }}]\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .codes()
    }

    const AWS: &str = "provider: aws, region: eu-central-1, account: \"111122223333\"";

    #[test]
    fn below_one_timeout_is_an_error_and_below_the_advice_a_warning() {
        for (hidden, wanted) in [
            (", visibility_timeout: 29s", &["F0701"][..]),
            (", visibility_timeout: 30s", &["F0702"]),
            (", visibility_timeout: 179s", &["F0702"]),
            (", visibility_timeout: 180s", &[]),
            ("", &[]),
        ] {
            assert_eq!(spec(hidden, "", AWS), wanted, "{hidden}");
        }
    }

    #[test]
    fn the_window_of_a_batch_counts_on_top() {
        let batch = ", batch: { size: 5, window: 20s }";
        assert_eq!(spec(", visibility_timeout: 199s", batch, AWS), ["F0702"]);
        assert_eq!(spec(", visibility_timeout: 200s", batch, AWS), Vec::<&str>::new());
    }

    #[test]
    fn a_host_without_an_advice_takes_one_timeout() {
        let gcp = "provider: gcp, region: europe-west3, project: p";
        assert!(spec(", visibility_timeout: 29s", "", gcp).contains(&"F0701"));
        let found = spec(", visibility_timeout: 30s", "", gcp);
        assert!(!found.contains(&"F0701") && !found.contains(&"F0702"), "{found:?}");
    }

    #[test]
    fn both_figures_source_and_nearest_value_are_told() {
        let found = Spec::of(
            "events:\n  order: { via: queue, producer: external, existing: { eu: { id: \"arn:aws:sqs:eu-central-1:111122223333:order\", visibility_timeout: 30s } } }\n\
             functions:\n  a:\n    ${code}\n    timeout: 60s\n    triggers: [{ event: order, idempotent_by: id }]\n\
             sites: { eu: { provider: aws, region: eu-central-1, account: \"111122223333\" } }\nenvironments: { production: { site: eu } }\n",
        )
        .of_code("F0701");
        assert_eq!(
            found[0].message,
            "the visibility timeout of `order` is 30s, and `a` may work on a message for 1m"
        );
        assert!(found[0].help.as_deref().unwrap_or_default().contains("6m"), "{:?}", found[0].help);
        assert!(
            found[0].notes.iter().any(|note| note.contains("6 times the timeout")),
            "{:?}",
            found[0].notes
        );
    }
}
