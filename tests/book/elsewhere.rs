//! The codes that no text can raise: they are about bytes, the machine or the output folder. Their pages name the
//! test that raises them.

use std::fs;
use std::path::{Path, PathBuf};

use faasc_diagnostics::Code;

use crate::page::Page;

/// All of them. Twelve at most: what a spec can raise is shown by a spec.
pub(crate) const CODES: &[&str] =
    &["F0123", "F0131", "F0132", "F5001", "F5002", "F5003", "F5004", "F5005", "F5006", "F5007", "F5008"];

/// The most that there may be.
pub(crate) const MOST: usize = 12;

/// What is wrong with the section `Tested by`.
pub(crate) fn faults(page: &Page, code: &Code, root: &Path) -> Vec<String> {
    let section = page.section("Tested by").unwrap_or_default();
    let paths: Vec<&str> = section.split('`').skip(1).step_by(2).filter(|text| text.contains("::")).collect();
    if paths.is_empty() {
        return vec![
            "`## Tested by` names no test; write its path in backticks: `faasc_artifacts::writing::hand_edits::NAME`"
                .to_owned(),
        ];
    }
    paths.into_iter().filter_map(|path| fault(path, code, root)).collect()
}

/// What is wrong with one test's path: `crate::path::function`.
fn fault(path: &str, code: &Code, root: &Path) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    let [krate, modules @ .., function] = parts.as_slice() else {
        return Some(format!("`{path}` is not of the form `crate::module::function`"));
    };
    let Some(folder) = folder_of(krate, root) else {
        return Some(format!("`{path}`: there is no crate `{krate}`"));
    };
    let mut files = Vec::new();
    sources_below(&folder, &mut files);
    let wanted = format!("fn {function}(");
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if !text.contains(&wanted) {
            continue;
        }
        let place = file.with_extension("");
        let is_there = |module: &&str| {
            place.components().any(|part| part.as_os_str().to_str() == Some(module))
                || text.contains(&format!("mod {module} {{"))
        };
        if !modules.iter().all(is_there) {
            continue;
        }
        return (!text.contains(code.id))
            .then(|| format!("`{path}` stands in {}, which never speaks of {}", file.display(), code.id));
    }
    Some(format!("`{path}`: no `{wanted}…)` stands at that place below {}", folder.display()))
}

/// The folder of a crate: `faasc_lower` is `compiler/lower`, or in `targets`, or the tests' own.
fn folder_of(krate: &str, root: &Path) -> Option<PathBuf> {
    let name = krate.strip_prefix("faasc_")?.replace('_', "-");
    let inside = ["compiler", "targets"].map(|folder| root.join(folder).join(&name));
    inside.into_iter().chain([root.join(&name)]).find(|folder| folder.join("Cargo.toml").is_file())
}

fn sources_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            sources_below(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
