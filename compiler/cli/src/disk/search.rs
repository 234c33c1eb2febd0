//! The search for specs below a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::gitignore::{Gitignores, repository_of};

/// The name of a spec.
pub(crate) const SPEC: &str = "faas.yaml";

/// A folder that could not be looked into.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) folder: PathBuf,
    pub(crate) cause: std::io::Error,
}

/// Every spec below `folder`, sorted by path. `dist`, hidden folders, `node_modules`, `target`, virtual environments
/// and what `.gitignore` names are skipped; links to folders are not followed.
pub(crate) fn specs_below(folder: &Path, gitignores: &Gitignores) -> Result<Vec<PathBuf>, Unreadable> {
    let root = repository_of(folder).unwrap_or_else(|| folder.to_owned());
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let unreadable = |cause| Unreadable { folder: folder.clone(), cause };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let kind = entry.file_type().map_err(unreadable)?;
            let (path, name) = (entry.path(), entry.file_name());
            if name == SPEC {
                // A spec may be a link; what it leads to is read as it is.
                if path.is_file() && !gitignores.ignores_entry(&root, &path, false) {
                    found.push(path);
                }
            } else if kind.is_dir()
                && !is_skipped(&path, &name.to_string_lossy())
                && !gitignores.ignores_entry(&root, &path, true)
            {
                waiting.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_skipped(path: &Path, name: &str) -> bool {
    name.starts_with('.')
        || matches!(name, "dist" | "node_modules" | "target")
        || path.join("pyvenv.cfg").exists()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn specs_are_found_in_order_and_foreign_folders_are_skipped() {
        let folder = Scratch::new("search");
        for path in [
            "b/faas.yaml",
            "a/deep/faas.yaml",
            "faas.yaml",
            "dist/x/faas.yaml",
            ".hidden/faas.yaml",
            "a/node_modules/faas.yaml",
            "target/faas.yaml",
            "env/faas.yaml",
            "ignored/faas.yaml",
        ] {
            folder.write(path, "");
        }
        folder.write("env/pyvenv.cfg", "");
        folder.write(".gitignore", "ignored/\n");
        let found = specs_below(folder.path(), &Gitignores::default()).unwrap();
        let shown: Vec<String> = found
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(shown, ["a/deep/faas.yaml", "b/faas.yaml", "faas.yaml"]);
    }

    #[test]
    fn a_folder_that_is_asked_for_is_searched_whatever_its_name() {
        let folder = Scratch::new("asked");
        folder.write("dist/app/faas.yaml", "");
        assert_eq!(specs_below(&folder.path().join("dist"), &Gitignores::default()).unwrap().len(), 1);
    }
}
