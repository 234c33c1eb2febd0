//! Whose key encrypts, who answers, which labels, how much at most: what a rule of the house wants of single nodes.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Encryption, Function, FunctionEncryption, NodeRef, TriggerKind};
use faasc_source::Span;

use super::auth::entry;
use super::scope::Scope;

pub(super) static ENCRYPTION: Code = Code::error(
    "F1203",
    "policy-encryption",
    "something under the host's key, where a rule of the house wants one of your own",
);
pub(super) static OWNER: Code =
    Code::error("F1206", "policy-owner", "a function without the owner that a rule of the house wants");
pub(super) static LABELS: Code =
    Code::error("F1207", "policy-labels", "a function without a label that a rule of the house wants");
pub(super) static RATE_LIMIT: Code = Code::error(
    "F1208",
    "policy-rate-limit",
    "an entry without the rate limit that a rule of the house wants",
);
pub(super) static MOST: Code = Code::error("F1209", "policy-max", "more than a rule of the house allows");

/// Judges the single nodes that a rule selects.
pub(super) fn judge(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    encryption(scope, found);
    owner_and_labels(scope, found);
    rate_limit(scope, found);
    most(scope, found);
    retention(scope, found);
}

fn encryption(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(wanted) = &scope.policy.require.encryption else { return };
    if wanted.value == Encryption::Platform {
        return;
    }
    let mut say = |node: NodeRef, span: Span| {
        let node = scope.program.node(node);
        let message = format!("`{}` is encrypted with the host's key", node.name().value);
        found.push(
            scope
                .breach(&ENCRYPTION, span, &message)
                .label(wanted.span, "what the rule wants")
                .help("add `encryption: customer`")
                .about(node.key_path()),
        );
    };
    for node in scope.nodes() {
        let encryption = match (scope.program.event(node), scope.program.store(node)) {
            (Some(event), _) => &event.encryption,
            (_, Some(store)) => &store.encryption,
            _ => continue,
        };
        if encryption.value == Encryption::Platform {
            say(node, encryption.span);
        }
    }
    if scope.names_functions() && !scope.names_nodes() {
        for (node, function) in scope.functions() {
            if matches!(function.encryption.value, FunctionEncryption::Platform) {
                say(node, function.encryption.span);
            }
        }
    }
}

fn owner_and_labels(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let require = &scope.policy.require;
    let wants_owner = require.owner.as_ref().is_some_and(|wanted| wanted.value);
    if !wants_owner && require.labels.is_empty() || !scope.is_about_functions() {
        return;
    }
    for (_, function) in scope.functions() {
        let name = &function.name.value;
        if wants_owner && function.owner.is_none() && scope.deployment.owner.is_none() {
            found.push(
                scope
                    .breach(&OWNER, function.name.span, &format!("nobody answers for `{name}`"))
                    .help("add `owner:` to the function or to the app")
                    .about(function.key_path()),
            );
        }
        for label in &require.labels {
            let mut labels = function.labels.iter().chain(&scope.deployment.labels);
            if !labels.any(|(key, _)| key.value == label.value) {
                found.push(
                    scope
                        .breach(
                            &LABELS,
                            function.name.span,
                            &format!("`{name}` has no label `{}`", label.value),
                        )
                        .label(label.span, "wanted here")
                        .help(format!("add `labels: {{ {}: … }}` to the function or to the app", label.value))
                        .about(function.key_path()),
                );
            }
        }
    }
}

fn rate_limit(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(wanted) = scope.policy.require.rate_limit.as_ref().filter(|wanted| wanted.value) else { return };
    for (function, trigger) in scope.triggers() {
        let TriggerKind::Http(http) = &trigger.kind else { continue };
        if http.rate_limit.is_none() {
            found.push(
                scope
                    .breach(
                        &RATE_LIMIT,
                        trigger.kind_span,
                        &format!("{} has no rate limit", entry(&trigger.kind)),
                    )
                    .label(wanted.span, "what the rule wants")
                    .help("add `rate_limit: 10/s` to the trigger, with what it bears")
                    .about(function.key_path()),
            );
        }
    }
}

fn most(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let require = &scope.policy.require;
    let has_any =
        require.max_memory.is_some() || require.max_timeout.is_some() || require.max_instances.is_some();
    if !has_any || !scope.is_about_functions() {
        return;
    }
    for (_, function) in scope.functions() {
        let name = &function.name.value;
        if let Some(most) = require.max_memory.as_ref().filter(|most| function.memory.value > most.value) {
            let message = format!(
                "`{name}` has {} of memory, and at most {} is allowed",
                function.memory.value, most.value
            );
            found.push(over(scope, function, function.memory.span, most.span, &message));
        }
        if let Some(most) = require.max_timeout.as_ref().filter(|most| function.timeout.value > most.value) {
            let message = format!(
                "`{name}` may run for {}, and at most {} is allowed",
                function.timeout.value, most.value
            );
            found.push(over(scope, function, function.timeout.span, most.span, &message));
        }
        if let Some(most) = &require.max_instances {
            let message = match &function.scale.max {
                None => {
                    format!("`{name}` has no `scale.max`, and at most {} instances are allowed", most.value)
                }
                Some(max) if max.value > most.value => {
                    format!(
                        "`{name}` may have {} instances, and at most {} are allowed",
                        max.value, most.value
                    )
                }
                Some(_) => continue,
            };
            let span = function.scale.max.as_ref().map_or(function.name.span, |max| max.span);
            found.push(over(scope, function, span, most.span, &message));
        }
    }
}

