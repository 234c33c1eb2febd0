//! Changing the disk, in an order that a killed process leaves in good shape.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::change::{Changes, EnvironmentChange, NewFile};
use super::folder::{OutputFolder, Standing, above, standing};
use super::manifest::{self, JOURNAL, MANIFEST, TEMPORARY};
use super::{Disk, Report, WriteFault, WriteOptions, finding};
use crate::parallel::each;

/// From how many files on writing is shared out.
const WORTH_A_THREAD: usize = 128;

/// Does all of `changes`.
pub(super) fn apply(
    disk: &dyn Disk,
    out: &OutputFolder,
    changes: Changes<'_>,
    options: &WriteOptions<'_>,
) -> Result<Report, WriteFault> {
    let temporary = AtomicU64::new(0);
    let one = |change: &EnvironmentChange<'_>| {
        Writer { disk, out, options, temporary: &temporary, made: BTreeSet::new() }.change(change)
    };
    let count: usize = changes.environments.iter().map(|change| change.new.len()).sum();
    // A folder takes one new file after the other, so threads are kept to environments of their own. Of several errors
    // that of the first environment is told; the others are finished nevertheless.
    if count < WORTH_A_THREAD {
        changes.environments.iter().try_for_each(one)?;
    } else {
        each(&changes.environments, true, one).into_iter().collect::<Result<(), WriteFault>>()?;
    }
    Ok(changes.into_report())
}

struct Writer<'w> {
    disk: &'w dyn Disk,
    out: &'w OutputFolder,
    options: &'w WriteOptions<'w>,
    temporary: &'w AtomicU64,
    made: BTreeSet<String>,
}

impl Writer<'_> {
    /// Journal, what is in the way, new files, stale files, empty folders, manifest; the journal goes last.
    fn change(&mut self, change: &EnvironmentChange<'_>) -> Result<(), WriteFault> {
        self.sweep(change)?;
        self.announce(change)?;
        let path = |path: &str| format!("{}/{path}", change.name);
        for stale in &change.removed_first {
            self.remove(&path(stale))?;
        }
        self.tidy(&change.name, &change.emptied_first)?;
        self.put_all(&change.name, &change.new)?;
        for stale in &change.removed {
            self.remove(&path(stale))?;
        }
        self.tidy(&change.name, &change.emptied)?;
        match &change.manifest {
            Some(bytes) if change.is_manifest_stale => self.put(&path(MANIFEST), bytes)?,
            Some(_) => {}
            None => self.remove(&path(MANIFEST))?,
        }
        self.remove(&path(JOURNAL))?;
        if change.manifest.is_none() {
            self.remove_if_empty(&change.name)?;
        }
        Ok(())
    }

    /// Removes temporary files of a run that was cut short.
    fn sweep(&mut self, change: &EnvironmentChange<'_>) -> Result<(), WriteFault> {
        let inner = change.folders.iter().filter(|_| change.pending.is_some()).map(String::as_str);
        for folder in [""].into_iter().chain(inner) {
            let folder = format!("{}/{folder}", change.name);
            let Ok(entries) = fs::read_dir(self.out.at(&folder)) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let Some(name) = name.to_str().filter(|name| name.starts_with(TEMPORARY)) else { continue };
                self.remove(&format!("{}/{name}", folder.trim_end_matches('/')))?;
            }
        }
        Ok(())
    }

    /// Says in the journal what is about to be written, so that the next run knows it for ours.
    fn announce(&mut self, change: &EnvironmentChange<'_>) -> Result<(), WriteFault> {
        if change.new.is_empty() {
            return Ok(());
        }
        let mut files = change.pending.clone().unwrap_or_default();
        for file in &change.new {
            let digests = files.entry(file.path.to_owned()).or_default();
            if !digests.contains(&file.digest) {
                digests.push(file.digest.clone());
            }
        }
        let bytes = manifest::journal(self.options.app, files);
        self.put(&format!("{}/{JOURNAL}", change.name), &bytes)
    }

    /// Makes or replaces files, up to the first error.
    fn put_all(&mut self, environment: &str, files: &[NewFile<'_>]) -> Result<(), WriteFault> {
        files.iter().try_for_each(|file| self.put(&format!("{environment}/{}", file.path), file.bytes))
    }

    /// Makes or replaces a file and the folders above it.
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteFault> {
        self.make_folders(path)?;
        self.replace(path, bytes)
    }

    fn make_folders(&mut self, path: &str) -> Result<(), WriteFault> {
        let folders: Vec<&str> = above(path).take_while(|folder| !self.made.contains(*folder)).collect();
        for folder in folders.into_iter().rev() {
            let place = self.out.at(folder);
            self.disk.make_folder(&place).map_err(|error| self.failed("make", folder, &error))?;
            self.made.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Makes or replaces a file, whose folder is there, in one step.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), WriteFault> {
        let place = self.out.at(path);
        let temporary = self.temporary_beside(&place);
        let done = self.disk.create(&temporary, bytes).and_then(|()| self.disk.rename(&temporary, &place));
        done.map_err(|error| {
            // The first error is what is told; a file that was never made cannot be removed.
            let _ = self.disk.remove_file(&temporary);
            self.failed("write", path, &error)
        })
    }

    /// A name that no other process uses.
    fn temporary_beside(&self, place: &Path) -> PathBuf {
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        place.with_file_name(format!("{TEMPORARY}{}-{number}", std::process::id()))
    }

    /// Removes a file that may be gone already.
    fn remove(&mut self, path: &str) -> Result<(), WriteFault> {
        let place = self.out.at(path);
        match standing(&place) {
            Ok(Standing::File(_)) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(self.failed(finding::READ, path, &error)),
        }
        match self.disk.remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed("remove", path, &error)),
            _ => Ok(()),
        }
    }

    /// Removes those of `folders` that are empty, inner ones first.
    fn tidy(&mut self, environment: &str, folders: &BTreeSet<String>) -> Result<(), WriteFault> {
        for folder in folders.iter().rev() {
            self.remove_if_empty(&format!("{environment}/{folder}"))?;
        }
        Ok(())
    }

    fn remove_if_empty(&mut self, folder: &str) -> Result<(), WriteFault> {
        let place = self.out.at(folder);
        let is_empty = matches!(standing(&place), Ok(Standing::Folder))
            && fs::read_dir(&place).is_ok_and(|mut entries| entries.next().is_none());
        if !is_empty {
            return Ok(());
        }
        match self.disk.remove_folder(&place) {
            Ok(()) => {
                self.made.remove(folder);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.failed("remove", folder, &error)),
        }
    }

    fn failed(&self, verb: &str, path: &str, error: &io::Error) -> WriteFault {
        finding::failed(verb, &self.out.shown(path), error, self.options)
    }
}
