//! Embeds the pages of the codes and the published schemas, so that the program needs no file beside it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    embed(&root.join("docs/codes"), ".md", "PAGES", &out.join("pages.rs"))?;
    embed(&root.join("schemas"), ".schema.json", "SCHEMAS", &out.join("schemas.rs"))
}

/// Writes a table of the files of `folder` that end in `ending`: name without the ending, and text; sorted by name.
fn embed(folder: &Path, ending: &str, table: &str, to: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name =
                path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(ending));
            if let Some(name) = name {
                files.push((name.to_owned(), path.clone()));
            }
        }
    }
    files.sort();
    let mut text = format!("pub(super) static {table}: &[(&str, &str)] = &[\n");
    for (name, path) in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let _ = writeln!(text, "    ({name:?}, include_str!({:?})),", fs::canonicalize(&path)?);
    }
    text.push_str("];\n");
    fs::write(to, text)
}
