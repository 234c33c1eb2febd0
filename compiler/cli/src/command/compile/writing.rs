//! Onto the disk, or compared with it.

use faasc_artifacts::{EnvironmentFiles, OutputFolder, Report, WriteFault, WriteOptions, compare, write};
use faasc_diagnostics::Diagnostic;
use faasc_model::Program;
use faasc_source::Span;

use super::Compile;
use super::emit::{EmittedApp, EmittedEnvironment};
use crate::exit::Exit;

/// An app whose files are on the disk, or were compared with it.
pub(super) struct Written<'a> {
    pub(super) app: &'a str,
    pub(super) environments: &'a [EmittedEnvironment],
    pub(super) place: &'a OutputFolder,
    pub(super) report: Report,
}

impl Written<'_> {
    /// Files that were, or would be, made, replaced or removed, as they are shown.
    pub(super) fn stale(&self) -> impl Iterator<Item = String> {
        let mut paths: Vec<&String> = self.report.written.iter().chain(&self.report.removed).collect();
        paths.sort();
        paths.into_iter().map(|path| self.place.shown(path))
    }
}

/// What became of all apps.
pub(super) struct Outcome<'a> {
    pub(super) apps: Vec<Written<'a>>,
    pub(super) found: Vec<Diagnostic>,
    pub(super) exit: Exit,
}

/// Writes every app, or with `--check` compares. What stands in the way of one app stops all of them.
pub(super) fn write_all<'a>(
    compile: &Compile,
    apps: &'a [EmittedApp],
    places: &'a [OutputFolder],
    program: &Program,
) -> Outcome<'a> {
    if apps.len() > 1 && !compile.check {
        let looked = each(compile, apps, places, program, true);
        if looked.exit != Exit::Clean {
            return Outcome { apps: Vec::new(), ..looked };
        }
    }
    let mut outcome = each(compile, apps, places, program, compile.check);
    if compile.check && outcome.exit == Exit::Clean {
        let is_current = outcome.apps.iter().all(|app| app.report.is_current());
        outcome.exit = if is_current { Exit::Clean } else { Exit::Findings };
    }
    outcome
}

fn each<'a>(
    compile: &Compile,
    apps: &'a [EmittedApp],
    places: &'a [OutputFolder],
    program: &Program,
    is_dry: bool,
) -> Outcome<'a> {
    let mut outcome = Outcome { apps: Vec::new(), found: Vec::new(), exit: Exit::Clean };
    for (app, place) in apps.iter().zip(places) {
        let options = WriteOptions {
            app: &app.name,
            compiler: env!("CARGO_PKG_VERSION"),
            facts: env!("CARGO_PKG_VERSION"),
            is_forced: compile.force,
            removes_gone_environments: compile.chosen.environments.is_empty(),
            origin: Span::start_of(program.app(app.id).file),
        };
        let files: Vec<EnvironmentFiles<'_>> = app
            .environments
            .iter()
            .map(|environment| EnvironmentFiles { name: &environment.name, tree: &environment.tree })
            .collect();
        let result = if is_dry { compare(place, &files, &options) } else { write(place, &files, &options) };
        match result {
            Ok(mut report) => {
                outcome.found.append(&mut report.found);
                outcome.apps.push(Written { app: &app.name, environments: &app.environments, place, report });
            }
            Err(fault) => {
                let exit = match fault {
                    WriteFault::Refused(_) => Exit::Findings,
                    WriteFault::Failed(_) => Exit::Machine,
                };
                outcome.exit = if outcome.exit == Exit::Machine { Exit::Machine } else { exit };
                outcome.found.extend(fault.into_found());
            }
        }
    }
    outcome
}
