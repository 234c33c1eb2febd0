//! `flows`: end-to-end promises.

use crate::form::{Form, MapForm, NameOf, NamedForm, Ref, grammar, key, map, named, needed};
use crate::key::top::{DURATION, of, to};

pub(crate) static FLOWS: NamedForm = named("a flow", NameOf::Declared, Form::Map(&FLOW));

static WITHIN: MapForm = map(
    "a promise",
    &[
        key("p50", DURATION, "Half of the transactions are faster.", "none", "2s"),
        key("p99", DURATION, "99 of 100 transactions are faster.", "none", "15s"),
    ],
);

#[rustfmt::skip]
static FLOW: MapForm = map("a flow", &[
    needed("from", to(Ref::Function), "The function whose trigger starts it.", "authenticate"),
    key("through", Form::List(&to(Ref::Function)), "Functions on its way, in order.", "any way", "[select-server]"),
    needed("to", to(Ref::Function), "The step that makes the transaction final.", "charge"),
    key("within", Form::Map(&WITHIN), "How long it may take.", "no promise", "{ p99: 15s }"),
    key("correlate_by", of(&grammar::FIELD), "The field that tells transactions apart.", "none", "playId"),
    key("on_failure", to(Ref::Event), "The event that gets what failed on the way, where a step has no dead letter of its own.", "none", "charge-failed"),
]);
