//! What changes in the folder of one environment.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use faasc_diagnostics::Diagnostic;

use super::change::{Changes, EnvironmentChange, NewFile};
use super::folder::{Ancestors, OutputFolder, Standing, above, standing};
use super::judge::{self, Candidate, StaleVerdict, Verdict};
use super::layout::Layout;
use super::manifest::{self, Record, is_reserved, is_temporary};
use super::{WriteFault, WriteOptions, finding};
use crate::ArtifactTree;

/// Compares the folder of one environment with what is wanted there.
pub(super) struct Survey<'s> {
    out: &'s OutputFolder,
    name: &'s str,
    options: &'s WriteOptions<'s>,
    edited: Vec<String>,
    foreign: Vec<String>,
    links: BTreeSet<String>,
    taken: BTreeMap<String, &'static str>,
}

impl<'s> Survey<'s> {
    pub(super) fn new(out: &'s OutputFolder, name: &'s str, options: &'s WriteOptions<'s>) -> Self {
        Self {
            out,
            name,
            options,
            edited: Vec::new(),
            foreign: Vec::new(),
            links: BTreeSet::new(),
            taken: BTreeMap::new(),
        }
    }

    /// Adds to `changes` what makes the folder hold `wanted` (nothing, when the environment is gone), and to
    /// `refused` what stands in the way.
    pub(super) fn of<'t>(
        mut self,
        wanted: Option<&'t ArtifactTree>,
        record: Record,
        changes: &mut Changes<'t>,
        refused: &mut Vec<Diagnostic>,
    ) -> Result<(), WriteFault> {
        let files = || wanted.into_iter().flat_map(ArtifactTree::iter);
        let layout = Layout::new(files().map(|(path, _)| path));
        let mut change = EnvironmentChange {
            name: self.name.to_owned(),
            pending: record.pending.clone(),
            ..EnvironmentChange::default()
        };
        let ancestors = self.ancestors(&layout, &record)?;
        self.survey_stale(&layout, &record, &ancestors, &mut change)?;
        change.folders = ancestors.folders_in(self.name);
        let candidates: Vec<Candidate<'t, '_>> = files()
            .map(|(path, artifact)| {
                let is_reachable =
                    above(path).next().is_none_or(|folder| ancestors.is_folder(&self.inside(folder)));
                let place = is_reachable.then(|| self.out.at(&self.inside(path)));
                Candidate { path, bytes: &artifact.bytes, place, known: record.files.get(path) }
            })
            .collect();
        let mut digests = BTreeMap::new();
        for (candidate, (verdict, digest)) in candidates.iter().zip(judge::judge(&candidates)) {
            if self.is_to_write(candidate.path, verdict, &change, changes)? {
                let digest = digest.clone();
                change.new.push(NewFile { path: candidate.path, bytes: candidate.bytes, digest });
            }
            digests.insert(candidate.path, digest);
        }
        let digests = digests.iter().map(|(path, digest)| (*path, digest.as_str())).collect();
        let options = self.options;
        change.manifest =
            wanted.map(|_| manifest::manifest(options.app, options.compiler, options.facts, &digests));
        change.is_manifest_stale = change.manifest != record.manifest;
        change.is_left = wanted.is_none() && self.has_foreign_files(&record);
        self.refuse(refused);
        changes.environments.push(change);
        Ok(())
    }

    /// `path` of the environment's folder as a path of the output folder.
    fn inside(&self, path: &str) -> String {
        format!("{}/{path}", self.name)
    }

    fn failed(&self, path: &str, error: &std::io::Error) -> WriteFault {
        finding::failed(finding::READ, &self.out.shown(&self.inside(path)), error, self.options)
    }

    /// Looks up all folders that wanted and known paths go through; none of them may be a link.
    fn ancestors(&mut self, layout: &Layout<'_>, record: &Record) -> Result<Ancestors<'s>, WriteFault> {
        let mut ancestors = Ancestors::new(self.out);
        let known = record.files.keys().flat_map(|path| above(path));
        for folder in layout.folders().chain(known) {
            ancestors.look_up(&self.inside(folder)).map_err(|error| self.failed(folder, &error))?;
        }
        for (path, standing) in ancestors.iter() {
            let own = path.strip_prefix(self.name).unwrap_or(path).trim_start_matches('/');
            match standing {
                Standing::Link => {
                    self.links.insert(path.to_owned());
                }
                // A file of ours that is no longer wanted goes before the folder comes.
                Standing::File(_) | Standing::Other
                    if layout.has_folder(own) && !record.files.contains_key(own) =>
                {
                    self.taken.insert(path.to_owned(), "is a file where a folder is to be made");
                }
                _ => {}
            }
        }
        Ok(ancestors)
    }

    /// Finds what becomes of the files that we wrote and no longer want.
    fn survey_stale(
        &mut self,
        layout: &Layout<'_>,
        record: &Record,
        ancestors: &Ancestors<'_>,
        change: &mut EnvironmentChange<'_>,
    ) -> Result<(), WriteFault> {
        for (path, known) in record.files.iter().filter(|(path, _)| !layout.has_file(path)) {
            for folder in above(path).filter(|folder| !layout.has_folder(folder)) {
                let comes_first = layout.has_file(folder) || layout.is_in_the_way(folder);
                if comes_first { &mut change.emptied_first } else { &mut change.emptied }
                    .insert(folder.to_owned());
            }
            let is_reachable =
                above(path).next().is_none_or(|folder| ancestors.is_folder(&self.inside(folder)));
            if !is_reachable {
                continue;
            }
            let place = self.out.at(&self.inside(path));
            match judge::stale(&place, known).map_err(|error| self.failed(path, &error))? {
                StaleVerdict::Gone => continue,
                StaleVerdict::HandEdited if !self.options.is_forced => {
                    self.edited.push(self.inside(path));
                    continue;
                }
                StaleVerdict::Removed | StaleVerdict::HandEdited => {}
            }
            let comes_first = layout.is_in_the_way(path);
            if comes_first { &mut change.removed_first } else { &mut change.removed }.push(path.clone());
        }
        Ok(())
    }

    /// Whether a wanted file is to be written; what stands in its way is noted.
    fn is_to_write(
        &mut self,
        path: &str,
        verdict: Verdict,
        change: &EnvironmentChange<'_>,
        changes: &mut Changes<'_>,
    ) -> Result<bool, WriteFault> {
        let full = self.inside(path);
        match verdict {
            Verdict::Made | Verdict::Replaced => return Ok(true),
            Verdict::HandEdited | Verdict::Foreign if self.options.is_forced => return Ok(true),
            Verdict::Unchanged => changes.report.unchanged += 1,
            Verdict::Adopted => {
                changes.report.unchanged += 1;
                changes.report.adopted.push(full);
            }
            Verdict::HandEdited => self.edited.push(full),
            Verdict::Foreign => self.foreign.push(full),
            Verdict::Link => {
                self.links.insert(full);
            }
            Verdict::Folder => {
                if self.is_emptied(path, change).map_err(|error| self.failed(path, &error))? {
                    return Ok(true);
                }
                self.taken.insert(full, "is a folder where a file is to be written");
            }
            Verdict::Other => {
                self.taken.insert(full, "is neither a file nor a folder");
            }
            Verdict::Failed(error) => return Err(self.failed(path, &error)),
        }
        Ok(false)
    }

    /// Whether the folder `path` holds nothing but what is removed before anything is made.
    fn is_emptied(&self, path: &str, change: &EnvironmentChange<'_>) -> std::io::Result<bool> {
        if !change.emptied_first.contains(path) {
            return Ok(false);
        }
        for entry in fs::read_dir(self.out.at(&self.inside(path)))? {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(|name| format!("{path}/{name}")) else {
                return Ok(false);
            };
            let is_going = if entry.file_type()?.is_dir() {
                self.is_emptied(&name, change)?
            } else {
                // A temporary file of a run that was cut short is swept away before anything else.
                let is_swept = change.pending.is_some() && is_temporary(&name);
                is_swept || change.removed_first.contains(&name) || self.edited.contains(&self.inside(&name))
            };
            if !is_going {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the folder holds a file that we did not write, as far as it can be seen.
    fn has_foreign_files(&self, record: &Record) -> bool {
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(self.out.at(&self.inside(&folder))) else { return true };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                match standing(&entry.path()) {
                    Ok(Standing::Folder) => folders.push(path),
                    Ok(Standing::File(_))
                        if is_reserved(&path) || is_temporary(&path) || record.files.contains_key(&path) => {}
                    _ => return true,
                }
            }
        }
        false
    }

    /// Turns what stands in the way into findings.
    fn refuse(self, refused: &mut Vec<Diagnostic>) {
        let (out, options) = (self.out, self.options);
        let folder = out.shown(self.name);
        let shown =
            |paths: Vec<String>| -> Vec<String> { paths.iter().map(|path| out.shown(path)).collect() };
        let mut found = Vec::new();
        if !self.edited.is_empty() {
            let mut edited = shown(self.edited);
            edited.sort();
            found.push(finding::hand_edited(&folder, &edited, options));
        }
        if !self.foreign.is_empty() {
            found.push(finding::foreign(&folder, &shown(self.foreign), options));
        }
        found.extend(self.links.iter().map(|path| finding::link(&out.shown(path), options)));
        found.extend(self.taken.iter().map(|(path, why)| finding::taken(&out.shown(path), why, options)));
        refused.extend(found.into_iter().map(|found| found.within(self.name)));
    }
}
