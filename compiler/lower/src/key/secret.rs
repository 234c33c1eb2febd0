//! `secrets`: references, never values.

use crate::form::{Form, Late, MapForm, NameOf, NamedForm, Ref, Scalar, key, map, named, needed};
use crate::key::top::{DURATION, TEXT};

static EXISTING: NamedForm = named("a site", NameOf::Ref(Ref::Site), Form::Map(&EXISTING_AT));
static EXISTING_AT: MapForm = map(
    "where a secret lies",
    &[needed(
        "id",
        Form::Scalar(Scalar::Passed(Late::Passed)),
        "Its name, parameter path or ARN; `SECRET/KEY` on a cluster.",
        "payments/psp",
    )],
);

pub(crate) static SECRETS: NamedForm = named("a secret", NameOf::Declared, Form::Map(&SECRET));

#[rustfmt::skip]
static SECRET: MapForm = map("a secret", &[
    key("description", TEXT, "What it is.", "", "shared with the payment provider"),
    key("existing", Form::Named(&EXISTING), "Where it already lies, by site. Absent, an empty one is made, and the emitted README says how to fill it.", "made empty", "{ eu: { id: payments/psp } }"),
    key("versions", Form::Scalar(Scalar::Integer(1, 2)), "How many versions are valid at a time; 2 verifies against either while one is exchanged.", "1", "2"),
    key("rotate", DURATION, "How often it should change; overdue rotation is shown, never done.", "never", "90d"),
]);
