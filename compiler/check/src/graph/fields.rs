//! Fields that the spec names exist in the schema of what they are looked for in.

use faasc_diagnostics::{Code, Diagnostic, did_you_mean, list_of};
use faasc_model::{
    AppId, Body, Deployment, Event, Format, IdempotentBy, NodeRef, Program, Trigger, TriggerKind,
};
use faasc_source::{Span, Spanned};
use serde_json::Value;

use super::schema::{Field, look_up};
use crate::flow::way::Way;
use crate::rule::{Findings, Rule};

static UNKNOWN_FIELD: Code =
    Code::error("F0861", "field-not-in-schema", "a field that the schema of the message does not have");
static FIELD_OF_BYTES: Code =
    Code::error("F0864", "field-of-bytes", "a field of messages that have no fields");

pub(crate) const RULE: Rule = Rule { codes: &[&UNKNOWN_FIELD, &FIELD_OF_BYTES], needs_whole: false, check };

/// A thing with a schema in which fields are looked for.
struct Message<'p> {
    what: String,
    schema: Option<&'p Value>,
    written: Option<Span>,
    is_bytes: Option<Span>,
}

/// A field, and what it is for.
struct Asked<'p> {
    key: &'static str,
    field: &'p Spanned<String>,
    subject: String,
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for event in &deployment.events {
            if let Some(field) = event.key.as_ref().filter(|_| event.made_from.is_none()) {
                // The key of a record stands beside its bytes.
                let message = Message { is_bytes: None, ..of_event(program, deployment.app_id, event) };
                found.extend(judge(
                    deployment,
                    &message,
                    &Asked { key: "key", field, subject: event.key_path() },
                ));
            }
        }
        for function in &deployment.functions {
            for trigger in &function.triggers {
                of_trigger(program, deployment, trigger, &function.key_path(), &mut found);
            }
        }
        of_flows(findings, deployment, &mut found);
    }
    findings.sink.extend_with(found);
}

fn of_event<'p>(program: &'p Program, app: AppId, event: &'p Event) -> Message<'p> {
    let is_bytes = (event.format.value == Format::Bytes).then_some(event.format.span);
    message(program, app, format!("the event `{}`", event.name.value), event.schema.as_ref(), is_bytes)
}

fn of_body<'p>(program: &'p Program, app: AppId, what: &str, body: Option<&'p Body>) -> Message<'p> {
    let is_bytes = body.filter(|body| body.format.value == Format::Bytes).map(|body| body.format.span);
    message(program, app, what.to_owned(), body.and_then(|body| body.schema.as_ref()), is_bytes)
}

fn message<'p>(
    program: &'p Program,
    app: AppId,
    what: String,
    schema: Option<&'p Spanned<String>>,
    is_bytes: Option<Span>,
) -> Message<'p> {
    let parsed = schema.and_then(|schema| program.schema(app, &schema.value));
    Message { what, schema: parsed, written: schema.map(|schema| schema.span), is_bytes }
}

fn of_trigger(
    program: &Program,
    deployment: &Deployment,
    trigger: &Trigger,
    subject: &str,
    found: &mut Vec<Diagnostic>,
) {
    let app = deployment.app_id;
    let (message, idempotent_by) = match &trigger.kind {
        TriggerKind::Event(event) => {
            let node: NodeRef = event.event.node;
            let Some(target) = program.event(node) else { return };
            let app = program.deployment(node.deployment).app_id;
            (of_event(program, app, target), &event.delivery.idempotent_by)
        }
        TriggerKind::Webhook(webhook) => {
            (of_body(program, app, "the body of the webhook", webhook.body.as_ref()), &webhook.idempotent_by)
        }
        TriggerKind::Mqtt(mqtt) => (
            of_body(program, app, "the message of the device", mqtt.body.as_ref()),
            &mqtt.delivery.idempotent_by,
        ),
        _ => return,
    };
    if let IdempotentBy::Field(field) = idempotent_by {
        let asked = Asked { key: "idempotent_by", field, subject: subject.to_owned() };
        found.extend(judge(deployment, &message, &asked));
    }
    for filter in trigger.kind.delivery().into_iter().flat_map(|delivery| &delivery.filter) {
        if !filter.field.value.starts_with("ce-") {
            let asked = Asked { key: "filter", field: &filter.field, subject: subject.to_owned() };
            found.extend(judge(deployment, &message, &asked));
        }
    }
}

