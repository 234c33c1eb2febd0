//! The search for the files that a glob matches.

use faasc_source::{EntryKind, FileFault, Files, join};
use globset::GlobMatcher;

/// What a search came upon.
#[derive(Default)]
pub(crate) struct Found {
    /// The files that match, sorted.
    pub(crate) paths: Vec<String>,
    /// The folders that could not be looked into, and why.
    pub(crate) closed: Vec<(String, FileFault)>,
}

/// Looks for files in the folder `start`, given as its path and as the glob sees it, and in at most `deepest` levels of
/// folders below it. Hidden folders are left out.
pub(crate) fn search(files: &dyn Files, matcher: &GlobMatcher, deepest: usize, start: (&str, &str)) -> Found {
    let mut walk = Walk { files, matcher, deepest, found: Found::default() };
    walk.folder(start.0, start.1, 0);
    walk.found.paths.sort();
    walk.found
}

struct Walk<'w> {
    files: &'w dyn Files,
    matcher: &'w GlobMatcher,
    deepest: usize,
    found: Found,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &str, shown: &str, depth: usize) {
        let entries = match self.files.list(folder) {
            Ok(entries) => entries,
            Err(FileFault::Missing) => return,
            Err(fault) => return self.found.closed.push((folder.to_owned(), fault)),
        };
        for entry in entries {
            let path = join(folder, &entry.name);
            let shown = if shown.is_empty() { entry.name.clone() } else { format!("{shown}/{}", entry.name) };
            match entry.kind {
                EntryKind::File if self.matcher.is_match(&shown) => self.found.paths.push(path),
                EntryKind::Folder if depth < self.deepest && !entry.name.starts_with('.') => {
                    self.folder(&path, &shown, depth + 1);
                }
                _ => {}
            }
        }
    }
}
