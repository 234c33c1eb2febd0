//! The JSON Schemas that nodes name, as data for the rules.

use std::collections::BTreeSet;

use faasc_model::{Body, Deployment, Format, Program, TriggerKind};
use faasc_source::{Files, Spanned, join};

/// Reads every JSON Schema of the program once. What is not there or is none was reported where it is named.
pub(crate) fn read(program: &mut Program, files: &dyn Files) {
    let mut paths = BTreeSet::new();
    for deployment in &program.deployments {
        let folder = &program.app(deployment.app_id).folder;
        paths.extend(named(deployment).map(|path| join(folder, &path.value)));
    }
    for path in paths {
        let parsed = files.read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if let Some(schema) = parsed {
            program.schemas.insert(path, schema);
        }
    }
}

fn named(deployment: &Deployment) -> impl Iterator<Item = &Spanned<String>> {
    let events = deployment.events.iter().filter(|event| event.format.value == Format::Json);
    let triggers = deployment.functions.iter().flat_map(|function| &function.triggers);
    let triggers = triggers.flat_map(|trigger| of_trigger(&trigger.kind));
    events.filter_map(|event| event.schema.as_ref()).chain(triggers)
}

fn of_trigger(kind: &TriggerKind) -> impl Iterator<Item = &Spanned<String>> {
    let found = match kind {
        TriggerKind::Http(http) => [of_body(http.body.as_ref()), of_body(http.returns.as_ref())],
        TriggerKind::Webhook(webhook) => [of_body(webhook.body.as_ref()), of_body(webhook.returns.as_ref())],
        TriggerKind::Websocket(socket) => [of_body(socket.body.as_ref()), of_body(socket.returns.as_ref())],
        TriggerKind::Mqtt(mqtt) => [of_body(mqtt.body.as_ref()), None],
        TriggerKind::Platform(platform) => [of_body(platform.body.as_ref()), None],
        TriggerKind::Event(event) => [event.expects.as_ref(), None],
        TriggerKind::Schedule(_) | TriggerKind::Object(_) | TriggerKind::Change(_) => [None, None],
    };
    found.into_iter().flatten()
}

fn of_body(body: Option<&Body>) -> Option<&Spanned<String>> {
    body.filter(|body| body.format.value == Format::Json)?.schema.as_ref()
}