/// The field that tells transactions apart is in every event on the way.
fn of_flows(findings: &Findings<'_>, deployment: &Deployment, found: &mut Vec<Diagnostic>) {
    let program = findings.program;
    for flow in &deployment.flows {
        let Some(field) = &flow.correlate_by else { continue };
        let subject = format!("flows.{}", flow.name.value);
        for (node, event) in Way::of(findings.traffic(), flow).events() {
            let app = program.deployment(node.deployment).app_id;
            let message = of_event(program, app, event);
            let asked = Asked { key: "correlate_by", field, subject: subject.clone() };
            found.extend(judge(deployment, &message, &asked));
        }
    }
}

fn judge(deployment: &Deployment, message: &Message<'_>, asked: &Asked<'_>) -> Option<Diagnostic> {
    let (key, name) = (asked.key, &asked.field.value);
    let found = if let Some(format) = message.is_bytes {
        FIELD_OF_BYTES
            .at(
                asked.field.span,
                format!("`{key}` names the field `{name}`, and {} is bytes without fields", message.what),
            )
            .label(format, "bytes")
            .help("say the real `format`, or leave the field out")
    } else {
        let Field::Missing { part, beside } = look_up(message.schema?, name) else { return None };
        let found = UNKNOWN_FIELD.at(
            asked.field.span,
            format!("`{key}` names the field `{name}`, which the schema of {} does not have", message.what),
        );
        let found = match message.written {
            Some(span) => found.label(span, format!("this schema has no `{part}`")),
            None => found,
        };
        match did_you_mean(&part, beside.iter().map(String::as_str)) {
            Some(meant) => {
                let whole = name.split('.').map(|piece| if piece == part { meant } else { piece });
                let whole = whole.collect::<Vec<_>>().join(".");
                found.note(format!("did you mean `{meant}`?")).replace(
                    format!("write `{whole}`"),
                    asked.field.span,
                    whole,
                    faasc_diagnostics::Applicability::NeedsReview,
                )
            }
            None if beside.len() <= 12 => {
                found.note(format!("it has {}", list_of(beside.iter().map(String::as_str), "and")))
            }
            None => found,
        }
    };
    Some(found.about(asked.subject.clone()).within(deployment.environment.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const SCHEMA: &str =
        r#"{ "properties": { "orderId": { "type": "string" }, "shop": { "properties": { "id": {} } } } }"#;

    fn spec(event: &str, trigger: &str, flow: &str) -> Spec {
        Spec::of(&format!(
            "events: {{ sold: {{ via: topic, schema: sold.json{event} }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: sold, {trigger} }}] }}\n{flow}"
        ))
        .with("sold.json", SCHEMA)
    }

    #[test]
    fn fields_that_are_there_are_no_finding() {
        let flow = "flows: { way: { from: a, to: b, correlate_by: orderId } }\n";
        let good = spec(", key: shop.id", "idempotent_by: orderId, filter: { shop.id: x, ce-type: y }", flow);
        assert_eq!(good.codes(), Vec::<&str>::new());
    }

    #[test]
    fn each_place_that_names_a_field_is_held_against_the_schema() {
        let by = "idempotent_by: orderId";
        let flow = "flows: { way: { from: a, to: b, correlate_by: order } }\n";
        for bad in [
            spec(", key: shop.name", by, ""),
            spec("", "idempotent_by: orderID", ""),
            spec("", "idempotent_by: orderId, filter: { shops: x }", ""),
            spec("", by, flow),
        ] {
            assert_eq!(bad.codes(), ["F0861"]);
        }
    }

    #[test]
    fn bytes_have_no_fields() {
        let spec = |by: &str| {
            Spec::of(&format!(
                "events: {{ sold: {{ via: topic, format: bytes }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
                 b: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: {by} }}] }}\n"
            ))
        };
        assert_eq!(spec("id").codes(), ["F0864"]);
        assert_eq!(spec("{ none: each one is written once }").codes(), Vec::<&str>::new());
    }
}
