//! Filters of messages against what the carrier's own filters take. Their size is that of the pattern that is emitted.

use faasc_diagnostics::Diagnostic;
use faasc_facts::Host;
use faasc_model::{Filter, TriggerKind, Via};
use faasc_source::Span;

use super::delivery::At;
use super::figure::Asked;
use crate::host::host;

/// What AWS puts around each value that is compared as a number: `{"numeric":["=",…]}`.
const NUMERIC: usize = "{\"numeric\":[\"=\",]}".len();

/// Judges the filter of a trigger, where its host filters by itself.
pub(super) fn judge(at: &At<'_>, found: &mut Vec<Diagnostic>) {
    let Some(first) = at.delivery.filter.first().filter(|_| host(at.site) == Host::Aws) else { return };
    let span = first.field.span;
    let size = |limit: &str| {
        at.judge(limit, Asked::Count(length(&at.delivery.filter)), span, "the length of the filter")
    };
    match (at.via(), &at.trigger.kind) {
        (Some(Via::Topic), _) => topic(at, span, found),
        (Some(Via::Bus), _) => found.extend(size("aws.eventbridge.event_pattern_length")),
        (Some(Via::Queue | Via::Stream | Via::Kafka), _) | (None, TriggerKind::Change(_)) => {
            found.extend(size("aws.lambda.esm.filter_pattern_length"));
        }
        (None, _) => {}
    }
}

fn topic(at: &At<'_>, span: Span, found: &mut Vec<Diagnostic>) {
    let filters = &at.delivery.filter;
    let keys = at.judge(
        "aws.sns.filter_keys",
        Asked::Count(filters.len() as u64),
        span,
        "the count of filtered fields",
    );
    if keys.is_some() {
        found.extend(keys);
        return;
    }
    let combinations =
        filters.iter().fold(1_u64, |all, filter| all.saturating_mul(filter.values.len().max(1) as u64));
    let what = "the count of combinations in the filter";
    found.extend(at.judge("aws.sns.filter_combinations", Asked::Count(combinations), span, what));
}

/// The length of the pattern, near enough: keys, values, quotes and brackets.
fn length(filters: &[Filter]) -> u64 {
    let of_one = |filter: &Filter| {
        let values: usize = filter
            .values
            .iter()
            .map(|value| {
                value.value.to_string().len() + 1 + if value.value.is_number() { NUMERIC } else { 0 }
            })
            .sum();
        let nested: usize = filter.field.value.split('.').map(|part| part.len() + "\"\":{},".len()).sum();
        nested + values
    };
    (filters.iter().map(of_one).sum::<usize>() + "{\"body\":{}}".len()) as u64
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn found(via: &str, filter: &str, accept: &str) -> Vec<String> {
        Spec::of(&format!(
            "events:\n  order: {{ via: {via} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id, filter: {{ {filter} }}{accept} }}]\n\
             sites: {{ here: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .messages("F0608")
    }

    #[test]
    fn a_topic_filters_by_five_fields_and_a_hundred_and_fifty_combinations() {
        let keys = |count: usize| (0..count).map(|n| format!("k{n}: x")).collect::<Vec<_>>().join(", ");
        assert_eq!(found("topic", &keys(5), ""), Vec::<String>::new());
        assert_eq!(
            found("topic", &keys(6), ""),
            ["the count of filtered fields of `event-order` is 6, and `here` allows at most 5"]
        );
        assert_eq!(found("topic", &keys(6), ", accept: { filter: a test }"), Vec::<String>::new());
        let values = |count: usize| (0..count).map(|n| format!("v{n}")).collect::<Vec<_>>().join(", ");
        let pair = |count: usize| format!("a: [{}], b: [{}]", values(count), values(10));
        assert_eq!(found("topic", &pair(15), ""), Vec::<String>::new());
        assert_eq!(found("topic", &pair(16), "").len(), 1);
        assert_eq!(found("queue", &pair(16), ""), Vec::<String>::new());
    }

    #[test]
    fn a_filter_of_a_queue_has_a_length() {
        let long = |bytes: usize| format!("kind: {}", "x".repeat(bytes));
        assert_eq!(found("queue", &long(4000), ""), Vec::<String>::new());
        assert_eq!(found("queue", &long(4200), "").len(), 1);
    }
}
