//! Findings about files.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_source::{FileFault, Span};

pub(crate) const CODES: &[&Code] =
    &[&UNREADABLE, &TOO_LARGE, &TOO_MUCH, &EMPTY, &INCLUDE_CYCLE, &NO_MATCH, &EXPANSION, &NO_EXPORTS];

pub(crate) static UNREADABLE: Code = Code::error("F0130", "unreadable-file", "a file cannot be read");
pub(crate) static TOO_LARGE: Code = Code::error("F0131", "file-too-large", "a file is over the limit");
pub(crate) static TOO_MUCH: Code =
    Code::error("F0132", "too-much-input", "all files together are over the limit");
pub(crate) static EMPTY: Code = Code::error("F0133", "empty-file", "the file holds no mapping");
pub(crate) static INCLUDE_CYCLE: Code =
    Code::error("F0134", "include-cycle", "files include each other in a circle");
pub(crate) static NO_MATCH: Code =
    Code::error("F0135", "include-matches-nothing", "an include matches no file");
pub(crate) static EXPANSION: Code = Code::error("F0136", "expands-too-far", "aliases expand a value too far");

pub(crate) static NO_EXPORTS: Code =
    Code::error("F0137", "no-exports-file", "a `.json` under `uses` is no exports of an app");

pub(crate) fn no_exports(span: Span, path: &str, cause: &str) -> Diagnostic {
    NO_EXPORTS
        .at(span, format!("`{path}` is no `exports.json`: {cause}"))
        .help("name the one that `faasc compile` writes for the other app, or its faas.yaml")
}

pub(crate) fn unreadable(span: Span, path: &str, fault: &FileFault) -> Diagnostic {
    match fault {
        FileFault::TooLarge { size, limit } => TOO_LARGE
            .at(span, format!("`{path}` has {size} bytes, the limit is {limit}"))
            .help("split it: `include` takes further files"),
        FileFault::TooMuch { limit } => TOO_MUCH
            .at(span, format!("all files together have more than {} MiB", limit >> 20))
            .note(format!("`{path}` would go over it and was not read")),
        fault => UNREADABLE.at(span, format!("`{path}` cannot be read: {fault}")),
    }
}

pub(crate) fn empty(span: Span, path: &str, found: &str) -> Diagnostic {
    EMPTY
        .at(span, format!("`{path}` holds {found}, not a mapping"))
        .help("begin with `faas: \"1\"`, `app: NAME` and `functions:`; `faasc init` writes a first one")
}

pub(crate) fn include_cycle(span: Span, path: &str, first: Span) -> Diagnostic {
    INCLUDE_CYCLE
        .at(span, format!("`{path}` is included again on the way to itself"))
        .here("included here")
        .label(first, "on the way from here")
}

pub(crate) fn no_match(span: Span, glob: &str) -> Diagnostic {
    NO_MATCH
        .at(span, format!("`{glob}` matches no file"))
        .note("paths are relative to the file in which they are written; `*` stops at `/`, `**` does not")
}

pub(crate) fn expands_too_far(span: Span) -> Diagnostic {
    EXPANSION
        .at(span, "aliases expand this value to more than 100,000 parts".to_owned())
        .help("write it out, or leave the aliases away")
}
