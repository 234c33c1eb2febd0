//! SARIF 2.1.0, as code scanning reads it.

mod fingerprint;
mod form;
mod uri;

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic, Fix, Label, Severity};
use faasc_source::Span;

use crate::{Findings, inert, page_url, remark};
use fingerprint::Fingerprints;

/// Draws `findings` as one SARIF run. Columns are UTF-16 code units; waived findings are suppressed results.
///
/// # Panics
/// Never: every value has a JSON form.
#[must_use]
pub fn sarif(findings: &Findings<'_>) -> String {
    let codes = findings.sorted_codes();
    let mut fingerprints = Fingerprints::default();
    let results = findings
        .diagnostics
        .iter()
        .map(|found| result(findings, found, &codes, fingerprints.next(findings, found)))
        .collect();
    let log = form::Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [form::Run {
            tool: form::Tool {
                driver: form::Driver {
                    name: "faasc",
                    version: findings.tool_version,
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules: codes.iter().map(|code| rule(code)).collect(),
                },
            },
            results,
            column_kind: "utf16CodeUnits",
        }],
    };
    let mut text = serde_json::to_string_pretty(&log).expect("plain data has a JSON form");
    text.push('\n');
    inert::json_text(text)
}

fn rule(code: &'static Code) -> form::Rule {
    form::Rule {
        id: code.id,
        name: code.name,
        short_description: message(code.title),
        help: message(&format!("faasc explain {}", code.id)),
        help_uri: page_url(code),
        default_configuration: form::Configuration { level: level(code.severity) },
    }
}

fn result(findings: &Findings<'_>, found: &Diagnostic, codes: &[&Code], fingerprint: String) -> form::Result {
    form::Result {
        rule_id: found.code.id,
        rule_index: codes.iter().position(|code| code.id == found.code.id),
        level: level(found.severity),
        message: message(&remark::whole(found)),
        locations: [form::Location {
            id: None,
            physical_location: physical(findings, found.primary.span),
            logical_locations: found.subject.iter().map(|path| logical(path)).collect(),
            message: said(&found.primary),
        }],
        related_locations: found
            .labels
            .iter()
            .zip(1..)
            .map(|(label, id)| related(findings, label, id))
            .collect(),
        fixes: found.fixes.iter().map(|fix| mend(findings, fix)).collect(),
        suppressions: found.waived.iter().map(|reason| suppression(reason)).collect(),
        partial_fingerprints: form::PartialFingerprints {
            finding: fingerprint.clone(),
            // The one key that GitHub compares.
            primary_location_line_hash: fingerprint,
        },
        properties: (!found.environments.is_empty())
            .then(|| form::Properties { environments: found.environments.clone() }),
    }
}

const fn level(severity: Severity) -> &'static str {
    severity.word()
}

/// A message in plain text. `](` would make a link of what stands before it.
fn message(text: &str) -> form::Message {
    form::Message { text: inert::block(text).replace("](", "] (") }
}

fn said(label: &Label) -> Option<form::Message> {
    (!label.text.is_empty()).then(|| message(&label.text))
}

fn related(findings: &Findings<'_>, label: &Label, id: u32) -> form::Location {
    form::Location {
        id: Some(id),
        physical_location: physical(findings, label.span),
        logical_locations: Vec::new(),
        message: said(label),
    }
}

fn logical(path: &str) -> form::LogicalLocation {
    form::LogicalLocation { fully_qualified_name: path.to_owned(), kind: "object" }
}

fn suppression(reason: &str) -> form::Suppression {
    form::Suppression {
        kind: "inSource",
        status: "accepted",
        justification: inert::block(reason).into_owned(),
    }
}

fn physical(findings: &Findings<'_>, span: Span) -> form::PhysicalLocation {
    form::PhysicalLocation {
        artifact_location: form::ArtifactLocation { uri: uri::relative(findings.place(span).path) },
        region: region(findings, span),
    }
}

fn region(findings: &Findings<'_>, span: Span) -> form::Region {
    let place = findings.place(span);
    form::Region {
        start_line: place.start.line,
        start_column: place.start.column_utf16,
        end_line: place.end.line,
        end_column: place.end.column_utf16,
    }
}

/// A fix; SARIF wants its edits by file.
fn mend(findings: &Findings<'_>, fix: &Fix) -> form::Fix {
    let mut files: BTreeMap<_, Vec<form::Replacement>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(edit.span.file).or_default().push(form::Replacement {
            deleted_region: region(findings, edit.span),
            inserted_content: message_as_written(&edit.text),
        });
    }
    let change = |(file, replacements): (_, Vec<form::Replacement>)| form::ArtifactChange {
        artifact_location: form::ArtifactLocation { uri: uri::relative(findings.sources.file(file).path()) },
        replacements,
    };
    form::Fix {
        description: message(&fix.title),
        artifact_changes: files.into_iter().map(change).collect(),
        properties: form::FixProperties {
            applicability: match fix.applicability {
                faasc_diagnostics::Applicability::Safe => "safe",
                faasc_diagnostics::Applicability::NeedsReview => "needs-review",
            },
        },
    }
}

/// Inserted text must stay byte for byte.
fn message_as_written(text: &str) -> form::Message {
    form::Message { text: text.to_owned() }
}
