//! From arguments to what lowering takes: specs, facts, choices.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use faasc_facts::Facts;
use faasc_lower::{EnvironmentChoice, Lowered, Options, Root};
use faasc_model::unit::Date;
use faasc_source::{EntryKind, FileFault, Files as _, join};

use crate::args::{Chosen, Dated, Specs};
use crate::console::Console;
use crate::disk::{Disk, FILE_LIMIT, STDIN, specs_below};
use crate::exit::{Exit, Failure};

/// The specs of a run and the disk that they are read from.
pub(crate) struct Intake {
    pub(crate) disk: Disk,
    /// Paths of specs, as shown; [`STDIN`] for standard input.
    pub(crate) specs: Vec<String>,
}

impl Intake {
    /// Finds the specs that were asked for.
    pub(crate) fn find(specs: &Specs, console: &mut Console<'_, '_>) -> Result<Self, Failure> {
        let asked = specs.asked();
        let mut disk = Disk::new(console.folder());
        if asked.iter().any(|path| path == "-") {
            disk = disk.with_stdin(console.read_stdin(FILE_LIMIT)?);
        }
        let mut found: Vec<String> = Vec::new();
        for path in &asked {
            let more = if path == "-" { vec![STDIN.to_owned()] } else { specs_of(path, &disk)? };
            for spec in more {
                if !found.contains(&spec) {
                    found.push(spec);
                }
            }
        }
        if console.is_verbose {
            for spec in &found {
                console.err(&format!("reading {spec}\n"));
            }
        }
        let disk = disk.with_named(&found);
        Ok(Self { disk, specs: found })
    }

    /// The same specs, read anew.
    pub(crate) fn again(self, console: &Console<'_, '_>) -> Self {
        Self { disk: Disk::new(console.folder()).with_named(&self.specs), specs: self.specs }
    }

    /// Lowers them.
    pub(crate) fn lower(&self, chosen: &Chosen, facts: &Facts, today: Date) -> Lowered {
        let environments = chosen
            .environments
            .iter()
            .map(|asked| EnvironmentChoice { declared: asked.declared.clone(), under: asked.under.clone() })
            .collect();
        let vars = chosen.vars.iter().map(|pair| (pair.0.clone(), pair.1.clone())).collect();
        let roots = self.specs.iter().cloned().map(Root::File).collect();
        faasc_lower::lower(roots, &Options { files: &self.disk, facts, environments, vars, today })
    }
}

/// The specs under one argument: the file itself, or every one below the folder.
fn specs_of(given: &str, disk: &Disk) -> Result<Vec<String>, Failure> {
    let path = disk.locate(given);
    let about = fs::metadata(&path).map_err(|fault| unreadable(given, &fault))?;
    if !about.is_dir() {
        fs::File::open(&path).map_err(|fault| unreadable(given, &fault))?;
        return Ok(vec![disk.shown(given)]);
    }
    let found = specs_below(&path, disk.gitignores()).map_err(|fault| {
        let folder = disk.shown(&fault.folder.to_string_lossy());
        Failure::machine(format!("cannot look into the folder `{folder}`: {}", reason(&fault.cause)))
    })?;
    if found.is_empty() {
        let failure = Failure::no_input(format!("there is no faas.yaml in or below `{}`", disk.shown(given)));
        return Err(if path.join("faas.yml").is_file() {
            failure.hint("the file is called `faas.yaml`: rename `faas.yml`, or name it with `-f`")
        } else {
            failure.hint("`faasc init` makes one")
        });
    }
    let shown = disk.shown(given);
    let below = |spec: &Path| {
        let rest = spec.strip_prefix(&path).unwrap_or(spec);
        join(&shown, &rest.to_string_lossy().replace('\\', "/"))
    };
    Ok(found.iter().map(|spec| below(spec)).collect())
}

/// The failure that an argument cannot be read.
pub(crate) fn unreadable(given: &str, fault: &std::io::Error) -> Failure {
    match fault.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Failure::no_input(format!("there is no file or folder `{given}`"))
        }
        _ => Failure::machine(format!("cannot read `{given}`: {}", reason(fault))),
    }
}

/// The system's reason without its number.
fn reason(fault: &std::io::Error) -> String {
    match fault.kind() {
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => fault.to_string(),
    }
}

/// The facts of a run: the compiler's own, or with a folder of the user's laid over them.
pub(crate) enum FactBase {
    Builtin,
    Overlaid(Box<Facts>),
}

impl FactBase {
    /// Reads `--facts`.
    pub(crate) fn of(folder: Option<&str>, console: &Console<'_, '_>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(Self::Builtin) };
        let disk = Disk::new(console.folder());
        let mut files = Vec::new();
        collect(&disk, &disk.shown(folder), &mut files)?;
        if files.is_empty() {
            return Err(Failure::no_input(format!("there is no .yaml file of facts in or below `{folder}`")));
        }
        match Facts::builtin().overlay(files) {
            Ok(facts) => Ok(Self::Overlaid(Box::new(facts))),
            Err(faults) => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                let message = format!("the facts in `{folder}` are refused:\n  {}", lines.join("\n  "));
                Err(Failure { exit: Exit::Findings, message, hint: None })
            }
        }
    }

    pub(crate) fn get(&self) -> &Facts {
        match self {
            Self::Builtin => Facts::builtin(),
            Self::Overlaid(facts) => facts,
        }
    }
}

/// Every `.yaml` and `.yml` file below `folder`, by path.
fn collect(disk: &Disk, folder: &str, files: &mut Vec<(String, String)>) -> Result<(), Failure> {
    let failed = |path: &str, fault: &FileFault| match fault {
        FileFault::Missing => Failure::no_input(format!("there is no folder `{path}`")),
        fault => Failure::machine(format!("cannot read `{path}`: {fault}")),
    };
    for entry in disk.list(folder).map_err(|fault| failed(folder, &fault))? {
        let path = join(folder, &entry.name);
        match entry.kind {
            EntryKind::Folder => collect(disk, &path, files)?,
            EntryKind::File if path.ends_with(".yaml") || path.ends_with(".yml") => {
                let bytes = disk.read(&path).map_err(|fault| failed(&path, &fault))?;
                let text = String::from_utf8(bytes)
                    .map_err(|_| Failure::machine(format!("cannot read `{path}`: it is not UTF-8")))?;
                files.push((path, text));
            }
            EntryKind::File => {}
        }
    }
    Ok(())
}

/// The date of a run.
pub(crate) fn date_of(dated: &Dated) -> Date {
    dated.today.unwrap_or_else(crate::clock::today)
}
