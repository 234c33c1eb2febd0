//! Functions that nothing starts, and events with one end.

use faasc_diagnostics::Code;
use faasc_model::DeclarationKind;

use crate::rule::{Findings, Rule};

static UNSTARTED: Code = Code::warning("F0831", "unreachable-function", "a function that nothing starts");
static UNFILLED: Code = Code::warning("F0832", "event-without-producer", "an event that nothing fills");
static UNHANDLED: Code = Code::warning("F0833", "event-without-consumer", "an event that nothing handles");

pub(crate) const RULE: Rule = Rule { codes: &[&UNSTARTED, &UNFILLED, &UNHANDLED], needs_whole: true, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for app in program.apps.iter().filter(|app| !app.is_outside && !app.is_exports_only) {
        for declared in &app.declarations {
            let name = &declared.name.value;
            let found = match declared.kind {
                DeclarationKind::Function if !declared.is_used => UNSTARTED
                    .at(declared.name.span, format!("nothing starts the function `{name}`"))
                    .here("it has no trigger, and nothing calls it")
                    .help("give it a trigger, call it, or say `invoke: external` when it is started from outside"),
                DeclarationKind::Event if declared.is_used && declared.lacks_producer => UNFILLED
                    .at(declared.name.span, format!("nothing fills the event `{name}`"))
                    .here("it is handled, and never emitted")
                    .help("emit it in a function, or say `producer: external` when others fill it"),
                DeclarationKind::Event if declared.is_used && declared.lacks_consumer => UNHANDLED
                    .at(declared.name.span, format!("nothing handles the event `{name}`"))
                    .here("it is emitted, and no function has it as a trigger")
                    .help("handle it in a function, or add it to `exports` when other apps do"),
                _ => continue,
            };
            findings.sink.push(found.about(format!("{}.{name}", declared.kind.section())));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    #[test]
    fn a_function_is_started_by_a_trigger_a_call_an_authenticator_or_from_outside() {
        let spec = |dead: &str| {
            Spec::of(&format!(
                "exports: [shared]\n\
                 auth: {{ ask: {{ custom: {{ function: judge }} }} }}\n\
                 functions:\n  \
                 judge: {{ ${{code}} }}\n  \
                 shared: {{ ${{code}} }}\n  \
                 outside: {{ ${{code}}, invoke: external }}\n  \
                 entry: {{ ${{code}}, triggers: [{{ http: GET /a, auth: ask }}], calls: [called] }}\n  \
                 called: {{ ${{code}} }}\n{dead}"
            ))
        };
        assert_eq!(spec("").codes(), Vec::<&str>::new());
        let dead =
            "  dead: { ${code}, calls: [below] }\n  below: { ${code} }\n".replace("${code}", "source: ./src");
        assert_eq!(spec(&dead).messages("F0831"), ["nothing starts the function `dead`"]);
    }

    #[test]
    fn functions_that_only_call_one_another_are_found_once() {
        let spec = Spec::of(
            "functions:\n  entry: { ${code}, triggers: [{ schedule: every 1h }] }\n  \
             one: { ${code}, calls: { two: 0.1 } }\n  two: { ${code}, calls: { one: 0.1 } }\n",
        );
        assert_eq!(spec.messages("F0831"), ["nothing starts the function `one`"]);
    }

    #[test]
    fn an_event_has_two_ends_unless_others_hold_one() {
        let spec = |event: &str, rest: &str| {
            Spec::of(&format!(
                "{rest}events: {{ sold: {event} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n"
            ))
        };
        assert_eq!(spec("{ via: topic }", "").codes(), ["F0833"]);
        assert_eq!(spec("{ via: topic }", "exports: [sold]\n").codes(), Vec::<&str>::new());
        let handled = |event: &str| {
            Spec::of(&format!(
                "events: {{ sold: {event} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id }}] }}\n"
            ))
        };
        assert_eq!(handled("{ via: topic }").codes(), ["F0832"]);
        assert_eq!(handled("{ via: topic, producer: external }").codes(), Vec::<&str>::new());
    }
}
