//! How the parts of the document are said in a few words.

use super::Tone;
use super::table::Cell;
use crate::form::{Enforced, Ground, GroundKind, Place, Report};

/// `DE`, `IE or US`, `anywhere`.
pub(super) fn countries(place: &Place) -> Cell {
    if place.is_anywhere {
        return ("any country".to_owned(), Tone::Bad);
    }
    if place.is_here {
        return ("here".to_owned(), Tone::Quiet);
    }
    match place.countries.as_slice() {
        [] => ("unknown".to_owned(), Tone::Bad),
        codes if codes.len() > 4 => {
            (format!("{} and {} more", codes[..3].join(", "), codes.len() - 3), Tone::Plain)
        }
        codes => (codes.join(", "), Tone::Plain),
    }
}

/// `eu (eu-central-1)`.
pub(super) fn site(place: &Place) -> String {
    match (&place.site, &place.region) {
        (Some(site), Some(region)) => format!("{site} ({region})"),
        (Some(site), None) => site.clone(),
        (None, _) => "-".to_owned(),
    }
}

/// All that the laws say: `none needed`, or each ground.
pub(super) fn grounds(report: &Report, grounds: &[Ground]) -> Cell {
    if grounds.is_empty() {
        return ("none needed".to_owned(), Tone::Quiet);
    }
    let is_bad = grounds.iter().any(is_bad);
    let all: Vec<String> = grounds.iter().map(|ground| self::ground(report, ground)).collect();
    (all.join("; "), if is_bad { Tone::Bad } else { Tone::Good })
}

/// Whether there is no ground at all.
pub(super) const fn is_bad(ground: &Ground) -> bool {
    matches!(ground.kind, GroundKind::Forbidden | GroundKind::Unplaced)
}

/// `eu-gdpr: scc until 2027-01-31`.
fn ground(report: &Report, ground: &Ground) -> String {
    let until = ground.until.as_ref().map(|until| format!(" until {until}")).unwrap_or_default();
    let by = ground.mechanism.as_deref().unwrap_or_default();
    let (regime, place) = (&ground.regime, &ground.place);
    let doubt = report.laws.iter().find(|law| law.regime == *regime && law.confidence != "checked");
    let doubt = doubt.map(|law| format!(" ({})", law.confidence)).unwrap_or_default();
    match ground.kind {
        GroundKind::Adequacy => format!("{regime}{doubt}: {place} is adequate{until}"),
        GroundKind::ConditionalAdequacy => format!("{regime}{doubt}: {place} is adequate by {by}{until}"),
        GroundKind::Mechanism => format!("{regime}{doubt}: {by}{until}"),
        GroundKind::FirstInside => format!("{regime}{doubt}: written inside first"),
        GroundKind::Forbidden => format!("BREAKS {regime}{doubt}"),
        GroundKind::Unplaced => format!("BREAKS {regime}{doubt}: nobody says where it is"),
    }
}

/// `policy of the IAM role`, `declared only`.
pub(super) fn enforced(enforced: &[Enforced]) -> Cell {
    let one = |found: &Enforced| {
        let what = match found.by {
            Some(by) if found.is_emitted => by.to_owned(),
            Some(by) => format!("{by} (not emitted yet)"),
            None => "declared only".to_owned(),
        };
        match &found.site {
            Some(site) => format!("{what} at {site}"),
            None => what,
        }
    };
    let is_open = enforced.iter().any(|found| found.by.is_none() || !found.is_emitted);
    let tone = if is_open { Tone::Doubtful } else { Tone::Plain };
    (enforced.iter().map(one).collect::<Vec<_>>().join(", "), tone)
}

/// `1 node`, `2 nodes`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
