//! Limits of the machine, on a real disk: what no example on a page can hold.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use faasc_cli::{Exit, Machine};
use libtest_mimic::{Failed, Trial};

const MEBIBYTE: u64 = 1 << 20;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("machine::a_file_over_the_limit_is_refused_by_name", || {
            in_scratch("large-file", a_file_over_the_limit_is_refused_by_name)
        }),
        Trial::test("machine::files_over_the_limit_together_are_refused", || {
            in_scratch("large-app", files_over_the_limit_together_are_refused)
        }),
    ]
}

fn a_file_over_the_limit_is_refused_by_name(folder: &Path) -> Result<(), Failed> {
    large(&folder.join("faas.yaml"), 17 * MEBIBYTE)?;
    let found = check(folder)?;
    expect(&found, "F0131")?;
    expect(&found, "faas.yaml")
}

fn files_over_the_limit_together_are_refused(folder: &Path) -> Result<(), Failed> {
    fs::write(folder.join("faas.yaml"), "faas: \"1\"\napp: huge\ninclude: [\"part-*.yaml\"]\n")?;
    for part in 0..17 {
        large(&folder.join(format!("part-{part:02}.yaml")), 16 * MEBIBYTE)?;
    }
    expect(&check(folder)?, "F0132")
}

/// A file of `size` zeros that takes no room on the disk.
fn large(path: &Path, size: u64) -> Result<(), Failed> {
    File::create(path)?.set_len(size)?;
    Ok(())
}

/// What `faasc check --format github` says about the spec in `folder`.
fn check(folder: &Path) -> Result<String, Failed> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut machine = Machine {
        stdin: &mut std::io::empty(),
        stdout: &mut out,
        stderr: &mut err,
        is_stdout_terminal: false,
        is_stderr_terminal: false,
        is_color_refused: true,
        width: None,
        folder: folder.to_owned(),
    };
    let line = ["faasc", "check", "faas.yaml", "--format", "github"].map(Into::into);
    let exit = faasc_cli::run(line, &mut machine);
    let found = String::from_utf8_lossy(&out).into_owned();
    if exit == Exit::Findings {
        Ok(found)
    } else {
        Err(format!("ended with {exit:?}: {found}{}", String::from_utf8_lossy(&err)).into())
    }
}

fn expect(found: &str, wanted: &str) -> Result<(), Failed> {
    if found.contains(wanted) { Ok(()) } else { Err(format!("{wanted} is not in:\n{found}").into()) }
}

/// Runs `test` in a folder of its own, which goes afterwards.
fn in_scratch(name: &str, test: impl FnOnce(&Path) -> Result<(), Failed>) -> Result<(), Failed> {
    let folder: PathBuf = std::env::temp_dir().join(format!("faasc-book-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let result = test(&folder);
    fs::remove_dir_all(&folder)?;
    result
}
