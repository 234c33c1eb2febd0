//! `faasc check`: what is wrong.

use clap::Args;
use faasc_diagnostics::Severity;

use crate::args::{Chosen, Dated, Specs};
use crate::console::{Console, Ink};
use crate::disk::STDIN;
use crate::exit::{Exit, Failure};
use crate::fix;
use crate::intake::{FactBase, Intake};
use crate::survey::{self, Surveyed};
use crate::verdict::{FindingFormat, Verdict};

/// Check specs; write nothing
///
/// Finds all that `compile` would refuse, all of it in one run. What the host can do and this version of faasc
/// cannot emit yet is a note here, and an error of `compile`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc check                              every faas.yaml below this folder, as one graph
  faasc check apps/video -e production     one app, one environment
  faasc check --fail-on warning            for a strict pipeline
  faasc check --format sarif > faasc.sarif for code scanning
  faasc check - < faas.yaml                from standard input")]
pub(crate) struct Check {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    dated: Dated,
    /// How to print the findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: FindingFormat,
    /// Apply the fixes that are safe, then check again
    #[arg(long)]
    fix: bool,
}

/// How often fixes are applied: one may bring another mistake to light.
const ROUNDS: usize = 8;

pub(crate) fn run(check: &Check, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let facts = FactBase::of(check.dated.facts.as_deref(), console)?;
    let mut intake = Intake::find(&check.specs, console)?;
    if check.fix && intake.specs.iter().any(|spec| spec == STDIN) {
        return Err(Failure::usage("standard input cannot be fixed: name the file"));
    }
    let mut surveyed = judge(check, &intake, &facts);
    if check.fix {
        for _ in 0..ROUNDS {
            let fixed = fix::apply(&surveyed, &intake.disk)?;
            if fixed.is_empty() {
                break;
            }
            for (file, count) in &fixed {
                let word = console.ink(Ink::Green, "fixed");
                console.tell(&format!(
                    "{word} {file}: {}\n",
                    survey::counted(*count, "fix").replace("fixs", "fixes")
                ));
            }
            intake = intake.again(console);
            surveyed = judge(check, &intake, &facts);
        }
    }
    let size = survey::size_of(&surveyed.program);
    let waits = !surveyed.is_whole
        && surveyed.program.deployments.iter().any(|deployment| !deployment.classes.is_empty());
    // The process ends with this command: to give the program back piece by piece would only take time.
    std::mem::forget(surveyed.program);
    let verdict = Verdict::of(surveyed.sources, surveyed.sink);
    verdict.show(check.format, console)?;
    let exit = verdict.exit(check.dated.fail_on);
    let word = match exit {
        Exit::Clean => console.ink(Ink::Green, "ok"),
        _ => console.ink(Ink::Red, "failed"),
    };
    console.tell(&format!("{word}: {size}; {}\n", verdict.summary()));
    if waits {
        console.tell("where data may be is not judged yet: the errors above come first\n");
    }
    Ok(exit)
}

/// One pass: rules, and what this version cannot emit as notes.
fn judge(check: &Check, intake: &Intake, facts: &FactBase) -> Surveyed {
    let mut surveyed = survey::judge(intake, &check.chosen, facts.get(), &check.dated);
    // A program with errors has holes, and what stands beside a hole is no news.
    if !surveyed.sink.has_errors() {
        let notes = survey::gaps(&surveyed.program, facts.get(), &crate::codes::targets(), Severity::Note);
        surveyed.sink.append(notes);
    }
    surveyed
}
