//! The codes of writing.

use faasc_diagnostics::Code;

pub(super) static HAND_EDITED: Code =
    Code::error("F5001", "hand-edited-output", "a generated file was edited by hand");

pub(super) static FOREIGN_FILE: Code =
    Code::error("F5002", "foreign-file-in-output", "a file that faasc did not write is in the way");

pub(super) static BROKEN_MANIFEST: Code =
    Code::error("F5003", "broken-manifest", "the list of what faasc wrote cannot be read");

pub(super) static LINK: Code =
    Code::error("F5004", "link-in-output", "a symbolic link stands in the output folder");

pub(super) static PATH_TAKEN: Code =
    Code::error("F5005", "output-path-taken", "a path of the output is taken by something else");

pub(super) static IN_USE: Code =
    Code::error("F5006", "output-in-use", "another run is writing into the output folder");

pub(super) static DISK: Code =
    Code::error("F5007", "output-failed", "the output folder could not be read or written");

pub(super) static OTHER_APP: Code =
    Code::error("F5008", "output-of-another-app", "the folder holds the output of another app");

/// The codes of writing, sorted by id.
#[must_use]
pub(crate) fn codes() -> Vec<&'static Code> {
    vec![&HAND_EDITED, &FOREIGN_FILE, &BROKEN_MANIFEST, &LINK, &PATH_TAKEN, &IN_USE, &DISK, &OTHER_APP]
}
