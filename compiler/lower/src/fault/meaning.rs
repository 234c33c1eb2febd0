//! Findings about what a well-formed value means.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_source::Span;

pub(crate) const CODES: &[&Code] = &[
    &SCHEDULE,
    &TIMEZONE,
    &WEBHOOK_AUTH,
    &NO_RUNTIME,
    &TABLE_KEY,
    &SIGNATURE,
    &FORMS,
    &NEEDS_KEY,
    &NO_SUBJECTS,
];

pub(crate) static SCHEDULE: Code =
    Code::error("F0901", "impossible-schedule", "a schedule that no clock can follow");
pub(crate) static TIMEZONE: Code =
    Code::error("F0902", "unknown-timezone", "a time zone that is no IANA name");
pub(crate) static WEBHOOK_AUTH: Code =
    Code::error("F1001", "webhook-without-signature", "a webhook that is not signed");
pub(crate) static SIGNATURE: Code =
    Code::error("F1002", "half-a-signature", "a signature with neither a preset nor its parts, or with both");
pub(crate) static NO_RUNTIME: Code = Code::error("F1301", "no-runtime", "a function without a runtime");
pub(crate) static TABLE_KEY: Code = Code::error("F0801", "table-without-key", "a table without a key");
pub(crate) static FORMS: Code =
    Code::error("F0802", "key-of-another-store", "a key that this kind of store or event has not");
pub(crate) static NEEDS_KEY: Code =
    Code::error("F0803", "ordered-without-key", "order without the field that orders");
pub(crate) static NO_SUBJECTS: Code =
    Code::error("F1401", "class-without-subjects", "a class of personal data that does not say whose it is");

pub(crate) fn schedule(span: Span, cause: &str) -> Diagnostic {
    SCHEDULE.at(span, format!("this schedule cannot be followed: {cause}"))
}

pub(crate) fn timezone(span: Span, text: &str, meant: Option<&str>) -> Diagnostic {
    let found = TIMEZONE
        .at(span, format!("`{text}` is no IANA time zone"))
        .note("a zone is a name such as `Europe/Berlin` or `UTC`; offsets such as `UTC+8` have no rules for clock changes");
    match meant {
        Some(meant) => found.note(format!("did you mean `{meant}`?")),
        None => found,
    }
}

pub(crate) fn webhook_auth(span: Span, auth: Option<Span>) -> Diagnostic {
    let found = WEBHOOK_AUTH
        .at(span, "a webhook is signed: its `auth` names an `hmac` authenticator".to_owned())
        .help("declare `auth: { partner: { hmac: { preset: …, secret: … } } }`; for calls that nobody signs take an `http` trigger with `auth: { none: REASON }`");
    match auth {
        Some(auth) => found.label(auth, "this authenticator is of another kind"),
        None => found,
    }
}

pub(crate) fn half_a_signature(span: Span, has_both: bool) -> Diagnostic {
    let message = if has_both {
        "a `preset` says all about the signature, and its parts are here too"
    } else {
        "a signature needs a `preset`, or a `header` with its other parts"
    };
    SIGNATURE.at(span, message.to_owned())
}

pub(crate) fn no_runtime(span: Span, function: &str) -> Diagnostic {
    NO_RUNTIME
        .at(span, format!("the function `{function}` needs a runtime"))
        .help("add `runtime: python3.13` (or `nodeX`, `javaX`, `go`, …) to it or to `defaults`")
}

pub(crate) fn table_key(span: Span, store: &str) -> Diagnostic {
    TABLE_KEY
        .at(span, format!("the table `{store}` needs a key"))
        .help("add `key: FIELD`, or `key: [PARTITION, SORT]`")
}

pub(crate) fn key_of_another_store(span: Span, key: &str, what: &str) -> Diagnostic {
    FORMS.at(span, format!("{what} has no `{key}`"))
}

pub(crate) fn ordered_without_key(span: Span, event: &str) -> Diagnostic {
    NEEDS_KEY
        .at(span, format!("the event `{event}` keeps order, and no `key` says by which field"))
        .help("add `key: FIELD`")
}

pub(crate) fn no_subjects(span: Span, class: &str, category: &str) -> Diagnostic {
    NO_SUBJECTS
        .at(span, format!("the class `{class}` holds `{category}` and does not say whose it is"))
        .help("add `subjects: [\"DE\", …]`: where the people live decides which law holds")
}
