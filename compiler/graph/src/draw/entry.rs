//! What starts things from outside: callers, clocks, devices, other systems.

use faasc_model::{
    Auth, AuthenticatorKind, Function, Invoke, NodeRef, PlatformKind, Producer, Trigger, TriggerKind,
};

use super::Board;
use crate::Stroke;

/// The shape of a trigger from outside and its line to the function.
pub(crate) fn outside(board: &mut Board<'_>, node: NodeRef, trigger: &Trigger) {
    let (title, detail) = match &trigger.kind {
        TriggerKind::Http(http) => (route(&http.route.value), auth(&http.auth.value)),
        TriggerKind::Webhook(webhook) => (route(&webhook.route.value), auth(&webhook.auth.value)),
        TriggerKind::Schedule(schedule) => {
            (schedule.schedule.value.to_string(), schedule.timezone.value.clone())
        }
        TriggerKind::Websocket(socket) => {
            let asks = socket.auth.as_ref().map(|found| auth(&found.value));
            (format!("websocket {}", socket.path.value), asks.unwrap_or_default())
        }
        TriggerKind::Mqtt(mqtt) => (mqtt.topic.value.clone(), "mqtt".to_owned()),
        TriggerKind::Platform(platform) => platform_source(&platform.kind.value),
        // These begin at a node of the graph.
        TriggerKind::Event(_) | TriggerKind::Object(_) | TriggerKind::Change(_) => return,
    };
    let deployment = board.program.deployment(node.deployment);
    let function = board.program.node(node).name().value.clone();
    // Functions with one path share a socket; every other entry is its function's own.
    let key = match &trigger.kind {
        TriggerKind::Websocket(_) => format!("{}_{title}", deployment.app),
        _ => format!("{}_{function}_{}", deployment.app, trigger.id),
    };
    let shape = board.entry(&key, &title, &detail);
    let target = board.shape_of(node);
    let label = match &trigger.kind {
        TriggerKind::Websocket(socket) => {
            let mut routes: Vec<&str> = socket.routes.iter().map(|route| route.value.as_str()).collect();
            routes.sort_unstable();
            routes.join(", ")
        }
        _ => String::new(),
    };
    board.line_between(shape, target, &label, Stroke::Solid);
    if let Some(found) = trigger.kind.auth() {
        authorizers(board, shape, node, &found.value);
    }
}

/// Functions that are asked whether a caller may enter.
fn authorizers(board: &mut Board<'_>, entry: usize, node: NodeRef, auth: &Auth) {
    let deployment = board.program.deployment(node.deployment);
    for name in auth.names() {
        let found = deployment.authenticators.iter().find(|known| known.name.value == name.value);
        if let Some(AuthenticatorKind::Custom { function, .. }) = found.map(|known| &known.kind) {
            let target = board.shape_of(function.node);
            board.line_between(entry, target, "asks", Stroke::Dotted);
        }
    }
}

/// Who starts a function directly.
pub(crate) fn invokers(board: &mut Board<'_>, node: NodeRef, function: &Function) {
    let Some(invoke) = &function.invoke else { return };
    let title = match &invoke.value {
        Invoke::External => "outside callers".to_owned(),
        Invoke::By { principals, .. } => {
            principals.iter().map(|principal| principal.value.to_string()).collect::<Vec<_>>().join(", ")
        }
    };
    let app = &board.program.deployment(node.deployment).app;
    let shape = board.entry(&format!("{app}_{}_invoke", function.name.value), &title, "invoke");
    let target = board.shape_of(node);
    board.line_between(shape, target, "", Stroke::Solid);
}

/// Who fills an event from outside.
pub(crate) fn producers(board: &mut Board<'_>, node: NodeRef) {
    let Some(event) = board.program.event(node) else { return };
    let title = match &event.producer {
        None => return,
        Some(Producer::External) => "outside producers".to_owned(),
        Some(Producer::By { principals, .. }) => {
            principals.iter().map(|principal| principal.value.to_string()).collect::<Vec<_>>().join(", ")
        }
    };
    let app = &board.program.deployment(node.deployment).app;
    let shape = board.entry(&format!("{app}_{}_producer", event.name.value), &title, "producer");
    let target = board.shape_of(node);
    board.line_between(shape, target, "", Stroke::Solid);
}

fn route(route: &faasc_model::Route) -> String {
    format!("{} {}", route.method, route.path)
}

fn platform_source(kind: &PlatformKind) -> (String, String) {
    match kind {
        PlatformKind::Cognito { step } => (step.value.clone(), "cognito".to_owned()),
        PlatformKind::Iot { sql } => (sql.value.clone(), "iot".to_owned()),
        PlatformKind::Alb { path, .. } => (path.value.clone(), "load balancer".to_owned()),
        PlatformKind::Logs { group, .. } => (group.value.to_string(), "logs".to_owned()),
        PlatformKind::Mq { queue, .. } => (queue.value.clone(), "mq".to_owned()),
        PlatformKind::Ses { rule_set } => (rule_set.value.clone(), "mail".to_owned()),
    }
}

/// What an entry asks, in a few words.
fn auth(auth: &Auth) -> String {
    let join = |parts: &[Auth], word: &str| {
        parts.iter().map(self::auth).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match auth {
        Auth::None(_) => "anybody".to_owned(),
        Auth::By(name) | Auth::Then { check: name, .. } => name.value.to_string(),
        Auth::Any(parts) => join(parts, "or"),
        Auth::All(parts) => join(parts, "and"),
    }
}
