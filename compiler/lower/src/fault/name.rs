//! Findings about names.

use faasc_diagnostics::{Applicability, Code, Diagnostic, did_you_mean, list_of};
use faasc_source::Span;

pub(crate) const CODES: &[&Code] = &[
    &DANGLING,
    &DUPLICATE,
    &UNKNOWN_VARIABLE,
    &NO_VALUE,
    &UNKNOWN_PART,
    &NOT_HERE,
    &MISSING_FILE,
    &UNKNOWN_FACT,
    &NOT_EXPORTED,
    &OTHER_KIND,
    &BARE_NONE,
    &UNKNOWN_APP,
    &VARIABLES_MEET,
    &SAME_TRIGGER,
    &BROKEN_SCHEMA,
    &OTHER_ENVIRONMENT,
];

pub(crate) static DANGLING: Code = Code::error("F0301", "dangling-name", "a name that nothing has");
pub(crate) static DUPLICATE: Code = Code::error("F0302", "duplicate-name", "two things of one name");
pub(crate) static UNKNOWN_VARIABLE: Code =
    Code::error("F0303", "unknown-variable", "a `${…}` that names no variable or input");
pub(crate) static NO_VALUE: Code = Code::error("F0304", "variable-without-value", "a variable has no value");
pub(crate) static UNKNOWN_PART: Code =
    Code::error("F0305", "unknown-interpolation", "a `${…}` that the language does not have");
pub(crate) static NOT_HERE: Code =
    Code::error("F0306", "interpolation-not-here", "a `${…}` that cannot stand here");
pub(crate) static MISSING_FILE: Code =
    Code::error("F0307", "missing-file", "a file or folder that is not there");
pub(crate) static UNKNOWN_FACT: Code =
    Code::error("F0308", "unknown-fact", "a name that the fact base does not have");
pub(crate) static NOT_EXPORTED: Code =
    Code::error("F0309", "not-exported", "a name that the other app does not export");
pub(crate) static OTHER_KIND: Code =
    Code::error("F0310", "other-kind", "a name that leads to another kind of thing");
pub(crate) static BARE_NONE: Code = Code::error("F0311", "bare-none", "`none` without its reason");
pub(crate) static UNKNOWN_APP: Code =
    Code::error("F0312", "unknown-app", "a name of an app that is not under `uses`");
pub(crate) static VARIABLES_MEET: Code =
    Code::error("F0313", "variables-meet", "two names that become one environment variable");
pub(crate) static SAME_TRIGGER: Code =
    Code::error("F0314", "same-trigger-id", "two triggers of a function with one id");
pub(crate) static BROKEN_SCHEMA: Code =
    Code::error("F0315", "broken-schema", "a schema file that is no JSON Schema");
pub(crate) static OTHER_ENVIRONMENT: Code = Code::error(
    "F0316",
    "not-in-this-environment",
    "a name of something that does not exist in this environment",
);

pub(crate) fn dangling<'n>(
    span: Span,
    text: &str,
    what: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let found = DANGLING.at(span, format!("there is no {what} `{text}`"));
    match did_you_mean(text, known.clone()) {
        Some(meant) => found.replace(format!("write `{meant}`"), span, meant, Applicability::NeedsReview),
        None => {
            let known: Vec<&str> = known.collect();
            match known.len() {
                0 => found.note(format!("no {what} is declared")),
                1..=12 => found.note(format!("declared: {}", list_of(known, "and"))),
                _ => found,
            }
        }
    }
}

pub(crate) fn other_kind(span: Span, text: &str, wanted: &str, found: &str, declared: Span) -> Diagnostic {
    OTHER_KIND
        .at(span, format!("`{text}` is {found}, and {wanted} is meant here"))
        .label(declared, format!("{found}, declared here"))
}

pub(crate) fn duplicate(span: Span, text: &str, what: &str, first: Span, first_what: &str) -> Diagnostic {
    let message = if what == first_what {
        format!("the {what} `{text}` is declared twice")
    } else {
        format!("`{text}` names {} and {}", a(first_what), a(what))
    };
    let found = DUPLICATE.at(span, message).here("again here").label(first, "first here");
    if what == first_what {
        found
    } else {
        found.note("functions, events, stores and services share one namespace")
    }
}

fn a(what: &str) -> String {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { format!("an {what}") } else { format!("a {what}") }
}

pub(crate) fn unknown_variable<'n>(
    span: Span,
    kind: &str,
    text: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let section = if kind == "variable" { "vars" } else { "inputs" };
    let found = UNKNOWN_VARIABLE.at(span, format!("there is no {kind} `{text}`"));
    match did_you_mean(text, known) {
        Some(meant) => found.note(format!("did you mean `{meant}`?")).replace(
            format!("write `${{{section}.{meant}}}`"),
            span,
            format!("${{{section}.{meant}}}"),
            Applicability::NeedsReview,
        ),
        None => found.help(format!("declare it under `{section}`")),
    }
}

