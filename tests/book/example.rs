//! Runs the two examples of a page.

use faasc_diagnostics::{Code, Severity};
use faasc_tests::archive::Archive;
use faasc_tests::markdown::Block;
use faasc_tests::run::{Command, Outcome, run};

use crate::page::Page;

/// What is wrong with the examples of `page`.
pub(crate) fn faults(page: &Page, code: &Code) -> Vec<String> {
    let mut faults = Vec::new();
    match outcome(page, "Example") {
        Ok(outcome) => faults.extend(failing(&outcome, code)),
        Err(fault) => faults.push(fault),
    }
    match outcome(page, "Fix") {
        Ok(outcome) => faults.extend(mended(&outcome, code)),
        Err(fault) => faults.push(fault),
    }
    faults
}

/// The example must raise the code and no other error.
fn failing(outcome: &Outcome, code: &Code) -> Option<String> {
    let is_raised = outcome.found.iter().any(|found| found.code.id == code.id);
    let others: Vec<&str> = outcome
        .found
        .iter()
        .filter(|found| found.severity == Severity::Error && found.code.id != code.id)
        .map(|found| found.code.id)
        .collect();
    let cause = match (is_raised, others.as_slice()) {
        (true, []) => return None,
        (true, others) => {
            format!("raises {} and also {}; leave one mistake in it", code.id, others.join(", "))
        }
        (false, []) => format!("does not raise {}; write a small spec that makes just this mistake", code.id),
        (false, others) => format!("raises {} instead of {}", others.join(", "), code.id),
    };
    Some(format!("the block under `## Example` {cause}. What was found:\n{}", drawn(outcome)))
}

/// The mended example must raise neither an error, nor a warning, nor the code; what it waives does not count.
fn mended(outcome: &Outcome, code: &Code) -> Option<String> {
    let is_clean = outcome
        .found
        .iter()
        .filter(|found| found.waived.is_none())
        .all(|found| found.severity == Severity::Note && found.code.id != code.id);
    if is_clean {
        return None;
    }
    Some(format!(
        "the block under `## Fix` must have no error, no warning and no {}; this was found:\n{}",
        code.id,
        drawn(outcome)
    ))
}

fn drawn(outcome: &Outcome) -> String {
    if outcome.found.is_empty() { "nothing at all\n".to_owned() } else { outcome.drawn() }
}

/// Runs the one block under `heading`.
fn outcome(page: &Page, heading: &str) -> Result<Outcome, String> {
    let blocks = page.blocks(heading);
    let [block] = blocks.as_slice() else {
        return Err(format!(
            "`## {heading}` has {} fenced blocks; write one, ```yaml for a single faas.yaml or ```txtar with a \
             line `-- path --` before each file",
            blocks.len()
        ));
    };
    let archive = archive_of(block).map_err(|cause| format!("the block under `## {heading}`: {cause}"))?;
    let command = command_of(&archive).map_err(|cause| format!("the block under `## {heading}`: {cause}"))?;
    Ok(run(&archive, &command))
}

fn archive_of(block: &Block) -> Result<Archive, String> {
    if !block.attributes.is_empty() {
        return Err(format!("words follow its language: `{}`; leave them out", block.attributes.join(" ")));
    }
    match block.language.as_str() {
        "yaml" => {
            let mut archive = Archive::of_one("faas.yaml", &block.text);
            block.text.lines().next().unwrap_or_default().clone_into(&mut archive.preface);
            Ok(archive)
        }
        "txtar" => {
            let archive = Archive::parse(&block.text);
            let has_spec = archive.files.iter().any(|(path, _)| path.ends_with("faas.yaml"));
            if has_spec { Ok(archive) } else { Err("no file in it is a `faas.yaml`".to_owned()) }
        }
        other => Err(format!("its language is `{other}`; write ```yaml or ```txtar")),
    }
}

/// The first line may be a comment with the command: `# faasc check -e staging`; without one all environments are
/// checked.
fn command_of(archive: &Archive) -> Result<Command, String> {
    let first = archive.preface.lines().next().unwrap_or_default();
    match first.strip_prefix("# faasc ") {
        Some(rest) => Command::parse(&format!("faasc {rest}")),
        None => Ok(Command::default()),
    }
}
