//! What triggers bring in from outside.

use faasc_model::{Body, DeploymentId, TriggerKind};
use faasc_source::Span;

use super::build::Cx;
use crate::labels::class::Classes;
use crate::labels::{Set, marks};
use crate::scope::Scope;

/// The body of what comes in by a trigger, and the answer that goes out.
pub(crate) const fn bodies(kind: &TriggerKind) -> (Option<&Body>, Option<&Body>) {
    match kind {
        TriggerKind::Http(found) => (found.body.as_ref(), found.returns.as_ref()),
        TriggerKind::Webhook(found) => (found.body.as_ref(), found.returns.as_ref()),
        TriggerKind::Websocket(found) => (found.body.as_ref(), found.returns.as_ref()),
        TriggerKind::Mqtt(found) => (found.body.as_ref(), None),
        TriggerKind::Platform(found) => (found.body.as_ref(), None),
        TriggerKind::Event(_)
        | TriggerKind::Object(_)
        | TriggerKind::Change(_)
        | TriggerKind::Schedule(_) => (None, None),
    }
}

/// The classes of a body: those that it names, else the marks of its schema.
pub(crate) fn classes_of(cx: &Cx<'_, '_>, home: DeploymentId, body: &Body) -> Set {
    match (&body.carries, &body.schema) {
        (Some(carries), _) => cx.classes.listed(cx.scope, home, carries),
        (None, Some(schema)) => marked(cx.scope, cx.classes, home, &schema.value).0,
        (None, None) => Set::default(),
    }
}

/// The classes that a schema's fields are marked with, and whether no others get in.
pub(crate) fn marked(
    scope: &Scope<'_>,
    classes: &Classes<'_>,
    home: DeploymentId,
    schema: &str,
) -> (Set, bool) {
    let app = scope.program.deployment(home).app_id;
    let Some(schema) = scope.program.schema(app, schema) else { return (Set::default(), false) };
    let found = marks::marks(schema);
    let names = found.classes.iter().map(|mark| marks::name(mark));
    (names.filter_map(|name| classes.number(scope, home, &name)).collect(), found.is_closed)
}

/// Where the classes of a body are written.
pub(crate) fn span_of(body: &Body) -> Span {
    let carries = body.carries.as_ref().and_then(|carries| carries.first());
    carries.map(|class| class.span).or(body.schema.as_ref().map(|schema| schema.span)).unwrap_or(body.span)
}
