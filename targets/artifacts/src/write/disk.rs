//! The changes that writing makes to the disk, one small operation each.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// What changes the disk. Everything that writing does goes through these five, so that tests can fail or die at
/// each of them. Many files are written by several threads.
pub trait Disk: Sync {
    /// Makes a folder whose parent is there.
    ///
    /// # Errors
    /// The system's.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes a file that is not there yet, with these bytes.
    ///
    /// # Errors
    /// The system's; a part of the file may be there then.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Puts the file `from` in the place of `to`, in one step.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// The system's.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The system's.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// The disk itself. Nothing is synced: a crash means a killed process, not lost power.
#[derive(Debug, Default)]
pub struct SystemDisk;

impl SystemDisk {
    /// The disk.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

impl Disk for SystemDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        match fs::create_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            result => result,
        }
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}
