//! Findings about credentials that stand in a file. None of them shows one.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Credential, Fact};
use faasc_source::Span;

pub(crate) const CODES: &[&Code] = &[&SHAPE, &NAMED, &VALUE];

pub(crate) static SHAPE: Code =
    Code::error("F1041", "credential-in-file", "a text with the shape of a credential");
pub(crate) static NAMED: Code =
    Code::error("F1042", "credential-under-its-name", "a literal under a key that names a credential");
pub(crate) static VALUE: Code =
    Code::error("F1043", "secret-with-a-value", "a value where a secret is declared or named");

const LEAKED: &str = "whoever can read this file and its history has it: exchange it where it came from";

/// A text of a known shape; `holder` is the key that it stands under, none in a comment.
pub(crate) fn shape(span: Span, holder: Option<&str>, shape: Fact<'_, Credential>) -> Diagnostic {
    let message = match holder {
        Some(holder) => format!("`{holder}` holds {}", shape.row().what),
        None => format!("there is {} in this place", shape.row().what),
    };
    let provenance = shape.provenance();
    let source = provenance.main_source();
    let found = SHAPE
        .at(span, message)
        .here("it is not shown")
        .note(LEAKED)
        .note(format!("`{}`: {source}, {}", shape.row().id, provenance.as_of))
        .help("take it out of the file: declare it under `secrets` and name that where it is needed");
    // A shape that nobody confirmed speaks up and stops nothing.
    if shape.gates() { found } else { found.weigh(Severity::Warning) }
}

/// A key that is a credential itself.
pub(crate) fn shape_of_key(span: Span, shape: Fact<'_, Credential>) -> Diagnostic {
    let mut found = self::shape(span, None, shape);
    found.message = format!("a key is {}", shape.row().what);
    found
}

/// A literal under a key whose name says what it is.
pub(crate) fn named(span: Span, key: &str) -> Diagnostic {
    NAMED
        .at(span, format!("`{key}` names a credential, and its value stands in the file"))
        .here("it is not shown")
        .note(LEAKED)
        .help(format!(
            "declare it, `secrets: {{ NAME: {{}} }}`, and take it from there: `secrets: {{ {}: NAME }}` of a function",
            variable(key)
        ))
}

/// A value that a declaration of a secret has.
pub(crate) fn declared(span: Span, name: &str) -> Diagnostic {
    VALUE
        .at(span, format!("the secret `{name}` has a value in the file"))
        .here("it is not shown")
        .note("`secrets` declares references; values lie where the host keeps secrets")
        .note(LEAKED)
        .help(format!(
            "write `{name}: {{}}`; where it lies already, `{name}: {{ existing: {{ SITE: {{ id: … }} }} }}`"
        ))
}

/// A value where the name of a secret is expected.
pub(crate) fn instead_of_name(span: Span, key: &str) -> Diagnostic {
    VALUE
        .at(span, format!("`{key}` takes the name of a secret, and has a value"))
        .here("it is not shown")
        .note(LEAKED)
        .help("declare it, `secrets: { NAME: {} }`, and write that name here")
}

/// The variable that a key would be.
fn variable(key: &str) -> String {
    let upper = key.to_uppercase();
    upper.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '_' }).collect()
}
