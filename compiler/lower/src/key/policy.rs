//! `policy` and `waivers`.

use crate::form::{Form, Kind, KindsForm, MapForm, NamedForm, Ref, Scalar, grammar, key, map, named, needed};
use crate::key::data::PLACES;
use crate::key::event::ENCRYPTIONS;
use crate::key::top::{BOOL, DURATION, LABELS, TEXT, of, to};

static TRIGGERS: &[&str] =
    &["http", "webhook", "schedule", "event", "object", "change", "websocket", "mqtt", "platform"];
static AUTH_KINDS: &[&str] = &["jwt", "oidc", "api_key", "mtls", "hmac", "basic", "cloud_iam", "custom"];
const KIND: Form = Form::Scalar(Scalar::Word(AUTH_KINDS));

const fn one_or_many(form: &'static Form) -> Form {
    Form::OneOrMany(form)
}

static SELECTED_LABELS: NamedForm = named("a label", LABELS.names, Form::OneOrMany(&TEXT));

#[rustfmt::skip]
static SELECT: MapForm = map("what a rule is about", &[
    key("trigger", one_or_many(&Form::Scalar(Scalar::Word(TRIGGERS))), "Kinds of trigger.", "any", "[http, webhook]"),
    key("carries", one_or_many(&to(Ref::Class)), "Data classes.", "any", "card"),
    key("function", one_or_many(&to(Ref::OwnFunction)), "Functions.", "any", "charge"),
    key("event", one_or_many(&to(Ref::OwnEvent)), "Events.", "any", "charge-due"),
    key("store", one_or_many(&to(Ref::Store)), "Stores.", "any", "ledger"),
    key("service", one_or_many(&to(Ref::Service)), "Services.", "any", "psp"),
    key("site", one_or_many(&to(Ref::Site)), "Sites.", "any", "eu"),
    key("environment", one_or_many(&to(Ref::Environment)), "Environments.", "any", "production"),
    key("labels", Form::Named(&SELECTED_LABELS), "Labels with one of these values.", "any", "{ tier: gold }"),
]);

#[rustfmt::skip]
static ANY_ALL: KindsForm = KindsForm { what: "what a rule asks of authenticators", common: &[], kinds: &[
    Kind { key: needed("any", Form::NonEmptyList(&KIND), "One of these kinds.", "[jwt, mtls]"), own: &[] },
    Kind { key: needed("all", Form::NonEmptyList(&KIND), "Each of these kinds.", "[jwt, mtls]"), own: &[] },
] };
#[rustfmt::skip]
static MAX: MapForm = map("ceilings", &[
    key("memory", Form::Scalar(Scalar::Size), "The most memory.", "none", "1GiB"),
    key("timeout", DURATION, "The longest timeout.", "none", "1m"),
    key("instances", Form::Scalar(Scalar::Integer(1, 1_000_000)), "The most instances.", "none", "50"),
    key("retention", DURATION, "The longest retention.", "none", "30d"),
]);
#[rustfmt::skip]
static REQUIRE: MapForm = map("what a rule demands", &[
    key("auth_kind", Form::Kinds(&ANY_ALL), "Kinds of authenticator; with `store`, `event` or `service` it binds every entry whose data reaches them.", "not asked", "{ all: [jwt, mtls] }"),
    key("encryption", Form::Scalar(Scalar::Word(ENCRYPTIONS)), "Whose key encrypts.", "not asked", "customer"),
    key("located", PLACES, "Where it must lie.", "not asked", "[\"@EEA\"]"),
    key("enforced", BOOL, "Edges that the host enforces.", "not asked", "true"),
    key("owner", BOOL, "An owner.", "not asked", "true"),
    key("labels", Form::List(&TEXT), "Labels that must be there.", "none", "[team]"),
    key("rate_limit", BOOL, "A rate limit.", "not asked", "true"),
    key("max", Form::Map(&MAX), "Ceilings.", "none", "{ memory: 1GiB }"),
]);

#[rustfmt::skip]
pub(crate) static POLICY: MapForm = map("a rule", &[
    needed("rule", of(&grammar::NAME), "Its name.", "card-data-needs-strong-auth"),
    needed("select", Form::Map(&SELECT), "What it is about; all must hold.", "{ trigger: [http, webhook], carries: card }"),
    needed("require", Form::Map(&REQUIRE), "What it demands.", "{ auth_kind: { all: [jwt, mtls] } }"),
    key("level", Form::Scalar(Scalar::Word(&["mandatory", "advisory"])), "Whether a breach stops the build or warns.", "mandatory", "advisory"),
    key("waivable_by", Form::List(&TEXT), "Owners who may waive it.", "anybody", "[security@video.example]"),
]);

#[rustfmt::skip]
pub(crate) static WAIVER: MapForm = map("a waiver", &[
    needed("code", TEXT, "A diagnostic's code, or the name of a policy rule.", "card-data-needs-strong-auth"),
    needed("at", TEXT, "A path of this file: what is found about that node and below it.", "functions.pay"),
    needed("because", Form::Scalar(Scalar::Reason), "Why.", "the till has no certificate yet"),
    needed("owner", TEXT, "Who answers for it.", "pay-team@shop.example"),
    needed("expires", Form::Scalar(Scalar::Date), "Its last day.", "2027-06-30"),
]);
