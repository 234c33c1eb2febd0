//! How the files of the code look, and what they may touch.

use std::path::Path;

use faasc_tests::folder::files_below;
use libtest_mimic::Failed;

use crate::none;

/// The longest file, in lines.
const LONGEST: usize = 400;

/// Longer files, each with its reason.
const LONGER: &[(&str, &str)] = &[
    ("compiler/model/src/trigger.rs", "the vocabulary of triggers: one type a kind, no logic"),
    ("compiler/lower/src/resolve/app.rs", "the order in which the parts of an environment are resolved"),
];

/// Where the disk, the clock, the environment and processes may be touched: at the edges of the program.
const EDGES: &[&str] = &["compiler/cli/", "compiler/dev/", "targets/artifacts/src/write/"];

/// What a pure crate leaves alone.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::time::Instant",
    "std::time::SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "thread_rng",
    "rand::random",
    "RandomState",
];

/// Names that say nothing.
const VAGUE: &[&str] =
    &["utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff", "base", "types"];

/// A file of Rust.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// What is no test of the file's own.
    fn code(&self) -> &str {
        let end = self.text.find("#[cfg(test)]\nmod ").unwrap_or(self.text.len());
        &self.text[..end]
    }

    fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.starts_with("tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("/fixture.rs")
    }
}

/// Every file of Rust in `folders`, by path.
pub(crate) fn sources(folders: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = Vec::new();
    for folder in folders {
        for (path, bytes) in files_below(&root.join(folder)) {
            if path.ends_with(".rs") && !path.split('/').any(|part| part == "target") {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                sources.push(Source { path: format!("{folder}/{path}"), text });
            }
        }
    }
    sources
}

pub(crate) fn are_pure() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for source in sources(&["compiler", "targets"]) {
        let is_edge =
            EDGES.iter().any(|edge| source.path.starts_with(edge)) || source.path.ends_with("build.rs");
        if is_edge || source.is_test() {
            continue;
        }
        for (at, line) in source.code().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in IMPURE.iter().filter(|word| code.contains(**word)) {
                // `env!` of the build is a constant.
                faults.push(format!("{}:{}: {word}", source.path, at + 1));
            }
        }
    }
    none(&faults)
}

pub(crate) fn begin_with_a_sentence() -> Result<(), Failed> {
    let faults: Vec<String> = sources(&["compiler", "targets", "tests", "fuzz"])
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    none(&faults)
}

pub(crate) fn are_short() -> Result<(), Failed> {
    let mut faults = Vec::new();
    let sources = sources(&["compiler", "targets", "tests", "fuzz"]);
    for source in &sources {
        let (lines, is_listed) =
            (source.text.lines().count(), LONGER.iter().any(|longer| longer.0 == source.path));
        if lines > LONGEST && !is_listed {
            faults.push(format!("{} has {lines} lines", source.path));
        }
    }
    for (path, _) in LONGER {
        if sources.iter().all(|source| source.path != *path) {
            faults.push(format!("{path} is listed and not there"));
        }
    }
    none(&faults)
}

pub(crate) fn have_good_names() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for source in sources(&["compiler", "targets", "tests/src"]) {
        let parts = source.path.trim_end_matches(".rs").split('/');
        // `tests/common` is where cargo looks for what tests share.
        if parts.skip(1).any(|part| VAGUE.contains(&part)) && !source.path.contains("tests/common/") {
            faults.push(source.path);
        }
    }
    none(&faults)
}

/// Maps and sets with a random order may serve look-ups; whoever iterates over one is told by the linter, and this keeps
/// their number small enough to be looked at.
pub(crate) fn hash_nothing_into_output() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for source in sources(&["targets", "compiler/plan", "compiler/graph", "compiler/report"]) {
        if source.is_test() {
            continue;
        }
        for (at, line) in source.code().lines().enumerate() {
            if line.contains("collections::HashMap") || line.contains("collections::{HashMap") {
                faults.push(format!("{}:{}: a HashMap where output is made", source.path, at + 1));
            }
        }
    }
    none(&faults)
}
