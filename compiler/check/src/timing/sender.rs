//! The sender of a webhook waits only so long for the answer.

use faasc_diagnostics::{Applicability, Code, Diagnostic, Severity};
use faasc_facts::Facts;
use faasc_model::unit::Duration;
use faasc_model::{AuthenticatorKind, Deployment, Function, Hmac, HmacPreset, Trigger, TriggerKind, Webhook};
use faasc_source::Span;

use super::bound::{Bound, with_timeout};
use crate::rule::{Findings, Rule};

static SENDER_GIVES_UP: Code = Code::error(
    "F0705",
    "sender-gives-up-first",
    "a webhook whose sender stops waiting before the function is done",
);

pub(crate) const RULE: Rule = Rule { codes: &[&SENDER_GIVES_UP], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            // The most impatient sender speaks for all.
            let first = function
                .triggers
                .iter()
                .filter_map(|trigger| match &trigger.kind {
                    TriggerKind::Webhook(webhook) => {
                        Some((trigger, Deadline::of(findings.facts, deployment, webhook)?))
                    }
                    _ => None,
                })
                .filter(|(_, deadline)| function.timeout.value > deadline.time)
                .min_by_key(|(_, deadline)| deadline.time);
            found.extend(first.map(|(trigger, deadline)| judge(deployment, function, trigger, deadline)));
        }
    }
    findings.sink.extend_with(found);
}

/// How long a sender waits: as written, else as its preset is known to.
pub(super) struct Deadline {
    pub(super) time: Duration,
    span: Span,
    note: Option<String>,
    pub(super) severity: Severity,
}

impl Deadline {
    pub(super) fn of(facts: &Facts, deployment: &Deployment, webhook: &Webhook) -> Option<Self> {
        if let Some(written) = &webhook.deadline {
            return Some(Self {
                time: written.value,
                span: written.span,
                note: None,
                severity: Severity::Error,
            });
        }
        webhook
            .auth
            .value
            .names()
            .into_iter()
            .filter_map(|name| {
                let found = deployment.authenticators.iter().find(|found| found.name.value == name.value)?;
                let AuthenticatorKind::Hmac { signature: Hmac::Preset(preset), .. } = &found.kind else {
                    return None;
                };
                let limit = match preset.value {
                    HmacPreset::Github => "webhook.github.deadline",
                    HmacPreset::Slack => "webhook.slack.deadline",
                    HmacPreset::Stripe | HmacPreset::StandardWebhooks => return None,
                };
                let bound = Bound::usual(facts, limit)?;
                let (time, severity) = (bound.time(), bound.severity);
                Some(Self { time, span: name.span, note: Some(bound.note()), severity })
            })
            .min_by_key(|deadline| deadline.time)
    }
}

fn judge(deployment: &Deployment, function: &Function, trigger: &Trigger, deadline: Deadline) -> Diagnostic {
    let (name, timeout, most) = (&function.name.value, function.timeout.value, deadline.time);
    let found = SENDER_GIVES_UP
        .at(
            function.timeout.span,
            format!("the timeout of `{name}` is {timeout}, and the sender of `{}` waits {most}", trigger.id),
        )
        .weigh(deadline.severity)
        .label(deadline.span, format!("the sender gives up after {most}"))
        .note("the sender counts it as failed, and may send it again while the first run still works")
        .help(format!(
            "set the `timeout` of `{name}` to at most `{most}`; or emit an event, answer at once, and do the work in a \
             function that the event wakes"
        ));
    let found = match deadline.note {
        Some(note) => found.note(note).note("a `deadline` of this trigger stands in its place"),
        None => found,
    };
    // The function answers within the deadline, says the key: a shorter timeout is what its author meant.
    // What a preset is known for is no word of the author's.
    let is_alone =
        deadline.severity == Severity::Error && function.triggers.len() == 1 && function.invoke.is_none();
    let applicability = if is_alone { Applicability::Safe } else { Applicability::NeedsReview };
    with_timeout(found, function, most, applicability)
        .about(function.key_path())
        .within(deployment.environment.to_string())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(timeout: &str, deadline: &str) -> Vec<&'static str> {
        of_preset("stripe", timeout, deadline)
    }

    fn of_preset(preset: &str, timeout: &str, deadline: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ psp: {{ hmac: {{ preset: {preset}, secret: key }} }} }}\nsecrets: {{ key: {{}} }}\nfunctions:\n  a:\n    ${{code}}\n\
             {timeout}    triggers: [{{ webhook: POST /hooks/psp, auth: psp, idempotent_by: id{deadline} }}]\n"
        ))
        .codes()
    }

    #[test]
    fn the_function_answers_within_the_deadline() {
        assert_eq!(spec("    timeout: 5s\n", ", deadline: 5s"), Vec::<&str>::new());
        assert_eq!(spec("    timeout: 6s\n", ", deadline: 5s"), ["F0705"]);
        // The timeout that nobody wrote is 10 s.
        assert_eq!(spec("", ", deadline: 10s"), Vec::<&str>::new());
        assert_eq!(spec("", ", deadline: 9s"), ["F0705"]);
        assert_eq!(spec("    timeout: 25s\n", ""), Vec::<&str>::new());
    }

    #[test]
    fn what_is_known_of_a_sender_holds_where_no_deadline_is_written() {
        assert_eq!(of_preset("slack", "    timeout: 3s\n", ""), Vec::<&str>::new());
        assert_eq!(of_preset("slack", "    timeout: 4s\n", ""), ["F0705"]);
        assert_eq!(of_preset("slack", "    timeout: 4s\n", ", deadline: 4s"), Vec::<&str>::new());
        assert_eq!(of_preset("github", "", ""), Vec::<&str>::new());
        assert_eq!(of_preset("github", "    timeout: 11s\n", ""), ["F0705"]);
    }
}
