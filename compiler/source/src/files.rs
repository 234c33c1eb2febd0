//! The one door to files: the command line implements it for the disk, tests in memory.

use std::collections::BTreeMap;
use std::fmt;

use crate::path::normalize;

/// What stands under a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name, without its folder.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Nothing of that name is there.
    Missing,
    /// It is a folder.
    Folder,
    /// The system forbids it.
    Denied,
    /// It is larger than the limit: size and limit in bytes.
    TooLarge {
        /// Size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// With it, all files of the run together are over their limit in bytes.
    TooMuch {
        /// The limit in bytes.
        limit: u64,
    },
    /// The system's own words.
    Other(String),
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::Folder => f.write_str("it is a folder"),
            Self::Denied => f.write_str("permission denied"),
            Self::TooLarge { size, limit } => write!(f, "it has {size} bytes, the limit is {limit}"),
            Self::TooMuch { limit } => write!(f, "all files together have more than {limit} bytes"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// Reads files and lists folders. Paths use `/` and are relative to where the run was started.
pub trait Files: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When it is not there, is a folder, may not be read, or is too large.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault>;

    /// What stands under `path`; `None` when nothing does, or when it cannot be seen.
    fn kind(&self, path: &str) -> Option<EntryKind>;

    /// The names in the folder `path`, sorted.
    ///
    /// # Errors
    /// When it is not there, is no folder, or may not be read.
    fn list(&self, path: &str) -> Result<Vec<Entry>, FileFault>;

    /// Whether Git ignores `path`; `None` when that is not known (no repository, or files in memory).
    fn is_ignored(&self, _path: &str) -> Option<bool> {
        None
    }
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(normalize(path), bytes.into());
        self
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        let path = normalize(path);
        match self.files.get(&path) {
            Some(bytes) => Ok(bytes.clone()),
            None if self.kind(&path).is_some() => Err(FileFault::Folder),
            None => Err(FileFault::Missing),
        }
    }

    fn kind(&self, path: &str) -> Option<EntryKind> {
        let path = normalize(path);
        if self.files.contains_key(&path) {
            return Some(EntryKind::File);
        }
        let inside = format!("{path}/");
        (path == "." || self.files.keys().any(|name| name.starts_with(&inside))).then_some(EntryKind::Folder)
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, FileFault> {
        let path = normalize(path);
        let prefix = if path == "." { String::new() } else { format!("{path}/") };
        let mut entries: BTreeMap<String, EntryKind> = BTreeMap::new();
        for rest in self.files.keys().filter_map(|name| name.strip_prefix(&prefix)) {
            let (name, kind) = match rest.split_once('/') {
                Some((folder, _)) => (folder, EntryKind::Folder),
                None => (rest, EntryKind::File),
            };
            entries.insert(name.to_owned(), kind);
        }
        if entries.is_empty() && path != "." {
            return Err(FileFault::Missing);
        }
        Ok(entries.into_iter().map(|(name, kind)| Entry { name, kind }).collect())
    }
}