fn over(scope: &Scope<'_>, function: &Function, span: Span, limit: Span, message: &str) -> Diagnostic {
    scope
        .breach(&MOST, span, message)
        .label(limit, "the most that the rule allows")
        .about(function.key_path())
}

fn retention(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(most) = &scope.policy.require.max_retention else { return };
    let mut say = |span: Span, message: String, subject: String| {
        found.push(
            scope
                .breach(&MOST, span, &message)
                .label(most.span, "the most that the rule allows")
                .about(subject),
        );
    };
    for node in scope.nodes() {
        if let Some(event) = scope.program.event(node)
            && let Some(kept) = event.retention.as_ref().filter(|kept| kept.value > most.value)
        {
            let message = format!(
                "`{}` keeps messages for {}, and at most {} is allowed",
                event.name.value, kept.value, most.value
            );
            say(kept.span, message, event.key_path());
        }
        if let Some(store) = scope.program.store(node) {
            let message = match &store.retention {
                None => format!(
                    "`{}` keeps things for ever, and at most {} is allowed",
                    store.name.value, most.value
                ),
                Some(kept) if kept.value > most.value => {
                    format!(
                        "`{}` keeps things for {}, and at most {} is allowed",
                        store.name.value, kept.value, most.value
                    )
                }
                Some(_) => continue,
            };
            let span = store.retention.as_ref().map_or(store.name.span, |kept| kept.span);
            say(span, message, store.key_path());
        }
    }
    if scope.names_functions() && !scope.names_nodes() {
        for (_, function) in scope.functions() {
            let kept = &function.logs_retention;
            if kept.value > most.value {
                let message = format!(
                    "the logs of `{}` are kept for {}, and at most {} is allowed",
                    function.name.value, kept.value, most.value
                );
                say(kept.span, message, function.key_path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(select: &str, require: &str, store: &str, function: &str) -> Spec {
        Spec::of(&format!(
            "data: {{ card: {{ contains: [personal.payment], subjects: [\"DE\"] }} }}\n\
             policy: [{{ rule: house, select: {{ {select} }}, require: {{ {require} }} }}]\n\
             stores: {{ ledger: {{ kind: table, key: id{store} }} }}\n\
             functions:\n  pay:\n    ${{code}}\n    writes: [ledger]\n    \
             triggers: [{{ http: POST /pay, auth: {{ none: a demo }}, body: {{ carries: [card] }} }}]\n{function}"
        ))
    }

    fn codes(spec: Spec) -> Vec<&'static str> {
        spec.codes().into_iter().filter(|code| code.starts_with("F12")).collect()
    }

    #[test]
    fn encryption_follows_the_data() {
        let wanted = "encryption: customer";
        assert_eq!(codes(spec("carries: card", wanted, "", "")), ["F1203"]);
        assert_eq!(codes(spec("carries: card", wanted, ", encryption: customer", "")), Vec::<&str>::new());
        assert_eq!(codes(spec("function: pay", wanted, "", "")), ["F1203"]);
        assert_eq!(
            codes(spec("function: pay", wanted, "", "    encryption: customer\n")),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn labels_and_owner() {
        assert_eq!(codes(spec("", "labels: [cost-center]", "", "")), ["F1207"]);
        assert_eq!(
            codes(spec("", "labels: [cost-center]", "", "    labels: { cost-center: a }\n")),
            Vec::<&str>::new()
        );
        let spec = |owner: &str| {
            Spec::whole(&format!(
                "faas: \"1\"\napp: shop\n{owner}policy: [{{ rule: house, select: {{}}, require: {{ owner: true }} }}]\n\
                 functions: {{ a: {{ source: ./src, runtime: python3.13, triggers: [{{ schedule: every 1h }}] }} }}\n"
            ))
        };
        assert_eq!(spec("").codes(), ["F1206"]);
        assert_eq!(spec("owner: a@shop.example\n").codes(), Vec::<&str>::new());
    }

    #[test]
    fn selection_by_label() {
        let labelled = "    labels: { tier: gold }\n";
        assert_eq!(
            codes(spec("labels: { tier: [gold, silver] }", "rate_limit: true", "", labelled)),
            ["F1208"]
        );
        assert_eq!(
            codes(spec("labels: { tier: bronze }", "rate_limit: true", "", labelled)),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn ceilings_hold_to_the_last_unit() {
        let of = |require: &str, function: &str| codes(spec("function: pay", require, "", function));
        assert_eq!(of("max: { memory: 256MiB }", ""), Vec::<&str>::new());
        assert_eq!(of("max: { memory: 255MiB }", ""), ["F1209"]);
        assert_eq!(of("max: { timeout: 10s }", ""), Vec::<&str>::new());
        assert_eq!(of("max: { timeout: 9999ms }", ""), ["F1209"]);
        assert_eq!(of("max: { instances: 5 }", "    scale: { max: 5 }\n"), Vec::<&str>::new());
        assert_eq!(of("max: { instances: 5 }", "    scale: { max: 6 }\n"), ["F1209"]);
        assert_eq!(of("max: { instances: 5 }", ""), ["F1209"]);
        let of = |store: &str| codes(spec("store: ledger", "max: { retention: 30d }", store, ""));
        assert_eq!(of(", retention: 30d"), Vec::<&str>::new());
        assert_eq!(of(", retention: 31d"), ["F1209"]);
        assert_eq!(of(""), ["F1209"]);
    }
}
