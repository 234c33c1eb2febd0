//! Trust points, written down.

use faasc_residency::{ClassId, TrustKind};

use super::name::Names;
use crate::form::Trust;

/// What is taken on trust about the classes; what is about a place, where all classes are asked for, or one of them may
/// need it.
pub(super) fn trusts(names: &Names<'_, '_>, asked: &[ClassId], is_all: bool) -> Vec<Trust> {
    let mut all = Vec::new();
    for found in names.analysis.trusts() {
        let is_about = is_all || asked.iter().any(|class| found.classes.has(*class));
        if !is_about && !matches!(found.kind, TrustKind::Mechanism { .. }) {
            continue;
        }
        let mut classes: Vec<String> = found.classes.iter().map(|class| names.class(class)).collect();
        classes.sort();
        let base = Trust {
            kind: "",
            at: format!("{}{}", names.before(found.deployment), found.at),
            classes,
            by: None,
            because: found.because,
            evidence: None,
            approved_by: None,
            until: None,
            source: names.source(found.span),
        };
        all.push(match found.kind {
            TrustKind::Transform { by, evidence, approved_by, expires } => Trust {
                kind: "transform",
                by: Some(by),
                evidence: Some(evidence),
                approved_by: Some(approved_by),
                until: Some(expires),
                ..base
            },
            TrustKind::Drop => Trust { kind: "drop", ..base },
            TrustKind::ClosedSchema => Trust { kind: "closed-schema", ..base },
            TrustKind::NotRegime(regime) => Trust { kind: "not-regime", by: Some(regime), ..base },
            TrustKind::Mechanism { by, evidence, until } => {
                Trust { kind: "mechanism", by: Some(by), evidence, until, ..base }
            }
        });
    }
    all.sort_by(|a, b| (a.kind, &a.at, &a.classes, &a.source).cmp(&(b.kind, &b.at, &b.classes, &b.source)));
    all
}
