//! Twenty ordinary apps of others, in the words of faas.yaml: what is found in them is exactly what is listed here.
//!
//! They were chosen by chance, not by us: of the 122 specs of a collection of public `serverless.yml`, SAM templates,
//! Knative, OpenFaaS and Azure files that have a function with a trigger, sorted by path, Python's
//! `random.Random(20261124).sample(paths, 20)` took these. Each is written anew, as its author would write it for faasc:
//! the same functions, triggers, stores, sizes, times and runtimes. Where the original says nothing (whose it is, which
//! field tells duplicates apart, why nobody is asked who he is) something plausible stands; images have a digest.
//! The first line of each names the project and its licence.

mod listed;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use faasc_diagnostics::Severity;
use faasc_tests::archive::Archive;
use faasc_tests::folder::files_below;
use faasc_tests::run::{Command, run};
use libtest_mimic::{Arguments, Failed, Trial};

use listed::LISTED;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let specs = specs();
    let mut trials = vec![Trial::test("there_are_twenty_and_each_finding_is_defended", {
        let names: Vec<String> = specs.keys().cloned().collect();
        move || whole(&names)
    })];
    for (name, text) in specs {
        trials.push(Trial::test(name.clone(), move || check(&name, &text)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The specs by the names of their folders.
fn specs() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ordinary");
    let files = files_below(&folder).into_iter();
    files
        .filter_map(|(path, bytes)| {
            let name = path.strip_suffix("/faas.yaml")?.to_owned();
            Some((name, String::from_utf8_lossy(&bytes).into_owned()))
        })
        .collect()
}

fn whole(names: &[String]) -> Result<(), Failed> {
    if names.len() != 20 {
        return Err(format!("{} specs", names.len()).into());
    }
    match LISTED
        .iter()
        .find(|listed| !names.iter().any(|name| name == listed.spec) || listed.because.is_empty())
    {
        Some(listed) => Err(format!("{} is of no spec, or not defended", listed.spec).into()),
        None => Ok(()),
    }
}

fn check(name: &str, text: &str) -> Result<(), Failed> {
    let mut archive = Archive::of_one("faas.yaml", text);
    archive.files.extend(code(text));
    let outcome = run(&archive, &Command::default());
    let mut found: Vec<&str> = outcome
        .found
        .iter()
        .filter(|found| found.severity > Severity::Note)
        .map(|found| found.code.id)
        .collect();
    let mut wanted: Vec<&str> =
        LISTED.iter().filter(|listed| listed.spec == name).map(|listed| listed.code).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    if found == wanted {
        Ok(())
    } else {
        Err(format!("wanted {wanted:?}, found {found:?}\n{}", outcome.drawn()).into())
    }
}

/// The code that the originals have: in each source folder, each entry.
fn code(text: &str) -> Vec<(String, String)> {
    let values = |key: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix(key));
        lines.map(|value| value.trim().trim_matches('"').to_owned()).collect()
    };
    let entries = values("entry:");
    let mut files = Vec::new();
    for folder in values("source:").iter().filter_map(|folder| folder.strip_prefix("./")) {
        files.push((format!("{folder}/README.md"), String::new()));
        for entry in &entries {
            let file = entry.split(':').next().unwrap_or_default();
            files.push((format!("{folder}/{file}"), String::new()));
        }
    }
    files.sort();
    files.dedup();
    files
}
