//! Versioned JSON, and its schema from the same types.

mod form;

use faasc_diagnostics::{Diagnostic, Fix, Label};
use faasc_source::Span;

use crate::findings::Point;
use crate::{Findings, inert, page_url, summary};

/// The name and version of the JSON form.
pub const DIAGNOSTICS_SCHEMA_ID: &str = "faasc.diagnostics/v1";

/// Draws `findings` as JSON of the form [`DIAGNOSTICS_SCHEMA_ID`]. Texts are as they were found;
/// characters that would act on a terminal are escaped.
///
/// # Panics
/// Never: every value has a JSON form.
#[must_use]
pub fn json(findings: &Findings<'_>) -> String {
    let report = form::Report {
        schema: DIAGNOSTICS_SCHEMA_ID,
        tool: form::Tool { name: "faasc", version: findings.tool_version },
        summary: counts(findings),
        diagnostics: findings.diagnostics.iter().map(|found| finding(findings, found)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("plain data has a JSON form");
    text.push('\n');
    inert::json_text(text)
}

/// The JSON Schema of what [`json`] writes, as it is published in `schemas/diagnostics.schema.json`.
///
/// # Panics
/// Never: a schema has a JSON form.
#[must_use]
pub fn diagnostics_schema() -> String {
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<form::Report<'_>>();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema has a JSON form");
    text.push('\n');
    text
}

fn counts(findings: &Findings<'_>) -> form::Summary {
    use faasc_diagnostics::Severity::{Error, Note, Warning};
    form::Summary {
        errors: findings.count(Error),
        warnings: findings.count(Warning),
        notes: findings.count(Note),
        waived: findings.waived().count(),
        text: summary(findings),
    }
}

fn finding<'a>(findings: &Findings<'a>, found: &'a Diagnostic) -> form::Finding<'a> {
    form::Finding {
        code: found.code.id,
        name: found.code.name,
        severity: found.severity.into(),
        message: &found.message,
        title: found.code.title,
        url: page_url(found.code),
        subject: found.subject.as_deref(),
        environments: &found.environments,
        primary: place(findings, &found.primary),
        labels: found.labels.iter().map(|label| place(findings, label)).collect(),
        notes: &found.notes,
        help: found.help.as_deref(),
        fixes: found.fixes.iter().map(|fix| mend(findings, fix)).collect(),
        waived: found.waived.as_deref(),
    }
}

fn place<'a>(findings: &Findings<'a>, label: &'a Label) -> form::Place<'a> {
    let (file, start, end) = ends(findings, label.span);
    form::Place { file, start, end, text: &label.text }
}

fn mend<'a>(findings: &Findings<'a>, fix: &'a Fix) -> form::Fix<'a> {
    let edit = |edit: &'a faasc_diagnostics::Edit| {
        let (file, start, end) = ends(findings, edit.span);
        form::Edit { file, start, end, text: &edit.text }
    };
    form::Fix {
        title: &fix.title,
        applicability: fix.applicability.into(),
        edits: fix.edits.iter().map(edit).collect(),
    }
}

fn ends<'a>(findings: &Findings<'a>, span: Span) -> (&'a str, form::Position, form::Position) {
    let place = findings.place(span);
    (place.path, position(place.start), position(place.end))
}

const fn position(point: Point) -> form::Position {
    form::Position {
        line: point.line,
        column: point.column,
        column_utf16: point.column_utf16,
        offset: point.offset,
    }
}
