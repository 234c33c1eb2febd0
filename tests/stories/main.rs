//! The stories of `examples/residency`: what is broken is told as its `broken.txt` says, and what is fixed has no
//! finding. `BLESS=1` writes the texts anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faasc_tests::folder::Folder;
use faasc_tests::program::{Ended, become_faasc, faasc};
use faasc_tests::run::TODAY;
use libtest_mimic::{Arguments, Failed, Trial};

/// Stories of which a target does not emit the fixed form yet, so that it has a note that says so. May only shrink.
const NOT_EMITTED: [&str; 3] = ["failover-across-a-border", "geo-redundant-backup", "russian-first-write"];

fn main() -> ExitCode {
    if let Some(code) = become_faasc() {
        return code;
    }
    let stories = stories();
    let mut trials = vec![Trial::test("there_are_at_least_eight", {
        let count = stories.len();
        move || if count >= 8 { Ok(()) } else { Err(format!("{count}").into()) }
    })];
    for story in stories {
        let name = story.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (told, mended) = ((name.clone(), story.clone()), (name.clone(), story));
        trials.push(Trial::test(format!("{name}_is_told"), move || is_told(&told.0, &told.1)));
        trials.push(Trial::test(format!("{name}_is_mended"), move || is_mended(&mended.0, &mended.1)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/residency");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.join("broken.yaml").is_file()).collect();
    all.sort();
    all
}

fn check(story: &Path, file: &str) -> Result<Ended, Failed> {
    let ended = faasc(story, ["check", "-f", file, "--today", TODAY]).run();
    ended.is_orderly()?;
    Ok(ended)
}

/// The broken spec has the findings of the story and no other, as they were last read by somebody.
fn is_told(name: &str, story: &Path) -> Result<(), Failed> {
    let ended = check(story, "broken.yaml")?;
    // A trailing blank of a line is no part of what one sees.
    let lines = ended.out.lines().chain(ended.err.lines()).map(str::trim_end);
    let told = lines.fold(String::new(), |text, line| text + line + "\n");
    let path = story.join("broken.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &told)?;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    if ended.code != Some(1) || told != known {
        return Err(format!("{name}: `broken.txt` says\n{known}\nand faasc says\n{told}").into());
    }
    let stray = told.lines().find(|line| {
        let is_finding = ["error[", "warning[", "note["].iter().any(|start| line.starts_with(start));
        is_finding && !line.starts_with("error[F1410]")
    });
    match stray {
        Some(line) => Err(format!("{name}: {line}").into()),
        None => Ok(()),
    }
}

/// The fixed spec has no finding, and compiles.
fn is_mended(name: &str, story: &Path) -> Result<(), Failed> {
    let ended = check(story, "fixed.yaml")?;
    let notes = ended.out.lines().chain(ended.err.lines()).filter(|line| line.starts_with("note["));
    let is_all_of_targets = notes.clone().all(|line| line.starts_with("note[F4001]"));
    let is_there_yet = notes.count() == 0;
    if ended.code != Some(0) || !is_all_of_targets || is_there_yet == NOT_EMITTED.contains(&name) {
        return Err(format!("{name}:\n{}{}", ended.out, ended.err).into());
    }
    if !is_there_yet {
        return Ok(());
    }
    let into = Folder::new("story");
    let into = into.path().join("dist").display().to_string();
    let compiled = faasc(story, ["compile", "-f", "fixed.yaml", "-o", &into, "--today", TODAY]).run();
    match compiled.code {
        Some(0) => Ok(()),
        _ => Err(format!("{name}:\n{}{}", compiled.out, compiled.err).into()),
    }
}
