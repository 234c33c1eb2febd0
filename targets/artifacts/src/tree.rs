//! The files of one environment, before anything is written.

use std::collections::BTreeMap;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its bytes; text ends with a line break.
    pub bytes: Vec<u8>,
}

/// Files by path, relative to the folder of the environment, with `/`. Sorted, each path once.
#[derive(Clone, Debug, Default)]
pub struct ArtifactTree {
    files: BTreeMap<String, Artifact>,
}

impl ArtifactTree {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Panics
    /// When the path is not relative, leaves its folder, or is there already: a bug of a target.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let path = path.into();
        assert!(
            is_inside(&path),
            "a target wrote to `{path}`, which is no path inside its folder; please report this"
        );
        let before = self.files.insert(path.clone(), Artifact { bytes: bytes.into() });
        assert!(before.is_none(), "two targets wrote `{path}`; please report this");
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Artifact)> {
        self.files.iter().map(|(path, artifact)| (path.as_str(), artifact))
    }

    /// A file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.files.get(path)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Whether `path` stays in the folder that it is relative to, on every system.
pub(crate) fn is_inside(path: &str) -> bool {
    let is_part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    !path.is_empty() && path.split('/').all(is_part)
}
