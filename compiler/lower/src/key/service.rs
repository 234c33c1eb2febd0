//! `services`: what is called and not run.

use crate::form::{
    Fact, Form, Kind, KindsForm, Late, MapForm, NameOf, NamedForm, Ref, Scalar, key, map, named, needed,
};
use crate::key::data::PLACES;
use crate::key::event::CLASSES;
use crate::key::top::{TEXT, to};

static MECHANISM_MAP: MapForm = map(
    "a transfer mechanism",
    &[
        needed("by", Form::Scalar(Scalar::Fact(Fact::Mechanism)), "A mechanism of the fact base.", "eu-scc"),
        key("evidence", TEXT, "What proves it.", "none", "contract 2026-114, module 2"),
        key("until", Form::Scalar(Scalar::Date), "The last day on which it holds.", "none", "2027-06-30"),
    ],
);
pub(crate) const MECHANISM: Form = Form::OneOrMany(&Form::Map(&MECHANISM_MAP));

#[rustfmt::skip]
static STUB: KindsForm = KindsForm { what: "a stub", common: &[], kinds: &[
    Kind { key: needed("source", Form::Scalar(Scalar::Path), "A folder with a function that answers.", "./stubs/psp"), own: &[] },
    Kind { key: needed("respond", Form::Map(&RESPOND), "A fixed answer.", "{ status: 200, body: { accepted: true } }"), own: &[] },
] };
static RESPOND: MapForm = map(
    "a fixed answer",
    &[
        key("status", Form::Scalar(Scalar::Integer(100, 599)), "The HTTP status.", "200", "202"),
        key("body", Form::Literal(None), "The body.", "empty", "{ accepted: true }"),
    ],
);

static LATENCY: MapForm = map(
    "a latency",
    &[
        key(
            "p50",
            Form::Estimate(Scalar::Duration),
            "Half of the calls are faster.",
            "a documented default",
            "120ms",
        ),
        key(
            "p99",
            Form::Estimate(Scalar::Duration),
            "99 of 100 calls are faster.",
            "a documented default",
            "900ms",
        ),
    ],
);

#[rustfmt::skip]
static SERVICE_EXPECT: MapForm = map("what is expected of a service", &[
    key("latency", Form::Map(&LATENCY), "How long it takes to answer.", "a documented default", "{ p50: 120ms, p99: 900ms }"),
    key("price", Form::Estimate(Scalar::MoneyPerCall), "What a call costs.", "nothing", "0.0002 USD/call"),
    key("error_rate", Form::Estimate(Scalar::Share), "How often it fails.", "a documented default", "1%"),
]);

pub(crate) static SERVICES: NamedForm = named("a service", NameOf::Declared, Form::Map(&SERVICE));

#[rustfmt::skip]
static SERVICE: MapForm = map("a service", &[
    needed("url", Form::Scalar(Scalar::Passed(Late::Passed)), "Where it answers.", "https://api.psp.example"),
    key("located", PLACES, "The countries in which it processes.", "not known: an error where a class demands a place", "[\"IE\"]"),
    key("operator", TEXT, "Who runs it.", "not said", "PSP Ltd"),
    key("receives", CLASSES, "The data classes that it may receive. Absent: inferred; `[]`: nothing classified.", "inferred", "[account, card]"),
    key("returns", CLASSES, "The data classes that come back.", "none", "[card]"),
    key("mechanism", MECHANISM, "What makes the transfer lawful: one or several.", "none", "{ by: eu-scc, evidence: contract 2026-114 }"),
    key("credential", to(Ref::Secret), "A secret; whoever calls gets it.", "none", "psp-key"),
    key("access", PLACES, "Countries from which its staff can read.", "not said", "[\"IE\"]"),
    key("stub", Form::Kinds(&STUB), "What answers in `faasc dev` and `faasc test`.", "none", "{ respond: { status: 200 } }"),
    key("expect", Form::Map(&SERVICE_EXPECT), "What is expected of it.", "a documented default", "{ latency: { p50: 120ms, p99: 900ms } }"),
]);
