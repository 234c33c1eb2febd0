//! Executes the reference of the language, docs/language.md: every fenced example does what the page says, and every
//! generated file is current.
//!
//! A block of `yaml` is a whole faas.yaml, one of `txtar` several files: no error and no warning. `yaml fragment` holds
//! top-level keys, `yaml fragment=function` keys of one function: no error. Where one is meant, the line says so:
//! `# error: F0301`, `# warning: F1311`.

mod expectation;
mod fragment;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faasc_tests::archive::Archive;
use faasc_tests::markdown::{Block, blocks};
use faasc_tests::run::{Command, run};
use libtest_mimic::{Arguments, Failed, Trial};

use expectation::Wanted;
use faasc_diagnostics::Severity;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn main() -> ExitCode {
    let page = fs::read_to_string(root().join("docs/language.md")).unwrap_or_default();
    let mut trials: Vec<Trial> = blocks(&page)
        .into_iter()
        .filter(|block| matches!(block.language.as_str(), "yaml" | "txtar"))
        .map(|block| {
            Trial::test(format!("line_{:04}_{}", block.line, block.language), move || executed(&block))
        })
        .collect();
    let count = trials.len();
    trials.push(Trial::test("the_page_has_its_examples", move || {
        if count > 25 { Ok(()) } else { Err(format!("{count} examples were found").into()) }
    }));
    trials.push(Trial::test("every_fence_says_its_language", move || languages(&page)));
    trials.push(Trial::test("what_is_generated_is_current", current));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Runs a block and holds what is found against what its lines say.
fn executed(block: &Block) -> Result<(), Failed> {
    let (archive, judges_warnings) = match (block.language.as_str(), block.attributes.as_slice()) {
        ("yaml", []) => (Archive::of_one("faas.yaml", &block.text), true),
        ("txtar", []) => (Archive::parse(&block.text), true),
        ("yaml", [attribute]) => {
            let archive = fragment::wrapped(&block.text, attribute)?;
            (archive, false)
        }
        _ => return Err(format!("line {}: the attributes are not understood", block.line).into()),
    };
    let archive = fragment::with_files(archive);
    let mut outcome = run(&archive, &Command::default());
    let wanted = Wanted::of(&archive);
    let faults = wanted.faults(&outcome, judges_warnings);
    if faults.is_empty() {
        return Ok(());
    }
    outcome.found.retain(|found| found.severity == Severity::Error || judges_warnings);
    Err(format!("docs/language.md:{}: {}\n\n{}", block.line, faults.join("\n"), outcome.drawn()).into())
}

/// A fence without a language is an example that nobody runs.
fn languages(page: &str) -> Result<(), Failed> {
    let known = ["yaml", "txtar", "text"];
    let odd: Vec<String> = blocks(page)
        .into_iter()
        .filter(|block| !known.contains(&block.language.as_str()))
        .map(|block| format!("line {}: `{}`", block.line, block.language))
        .collect();
    if odd.is_empty() { Ok(()) } else { Err(odd.join(", ").into()) }
}

/// The schemas and the tables of keys are what the declarations say.
fn current() -> Result<(), Failed> {
    let files = faasc_dev::generated(&root()).map_err(|fault| fault.to_string())?;
    let stale: Vec<String> =
        files.iter().filter(|file| !file.is_current()).map(|file| file.path.display().to_string()).collect();
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!("stale, run `cargo dev generate`: {}", stale.join(", ")).into())
    }
}
