//! Which crate stands on which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use libtest_mimic::Failed;
use serde_json::Value;

use crate::none;

/// Each crate with those that it may stand on, from the ground up: a crate stands only on those above it in this list.
/// A new edge is a new word here, which somebody reviews.
const ALLOWED: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostics", &["source"]),
    ("syntax", &["source", "diagnostics"]),
    ("facts", &[]),
    ("model", &["source", "facts"]),
    ("lower", &["source", "diagnostics", "syntax", "facts", "model"]),
    ("check", &["source", "diagnostics", "facts", "model"]),
    ("residency", &["source", "diagnostics", "facts", "model"]),
    ("plan", &["source", "diagnostics", "facts", "model"]),
    ("graph", &["model"]),
    ("report", &["source", "diagnostics"]),
    ("dataflow", &["source", "facts", "model", "residency", "graph", "report"]),
    ("artifacts", &["source", "diagnostics", "model", "plan"]),
    ("kubernetes", &["source", "diagnostics", "model", "plan", "artifacts"]),
    ("terraform", &["source", "diagnostics", "facts", "model", "plan", "artifacts"]),
    ("local", &["source", "diagnostics", "model", "plan", "artifacts"]),
    (
        "cli",
        &[
            "source",
            "diagnostics",
            "syntax",
            "facts",
            "model",
            "lower",
            "check",
            "residency",
            "plan",
            "graph",
            "report",
            "dataflow",
            "artifacts",
            "kubernetes",
            "terraform",
            "local",
        ],
    ),
    ("dev", &["facts", "lower", "report", "dataflow", "artifacts", "local", "cli"]),
    (
        "tests",
        &[
            "source",
            "diagnostics",
            "syntax",
            "facts",
            "model",
            "lower",
            "check",
            "residency",
            "plan",
            "report",
            "artifacts",
            "kubernetes",
            "terraform",
            "local",
            "cli",
        ],
    ),
];

/// What tests may stand on besides.
const ALLOWED_IN_TESTS: &[(&str, &[&str])] = &[
    ("check", &["lower"]),
    ("residency", &["lower"]),
    ("plan", &["lower"]),
    ("artifacts", &["facts", "lower"]),
    ("kubernetes", &["facts", "lower"]),
    ("terraform", &["lower"]),
    ("local", &["facts", "lower"]),
    ("tests", &["dev"]),
];

/// A crate of this workspace.
struct Member {
    name: String,
    manifest: String,
    /// What it stands on, and whether only its tests do.
    edges: BTreeSet<(String, bool)>,
}

fn members() -> Result<Vec<Member>, Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .map_err(|fault| fault.to_string())?;
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|fault| format!("{fault}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    Ok(packages.iter().map(member).collect())
}

fn member(package: &Value) -> Member {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let edges = package["dependencies"].as_array().into_iter().flatten().filter_map(|edge| {
        let name = edge["name"].as_str()?.strip_prefix("faasc-")?;
        Some((name.to_owned(), edge["kind"] == "dev"))
    });
    Member {
        name: text(&package["name"]).trim_start_matches("faasc-").to_owned(),
        manifest: text(&package["manifest_path"]),
        edges: edges.collect(),
    }
}

pub(crate) fn are_allowed() -> Result<(), Failed> {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let in_tests: BTreeMap<&str, &[&str]> = ALLOWED_IN_TESTS.iter().copied().collect();
    let mut faults = Vec::new();
    for member in members()? {
        let name = member.name.as_str();
        let Some(known) = allowed.get(name) else {
            faults.push(format!("the crate `{name}` is not in the list"));
            continue;
        };
        for (to, is_test) in &member.edges {
            let is_allowed = known.contains(&to.as_str())
                || *is_test && in_tests.get(name).is_some_and(|more| more.contains(&to.as_str()));
            if !is_allowed {
                faults.push(format!("{name} → {to}{}", if *is_test { " (in tests)" } else { "" }));
            }
        }
    }
    none(&faults)
}

pub(crate) fn point_one_way() -> Result<(), Failed> {
    let mut before = BTreeSet::new();
    let mut faults = Vec::new();
    for (name, edges) in ALLOWED {
        let back = edges.iter().filter(|to| !before.contains(**to)).map(|to| format!("{name} → {to}"));
        faults.extend(back);
        before.insert(*name);
    }
    none(&faults)
}

pub(crate) fn lints_are_shared() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for member in members()? {
        let text = std::fs::read_to_string(&member.manifest).map_err(|fault| fault.to_string())?;
        if !text.contains("[lints]\nworkspace = true") {
            faults.push(format!("{} has lints of its own", member.manifest));
        }
    }
    none(&faults)
}
