//! What a consumer expects is what the event promises.

use faasc_diagnostics::Code;
use faasc_model::{Format, TriggerKind};

use super::schema::unmet;
use crate::rule::{Findings, Rule};

static NOT_MET: Code =
    Code::error("F0862", "expects-not-met", "a consumer that expects what the event does not promise");
static OTHER_LANGUAGE: Code =
    Code::error("F0863", "schema-of-another-format", "a schema file of another format than the messages");

pub(crate) const RULE: Rule = Rule { codes: &[&NOT_MET, &OTHER_LANGUAGE], needs_whole: false, check };

/// Endings of schema files that belong to one format alone.
const ENDINGS: [(&str, Format); 4] = [
    (".avsc", Format::Avro),
    (".proto", Format::Protobuf),
    (".xsd", Format::Xml),
    (".schema.json", Format::Json),
];

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        let environment = deployment.environment.to_string();
        for event in &deployment.events {
            let Some(schema) = &event.schema else { continue };
            let language =
                ENDINGS.iter().find(|(ending, _)| schema.value.ends_with(ending)).map(|(_, format)| *format);
            let is_other = match (language, event.format.value) {
                // YAML and JSON share JSON Schema.
                (Some(Format::Json), Format::Yaml) | (None, _) => false,
                (Some(language), format) => language != format,
            };
            if is_other {
                found.push(
                    OTHER_LANGUAGE
                        .at(
                            schema.span,
                            format!(
                                "the schema of `{}` is of another format than its messages",
                                event.name.value
                            ),
                        )
                        .label(event.format.span, "the format of the messages")
                        .help("say the `format` that the schema describes, or name another schema")
                        .about(event.key_path())
                        .within(environment.clone()),
                );
            }
        }
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Event(consumer) = &trigger.kind else { continue };
                let Some(expects) = &consumer.expects else { continue };
                let Some(needed) = program.schema(deployment.app_id, &expects.value) else { continue };
                let Some(event) = program.event(consumer.event.node) else { continue };
                let app = program.deployment(consumer.event.node.deployment).app_id;
                let finding = match &event.schema {
                    None => NOT_MET
                        .at(
                            expects.span,
                            format!(
                                "`{}` expects a schema, and `{}` promises none",
                                function.name.value, event.name.value
                            ),
                        )
                        .label(event.name.span, "has no `schema`")
                        .help("give the event a `schema`"),
                    Some(schema) => {
                        let Some(promised) = program.schema(app, &schema.value) else { continue };
                        let faults = unmet(needed, promised);
                        let Some((first, rest)) = faults.split_first() else { continue };
                        let finding = NOT_MET
                            .at(
                                expects.span,
                                format!(
                                    "`{}` expects more than `{}` promises: {first}",
                                    function.name.value, event.name.value
                                ),
                            )
                            .label(schema.span, "what the event promises");
                        rest.iter().take(5).fold(finding, |finding, fault| finding.note(fault.clone()))
                    }
                };
                found.push(finding.about(function.key_path()).within(environment.clone()));
            }
        }
    }
    findings.sink.extend_with(found);
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(event: &str) -> Spec {
        Spec::of(&format!(
            "events: {{ sold: {{ via: topic{event} }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id, expects: wanted.json }}] }}\n"
        ))
        .with("wanted.json", r#"{ "required": ["id"], "properties": { "id": { "type": "string" } } }"#)
    }

    #[test]
    fn what_is_expected_must_be_promised() {
        let promise = r#"{ "required": ["id"], "properties": { "id": { "type": "string" } } }"#;
        assert_eq!(spec(", schema: sold.json").with("sold.json", promise).codes(), Vec::<&str>::new());
        let optional = r#"{ "properties": { "id": { "type": "string" } } }"#;
        assert_eq!(
            spec(", schema: sold.json").with("sold.json", optional).messages("F0862"),
            ["`b` expects more than `sold` promises: `id` is expected, and the event does not require it"]
        );
        assert_eq!(spec("").codes(), ["F0862"]);
    }

    #[test]
    fn a_schema_describes_the_format_of_the_messages() {
        let spec = |format: &str| {
            Spec::of(&format!(
                "events: {{ sold: {{ via: topic, format: {format}, schema: sold.avsc }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
                 b: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id }}] }}\n"
            ))
            .with("sold.avsc", "{}")
        };
        assert_eq!(spec("avro").codes(), Vec::<&str>::new());
        assert_eq!(spec("protobuf").codes(), ["F0863"]);
    }
}
