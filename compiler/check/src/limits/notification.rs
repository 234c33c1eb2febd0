//! Notifications of one bucket that overlap: S3 refuses the whole document, and with it those that were there.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_facts::Host;
use faasc_model::{Function, NodeRef, Object, ObjectWhen, SiteId, Trigger, TriggerKind};
use faasc_source::Span;

use super::figure::{cited, most};
use crate::host::host;
use crate::rule::{Findings, Rule};

static OVERLAP: Code = Code::error(
    "F0612",
    "overlapping-notifications",
    "two triggers on one bucket are told of the same object, which the bucket refuses",
);

pub(crate) const RULE: Rule = Rule { codes: &[&OVERLAP], needs_whole: false, check };

/// One configuration of a bucket: what begins and ends with these texts.
#[derive(Clone, Copy)]
struct Notification<'p> {
    function: &'p Function,
    trigger: &'p Trigger,
    prefix: &'p str,
    suffix: &'p str,
    span: Span,
}

impl Notification<'_> {
    fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (self, other);
        (a.prefix.starts_with(b.prefix) || b.prefix.starts_with(a.prefix))
            && (a.suffix.ends_with(b.suffix) || b.suffix.ends_with(a.suffix))
    }
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        let mut buckets: BTreeMap<(SiteId, NodeRef, bool), Vec<Notification<'_>>> = BTreeMap::new();
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Object(object) = &trigger.kind else { continue };
                for site in &function.sites {
                    if host(deployment.site(*site)) == Host::Aws {
                        let key = (*site, object.bucket.node, object.when.value == ObjectWhen::Created);
                        buckets.entry(key).or_default().extend(notifications(function, trigger, object));
                    }
                }
            }
        }
        for ((site, _, _), mut all) in buckets {
            // Past the most configurations of a bucket another rule speaks, and no pair needs to be looked at.
            let id = "aws.s3.notifications.configurations_per_bucket";
            let most = most(findings.facts, (id, None), deployment.site(site));
            all.truncate(most.and_then(|most| usize::try_from(most.trunc()).ok()).unwrap_or(usize::MAX));
            let environment = deployment.environment.to_string();
            pairs(findings, &all, &deployment.site(site).name.value, &environment);
        }
    }
}

fn notifications<'p>(
    function: &'p Function,
    trigger: &'p Trigger,
    object: &'p Object,
) -> Vec<Notification<'p>> {
    let any = |texts: &'p [faasc_source::Spanned<String>]| -> Vec<(&'p str, Span)> {
        if texts.is_empty() {
            vec![("", trigger.kind_span)]
        } else {
            texts.iter().map(|text| (text.value.as_str(), text.span)).collect()
        }
    };
    let suffixes = any(&object.suffix);
    any(&object.prefix)
        .into_iter()
        .flat_map(|(prefix, of_prefix)| {
            suffixes.iter().map(move |(suffix, of_suffix)| {
                let span = if object.suffix.is_empty() { of_prefix } else { *of_suffix };
                Notification { function, trigger, prefix, suffix, span }
            })
        })
        .collect()
}

fn pairs(findings: &mut Findings<'_>, all: &[Notification<'_>], site: &str, environment: &str) {
    for (at, second) in all.iter().enumerate() {
        let Some(first) = all[..at].iter().find(|first| first.overlaps(second)) else { continue };
        let (one, two) = (&first.function.name.value, &second.function.name.value);
        let TriggerKind::Object(object) = &second.trigger.kind else { continue };
        let bucket = &object.bucket.name;
        let message = if std::ptr::eq(first.trigger, second.trigger) {
            format!("`{two}` asks twice to be told of the same objects of `{bucket}`")
        } else {
            format!(
                "`{one}` and `{two}` are both told of the same objects of `{bucket}`, which `{site}` refuses"
            )
        };
        let mut found = OVERLAP
            .at(second.span, message)
            .here("the second notification")
            .label(first.span, "the first one");
        if let Some(fact) = findings.facts.limit("aws.s3.notifications.overlap") {
            found = found
                .note(cited(fact))
                .note("S3 refuses the whole document, so no function is told of anything");
        }
        let found = found
            .help(format!(
                "give each its own `prefix` or `suffix`; or let one function take the objects of `{bucket}` and emit a topic that both read"
            ))
            .about(second.function.key_path())
            .within(environment.to_owned());
        findings.sink.push(found);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(one: &str, two: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "stores: {{ files: {{ kind: bucket }} }}\nfunctions:\n  \
             a: {{ ${{code}}, triggers: [{{ object: files, idempotent_by: key{one} }}] }}\n  \
             b: {{ ${{code}}, triggers: [{{ object: files, idempotent_by: key{two} }}] }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
        .into_iter()
        .filter(|code| *code == "F0612")
        .collect()
    }

    #[test]
    fn prefixes_and_suffixes_of_a_bucket_are_disjoint() {
        let aws = "provider: aws, region: eu-central-1";
        for (one, two, is_good) in [
            ("", "", false),
            (", prefix: a/", ", prefix: b/", true),
            (", prefix: a/", ", prefix: a/b/", false),
            (", prefix: a/", "", false),
            (", suffix: .jpg", ", suffix: .png", true),
            (", suffix: .jpg", ", suffix: g", false),
            (", prefix: a/, suffix: .jpg", ", prefix: a/, suffix: .png", true),
            (", prefix: a/, suffix: .jpg", ", prefix: b/, suffix: .jpg", true),
            ("", ", when: deleted", true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0612"] };
            assert_eq!(spec(one, two, aws), wanted, "{one} | {two}");
        }
        assert_eq!(spec("", "", "provider: gcp, region: europe-west1"), Vec::<&str>::new());
    }

    #[test]
    fn one_trigger_overlaps_itself_by_two_suffixes() {
        let aws = "provider: aws, region: eu-central-1";
        assert_eq!(spec(", suffix: [.jpg, g]", ", prefix: x/, suffix: .gif", aws), ["F0612"]);
        assert_eq!(spec(", suffix: [.jpg, .png]", ", suffix: .gif", aws), Vec::<&str>::new());
    }
}
