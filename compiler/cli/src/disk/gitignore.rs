//! What Git ignores, without Git.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The nearest folder from `folder` upwards that is a repository.
pub(super) fn repository_of(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
}

/// The `.gitignore` files that were read, by folder.
#[derive(Default)]
pub(crate) struct Gitignores {
    known: Mutex<BTreeMap<PathBuf, Option<Arc<Gitignore>>>>,
}

impl Gitignores {
    /// Whether `path` or a folder above it, below `root`, is ignored.
    pub(crate) fn ignores(&self, root: &Path, path: &Path, is_folder: bool) -> bool {
        let Ok(below) = path.strip_prefix(root) else { return false };
        let mut at = root.to_owned();
        let mut parts = below.components().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            let is_folder = is_folder || parts.peek().is_some();
            if self.ignores_entry(root, &at, is_folder) {
                return true;
            }
        }
        false
    }

    /// Whether `path` itself is ignored; the folders above it are known not to be.
    pub(crate) fn ignores_entry(&self, root: &Path, path: &Path, is_folder: bool) -> bool {
        for folder in path.ancestors().skip(1) {
            if let Some(rules) = self.rules_of(folder, ".gitignore") {
                match rules.matched(path, is_folder) {
                    Match::None => {}
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                }
            }
            if folder == root {
                break;
            }
        }
        self.rules_of(root, ".git/info/exclude")
            .is_some_and(|rules| rules.matched(path, is_folder).is_ignore())
    }

    fn rules_of(&self, folder: &Path, name: &str) -> Option<Arc<Gitignore>> {
        let file = folder.join(name);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(file.clone())
            .or_insert_with(|| {
                if !file.is_file() {
                    return None;
                }
                let mut builder = GitignoreBuilder::new(folder);
                // Git skips a line that it cannot read; so do we.
                let _ = builder.add(&file);
                builder.build().ok().map(Arc::new)
            })
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_deepest_rule_wins_and_an_ignored_folder_hides_what_is_in_it() {
        let folder = Scratch::new("gitignore");
        folder.write(".gitignore", "*.env\n/gone/\n!keep.env\n");
        folder.write("a/.gitignore", "!special.env\n");
        let ignores = Gitignores::default();
        let asks = |path: &str| ignores.ignores(folder.path(), &folder.path().join(path), false);
        assert!(asks("x.env"));
        assert!(!asks("keep.env"));
        assert!(asks("a/x.env"));
        assert!(!asks("a/special.env"));
        assert!(asks("gone/deep/file"));
        assert!(!asks("a/gone/file"));
    }
}
