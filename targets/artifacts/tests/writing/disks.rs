//! Disks that fail.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use faasc_artifacts::{Disk, SystemDisk};

/// A disk that works `left` times and then fails once, half-way through, with `kind`.
pub(crate) struct FailingDisk {
    left: AtomicU32,
    kind: io::ErrorKind,
    has_failed: AtomicBool,
}

impl FailingDisk {
    pub(crate) fn new(left: u32, kind: io::ErrorKind) -> Self {
        Self { left: AtomicU32::new(left), kind, has_failed: AtomicBool::new(false) }
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.has_failed.load(Relaxed)
    }

    /// Whether this operation works.
    fn works(&self) -> bool {
        self.left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok()
            || self.has_failed.swap(true, Relaxed)
    }

    fn fault(&self) -> io::Error {
        io::Error::from(self.kind)
    }
}

impl Disk for FailingDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        if self.works() { SystemDisk::new().make_folder(path) } else { Err(self.fault()) }
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.works() {
            return SystemDisk::new().create(path, bytes);
        }
        fs::write(path, &bytes[..bytes.len() / 2])?;
        Err(self.fault())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.works() { SystemDisk::new().rename(from, to) } else { Err(self.fault()) }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        if self.works() { SystemDisk::new().remove_file(path) } else { Err(self.fault()) }
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if self.works() { SystemDisk::new().remove_folder(path) } else { Err(self.fault()) }
    }
}
