//! What every format draws: the findings of a run with the texts that they point into.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_source::{SourceMap, Span};

/// The findings of a run, in the order in which they are to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The texts that the places point into.
    pub sources: &'a SourceMap,
    /// What was found, waived findings included.
    pub diagnostics: &'a [Diagnostic],
    /// The version of the compiler.
    pub tool_version: &'a str,
    /// Every code that the compiler can raise.
    pub codes: &'a [&'static Code],
}

/// A place as formats write it: path, first position and the position after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) path: &'a str,
    pub(crate) start: Point,
    pub(crate) end: Point,
}

/// A position with its byte offset. Lines and columns start at 1; a byte order mark is no column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) column_utf16: u32,
    pub(crate) offset: u32,
}

impl<'a> Findings<'a> {
    /// The findings that no waiver covers.
    pub(crate) fn active(&self) -> impl Iterator<Item = &'a Diagnostic> + use<'a> {
        self.diagnostics.iter().filter(|found| found.waived.is_none())
    }

    /// The findings that a waiver covers, each with its reason.
    pub(crate) fn waived(&self) -> impl Iterator<Item = (&'a Diagnostic, &'a str)> + use<'a> {
        self.diagnostics.iter().filter_map(|found| Some((found, found.waived.as_deref()?)))
    }

    /// How many findings of that weight no waiver covers.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.active().filter(|found| found.severity == severity).count()
    }

    /// Where `span` is.
    pub(crate) fn place(&self, span: Span) -> Place<'a> {
        Place {
            path: self.sources.file(span.file).path(),
            start: self.point(span, span.start),
            end: self.point(span, span.end.max(span.start)),
        }
    }

    fn point(&self, span: Span, offset: u32) -> Point {
        let file = self.sources.file(span.file);
        let position = file.position(offset);
        let mark =
            u32::from(position.line == 1 && position.column > 1 && file.text().starts_with('\u{feff}'));
        Point {
            line: position.line,
            column: position.column - mark,
            column_utf16: position.column_utf16 - mark,
            offset,
        }
    }

    /// The known codes and those that were found, sorted by id, each once.
    pub(crate) fn sorted_codes(&self) -> Vec<&'static Code> {
        let mut codes: Vec<&'static Code> =
            self.codes.iter().copied().chain(self.diagnostics.iter().map(|found| found.code)).collect();
        codes.sort_by_key(|code| code.id);
        codes.dedup_by_key(|code| code.id);
        codes
    }
}
