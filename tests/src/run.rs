//! Runs the compiler in process on a set of small files: what `faasc check` and `faasc compile` find, without a disk.

use faasc_artifacts::{Emission, NOT_EMITTED_YET, Registry};
use faasc_diagnostics::{Diagnostic, Severity, Sink};
use faasc_facts::Facts;
use faasc_lower::{EnvironmentChoice, Options, Root, lower};
use faasc_model::Program;
use faasc_model::unit::Date;
use faasc_plan::Plan;
use faasc_report::{TerminalStyle, terminal};
use faasc_source::{Entry, EntryKind, FileFault, Files, MemoryFiles, SourceMap, parent};

use crate::archive::Archive;

/// The day on which all examples are judged.
pub const TODAY: &str = "2026-11-24";

/// What is run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verb {
    /// What cannot be emitted yet is a note.
    #[default]
    Check,
    /// What cannot be emitted yet is an error; where there is none, everything is emitted.
    Compile,
}

/// A command line, as far as it moves what is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// What is run.
    pub verb: Verb,
    /// The environments asked for; none: all.
    pub environments: Vec<EnvironmentChoice>,
    /// Values of variables.
    pub vars: Vec<(String, String)>,
}

impl Command {
    /// Reads `faasc check -e preview=pr-12 --var size=3`.
    ///
    /// # Errors
    /// What is not understood, in words.
    pub fn parse(line: &str) -> Result<Self, String> {
        let mut words = line.split_whitespace();
        let verb = match (words.next(), words.next()) {
            (Some("faasc"), Some("check")) => Verb::Check,
            (Some("faasc"), Some("compile")) => Verb::Compile,
            _ => return Err(format!("`{line}` is neither `faasc check` nor `faasc compile`")),
        };
        let mut command = Self { verb, ..Self::default() };
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("`{word}` needs a value"))?;
            match word {
                "-e" | "--env" => command.environments.push(match value.split_once('=') {
                    Some((declared, under)) => {
                        EnvironmentChoice { declared: declared.to_owned(), under: Some(under.to_owned()) }
                    }
                    None => EnvironmentChoice { declared: value.to_owned(), under: None },
                }),
                "--var" => {
                    let (name, value) = value.split_once('=').ok_or("`--var` takes NAME=VALUE")?;
                    command.vars.push((name.to_owned(), value.to_owned()));
                }
                other => return Err(format!("`{other}` is not understood here; there are `-e` and `--var`")),
            }
        }
        Ok(command)
    }
}

/// What a run found.
pub struct Outcome {
    /// The texts that were read.
    pub sources: SourceMap,
    /// All findings in file order.
    pub found: Vec<Diagnostic>,
}

impl Outcome {
    /// The findings as people see them.
    #[must_use]
    pub fn drawn(&self) -> String {
        let findings = faasc_report::Findings {
            sources: &self.sources,
            diagnostics: &self.found,
            tool_version: "0",
            codes: &[],
        };
        terminal(&findings, &TerminalStyle::default())
    }
}

/// Every target of the compiler.
#[must_use]
pub fn targets() -> Registry {
    Registry::new(vec![
        Box::new(faasc_kubernetes::Kubernetes),
        Box::new(faasc_terraform::Terraform),
        Box::new(faasc_local::Local),
    ])
}

/// Runs `command` over every `faas.yaml` of `archive`. Each has a `src/main.py` beside it that nobody wrote down.
/// Git's view is known where the archive has a `.gitignore` (whole names, one a line).
#[must_use]
pub fn run(archive: &Archive, command: &Command) -> Outcome {
    let files = ArchiveFiles::of(archive);
    let roots = archive
        .files
        .iter()
        .filter(|(path, _)| path == "faas.yaml" || path.ends_with("/faas.yaml"))
        .map(|(path, _)| Root::File(path.clone()))
        .collect();
    let facts = Facts::builtin();
    let today = Date::parse(TODAY).unwrap_or_else(|_| unreachable!("the constant is a date"));
    let options = Options {
        files: &files,
        facts,
        environments: command.environments.clone(),
        vars: command.vars.clone(),
        today,
    };
    let mut lowered = lower(roots, &options);
    judge(&lowered.program, facts, today, &mut lowered.sink);
    if !lowered.sink.has_errors() {
        for plan in plans(&lowered.program) {
            faasc_plan::judge(&lowered.program, plan.id, facts, &mut lowered.sink);
        }
    }
    if !lowered.sink.has_errors() {
        emission(&lowered.program, command.verb, &mut lowered.sink);
    }
    Outcome { sources: lowered.sources, found: lowered.sink.finish() }
}

