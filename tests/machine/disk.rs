//! A disk that is full.

use std::path::{Path, PathBuf};
use std::process::Command;

use faasc_tests::folder::Folder;
use faasc_tests::generate;
use faasc_tests::program::{clipped, faasc};
use libtest_mimic::Failed;

use crate::{Claim, needs_root};

pub(crate) fn claims() -> Vec<Claim> {
    let cannot = || needs_root().or_else(|| SmallDisk::mounted_at(Folder::new("try").path()).err());
    let claim = |name, hold| Claim { name, cannot: cannot(), hold };
    vec![
        claim("a_full_disk_is_a_finding_and_tears_nothing", full),
        claim("what_was_cut_short_by_a_full_disk_is_finished_when_there_is_room", finished_later),
    ]
}

/// A disk of one MiB in memory, unmounted afterwards.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mounted_at(path: &Path) -> Result<Self, String> {
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(path).output();
        match mounted {
            Ok(output) if output.status.success() => Ok(Self(path.to_owned())),
            Ok(output) => Err(format!("no tmpfs: {}", String::from_utf8_lossy(&output.stderr).trim())),
            Err(fault) => Err(format!("no program `mount`: {fault}")),
        }
    }

    fn grown(&self) -> bool {
        let grown = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&self.0).status();
        grown.is_ok_and(|status| status.success())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// An app whose artifacts need some MiB, and a small disk beside it.
fn place(name: &str) -> Result<(Folder, SmallDisk), Failed> {
    let folder = Folder::new(name);
    for (path, text) in generate::app(300, 5) {
        folder.write(&format!("app/{path}"), text);
    }
    folder.write("disk/.keep", "");
    let disk = SmallDisk::mounted_at(&folder.path().join("disk"))?;
    Ok((folder, disk))
}

fn full() -> Result<(), Failed> {
    let (folder, disk) = place("full")?;
    let ended = faasc(folder.path(), ["compile", "app", "-o", "disk/out"]).run();
    let said = format!("{}{}", ended.out, ended.err);
    if ended.code != Some(74) || !said.contains("F5007") || !said.contains("disk/out") {
        return Err(format!("{:?} {}", ended.code, clipped(&said)).into());
    }
    // Each file that is there is whole: the same as on a disk that has room.
    let _ = faasc(folder.path(), ["compile", "app", "-o", "whole"]).run();
    let whole = folder.files("whole");
    for (path, bytes) in folder.files("disk/out") {
        if !path.rsplit('/').next().is_some_and(|name| name.starts_with(".faasc"))
            && whole.get(&path) != Some(&bytes)
        {
            return Err(format!("`{path}` is torn").into());
        }
    }
    drop(disk);
    Ok(())
}

fn finished_later() -> Result<(), Failed> {
    let (folder, disk) = place("finished")?;
    let _ = faasc(folder.path(), ["compile", "app", "-o", "disk/out"]).run();
    if !disk.grown() {
        return Err("the disk does not grow".into());
    }
    for arguments in
        [&["compile", "app", "-o", "disk/out"][..], &["compile", "app", "-o", "disk/out", "--check"]]
    {
        let ended = faasc(folder.path(), arguments.iter().copied()).run();
        if ended.code != Some(0) {
            return Err(
                format!("{arguments:?}: {:?} {}{}", ended.code, ended.out, clipped(&ended.err)).into()
            );
        }
    }
    let _ = faasc(folder.path(), ["compile", "app", "-o", "whole"]).run();
    let (one, other) = (folder.files("whole"), folder.files("disk/out"));
    let differs =
        other.iter().find(|(path, bytes)| one.get(*path) != Some(*bytes)).map(|(path, _)| path.clone());
    match differs {
        Some(path) => Err(format!("`{path}` is left over").into()),
        None if one.len() == other.len() => Ok(()),
        None => Err(format!("{} files, not {}", other.len(), one.len()).into()),
    }
}
