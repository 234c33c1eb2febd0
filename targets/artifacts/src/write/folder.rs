//! The output folder, and what stands in it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where artifacts go: a root as the user gave it and, when several apps share it, a folder of the app in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFolder {
    root: PathBuf,
    app: Option<String>,
}

impl OutputFolder {
    /// The folder `root`: environments go to `ROOT/ENV`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), app: None }
    }

    /// The folder of `app` in it: environments go to `ROOT/APP/ENV`.
    #[must_use]
    pub fn of_app(self, app: &str) -> Self {
        Self { app: Some(app.to_owned()), ..self }
    }

    /// The folders that must be there, outer first.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let mut found = vec![self.root.clone()];
        found.extend(self.app.as_ref().map(|app| self.root.join(app)));
        found
    }

    /// The folder that holds the environments.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match &self.app {
            Some(app) => self.root.join(app),
            None => self.root.clone(),
        }
    }

    /// Where `path`, relative and with `/`, lies.
    #[must_use]
    pub fn at(&self, path: &str) -> PathBuf {
        let mut found = self.path();
        found.extend(path.split('/').filter(|part| !part.is_empty()));
        found
    }

    /// `path` as it is shown to people: with `/` on every system.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        let mut text = self.path().to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if !path.is_empty() {
            if !text.ends_with('/') {
                text.push('/');
            }
            text.push_str(path);
        }
        text
    }
}

/// What stands under a path; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Missing,
    /// A file and its length in bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link, or a junction.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// What stands under `path`.
pub(super) fn standing(path: &Path) -> io::Result<Standing> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_symlink() => Ok(Standing::Link),
        Ok(found) if found.is_dir() => Ok(Standing::Folder),
        Ok(found) if found.is_file() => Ok(Standing::File(found.len())),
        Ok(_) => Ok(Standing::Other),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(Standing::Missing),
            _ => Err(error),
        },
    }
}

/// What stands under the folders that paths go through, looked up once each.
pub(super) struct Ancestors<'o> {
    out: &'o OutputFolder,
    known: BTreeMap<String, Standing>,
}

impl<'o> Ancestors<'o> {
    pub(super) fn new(out: &'o OutputFolder) -> Self {
        Self { out, known: BTreeMap::new() }
    }

    /// Looks up the folder `path` and those above it, outer first.
    pub(super) fn look_up(&mut self, path: &str) -> io::Result<Standing> {
        if let Some(standing) = self.known.get(path) {
            return Ok(*standing);
        }
        let above = match path.rsplit_once('/') {
            Some((above, _)) => self.look_up(above)?,
            None => Standing::Folder,
        };
        // What lies beyond a link or a file is not looked at.
        let found = if above == Standing::Folder { standing(&self.out.at(path))? } else { Standing::Missing };
        self.known.insert(path.to_owned(), found);
        Ok(found)
    }

    /// What was looked up, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Standing)> {
        self.known.iter().map(|(path, standing)| (path.as_str(), *standing))
    }

    /// The folders in the folder `environment` that are there, relative to it.
    pub(super) fn folders_in(&self, environment: &str) -> std::collections::BTreeSet<String> {
        self.iter()
            .filter(|(_, standing)| *standing == Standing::Folder)
            .filter_map(|(path, _)| path.strip_prefix(environment)?.strip_prefix('/'))
            .map(str::to_owned)
            .collect()
    }

    /// Whether the folder `path`, looked up before, is there.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.known.get(path) == Some(&Standing::Folder)
    }
}

/// The folders above `path`, inner first: `a/b/c` goes through `a/b` and `a`.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(above, _)| above), |path| {
        path.rsplit_once('/').map(|(above, _)| above)
    })
}
