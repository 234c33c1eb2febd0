//! Findings about the form of values: what the JSON Schema refuses too.

use faasc_diagnostics::{Applicability, Code, Diagnostic, did_you_mean, list_of};
use faasc_source::Span;

use crate::form::elsewhere;

pub(crate) const CODES: &[&Code] = &[
    &UNKNOWN_KEY,
    &WRONG_KIND,
    &MISSING_KEY,
    &WRONG_GRAMMAR,
    &UNKNOWN_WORD,
    &NO_KIND,
    &SEVERAL_KINDS,
    &EMPTY_VALUE,
    &EMPTY_REASON,
    &BAD_NAME,
    &BOOLEAN_COUNTRY,
    &OUT_OF_RANGE,
    &FOREIGN_KEY,
    &MISPLACED_KEY,
];

pub(crate) static UNKNOWN_KEY: Code =
    Code::error("F0201", "unknown-key", "a key that the language does not have");
pub(crate) static WRONG_KIND: Code = Code::error("F0202", "wrong-kind", "a value of the wrong kind");
pub(crate) static MISSING_KEY: Code =
    Code::error("F0203", "missing-key", "a key that must be there is missing");
pub(crate) static WRONG_GRAMMAR: Code =
    Code::error("F0204", "wrong-grammar", "a value that does not follow its grammar");
pub(crate) static UNKNOWN_WORD: Code =
    Code::error("F0205", "unknown-word", "a word that is not one of those allowed");
pub(crate) static NO_KIND: Code =
    Code::error("F0206", "kind-missing", "a mapping that must say its kind says none");
pub(crate) static SEVERAL_KINDS: Code =
    Code::error("F0207", "several-kinds", "a mapping that has one kind says several");
pub(crate) static EMPTY_VALUE: Code =
    Code::error("F0208", "empty-value", "a list or mapping that must hold something is empty");
pub(crate) static EMPTY_REASON: Code = Code::error("F0209", "empty-reason", "a reason that says nothing");
pub(crate) static BAD_NAME: Code =
    Code::error("F0210", "bad-name", "a name that is not of the form of names");
pub(crate) static BOOLEAN_COUNTRY: Code =
    Code::error("F0211", "boolean-country", "a boolean where a country is meant");
pub(crate) static OUT_OF_RANGE: Code =
    Code::error("F0212", "quantity-out-of-range", "a quantity that no machine can mean");
pub(crate) static FOREIGN_KEY: Code =
    Code::error("F0213", "key-of-another-kind", "a key that another kind has");
pub(crate) static MISPLACED_KEY: Code =
    Code::error("F0214", "key-of-the-main-file", "a key that only a faas.yaml has, in an included file");

pub(crate) fn unknown_key<'k>(
    key: &str,
    span: Span,
    what: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    is_top: bool,
) -> Diagnostic {
    let found = UNKNOWN_KEY.at(span, format!("{what} has no key `{key}`"));
    match elsewhere::key(key, known.clone()).or_else(|| did_you_mean(key, known.clone())) {
        Some(meant) => found.replace(format!("write `{meant}`"), span, meant, Applicability::NeedsReview),
        None if key.starts_with("x-") && !is_top => found
            .note("keys that begin with `x-` are your own at the top level only")
            .help("move it to the top level"),
        None => {
            let known: Vec<&str> = known.collect();
            if known.is_empty() {
                found
            } else {
                found.note(format!("its keys are {}", list_of(known, "and")))
            }
        }
    }
}

pub(crate) fn wrong_kind(span: Span, name: &str, wanted: &str, found: &str) -> Diagnostic {
    WRONG_KIND.at(span, format!("{name} is {wanted}, not {found}")).here(format!("this is {found}"))
}

pub(crate) fn missing_key(span: Span, what: &str, key: &str, example: &str) -> Diagnostic {
    MISSING_KEY.at(span, format!("{what} needs the key `{key}`")).help(format!("add `{key}: {example}`"))
}

pub(crate) fn wrong_grammar(span: Span, text: &str, what: &str, cause: &str) -> Diagnostic {
    WRONG_GRAMMAR.at(span, format!("`{text}` is not {what}: {cause}"))
}

