//! Files of the house: the examples, and the blocks in the book.

use std::fs;
use std::path::{Path, PathBuf};

use faasc_lower::Root;
use faasc_source::{Files, MemoryFiles};
use faasc_tests::archive::Archive;
use faasc_tests::markdown::blocks;

use crate::verdict::{Role, findings, hides_form, of_form, refusals, value_of};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir()
            && !name.starts_with('.')
            && !["dist", "node_modules", "target"].contains(&name.as_str())
        {
            files_under(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

#[test]
fn the_schema_accepts_every_example() {
    let mut files = Vec::new();
    files_under(&root().join("examples"), &mut files);
    let specs: Vec<&PathBuf> = files.iter().filter(|path| path.ends_with("faas.yaml")).collect();
    assert!(specs.len() >= 5, "{}", specs.len());
    for path in specs {
        let value = value_of(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(refusals(&value, Role::Main), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn lowering_and_the_schema_agree_on_every_block_of_the_book() {
    let mut pages = Vec::new();
    files_under(&root().join("docs"), &mut pages);
    let mut differ = Vec::new();
    for page in pages.iter().filter(|page| page.extension().is_some_and(|extension| extension == "md")) {
        for block in blocks(&fs::read_to_string(page).unwrap()) {
            let archive = match block.language.as_str() {
                "yaml" if block.attributes.is_empty() => Archive::of_one("faas.yaml", &block.text),
                "txtar" => Archive::parse(&block.text),
                _ => continue,
            };
            for fault in disagreements(&archive) {
                differ.push(format!("{}:{}: {fault}", page.display(), block.line));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// The files of an archive on which lowering and the schema differ.
fn disagreements(archive: &Archive) -> Vec<String> {
    let mut memory = MemoryFiles::new();
    for (path, text) in &archive.files {
        memory = memory.with(path, text.as_bytes());
    }
    let is_main = |path: &str| path == "faas.yaml" || path.ends_with("/faas.yaml");
    let roots = archive
        .files
        .iter()
        .filter(|(path, _)| is_main(path))
        .map(|(path, _)| Root::File(path.clone()))
        .collect();
    let (found, sources) = findings(roots, &memory);
    let mut differ = Vec::new();
    for (path, text) in &archive.files {
        let was_read = sources.iter().any(|(_, file)| file.path() == path);
        let is_yaml = path.ends_with(".yaml");
        let Some(value) = value_of(text).filter(|_| was_read && is_yaml && memory.kind(path).is_some())
        else {
            continue;
        };
        let role = if is_main(path) { Role::Main } else { Role::Part };
        let has_include =
            value.get("include").and_then(|list| list.as_array()).is_some_and(|list| !list.is_empty());
        let mut form = of_form(&found, &sources, path);
        form.retain(|found| !(has_include && found.contains("needs the key `functions`")));
        let refused = refusals(&value, role);
        if !hides_form(&found) && form.is_empty() != refused.is_empty() {
            differ.push(format!("{path}: lowering: {form:?}, schema: {refused:?}"));
        }
    }
    differ
}
