//! One method and path cannot lead to two functions.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_model::{Route, TriggerKind};
use faasc_source::{Span, Spanned};

use crate::rule::{Findings, Rule};

static DUPLICATE_ROUTE: Code = Code::error("F0811", "duplicate-route", "one route leads to two triggers");

pub(crate) const RULE: Rule = Rule { codes: &[&DUPLICATE_ROUTE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        let mut taken: BTreeMap<(&str, String), (Span, &str)> = BTreeMap::new();
        for function in &deployment.functions {
            for trigger in &function.triggers {
                for (key, span, shown) in routes(&trigger.kind) {
                    let Some((first, owner)) = taken.get(&key) else {
                        taken.insert(key, (span, &function.name.value));
                        continue;
                    };
                    let name = &function.name.value;
                    let message = if *owner == &**name {
                        format!("`{shown}` is a trigger of `{name}` twice")
                    } else {
                        format!("`{shown}` leads to `{name}`, and already to `{owner}`")
                    };
                    let found = DUPLICATE_ROUTE
                        .at(span, message)
                        .here("again here")
                        .label(*first, "first here")
                        .note("routes that differ in the names of parameters alone are the same route")
                        .help("give one of them another path or method")
                        .about(function.key_path())
                        .within(deployment.environment.to_string());
                    findings.sink.push(found);
                }
            }
        }
    }
}

/// What a trigger answers to: what tells it apart, where it is written, and its words.
fn routes(kind: &TriggerKind) -> Vec<((&str, String), Span, String)> {
    let of = |route: &'_ Spanned<Route>| {
        let shown = format!("{} {}", route.value.method, route.value.path);
        (route.value.shape(), route.span, shown)
    };
    let (method, (shape, span, shown)) = match kind {
        TriggerKind::Http(http) => (http.route.value.method.as_str(), of(&http.route)),
        TriggerKind::Webhook(webhook) => (webhook.route.value.method.as_str(), of(&webhook.route)),
        TriggerKind::Websocket(socket) => {
            let path = &socket.path.value;
            let each = socket.routes.iter().map(|route| {
                let name = &route.value;
                // The routes of a socket lie beside those of HTTP: none of them is a method.
                (("socket", format!("{path} {name}")), route.span, format!("{name} of {path}"))
            });
            return each.collect();
        }
        _ => return Vec::new(),
    };
    vec![((method, shape), span, shown)]
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(first: &str, second: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a: {{ ${{code}}, triggers: [{{ {first} }}] }}\n  b: {{ ${{code}}, triggers: [{{ {second} }}] }}\n"
        ))
        .codes()
        .into_iter()
        .filter(|code| *code == "F0811")
        .collect()
    }

    const NONE: &str = "auth: { none: a test }";

    #[test]
    fn a_route_leads_to_one_function() {
        assert_eq!(
            spec(&format!("http: \"GET /a/{{b}}\", {NONE}"), &format!("http: \"GET /a/{{c}}\", {NONE}")),
            ["F0811"]
        );
        assert_eq!(
            spec(&format!("http: GET /a, {NONE}"), &format!("http: POST /a, {NONE}")),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn functions_share_a_socket_each_route_once() {
        let connect = format!("websocket: /chat, routes: [$connect, say], {NONE}");
        assert_eq!(spec(&connect, "websocket: /chat, routes: [say, $default]"), ["F0811"]);
        assert_eq!(spec(&connect, "websocket: /chat, routes: [$default]"), Vec::<&str>::new());
        assert_eq!(spec(&connect, "websocket: /other, routes: [say]"), Vec::<&str>::new());
    }
}
