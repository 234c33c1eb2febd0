//! Writing: trees of artifacts onto the disk, so that only what is ours is touched and a crash harms nothing.
//!
//! Everything is read and compared first; when anything stands in the way, nothing is written at all.
//! Then each file is replaced by rename, what is no longer made is removed, and the manifest of the environment's
//! folder, which says what is ours, is written last. A journal (`.faasc-pending.json`) names what a run is about to
//! write, so that a run that was killed is finished by the next one, whatever that one writes.
//!
//! Two runs at once: a run locks the output folder (the lock goes with the process), and the other one waits.
//! Where the file system knows no locks, temporary names that hold the process keep each file whole.
//! Links are looked for before writing; who swaps a folder for a link during the run is not defended against.

mod apply;
mod change;
mod code;
mod digest;
mod disk;
mod environment;
mod finding;
mod folder;
mod judge;
mod layout;
mod lock;
mod manifest;
mod report;
mod survey;

pub(crate) use code::codes;
pub use disk::{Disk, SystemDisk};
pub use folder::OutputFolder;
pub use manifest::MANIFEST;
pub use report::{Report, WriteFault};

use faasc_source::Span;

use crate::ArtifactTree;

/// One environment's files, on their way to `OUT/NAME/…`.
#[derive(Clone, Copy, Debug)]
pub struct EnvironmentFiles<'t> {
    /// The name under which the environment is compiled.
    pub name: &'t str,
    /// Its files.
    pub tree: &'t ArtifactTree,
}

/// How to write.
#[derive(Clone, Debug)]
pub struct WriteOptions<'o> {
    /// The app whose files these are.
    pub app: &'o str,
    /// The version of the compiler, for the manifest.
    pub compiler: &'o str,
    /// The version of the facts, for the manifest.
    pub facts: &'o str,
    /// Whether files that were edited by hand, or that are not ours, are overwritten.
    pub is_forced: bool,
    /// Whether the folders of environments that are no longer asked for are emptied of our files
    /// (all environments were compiled: no `-e`).
    pub removes_gone_environments: bool,
    /// Where findings point: the start of the app's faas.yaml.
    pub origin: Span,
}

/// Writes `environments` into `out`.
///
/// # Errors
/// When something stands in the way (nothing is written then), or the system fails (each file is the old one or
/// the new one then, and the next run finishes the work).
///
/// # Panics
/// When a tree has two paths that differ in case only, or one that is kept for the manifest: bugs of a target.
pub fn write(
    out: &OutputFolder,
    environments: &[EnvironmentFiles<'_>],
    options: &WriteOptions<'_>,
) -> Result<Report, WriteFault> {
    write_through(&SystemDisk::new(), out, environments, options)
}

/// As [`write`], with every change of the disk going through `disk`: tests fail or die there.
///
/// # Errors
/// As [`write`].
///
/// # Panics
/// As [`write`].
pub fn write_through(
    disk: &dyn Disk,
    out: &OutputFolder,
    environments: &[EnvironmentFiles<'_>],
    options: &WriteOptions<'_>,
) -> Result<Report, WriteFault> {
    survey::refuse_places(out, environments, options)?;
    let _lock = lock::take(disk, out, options)?;
    let changes = survey::survey(out, environments, options)?;
    apply::apply(disk, out, changes, options)
}

/// Says what [`write`] would do, and does nothing (`--check`).
///
/// # Errors
/// As [`write`].
///
/// # Panics
/// As [`write`].
pub fn compare(
    out: &OutputFolder,
    environments: &[EnvironmentFiles<'_>],
    options: &WriteOptions<'_>,
) -> Result<Report, WriteFault> {
    survey::refuse_places(out, environments, options)?;
    Ok(survey::survey(out, environments, options)?.into_report())
}
