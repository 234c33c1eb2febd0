//! A folder of one test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A folder of one test, removed afterwards.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// An empty folder that nobody else has.
    ///
    /// # Panics
    /// When the system's folder for temporary files cannot be written.
    #[must_use]
    pub fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Relaxed);
        let path = std::env::temp_dir().join(format!("faasc-{}-{count}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let made = fs::create_dir_all(&path).and_then(|()| fs::canonicalize(&path));
        Self { path: made.unwrap_or_else(|fault| panic!("{}: {fault}", path.display())) }
    }

    /// With these files.
    #[must_use]
    pub fn with<'f>(name: &str, files: impl IntoIterator<Item = &'f (String, String)>) -> Self {
        let folder = Self::new(name);
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file in it.
    ///
    /// # Panics
    /// When that fails.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path.join(path);
        let made = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, bytes));
        made.unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    }

    /// Every file below `path` with its bytes, by path.
    #[must_use]
    pub fn files(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.path.join(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Every file below `folder` with its bytes, by path. Links are not followed.
#[must_use]
pub fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(inner) = waiting.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else {
                let shown = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.insert(shown, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}
