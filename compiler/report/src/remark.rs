//! What a finding says beside its message, as plain lines: for formats that have no shape for it.

use faasc_diagnostics::{Applicability, Diagnostic, Fix};

use crate::{Findings, inert};

/// One remark: what kind it is and what it says.
pub(crate) struct Remark {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.kind, self.text)
    }
}

/// Notes, help and fixes of `found`, harmless to show.
pub(crate) fn advice(found: &Diagnostic) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = found
        .notes
        .iter()
        .map(|note| Remark { kind: "note", text: inert::block(note).into_owned() })
        .collect();
    if let Some(help) = &found.help {
        remarks.push(Remark { kind: "help", text: inert::block(help).into_owned() });
    }
    for fix in &found.fixes {
        remarks.push(Remark { kind: fix_kind(fix), text: inert::block(&fix.title).into_owned() });
    }
    remarks
}

/// The labels of `found` with their places, harmless to show.
pub(crate) fn places(findings: &Findings<'_>, found: &Diagnostic) -> Vec<String> {
    found
        .labels
        .iter()
        .map(|label| format!("{}: {}", place(findings, label.span), inert::line(&label.text)))
        .collect()
}

/// `path:line:column` of a span, harmless to show.
pub(crate) fn place(findings: &Findings<'_>, span: faasc_source::Span) -> String {
    let place = findings.place(span);
    format!("{}:{}:{}", inert::line(place.path), place.start.line, place.start.column)
}

/// `fix` when a machine may apply it unasked, else `try`.
pub(crate) const fn fix_kind(fix: &Fix) -> &'static str {
    match fix.applicability {
        Applicability::Safe => "fix",
        Applicability::NeedsReview => "try",
    }
}

/// What `found` is about and where it holds: `functions.pay, in production and staging`.
pub(crate) fn reach(found: &Diagnostic) -> Option<String> {
    const MOST: usize = 8;
    let mut names: Vec<String> =
        found.environments.iter().take(MOST).map(|name| inert::line(name).into_owned()).collect();
    match found.environments.len().saturating_sub(MOST) {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    let environments = match names.split_last() {
        None => None,
        Some((only, [])) => Some(format!("in {only}")),
        Some((last, rest)) => Some(format!("in {} and {last}", rest.join(", "))),
    };
    let subject = found.subject.as_deref().map(|subject| inert::line(subject).into_owned());
    match (subject, environments) {
        (Some(subject), Some(environments)) => Some(format!("{subject}, {environments}")),
        (subject, environments) => subject.or(environments),
    }
}

/// Message and remarks of `found` on lines of their own.
pub(crate) fn whole(found: &Diagnostic) -> String {
    let mut text = inert::line(&found.message).into_owned();
    for remark in advice(found) {
        text.push('\n');
        text.push_str(&remark.to_string());
    }
    text
}
