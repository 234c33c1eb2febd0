//! A folder that goes with the test, and short words for trees and listings.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use faasc_artifacts::{
    ArtifactTree, EnvironmentFiles, OutputFolder, Report, WriteFault, WriteOptions, write,
};
use faasc_source::{FileId, Span};

static NEXT: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("faasc-writing-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn out(&self) -> OutputFolder {
        OutputFolder::new(self.0.join("dist"))
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.join("dist").join(path)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let place = self.at(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Every file below `dist`, with its bytes, and every folder (with a `/` at its end).
    pub(crate) fn listing(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        list(&self.0.join("dist"), "", &mut found);
        found
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn list(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            found.insert(format!("{name}/"), Vec::new());
            list(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap_or_default());
        }
    }
}

pub(crate) fn tree(files: &[(&str, &str)]) -> ArtifactTree {
    let mut tree = ArtifactTree::new();
    for (path, text) in files {
        tree.add(*path, text.as_bytes());
    }
    tree
}

pub(crate) const OPTIONS: WriteOptions<'static> = WriteOptions {
    app: "shop",
    compiler: "0.1.0",
    facts: "2026-11",
    is_forced: false,
    removes_gone_environments: false,
    origin: Span::start_of(FileId(0)),
};

pub(crate) const FORCED: WriteOptions<'static> = WriteOptions { is_forced: true, ..OPTIONS };
pub(crate) const ALL: WriteOptions<'static> = WriteOptions { removes_gone_environments: true, ..OPTIONS };

pub(crate) fn write_all(
    scratch: &Scratch,
    environments: &[(&str, &ArtifactTree)],
    options: &WriteOptions<'_>,
) -> Result<Report, WriteFault> {
    let environments: Vec<_> =
        environments.iter().map(|(name, tree)| EnvironmentFiles { name, tree }).collect();
    write(&scratch.out(), &environments, options)
}

pub(crate) fn write_one(
    scratch: &Scratch,
    tree: &ArtifactTree,
    options: &WriteOptions<'_>,
) -> Result<Report, WriteFault> {
    write_all(scratch, &[("production", tree)], options)
}

/// Codes and messages of a refusal; panics when the system failed instead.
pub(crate) fn refusals(result: Result<Report, WriteFault>) -> Vec<(&'static str, String)> {
    match result {
        Err(WriteFault::Refused(found)) => {
            found.into_iter().map(|found| (found.code.id, found.message)).collect()
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}
