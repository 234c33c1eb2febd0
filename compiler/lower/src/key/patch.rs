//! `patches`: changes by hand to what is emitted.

use crate::form::{Form, Key, Kind, KindsForm, Late, MapForm, Scalar, key, map, needed};
use crate::key::top::TEXT;

static TARGETS: &[&str] = &["terraform", "kubernetes"];
static MATCH: MapForm = map(
    "what is matched",
    &[
        needed("kind", TEXT, "The type of resource, as emitted.", "aws_lambda_function"),
        key("name", TEXT, "Its name, as emitted.", "every one of that kind", "charge"),
    ],
);
static COMMON: &[Key] = &[
    needed("target", Form::Scalar(Scalar::Word(TARGETS)), "Whose resources are changed.", "terraform"),
    needed(
        "match",
        Form::Map(&MATCH),
        "Which resources are changed; one that matches nothing is an error.",
        "{ kind: aws_lambda_function }",
    ),
];

#[rustfmt::skip]
pub(crate) static PATCH: KindsForm = KindsForm { what: "a patch", common: COMMON, kinds: &[
    Kind { key: needed("merge", Form::Literal(Some(Late::Passed)), "What is merged in; null removes. In Terraform `$${…}` is its own expression.", "{ publish: true }"), own: &[] },
    Kind { key: needed("json_patch", Form::List(&Form::Literal(Some(Late::Passed))), "Operations of JSON Patch.", "[{ op: add, path: /publish, value: true }]"), own: &[] },
] };
