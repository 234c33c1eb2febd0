//! What a run will change, worked out before anything is changed.

use std::collections::BTreeSet;

use super::Report;
use super::manifest::{Digests, MANIFEST};

/// A file to write.
#[derive(Debug)]
pub(super) struct NewFile<'t> {
    /// Its path in the environment's folder.
    pub(super) path: &'t str,
    /// Its bytes.
    pub(super) bytes: &'t [u8],
    /// Their digest.
    pub(super) digest: String,
}

/// What changes in the folder of one environment. Paths are relative to that folder.
#[derive(Debug, Default)]
pub(super) struct EnvironmentChange<'t> {
    /// The environment.
    pub(super) name: String,
    /// Files to make or replace, sorted.
    pub(super) new: Vec<NewFile<'t>>,
    /// Files to remove before anything is made, because something is made in their place.
    pub(super) removed_first: Vec<String>,
    /// Folders that go with them when they are empty.
    pub(super) emptied_first: BTreeSet<String>,
    /// Files to remove when all is made.
    pub(super) removed: Vec<String>,
    /// Folders that go then when they are empty.
    pub(super) emptied: BTreeSet<String>,
    /// What the manifest is to be; `None` takes it away, and the folder with it.
    pub(super) manifest: Option<Vec<u8>>,
    /// Whether the manifest differs from the one that is there.
    pub(super) is_manifest_stale: bool,
    /// The journal of a run that was cut short, to be carried on.
    pub(super) pending: Option<Digests>,
    /// Folders that are or were ours: there a run that was cut short may have left temporary files.
    pub(super) folders: BTreeSet<String>,
    /// Whether something of another's lies in the folder, which stays for that.
    pub(super) is_left: bool,
}

impl EnvironmentChange<'_> {
    /// Adds to `report` what this change does.
    fn count(&self, report: &mut Report) {
        let full = |path: &str| format!("{}/{path}", self.name);
        report.written.extend(self.new.iter().map(|file| full(file.path)));
        report.removed.extend(self.removed_first.iter().chain(&self.removed).map(|path| full(path)));
        if self.is_manifest_stale {
            let list = if self.manifest.is_some() { &mut report.written } else { &mut report.removed };
            list.push(full(MANIFEST));
        }
        if self.is_left {
            report.left.push(self.name.clone());
        }
    }
}

/// All that changes.
#[derive(Debug, Default)]
pub(super) struct Changes<'t> {
    /// By environment: those asked for in the order of asking, then those that are gone, sorted.
    pub(super) environments: Vec<EnvironmentChange<'t>>,
    /// What is known of the outcome beyond that.
    pub(super) report: Report,
}

impl Changes<'_> {
    /// The report of a run that does all of it.
    pub(super) fn into_report(self) -> Report {
        let mut report = self.report;
        for change in &self.environments {
            change.count(&mut report);
        }
        for list in [&mut report.written, &mut report.removed, &mut report.adopted, &mut report.left] {
            list.sort();
        }
        report
    }
}
