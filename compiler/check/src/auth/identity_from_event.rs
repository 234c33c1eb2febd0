//! The identity that a CloudEvent brings along is a remark of its sender, and no proof.

use faasc_diagnostics::Code;

use crate::rule::{Findings, Rule};

static IDENTITY_FROM_EVENT: Code = Code::warning(
    "F1033",
    "identity-from-event",
    "a decision by the identity that a message itself brings along",
);

pub(crate) const RULE: Rule = Rule { codes: &[&IDENTITY_FROM_EVENT], needs_whole: false, check };

/// Attributes of the extension Auth Context, as filters name them.
const ATTRIBUTES: [&str; 3] = ["ce-authtype", "ce-authid", "ce-authclaims"];

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let filters = trigger.kind.delivery().into_iter().flat_map(|delivery| &delivery.filter);
                for filter in filters {
                    let field = &filter.field.value;
                    if !ATTRIBUTES.contains(&field.to_ascii_lowercase().as_str()) {
                        continue;
                    }
                    let one = IDENTITY_FROM_EVENT
                        .at(filter.field.span, format!("`{}` handles messages by `{field}`, which anybody who sends one may write", function.name.value))
                        .note("CloudEvents extension Auth Context: the attributes inform, and are no ground for authorization")
                        .help("know the caller at the entry, and let producers alone write what is decided by")
                        .about(function.key_path())
                        .within(deployment.environment.to_string());
                    found.push(one);
                }
            }
        }
    }
    findings.sink.extend_with(found);
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(filter: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events: {{ order: {{ via: queue }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [order] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: order, idempotent_by: id, filter: {{ {filter} }} }}] }}\n"
        ))
        .codes()
    }

    #[test]
    fn who_an_event_says_it_is_from_is_no_ground() {
        assert_eq!(spec("ce-authid: admin"), ["F1033"]);
        assert_eq!(spec("ce-source: /shop"), Vec::<&str>::new());
        assert_eq!(spec("authid: admin"), Vec::<&str>::new());
    }
}
