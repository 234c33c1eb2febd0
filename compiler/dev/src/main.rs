//! `cargo dev generate` writes what is generated and checked in; with `--check` it only says what is stale.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use faasc_dev::{Generated, generated};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let is_check = match words.as_slice() {
        ["generate"] => false,
        ["generate", "--check"] => true,
        _ => {
            say("usage: cargo dev generate [--check]");
            return ExitCode::from(64);
        }
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = match generated(&root) {
        Ok(files) => files,
        Err(fault) => {
            say(&fault.to_string());
            return ExitCode::FAILURE;
        }
    };
    let stale: Vec<&Generated> = files.iter().filter(|file| !file.is_current()).collect();
    for file in &stale {
        let shown = file.path.strip_prefix(&root).unwrap_or(&file.path).display();
        if is_check {
            say(&format!("stale: {shown}"));
        } else if let Err(fault) = std::fs::write(&file.path, &file.text) {
            say(&format!("{shown}: {fault}"));
            return ExitCode::FAILURE;
        } else {
            say(&format!("written: {shown}"));
        }
    }
    if is_check && !stale.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn say(line: &str) {
    // A closed pipe is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}
