//! Files of the disk, within limits, with paths as people see them.

mod gitignore;
mod search;

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use faasc_source::{Entry, EntryKind, FileFault, Files, normalize, relative};

pub(crate) use gitignore::Gitignores;
pub(crate) use search::specs_below;

/// The largest file that is read.
pub(crate) const FILE_LIMIT: u64 = 16 << 20;
/// The most that is read in one run.
pub(crate) const TOTAL_LIMIT: u64 = 256 << 20;
/// The path under which standard input is shown.
pub(crate) const STDIN: &str = "<stdin>";

/// The disk, seen from the folder in which the run was started.
pub(crate) struct Disk {
    base: PathBuf,
    stdin: Option<Vec<u8>>,
    /// Paths that the command line names: a pipe among them is read, elsewhere it would be waited for in vain.
    named: BTreeSet<String>,
    total: AtomicU64,
    gitignores: Gitignores,
}

impl Disk {
    pub(crate) fn new(base: &Path) -> Self {
        Self {
            base: base.to_owned(),
            stdin: None,
            named: BTreeSet::new(),
            total: AtomicU64::new(0),
            gitignores: Gitignores::default(),
        }
    }

    /// With `bytes` as the file [`STDIN`].
    pub(crate) fn with_stdin(mut self, bytes: Vec<u8>) -> Self {
        self.stdin = Some(bytes);
        self
    }

    /// With the paths, as shown, that the command line names.
    pub(crate) fn with_named<'p>(mut self, paths: impl IntoIterator<Item = &'p String>) -> Self {
        self.named.extend(paths.into_iter().cloned());
        self
    }

    /// Where `path` lies for the system.
    pub(crate) fn locate(&self, path: &str) -> PathBuf {
        self.base.join(path)
    }

    /// `given`, an argument of the user's, as it is shown: from the starting folder, with `/`.
    pub(crate) fn shown(&self, given: &str) -> String {
        let given =
            if std::path::MAIN_SEPARATOR == '\\' { given.replace('\\', "/") } else { given.to_owned() };
        if !Path::new(&given).is_absolute() {
            return normalize(&given);
        }
        // A link on the way (`/tmp` on some systems) must not hide that a path lies below the starting folder.
        let real = fs::canonicalize(&given).unwrap_or_else(|_| PathBuf::from(&given));
        let base = fs::canonicalize(&self.base).unwrap_or_else(|_| self.base.clone());
        let text = |path: &Path| path.to_string_lossy().replace('\\', "/");
        if let Ok(below) = real.strip_prefix(&base) {
            return normalize(&text(below));
        }
        relative(&text(&self.base), &given)
    }

    /// What Git ignores here.
    pub(crate) fn gitignores(&self) -> &Gitignores {
        &self.gitignores
    }

    fn count(&self, size: u64) -> Result<(), FileFault> {
        let total = self.total.fetch_add(size, Ordering::Relaxed) + size;
        if total > TOTAL_LIMIT {
            return Err(FileFault::TooMuch { limit: TOTAL_LIMIT });
        }
        Ok(())
    }
}

/// What the system said, in our words.
fn fault(error: &std::io::Error) -> FileFault {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileFault::Missing,
        ErrorKind::PermissionDenied => FileFault::Denied,
        ErrorKind::IsADirectory => FileFault::Folder,
        _ => FileFault::Other(error.to_string()),
    }
}

/// A pipe, a socket or a device is nothing that a spec can name.
fn kind_of(about: &fs::Metadata) -> Option<EntryKind> {
    if about.is_dir() {
        return Some(EntryKind::Folder);
    }
    about.is_file().then_some(EntryKind::File)
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        if path == STDIN
            && let Some(bytes) = &self.stdin
        {
            let size = bytes.len() as u64;
            return if size > FILE_LIMIT {
                Err(FileFault::TooLarge { size, limit: FILE_LIMIT })
            } else {
                Ok(bytes.clone())
            };
        }
        let place = self.locate(path);
        let about = fs::metadata(&place).map_err(|error| fault(&error))?;
        if about.is_dir() {
            return Err(FileFault::Folder);
        }
        if !about.is_file() && !self.named.contains(path) {
            return Err(FileFault::Other("it is neither a file nor a folder".to_owned()));
        }
        let file = fs::File::open(place).map_err(|error| fault(&error))?;
        if about.len() > FILE_LIMIT {
            return Err(FileFault::TooLarge { size: about.len(), limit: FILE_LIMIT });
        }
        // A file may grow, and a device has no size: what is read is limited, too.
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
        file.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
        let size = bytes.len() as u64;
        if size > FILE_LIMIT {
            return Err(FileFault::TooLarge { size, limit: FILE_LIMIT });
        }
        self.count(size)?;
        Ok(bytes)
    }

    fn kind(&self, path: &str) -> Option<EntryKind> {
        if path == STDIN && self.stdin.is_some() {
            return Some(EntryKind::File);
        }
        kind_of(&fs::metadata(self.locate(path)).ok()?)
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, FileFault> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.locate(path)).map_err(|error| fault(&error))? {
            let entry = entry.map_err(|error| fault(&error))?;
            // A link that leads nowhere is nothing; a name that is no text cannot be written in a spec.
            let (Ok(about), Ok(name)) = (fs::metadata(entry.path()), entry.file_name().into_string()) else {
                continue;
            };
            let Some(kind) = kind_of(&about) else { continue };
            // Two links to a folder above them would make endlessly many ways to each file.
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if kind == EntryKind::File || !is_link {
                entries.push(Entry { name, kind });
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn is_ignored(&self, path: &str) -> Option<bool> {
        let path = self.locate(path);
        let folder = path.parent()?;
        let root = gitignore::repository_of(folder)?;
        Some(self.gitignores.ignores(&root, &path, path.is_dir()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_above_the_limit_is_refused_with_its_size() {
        let folder = crate::scratch::Scratch::new("limit");
        let file = fs::File::create(folder.path().join("big")).unwrap();
        file.set_len(FILE_LIMIT + 1).unwrap();
        let disk = Disk::new(folder.path());
        assert_eq!(disk.read("big"), Err(FileFault::TooLarge { size: FILE_LIMIT + 1, limit: FILE_LIMIT }));
        assert_eq!(disk.read("none"), Err(FileFault::Missing));
        assert_eq!(disk.read("."), Err(FileFault::Folder));
    }

    #[test]
    fn all_files_together_have_a_limit() {
        let folder = crate::scratch::Scratch::new("total");
        let file = fs::File::create(folder.path().join("half")).unwrap();
        file.set_len(FILE_LIMIT).unwrap();
        let disk = Disk::new(folder.path());
        for _ in 0..TOTAL_LIMIT / FILE_LIMIT {
            assert!(disk.read("half").is_ok());
        }
        assert_eq!(disk.read("half"), Err(FileFault::TooMuch { limit: TOTAL_LIMIT }));
    }

    #[test]
    fn an_absolute_path_is_shown_from_the_starting_folder() {
        let folder = crate::scratch::Scratch::new("shown");
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        let disk = Disk::new(&folder.path().join("a"));
        let absolute = folder.path().join("a/b").to_string_lossy().into_owned();
        assert_eq!(disk.shown(&absolute), "b");
        assert_eq!(disk.shown("./b/../x"), "x");
        let outside = folder.path().join("c").to_string_lossy().into_owned();
        assert_eq!(disk.shown(&outside), "../c");
    }
}
