//! `faasc compile`: check, then write the artifacts.

mod emit;
mod place;
mod report;
mod summary;
mod writing;

use std::mem::ManuallyDrop;

use clap::{Args, ValueEnum};
use faasc_diagnostics::Severity;

use crate::args::{Chosen, Dated, Specs};
use crate::console::{Console, Ink};
use crate::disk::STDIN;
use crate::exit::{Exit, Failure};
use crate::intake::{FactBase, Intake};
use crate::survey;
use crate::verdict::Verdict;

pub(crate) use report::schema as report_schema;

/// Check specs and write Terraform, Kubernetes manifests or the local runtime
///
/// Writes `dist/ENV/…` beside each faas.yaml; with `--out`, `OUT/ENV/…`, or `OUT/APP/ENV/…` for several apps.
/// Unchanged files are not touched, files that are no longer made are removed, and what is not ours, Terraform's
/// state first of all, is left alone. Any error, and nothing is written. No cloud is touched: the README.md in each
/// environment's folder says what to run.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc compile                        every app below this folder, every environment
  faasc compile -e production          one environment; the others' folders stay
  faasc compile -e preview=pr-12       environment `preview` under the name `pr-12`
  faasc compile --check                exit 1 and list what is stale: for CI
  faasc compile --out build - < faas.yaml")]
pub(crate) struct Compile {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    dated: Dated,
    /// Where to write [default: dist beside each faas.yaml]
    #[arg(short, long, value_name = "DIR")]
    out: Option<String>,
    /// Write nothing; exit 1 and list the files that would change
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Overwrite files that were edited by hand
    #[arg(long)]
    force: bool,
    /// How to report on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: CompileFormat,
}

/// Formats of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum CompileFormat {
    /// Nothing but, with `--check`, the stale files; the summary goes to standard error.
    #[default]
    Text,
    /// Versioned JSON.
    Json,
}

pub(crate) fn run(compile: &Compile, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let facts = FactBase::of(compile.dated.facts.as_deref(), console)?;
    let intake = Intake::find(&compile.specs, console)?;
    // An unset variable of a script would write into the current folder.
    if compile.out.as_deref() == Some("") {
        return Err(Failure::usage("`--out` is empty: name the folder to write to, `.` for this one"));
    }
    if compile.out.is_none() && intake.specs.iter().any(|spec| spec == STDIN) {
        return Err(Failure::usage(
            "standard input has no folder for `dist`: say where to write with `--out`",
        ));
    }
    // Nobody waits for it: who needs it first gets it done, or finds it done.
    std::thread::spawn(faasc_artifacts::prepare);
    let mut surveyed = survey::judge(&intake, &compile.chosen, facts.get(), &compile.dated);
    let targets = crate::codes::targets();
    // A program with errors has holes: what cannot be emitted beside one is no news.
    if !surveyed.sink.has_errors() {
        surveyed.sink.append(survey::gaps(&surveyed.program, facts.get(), &targets, Severity::Error));
    }
    let mut apps = Vec::new();
    if !surveyed.sink.has_errors() {
        apps = emit::emit(&surveyed.program, facts.get(), &surveyed.sources, &targets, &mut surveyed.sink);
    }
    // The process ends with this command: to give all of it back piece by piece would only take time.
    let (apps, program) = (ManuallyDrop::new(apps), ManuallyDrop::new(surveyed.program));
    let mut verdict = Verdict::of(surveyed.sources, surveyed.sink);
    let mut exit = verdict.exit(compile.dated.fail_on);
    let places = place::places(compile.out.as_deref(), &apps, &program, &intake.disk);
    let mut written = Vec::new();
    if exit == Exit::Clean {
        let outcome = writing::write_all(compile, &apps, &places, &program);
        written = outcome.apps;
        exit = outcome.exit;
        verdict.found.extend(outcome.found);
    }
    if compile.format == CompileFormat::Json {
        console.out(&report::json(compile.check, &written, &verdict)?)?;
    } else {
        let text = verdict.text(console.style_err());
        console.err(&text);
        if compile.check {
            for path in written.iter().flat_map(writing::Written::stale) {
                console.out(&format!("{path}\n"))?;
            }
        }
    }
    let text = if written.is_empty() {
        let word = console.ink(Ink::Red, "failed");
        format!("{word}: {}; {}; nothing was written\n", survey::size_of(&program), verdict.summary())
    } else {
        summary::summary(&written, &verdict, compile.check, console)
    };
    console.tell(&text);
    Ok(exit)
}
