//! Reading and comparing: from what is wanted and what stands there to what changes.

use std::fs;
use std::path::PathBuf;

use faasc_diagnostics::Diagnostic;

use super::change::Changes;
use super::environment::Survey;
use super::folder::{OutputFolder, Standing, standing};
use super::manifest::{self, JOURNAL, MANIFEST, Record, RecordFault};
use super::{EnvironmentFiles, WriteFault, WriteOptions, finding};
use crate::tree::is_inside;

/// Folders beside the environments' that are ours for other ends.
const KEPT: [&str; 2] = ["images", "packages"];

/// Refuses environments whose folders are kept for something else, and an output folder that is a link or no folder.
pub(super) fn refuse_places(
    out: &OutputFolder,
    environments: &[EnvironmentFiles<'_>],
    options: &WriteOptions<'_>,
) -> Result<(), WriteFault> {
    let mut found: Vec<_> = environments
        .iter()
        .filter(|environment| !is_environment_name(environment.name))
        .map(|environment| finding::reserved_name(&out.shown(environment.name), environment.name, options))
        .collect();
    for folder in out.folders() {
        let shown = folder.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        match standing(&folder).map_err(|error| finding::failed(finding::READ, &shown, &error, options))? {
            Standing::Missing | Standing::Folder => {}
            Standing::Link => found.push(finding::link(&shown, options)),
            Standing::File(_) | Standing::Other => {
                found.push(finding::taken(&shown, "is no folder", options))
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(WriteFault::Refused(found)) }
}

fn is_environment_name(name: &str) -> bool {
    is_inside(name) && !name.contains('/') && !name.starts_with('.') && !KEPT.contains(&name)
}

/// Compares what is wanted with what stands in `out`.
pub(super) fn survey<'t>(
    out: &OutputFolder,
    environments: &[EnvironmentFiles<'t>],
    options: &WriteOptions<'_>,
) -> Result<Changes<'t>, WriteFault> {
    let mut changes = Changes::default();
    let mut refused = Vec::new();
    for environment in environments {
        let Some(record) = record(out, environment.name, options, &mut refused)? else { continue };
        if let Some(before) = record.app.as_deref().filter(|before| *before != options.app) {
            let folder = out.shown(environment.name);
            let found = finding::other_app(&folder, before, environment.name, options);
            if !options.is_forced {
                refused.push(found);
                continue;
            }
            changes.report.found.push(found);
        }
        Survey::new(out, environment.name, options).of(
            Some(environment.tree),
            record,
            &mut changes,
            &mut refused,
        )?;
    }
    if options.removes_gone_environments {
        for name in with_records(out, environments, options)? {
            let Some(record) = record(out, &name, options, &mut refused)? else { continue };
            // Several apps may be compiled into one folder, one by one: each cleans up after itself alone.
            if record.app.as_deref() == Some(options.app) {
                Survey::new(out, &name, options).of(None, record, &mut changes, &mut refused)?;
            }
        }
    }
    if refused.is_empty() { Ok(changes) } else { Err(WriteFault::Refused(refused)) }
}

/// The record of an environment's folder; `None` when it is refused.
fn record(
    out: &OutputFolder,
    name: &str,
    options: &WriteOptions<'_>,
    refused: &mut Vec<Diagnostic>,
) -> Result<Option<Record>, WriteFault> {
    let shown = out.shown(name);
    let found = match standing(&out.at(name)) {
        Err(error) => return Err(finding::failed(finding::READ, &shown, &error, options)),
        Ok(Standing::Missing) => return Ok(Some(Record::default())),
        Ok(Standing::Link) => finding::link(&shown, options),
        Ok(Standing::File(_) | Standing::Other) => finding::taken(&shown, "is no folder", options),
        Ok(Standing::Folder) => match manifest::read(out, name) {
            Ok(record) => return Ok(Some(record)),
            Err(RecordFault::Broken(..)) if options.is_forced => return Ok(Some(Record::default())),
            Err(RecordFault::Broken(path, fault)) => {
                finding::broken_manifest(&out.shown(&path), &fault, options)
            }
            Err(RecordFault::Link(path)) => finding::link(&out.shown(&path), options),
            Err(RecordFault::Disk(path, error)) => {
                return Err(finding::failed(finding::READ, &out.shown(&path), &error, options));
            }
        },
    };
    refused.push(found.within(name));
    Ok(None)
}

/// Folders with a record of ours that belong to no environment asked for, sorted.
fn with_records(
    out: &OutputFolder,
    environments: &[EnvironmentFiles<'_>],
    options: &WriteOptions<'_>,
) -> Result<Vec<String>, WriteFault> {
    let failed = |error: std::io::Error| finding::failed(finding::READ, &out.shown(""), &error, options);
    let folder = match out.path() {
        folder if folder.as_os_str().is_empty() => PathBuf::from("."),
        folder => folder,
    };
    if standing(&folder).map_err(failed)? == Standing::Missing {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let is_asked_for = environments.iter().any(|environment| environment.name == name);
        if is_asked_for || !is_environment_name(&name) || !entry.file_type().map_err(failed)?.is_dir() {
            continue;
        }
        let has_record = [MANIFEST, JOURNAL]
            .iter()
            .any(|file| matches!(standing(&out.at(&format!("{name}/{file}"))), Ok(Standing::File(_))));
        found.extend(has_record.then_some(name));
    }
    found.sort();
    Ok(found)
}
