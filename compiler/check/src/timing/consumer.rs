//! A function that messages wake runs no longer than what hands them over waits: an acknowledgement deadline, a lock, or
//! the host's own ceiling for such functions.

use faasc_diagnostics::{Applicability, Code, Diagnostic};
use faasc_model::{
    Deployment, Event, Function, Guarantee, PlatformKind, Program, Provider, Site, Trigger, TriggerKind, Via,
};

use super::bound::{Bound, is_accepted, is_over_host, with_timeout};
use crate::rule::{Findings, Rule};

static PAST_ITS_SOURCE: Code = Code::error(
    "F0703",
    "consumer-past-its-source",
    "a function that runs longer than what hands it messages waits",
);

pub(crate) const RULE: Rule = Rule { codes: &[&PAST_ITS_SOURCE], needs_whole: false, check };

/// A figure that binds a consumer, and what passing it leads to.
struct Wait {
    limit: &'static str,
    /// What waits, in words.
    who: &'static str,
    /// What happens then.
    then: &'static str,
    /// Whether a shorter time to answer can be accepted: the message comes again, and nothing else breaks.
    is_acceptable: bool,
}

const MAPPING: Wait = Wait {
    limit: "aws.lambda.esm.kafka_mq_docdb_function_timeout",
    who: "the event-source mapping",
    then: "AWS refuses the mapping of a function with a longer timeout",
    is_acceptable: false,
};
const EVENT_DRIVEN: Wait = Wait {
    limit: "gcp.functions.gen2.timeout_event",
    who: "the host of event-driven functions",
    then: "the run is cut off, and its message is handed out again",
    is_acceptable: false,
};
const PUSH: Wait = Wait {
    limit: "gcp.pubsub.ack_deadline",
    who: "the push subscription",
    then: "the message is pushed again while the first run still works",
    is_acceptable: true,
};
const LOCK: Wait = Wait {
    limit: "azure.servicebus.lock_duration",
    who: "the lock of the message",
    then: "the lock runs out, and a second run gets the message while the first still works",
    is_acceptable: true,
};

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                for site in function.sites.iter().map(|site| deployment.site(*site)) {
                    found.extend(judge(findings, deployment, function, trigger, site));
                }
            }
        }
    }
    findings.sink.extend_with(found);
}

/// What waits for a function that this trigger wakes at this site, the strictest first.
fn waits(program: &Program, trigger: &Trigger, site: &Site) -> &'static [Wait] {
    let via = source(program, trigger).map(|event| event.via.value);
    match (site.provider.value, &trigger.kind) {
        (Provider::Aws, TriggerKind::Event(_)) if via == Some(Via::Kafka) => &[MAPPING],
        (Provider::Aws, TriggerKind::Platform(platform))
            if matches!(platform.kind.value, PlatformKind::Mq { .. }) =>
        {
            &[MAPPING]
        }
        (Provider::Gcp, TriggerKind::Event(_)) if via != Some(Via::Kafka) => &[EVENT_DRIVEN, PUSH],
        (Provider::Gcp, TriggerKind::Object(_) | TriggerKind::Change(_)) => &[EVENT_DRIVEN, PUSH],
        (Provider::Azure, TriggerKind::Event(_)) if via == Some(Via::Queue) => &[LOCK],
        _ => &[],
    }
}

fn source<'p>(program: &'p Program, trigger: &Trigger) -> Option<&'p Event> {
    match &trigger.kind {
        TriggerKind::Event(event) => program.event(event.event.node),
        _ => None,
    }
}

fn judge(
    findings: &Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    trigger: &Trigger,
    site: &Site,
) -> Option<Diagnostic> {
    if is_over_host(findings.facts, function, site) {
        return None;
    }
    let event = source(findings.program, trigger);
    let is_soft = is_accepted(Guarantee::AckDeadline, function, trigger, event);
    let (wait, bound) = waits(findings.program, trigger, site)
        .iter()
        .filter(|wait| !(wait.is_acceptable && is_soft))
        .filter_map(|wait| Some((wait, Bound::most(findings.facts, site, wait.limit)?)))
        .find(|(_, bound)| function.timeout.value > bound.time())?;
    let (name, timeout, most) = (&function.name.value, function.timeout.value, bound.time());
    let found = PAST_ITS_SOURCE
        .at(
            function.timeout.span,
            format!(
                "the timeout of `{name}` is {timeout}, and {} of `{}` allows {most}",
                wait.who, site.name.value
            ),
        )
        .weigh(bound.severity)
        .label(trigger.kind_span, "wakes it")
        .note(bound.note())
        .note(wait.then);
    let found = if wait.is_acceptable {
        found.help(format!(
            "set the `timeout` of `{name}` to at most `{most}`, split the work, or say `accept: {{ ack_deadline: REASON }}` on \
             the trigger if a second run does no harm"
        ))
    } else {
        found.help(format!(
            "set the `timeout` of `{name}` to at most `{most}`, or split the work into several messages"
        ))
    };
    Some(
        with_timeout(found, function, most, Applicability::NeedsReview)
            .about(function.key_path())
            .within(deployment.environment.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1, kafka: { cluster: \"arn:aws:kafka:eu-central-1:111122223333:cluster/a/b\" }";
    const GCP: &str = "provider: gcp, region: europe-west3, project: p";
    const AZURE: &str = "provider: azure, region: germanywestcentral, subscription: s";

    fn spec(event: &str, timeout: &str, trigger: &str, site: &str) -> usize {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    timeout: {timeout}\n    triggers: [{{ event: order, idempotent_by: id{trigger} }}]\n\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .of_code("F0703")
        .len()
    }

    #[test]
    fn each_source_waits_to_the_second() {
        for (event, timeout, site, wanted) in [
            ("via: kafka, key: id", "840s", AWS, 0),
            ("via: kafka, key: id", "841s", AWS, 1),
            ("via: queue", "900s", AWS, 0),
            ("via: queue", "540s", GCP, 0),
            ("via: queue", "541s", GCP, 1),
            ("via: topic", "541s", GCP, 1),
            ("via: queue", "300s", AZURE, 0),
            ("via: queue", "301s", AZURE, 1),
        ] {
            assert_eq!(spec(event, timeout, "", site), wanted, "{event} {timeout} {site}");
        }
    }

    #[test]
    fn a_second_run_may_be_accepted_and_a_refused_mapping_may_not() {
        let accept = ", accept: { ack_deadline: a second run finds the row }";
        assert_eq!(spec("via: queue", "301s", accept, AZURE), 0);
        assert_eq!(spec("via: kafka, key: id", "841s", accept, AWS), 1);
    }

    #[test]
    fn a_site_may_say_that_its_quota_was_raised() {
        let raised = format!(
            "{GCP}, limits: {{ gcp.functions.gen2.timeout_event: {{ value: 3600, because: case 12 }} }}"
        );
        assert_eq!(spec("via: queue", "600s", "", &raised), 0);
        assert_eq!(spec("via: queue", "601s", "", &raised), 1);
    }

    #[test]
    fn a_long_function_without_messages_is_none_of_this() {
        let found = Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    timeout: 600s\n    triggers: [{{ schedule: every 1h }}]\n\
             sites: {{ eu: {{ {GCP} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
        .of_code("F0703");
        assert!(found.is_empty());
    }
}