pub(crate) fn unknown_word(span: Span, text: &str, name: &str, words: &[&str]) -> Diagnostic {
    let found = UNKNOWN_WORD.at(span, format!("{name} cannot be `{text}`"));
    let found = match words {
        [only] => found.note(format!("it is always `{only}`")),
        words => found.note(format!("it is one of {}", list_of(words.iter().copied(), "or"))),
    };
    let words = words.iter().copied();
    match elsewhere::word(text, words.clone()).or_else(|| did_you_mean(text, words)) {
        Some(meant) => found.replace(format!("write `{meant}`"), span, meant, Applicability::NeedsReview),
        None => found,
    }
}

pub(crate) fn no_kind(span: Span, what: &str, kinds: &[&str]) -> Diagnostic {
    NO_KIND
        .at(span, format!("{what} needs exactly one kind: {}", list_of(kinds.iter().copied(), "or")))
        .here("none of these keys is here")
}

pub(crate) fn several_kinds(span: Span, what: &str, kind: &str, first: Span, first_kind: &str) -> Diagnostic {
    SEVERAL_KINDS
        .at(span, format!("{what} has exactly one kind, and both `{first_kind}` and `{kind}` are here"))
        .here("a second kind")
        .label(first, "the first kind")
        .help(format!("make two of it, one with `{first_kind}` and one with `{kind}`"))
}

pub(crate) fn foreign_key(span: Span, key: &str, what: &str, kind: &str, owners: &[&str]) -> Diagnostic {
    FOREIGN_KEY
        .at(span, format!("{what} of kind `{kind}` has no key `{key}`"))
        .note(format!("`{key}` belongs to {}", list_of(owners.iter().copied(), "and")))
}

pub(crate) fn empty_value(span: Span, name: &str, what: &str) -> Diagnostic {
    EMPTY_VALUE.at(span, format!("{name} must hold at least one {what}"))
}

pub(crate) fn empty_reason(span: Span, name: &str) -> Diagnostic {
    EMPTY_REASON
        .at(span, format!("{name} needs a reason, and this one is empty"))
        .help("say in a few words why it is all right")
}

pub(crate) fn reason_wanted(span: Span, name: &str, found: &str) -> Diagnostic {
    WRONG_KIND
        .at(span, format!("{name} takes a reason as its value: a text, not {found}"))
        .here(format!("this is {found}"))
        .help("say in a few words why it is all right")
}

pub(crate) fn bad_name(span: Span, text: &str, what: &str, words: &str) -> Diagnostic {
    let meant = near_name(text);
    let found =
        BAD_NAME.at(span, format!("`{text}` is no name for {what}")).note(format!("a name has {words}"));
    match meant {
        Some(meant) => found.help(format!("write `{meant}`")),
        None => found,
    }
}

/// `sayHello` → `say-hello`.
fn near_name(text: &str) -> Option<String> {
    let mut meant = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_uppercase() => {
                if !meant.is_empty() && !meant.ends_with('-') {
                    meant.push('-');
                }
                meant.push(c.to_ascii_lowercase());
            }
            '_' | ' ' | '.' => meant.push('-'),
            c => meant.push(c),
        }
    }
    crate::form::grammar::is_name(&meant).then_some(meant)
}

pub(crate) fn boolean_country(span: Span, text: &str) -> Diagnostic {
    let found = BOOLEAN_COUNTRY.at(span, format!("`{text}` is a boolean, and a country is meant here")).note(
        "some readers of YAML take an unquoted NO (Norway) for `false`, so country codes are best quoted",
    );
    if text.eq_ignore_ascii_case("false") {
        found.replace("write \"NO\" for Norway", span, "\"NO\"", Applicability::NeedsReview)
    } else {
        found.help("write the ISO 3166-1 code of two capitals in quotes")
    }
}

pub(crate) fn out_of_range(span: Span, text: &str, cause: &str) -> Diagnostic {
    OUT_OF_RANGE.at(span, format!("`{text}` cannot be used: {cause}"))
}

pub(crate) fn misplaced_key(span: Span, key: &str) -> Diagnostic {
    MISPLACED_KEY
        .at(span, format!("`{key}` stands in the faas.yaml alone, not in a file that it includes"))
        .help(format!("remove `{key}` here"))
}
