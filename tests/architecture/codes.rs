//! The codes of findings.

use std::collections::BTreeSet;
use std::path::Path;

use faasc_tests::folder::files_below;
use libtest_mimic::Failed;

use crate::none;

/// The hundreds of each subject.
const FAMILIES: &[(u32, &str)] = &[
    (1, "bytes, files and YAML"),
    (2, "form"),
    (3, "names and references"),
    (4, "apps, environments, sites, placement"),
    (5, "capabilities of hosts"),
    (6, "limits"),
    (7, "timing"),
    (8, "graph"),
    (9, "schedules"),
    (10, "auth and secrets"),
    (11, "grants and reach"),
    (12, "policy and waivers"),
    (13, "runtime and source"),
    (14, "residency"),
    (20, "cost"),
    (30, "plan"),
    (40, "emission"),
    (50, "writing and the machine"),
];

/// The families that each part of the compiler draws from.
const PARTS: &[(&str, &[u32])] = &[
    ("syntax", &[1]),
    ("lower", &[1, 2, 3, 4, 8, 9, 10, 12, 13, 14]),
    ("check", &[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 40]),
    ("residency", &[14]),
    ("artifacts", &[40, 50]),
];

fn family(id: &str) -> u32 {
    id.strip_prefix('F').and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0) / 100
}

pub(crate) fn are_of_their_family() -> Result<(), Failed> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for code in faasc_cli::codes() {
        if !seen.insert(code.id) || !seen.insert(code.name) {
            faults.push(format!("{} {} is there twice", code.id, code.name));
        }
        if FAMILIES.iter().all(|known| known.0 != family(code.id)) {
            faults.push(format!("{} is of no family", code.id));
        }
        let is_kebab =
            code.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_kebab || code.name.starts_with("no-") && code.title.starts_with("require") {
            faults.push(format!("{} has the name `{}`", code.id, code.name));
        }
    }
    let parts = [
        faasc_syntax::codes(),
        faasc_lower::codes(),
        faasc_check::codes(),
        faasc_residency::codes(),
        faasc_artifacts::codes(),
    ];
    for ((part, families), codes) in PARTS.iter().zip(parts) {
        if !codes.is_sorted_by(|a, b| a.id < b.id) {
            faults.push(format!("the codes of {part} are not sorted"));
        }
        let strangers = codes.iter().filter(|code| !families.contains(&family(code.id)));
        faults.extend(strangers.map(|code| format!("{part} raises {}", code.id)));
    }
    none(&faults)
}

pub(crate) fn have_their_pages() -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/codes");
    let pages: BTreeSet<String> =
        files_below(&folder).into_keys().filter(|path| path.starts_with('F')).collect();
    let wanted: BTreeSet<String> =
        faasc_cli::codes().iter().map(|code| format!("{}-{}.md", code.id, code.name)).collect();
    let missing = wanted.difference(&pages).map(|page| format!("docs/codes/{page} is missing"));
    let stray = pages.difference(&wanted).map(|page| format!("docs/codes/{page} is of no code"));
    none(&missing.chain(stray).collect::<Vec<_>>())
}