pub(crate) fn unknown_given<'n>(
    span: Span,
    name: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let found =
        UNKNOWN_VARIABLE.at(span, format!("there is no variable `{name}` for `--var` to give a value"));
    match did_you_mean(name, known) {
        Some(meant) => found.help(format!("write `--var {meant}=…`")),
        None => found.help("declare it under `vars`, or take it off the command line"),
    }
}

pub(crate) fn no_value(span: Span, name: &str, uses: &[Span]) -> Diagnostic {
    let mut found = NO_VALUE
        .at(span, format!("the variable `{name}` has no value"))
        .here("declared without a default")
        .help(format!(
            "give it a `default`, or a value under `vars` of the environment, or `--var {name}=…`"
        ));
    for used in uses.iter().take(3) {
        found = found.label(*used, "used here");
    }
    found
}

pub(crate) fn unknown_part(span: Span, text: &str) -> Diagnostic {
    UNKNOWN_PART
        .at(span, format!("`${{{text}}}` is nothing that can be put in"))
        .note("there are `${vars.NAME}`, `${environment}`, `${inputs.NAME}`, `${site.region}`, `${site.account}` and paths of nodes such as `${events.NAME.address}`")
        .help("write `$${` for a literal `${`")
}

pub(crate) fn not_here(span: Span, text: &str, cause: &str) -> Diagnostic {
    NOT_HERE.at(span, format!("`${{{text}}}` cannot stand here: {cause}"))
}

pub(crate) fn missing_file(span: Span, path: &str, what: &str, looked: &str) -> Diagnostic {
    let found = MISSING_FILE.at(span, format!("{what} `{path}` is not there"));
    if looked == path {
        found
    } else {
        found.note(format!("looked for `{looked}`; paths are relative to the file in which they are written"))
    }
}

pub(crate) fn unknown_fact<'n>(
    span: Span,
    text: &str,
    what: &str,
    known: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let found = UNKNOWN_FACT.at(span, format!("the fact base has no {what} `{text}`"));
    match did_you_mean(text, known) {
        Some(meant) => found.replace(format!("write `{meant}`"), span, meant, Applicability::NeedsReview),
        None => found.help(format!("`faasc facts {}` lists those that it has", section_of(what))),
    }
}

/// The section of the fact base that lists what a message calls `what`.
fn section_of(what: &str) -> &str {
    match what {
        "country" => "countries",
        "group" => "groups",
        "data category" => "categories",
        "regime" => "regimes",
        "transfer mechanism" => "mechanisms",
        "method of declassification" => "declassifiers",
        "limit" => "limits",
        what => what,
    }
}

pub(crate) fn not_exported(span: Span, text: &str, app: &str, declared: Span, is_there: bool) -> Diagnostic {
    let found = NOT_EXPORTED.at(span, format!("the app `{app}` does not export `{text}`"));
    if is_there {
        found.label(declared, "it is declared here").help(format!("add `{text}` to the `exports` of `{app}`"))
    } else {
        found
    }
}

pub(crate) fn bare_none(span: Span, in_list: bool) -> Diagnostic {
    if in_list {
        return BARE_NONE
            .at(span, "`none` needs its reason as the value".to_owned())
            .note("inside `any` or `all`, `none` would make the entry public without saying so")
            .help("take `none` out of the list; an entry that is public says `auth: { none: REASON }`");
    }
    left_out(span, "none", "auth: { none: REASON }", "everybody may call")
}

/// Something is left out without its reason: `none` or `drop` as a bare word.
pub(crate) fn left_out(span: Span, word: &str, written: &str, why: &str) -> Diagnostic {
    BARE_NONE
        .at(span, format!("`{word}` needs its reason as the value"))
        .help(format!("write `{written}`, with the reason why {why}"))
}

pub(crate) fn unknown_app<'n>(
    span: Span,
    app: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let found = UNKNOWN_APP.at(span, format!("no app `{app}` is under `uses`"));
    match did_you_mean(app, known) {
        Some(meant) => found.note(format!("did you mean `{meant}`?")),
        None => found.help(format!("add `uses: {{ {app}: ../{app}/faas.yaml }}`")),
    }
}

pub(crate) fn variables_meet(span: Span, variable: &str, one: &str, other: Span, two: &str) -> Diagnostic {
    VARIABLES_MEET
        .at(span, format!("`{one}` and `{two}` both become the variable `{variable}`"))
        .label(other, "the other one")
        .help("rename one of them")
}

pub(crate) fn same_trigger(span: Span, id: &str, function: &str, first: Span) -> Diagnostic {
    SAME_TRIGGER
        .at(
            span,
            format!("two triggers of `{function}` have the id `{id}`: both are of the same kind and value"),
        )
        .here("the second")
        .label(first, "the first")
        .help("give one of them an `id`, or remove it when it is the same trigger twice")
}

pub(crate) fn broken_schema(span: Span, cause: &str) -> Diagnostic {
    BROKEN_SCHEMA.at(span, format!("this is no JSON Schema: {cause}"))
}

pub(crate) fn other_environment(span: Span, text: &str, environment: &str, declared: Span) -> Diagnostic {
    OTHER_ENVIRONMENT
        .at(span, format!("`{text}` does not exist in the environment `{environment}`"))
        .label(declared, "its `only_in` leaves the environment out")
}