/// Judges a program by all rules and laws, as the command line does.
pub fn judge(program: &Program, facts: &Facts, today: Date, sink: &mut Sink) {
    let is_whole = !sink.has_errors();
    faasc_check::check(program, facts, today, is_whole, sink);
    if is_whole {
        faasc_residency::check(program, facts, &faasc_residency::Options::on(today), sink);
        faasc_check::waive(program, today, is_whole, &faasc_residency::codes(), sink);
    }
}

/// What the targets find.
fn emission(program: &Program, verb: Verb, sink: &mut Sink) {
    let targets = targets();
    let mut gaps = Sink::new();
    for plan in plans(program) {
        for (site_id, site) in plan.sites() {
            match targets.of(site) {
                Some(target) => target.gaps(&plan, site_id, &mut gaps),
                None => gaps.push(NOT_EMITTED_YET.at(site.provider.span, "this version emits nothing there")),
            }
        }
    }
    let severity = if verb == Verb::Compile { Severity::Error } else { Severity::Note };
    sink.extend_with(gaps.finish().into_iter().map(|found| found.weigh(severity)));
    if verb == Verb::Check || sink.has_errors() {
        return;
    }
    for plan in plans(program) {
        let mut emission = Emission::default();
        for (site_id, site) in plan.sites() {
            if let Some(target) = targets.of(site) {
                target.emit(&plan, site_id, &mut emission);
            }
        }
        sink.append(emission.sink);
    }
}

/// The plans of the apps for which something is written.
pub(crate) fn plans(program: &Program) -> impl Iterator<Item = Plan<'_>> {
    program
        .deployments()
        .filter(|(_, deployment)| {
            let app = program.app(deployment.app_id);
            !app.is_outside && !app.is_exports_only
        })
        .map(|(id, _)| Plan::new(program, id, faasc_facts::Facts::builtin()))
}

/// The files of an archive, in memory.
struct ArchiveFiles {
    files: MemoryFiles,
    ignored: Option<Vec<String>>,
}

impl ArchiveFiles {
    fn of(archive: &Archive) -> Self {
        let mut files = MemoryFiles::new();
        for (path, text) in &archive.files {
            files = files.with(path, bytes_of(text));
            if path == "faas.yaml" || path.ends_with("/faas.yaml") {
                let main = faasc_source::join(parent(path), "src/main.py");
                if !archive.has(&main) {
                    files = files.with(&main, "");
                }
            }
        }
        let ignored = archive
            .files
            .iter()
            .find(|(path, _)| path == ".gitignore")
            .map(|(_, text)| text.lines().map(|line| line.trim().to_owned()).collect());
        Self { files, ignored }
    }
}

impl Files for ArchiveFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        self.files.read(path)
    }

    fn kind(&self, path: &str) -> Option<EntryKind> {
        self.files.kind(path)
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, FileFault> {
        self.files.list(path)
    }

    fn is_ignored(&self, path: &str) -> Option<bool> {
        let ignored = self.ignored.as_ref()?;
        Some(path.split('/').any(|part| ignored.iter().any(|line| line == part)))
    }
}

/// What a page cannot hold stands in it as a picture: `␇` is U+0007, and `�` a byte that no UTF-8 text has.
fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c) {
            picture @ 0x2400..=0x241f => bytes.push((picture - 0x2400) as u8),
            0xfffd => bytes.push(0xfc),
            _ => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_lines_are_read() {
        let command = Command::parse("faasc compile -e preview=pr-12 --var size=3").unwrap();
        assert_eq!(command.verb, Verb::Compile);
        assert_eq!(command.environments[0].under.as_deref(), Some("pr-12"));
        assert_eq!(command.vars, [("size".to_owned(), "3".to_owned())]);
        assert!(Command::parse("faasc check --force").is_err());
    }

    #[test]
    fn pictures_become_what_they_show() {
        assert_eq!(bytes_of("a␇�é"), [b'a', 7, 0xfc, 0xc3, 0xa9]);
    }
}
