//! What writing says when something stands in the way.

use std::io;

use faasc_diagnostics::{Diagnostic, Severity};

use super::code::{BROKEN_MANIFEST, DISK, FOREIGN_FILE, HAND_EDITED, IN_USE, LINK, OTHER_APP, PATH_TAKEN};
use super::{WriteFault, WriteOptions};

/// The verb of what changes nothing.
pub(super) const READ: &str = "read";
/// How many paths a finding lists.
const LISTED: usize = 20;

pub(super) fn hand_edited(folder: &str, paths: &[String], options: &WriteOptions<'_>) -> Diagnostic {
    let message = match paths {
        [path] => format!("`{path}` was edited by hand since faasc wrote it"),
        _ => format!("{} files in `{folder}` were edited by hand since faasc wrote them", paths.len()),
    };
    let found = HAND_EDITED
        .at(options.origin, message)
        .note("its digest is neither the one in the manifest nor that of what would be written; nothing was written")
        .help("move the change into the spec (`patches` can say what no key says), or overwrite it with `--force`");
    listing(found, paths)
}

pub(super) fn foreign(folder: &str, paths: &[String], options: &WriteOptions<'_>) -> Diagnostic {
    let message = match paths {
        [path] => format!("`{path}` is in the way: faasc did not write it"),
        _ => format!("{} files in `{folder}` are in the way: faasc did not write them", paths.len()),
    };
    let found = FOREIGN_FILE
        .at(options.origin, message)
        .note(
            "the manifest of the folder does not name it, and it has other bytes than what would be written",
        )
        .help("move it away, choose another folder with `--out`, or overwrite it with `--force`");
    listing(found, paths)
}

fn listing(mut found: Diagnostic, paths: &[String]) -> Diagnostic {
    if paths.len() > 1 {
        for path in paths.iter().take(LISTED) {
            found = found.note(format!("`{path}`"));
        }
        if paths.len() > LISTED {
            found = found.note(format!("and {} more", paths.len() - LISTED));
        }
    }
    found
}

pub(super) fn broken_manifest(path: &str, fault: &str, options: &WriteOptions<'_>) -> Diagnostic {
    BROKEN_MANIFEST
        .at(options.origin, format!("`{path}` cannot be read: {fault}"))
        .note("it says which files faasc wrote; without it none of them may be replaced or removed")
        .help("bring it back (`git checkout` it), or remove it and write all files anew with `--force`")
}

pub(super) fn link(path: &str, options: &WriteOptions<'_>) -> Diagnostic {
    LINK.at(options.origin, format!("`{path}` is a symbolic link, and links in the output are not followed"))
        .help("remove the link, or choose another folder with `--out`")
}

pub(super) fn taken(path: &str, why: &str, options: &WriteOptions<'_>) -> Diagnostic {
    PATH_TAKEN
        .at(options.origin, format!("`{path}` {why}"))
        .help("move it away, or choose another folder with `--out`")
}

pub(super) fn reserved_name(path: &str, name: &str, options: &WriteOptions<'_>) -> Diagnostic {
    PATH_TAKEN
        .at(options.origin, format!("environment `{name}` cannot be written to `{path}`: that folder is kept"))
        .note("`images` and `packages` hold what the environments share; names that begin with a dot are hidden")
        .help("give the environment another name")
}

pub(super) fn in_use(folder: &str, options: &WriteOptions<'_>) -> WriteFault {
    let found = IN_USE
        .at(options.origin, format!("another run of faasc has been writing into `{folder}` for ten seconds"))
        .help("wait for it, or end it, and compile again");
    WriteFault::Failed(vec![found])
}

pub(super) fn other_app(
    folder: &str,
    before: &str,
    environment: &str,
    options: &WriteOptions<'_>,
) -> Diagnostic {
    OTHER_APP
        .at(
            options.origin,
            format!("`{folder}` holds the output of the app `{before}`, and this is `{}`", options.app),
        )
        .note("what is applied from there next would destroy all that it made for the other app")
        .help("give each app a folder of its own with `--out`; `--force` replaces it, as after a rename of the app")
        .weigh(if options.is_forced { Severity::Warning } else { Severity::Error })
        .within(environment)
}

/// The system failed to `verb` `path`.
pub(super) fn failed(verb: &str, path: &str, error: &io::Error, options: &WriteOptions<'_>) -> WriteFault {
    let (cause, help) = match error.kind() {
        io::ErrorKind::StorageFull => ("the disk is full", "free some space and compile again"),
        io::ErrorKind::QuotaExceeded => ("the quota is used up", "free some space and compile again"),
        io::ErrorKind::PermissionDenied => {
            ("permission denied", "let this user read and write there, or choose another folder with `--out`")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            ("the file system is read-only", "choose another folder with `--out`")
        }
        io::ErrorKind::InvalidFilename => {
            ("the name is too long for the file system", "choose a shorter `--out`")
        }
        _ => ("", "mend that and compile again"),
    };
    let cause = if cause.is_empty() { error.to_string() } else { cause.to_owned() };
    let mut found = DISK.at(options.origin, format!("cannot {verb} `{path}`: {cause}")).help(help);
    if verb != READ {
        found = found
            .note("each file is still the old one or already the new one; the next run finishes the work");
    }
    WriteFault::Failed(vec![found])
}
