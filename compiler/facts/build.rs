//! Reads and checks `data/`, and writes each table in the form that is embedded. A broken row stops the build.
#![allow(dead_code, unreachable_pub, unexpected_cfgs, unused_imports)]
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[macro_use]
#[path = "src/row/mod.rs"]
mod row;
#[path = "src/intake/mod.rs"]
mod intake;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/row");
    println!("cargo:rerun-if-changed=src/intake");
    println!("cargo:rustc-check-cfg=cfg(faasc_schema)");
    if env::var_os("CARGO_FEATURE_SCHEMA").is_some() {
        println!("cargo:rustc-cfg=faasc_schema");
    }
    let read = match read_folder(Path::new("data")) {
        Ok(read) => read,
        Err(error) => {
            eprintln!("data: {error}");
            return ExitCode::FAILURE;
        }
    };
    match intake::Tables::of_house(&read) {
        Ok(tables) => match write_tables(&tables) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        },
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Paths (with `/`, relative to `data`) and texts of all fact files, sorted.
fn read_folder(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut folders = vec![root.to_path_buf()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut read = Vec::with_capacity(files.len());
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        read.push((name, fs::read_to_string(&path)?));
    }
    Ok(read)
}

/// A table as it is embedded: its sources as one piece, and each row as a piece of its own beside its id, so that the
/// program decodes what it needs and no more.
fn embedded<R: row::Row>(table: &intake::Table<R>) -> io::Result<Vec<u8>> {
    let sources = postcard::to_allocvec(&table.sources).map_err(io::Error::other)?;
    let mut rows: Vec<(&str, Vec<u8>)> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        rows.push((row.id(), postcard::to_allocvec(row).map_err(io::Error::other)?));
    }
    postcard::to_allocvec(&(sources, rows)).map_err(io::Error::other)
}

macro_rules! write_each {
    ($($table:ident: $row:ty,)*) => {
        fn write_tables(tables: &intake::Tables) -> io::Result<()> {
            let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
            $(
                fs::write(out.join(concat!(stringify!($table), ".bin")), embedded(&tables.$table)?)?;
            )*
            Ok(())
        }
    };
}
for_each_table!(write_each);
