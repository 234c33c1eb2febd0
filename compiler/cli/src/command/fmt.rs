//! `faasc fmt`: specs in one agreed form.

use clap::Args;
use faasc_diagnostics::Sink;
use faasc_source::{Files as _, SourceMap};
use faasc_syntax::read_text;

use crate::args::Specs;
use crate::console::{Console, Ink};
use crate::disk::STDIN;
use crate::exit::{Exit, Failure};
use crate::intake::Intake;
use crate::replace::replace;
use crate::verdict::Verdict;

/// Write specs in one agreed form; comments stay
///
/// Files that are already in that form are not touched. `-` reads standard input and writes to standard output.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc fmt                 every faas.yaml below this folder
  faasc fmt --check         exit 1 and name the files that would change
  faasc fmt - < faas.yaml   to standard output")]
pub(crate) struct Fmt {
    #[command(flatten)]
    specs: Specs,
    /// Change nothing; exit 1 when a file would change
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(fmt: &Fmt, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let intake = Intake::find(&fmt.specs, console)?;
    let mut exit = Exit::Clean;
    let (mut changed, mut same) = (0_usize, 0_usize);
    for spec in &intake.specs {
        let Some((before, after)) = form(spec, &intake, console)? else {
            exit = Exit::Findings;
            continue;
        };
        if spec == STDIN && !fmt.check {
            console.out(&after)?;
        } else if before == after {
            same += 1;
        } else {
            changed += 1;
            if fmt.check {
                console.out(&format!("{spec}\n"))?;
                exit = Exit::Findings;
            } else {
                replace(&intake.disk.locate(spec), after.as_bytes(), &before, spec)?;
                console.tell(&format!("{} {spec}\n", console.ink(Ink::Green, "formatted")));
            }
        }
    }
    if changed + same > 1 {
        let word = if fmt.check { "would change" } else { "formatted" };
        console.tell(&format!("{changed} {word}, {same} already in form\n"));
    }
    Ok(exit)
}

/// The text of a spec before and after; none when it is no YAML, which is said.
fn form(
    spec: &str,
    intake: &Intake,
    console: &mut Console<'_, '_>,
) -> Result<Option<(String, String)>, Failure> {
    let failed = |fault| Failure::machine(format!("cannot read `{spec}`: {fault}"));
    let bytes = intake.disk.read(spec).map_err(failed)?;
    let mut sources = SourceMap::new();
    let sink = match read_text(spec, bytes) {
        Ok(text) => {
            let file = sources.add(spec, text.as_str());
            match faasc_syntax::format(file, &text) {
                Ok(after) => return Ok(Some((text, after))),
                Err(sink) => sink,
            }
        }
        Err(fault) => {
            let file = sources.add(spec, fault.readable());
            let mut sink = Sink::new();
            sink.push(fault.diagnostic(file));
            sink
        }
    };
    let text = Verdict::of(sources, sink).text(console.style_err());
    console.err(&text);
    Ok(None)
}
