//! The paths that are wanted in one environment's folder.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::above;
use super::manifest::is_reserved;

/// Wanted paths, and the folders that they go through.
#[derive(Debug, Default)]
pub(super) struct Layout<'t> {
    files: BTreeSet<&'t str>,
    folders: BTreeSet<&'t str>,
    folded: BTreeMap<String, &'t str>,
}

impl<'t> Layout<'t> {
    /// The layout of `files`.
    ///
    /// # Panics
    /// When two paths are one where case does not count, when one is a file and a folder, or when one is kept
    /// for our records.
    pub(super) fn new(files: impl Iterator<Item = &'t str>) -> Self {
        let mut layout = Self::default();
        for path in files {
            assert!(!is_reserved(path), "`{path}` is kept for faasc's own records; please report this");
            layout.files.insert(path);
            layout.fold(path);
            for folder in above(path) {
                if !layout.folders.insert(folder) {
                    break;
                }
                layout.fold(folder);
            }
        }
        let both = layout.files.intersection(&layout.folders).next();
        assert!(both.is_none(), "`{both:?}` is a file and a folder; please report this");
        layout
    }

    /// Two paths that one file system tells apart and another does not would be written one over the other.
    fn fold(&mut self, path: &'t str) {
        let other = *self.folded.entry(path.to_lowercase()).or_insert(path);
        assert!(
            other == path,
            "`{other}` and `{path}` are one path where case does not count; please report this"
        );
    }

    /// Whether the file `path` is wanted.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Whether a file is wanted below the folder `path`.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// Whether `path`, which is not wanted, must be gone before what is wanted can be made.
    pub(super) fn is_in_the_way(&self, path: &str) -> bool {
        self.folders.contains(path)
            || above(path).any(|folder| self.files.contains(folder))
            || self.folded.contains_key(&path.to_lowercase())
    }

    /// All folders.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'t str> {
        self.folders.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_go_first_is_what_shares_a_path_with_what_comes() {
        let layout = Layout::new(["a/b/c", "d"].into_iter());
        assert!(layout.is_in_the_way("a/b"), "a file where a folder is wanted");
        assert!(layout.is_in_the_way("d/e/f"), "a file in a folder where a file is wanted");
        assert!(layout.is_in_the_way("A/b/C"), "the same file where case does not count");
        assert!(!layout.is_in_the_way("a/b/x"));
    }

    #[test]
    #[should_panic(expected = "one path where case does not count")]
    fn two_paths_that_differ_in_case_only_are_refused() {
        let _ = Layout::new(["a/Main.tf", "a/main.tf"].into_iter());
    }

    #[test]
    #[should_panic(expected = "one path where case does not count")]
    fn two_folders_that_differ_in_case_only_are_refused() {
        let _ = Layout::new(["A/x", "a/y"].into_iter());
    }

    #[test]
    #[should_panic(expected = "kept for faasc's own records")]
    fn the_manifest_is_no_artifact() {
        let _ = Layout::new([".faasc-manifest.json"].into_iter());
    }
}
