//! One run at a time in an output folder.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::finding;
use super::folder::OutputFolder;
use super::{Disk, WriteFault, WriteOptions};

const ATTEMPTS: u32 = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// Makes the output folder when it is not there, and locks it until the result is dropped or the process ends.
/// A run that is under way is waited for, ten seconds at most.
pub(super) fn take(
    disk: &dyn Disk,
    out: &OutputFolder,
    options: &WriteOptions<'_>,
) -> Result<Option<File>, WriteFault> {
    for folder in out.folders() {
        make_with_parents(disk, &folder)
            .map_err(|error| finding::failed("make", &out.shown(""), &error, options))?;
    }
    let Some(handle) = open(&out.path()) else { return Ok(None) };
    for _ in 0..ATTEMPTS {
        match handle.try_lock() {
            Ok(()) => return Ok(Some(handle)),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            // A file system without locks: temporary names hold the process, so each file stays whole.
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(finding::in_use(&out.shown(""), options))
}

fn make_with_parents(disk: &dyn Disk, folder: &Path) -> std::io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_with_parents(disk, parent)?;
    }
    disk.make_folder(folder)
}

/// The folder itself: locking it writes nothing.
#[cfg(not(windows))]
fn open(folder: &Path) -> Option<File> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder).ok()
}

/// Windows locks no folders: a file in it is locked, which goes with its last handle.
#[cfg(windows)]
fn open(folder: &Path) -> Option<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARE_ALL: u32 = 7;
    std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .share_mode(SHARE_ALL)
        .custom_flags(FILE_FLAG_DELETE_ON_CLOSE)
        .open(folder.join(".faasc-lock"))
        .ok()
}
