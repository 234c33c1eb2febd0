//! One path at a time: what stands there, and whether it is ours to change.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::digest::digest;
use super::folder::{Standing, standing};
use crate::parallel::each;

/// From how many files on comparing is shared out.
const WORTH_A_THREAD: usize = 512;
/// From how many bytes on.
const SIZE_WORTH_A_THREAD: usize = 1 << 20;
/// How many bytes of a file are compared at a time.
const PART: usize = 1 << 16;

/// What is to become of a file that we want.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It is there with these bytes, and ours.
    Unchanged,
    /// It is there with these bytes, and not in the manifest.
    Adopted,
    /// Nothing is there.
    Made,
    /// Our own of an earlier run is there.
    Replaced,
    /// Ours was changed by somebody else.
    HandEdited,
    /// Somebody else's file is there.
    Foreign,
    /// A link is there.
    Link,
    /// A folder is there.
    Folder,
    /// Something that is neither file nor folder is there.
    Other,
    /// It could not be read.
    Failed(io::Error),
}

/// A file that is wanted.
pub(super) struct Candidate<'t, 'r> {
    /// Its path in the environment's folder.
    pub(super) path: &'t str,
    /// Its bytes.
    pub(super) bytes: &'t [u8],
    /// Its place on the disk; `None` when its folder is not there.
    pub(super) place: Option<PathBuf>,
    /// The digests that a file of ours may have there.
    pub(super) known: Option<&'r Vec<String>>,
}

/// Judges all candidates, with the digest of the bytes that each is to have; several at a time when they are many.
pub(super) fn judge(candidates: &[Candidate<'_, '_>]) -> Vec<(Verdict, String)> {
    let size: usize = candidates.iter().map(|candidate| candidate.bytes.len()).sum();
    let is_large = candidates.len() > WORTH_A_THREAD || size > SIZE_WORTH_A_THREAD;
    each(candidates, is_large, |candidate| (wanted(candidate), digest(candidate.bytes)))
}

fn wanted(candidate: &Candidate<'_, '_>) -> Verdict {
    match &candidate.place {
        None => Verdict::Made,
        Some(place) => at(place, candidate.bytes, candidate.known).unwrap_or_else(Verdict::Failed),
    }
}

fn at(place: &Path, bytes: &[u8], known: Option<&Vec<String>>) -> io::Result<Verdict> {
    let length = match standing(place)? {
        Standing::Missing => return Ok(Verdict::Made),
        Standing::Link => return Ok(Verdict::Link),
        Standing::Folder => return Ok(Verdict::Folder),
        Standing::Other => return Ok(Verdict::Other),
        Standing::File(length) => length,
    };
    let has_length = length == bytes.len() as u64;
    if !has_length && known.is_none() {
        return Ok(Verdict::Foreign);
    }
    let is_same = has_length && holds(place, bytes)?;
    Ok(match known {
        Some(_) if is_same => Verdict::Unchanged,
        None if is_same => Verdict::Adopted,
        Some(known) if known.contains(&digest(&fs::read(place)?)) => Verdict::Replaced,
        Some(_) => Verdict::HandEdited,
        None => Verdict::Foreign,
    })
}

/// Whether a file holds these very bytes. It is read in parts: plans are large, and nobody needs the whole of a second
/// one in memory.
fn holds(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = fs::File::open(place)?;
    let mut part = vec![0; PART.min(bytes.len() + 1)];
    let mut left = bytes;
    loop {
        let read = match file.read(&mut part) {
            Ok(0) => return Ok(left.is_empty()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match left.strip_prefix(&part[..read]) {
            Some(rest) => left = rest,
            None => return Ok(false),
        }
    }
}

/// What is to become of a file that we wrote and no longer want.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StaleVerdict {
    /// It is as we left it.
    Removed,
    /// It is gone already, or something else that is not ours is there.
    Gone,
    /// It was changed by somebody else.
    HandEdited,
}

/// Judges the place of a file of ours that is no longer made.
pub(super) fn stale(place: &Path, known: &[String]) -> io::Result<StaleVerdict> {
    match standing(place)? {
        Standing::File(_) if known.contains(&digest(&fs::read(place)?)) => Ok(StaleVerdict::Removed),
        Standing::File(_) => Ok(StaleVerdict::HandEdited),
        Standing::Missing | Standing::Folder | Standing::Link | Standing::Other => Ok(StaleVerdict::Gone),
    }
}
