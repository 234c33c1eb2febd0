//! Limits of the machine, on a real disk: what no example on a page can hold. The codes are F0131, F0132, F5006.

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
        Trial::test("machine::a_folder_that_another_run_holds_is_not_written", || {
            in_scratch("held", a_folder_that_another_run_holds_is_not_written)
        }),
    ]
}

fn a_file_over_the_limit_is_refused_by_name(folder: &Path) -> Result<(), Failed> {
    large(&folder.join("faas.yaml"), 17 * MEBIBYTE)?;
    let found = faasc(folder, &["check", "faas.yaml", "--format", "github"])?;
    expect(&found, "F0131")?;
    expect(&found, "faas.yaml")
}

fn files_over_the_limit_together_are_refused(folder: &Path) -> Result<(), Failed> {
    fs::write(folder.join("faas.yaml"), "faas: \"1\"\napp: huge\ninclude: [\"part-*.yaml\"]\n")?;
    for part in 0..17 {
        large(&folder.join(format!("part-{part:02}.yaml")), 16 * MEBIBYTE)?;
    }
    expect(&faasc(folder, &["check", "faas.yaml", "--format", "github"])?, "F0132")
}

/// Takes the ten seconds for which a run waits.
fn a_folder_that_another_run_holds_is_not_written(folder: &Path) -> Result<(), Failed> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/main.py"), "")?;
    fs::write(
        folder.join("faas.yaml"),
        "faas: \"1\"\napp: shop\nfunctions: { tick: { source: ./src, runtime: python3.13, \
         triggers: [{ schedule: every 5m }] } }\n",
    )?;
    let dist = folder.join("dist");
    fs::create_dir(&dist)?;
    let held = File::open(&dist)?;
    held.lock()?;
    let found = faasc(folder, &["compile", "faas.yaml", "--format", "json"])?;
    held.unlock()?;
    expect(&found, "F5006")?;
    if fs::read_dir(&dist)?.next().is_some() { Err("something was written".into()) } else { Ok(()) }
}

/// A file of `size` zeros that takes no room on the disk.
fn large(path: &Path, size: u64) -> Result<(), Failed> {
    File::create(path)?.set_len(size)?;
    Ok(())
}

/// What `faasc` prints for these arguments in `folder`. It must not end well.
fn faasc(folder: &Path, arguments: &[&str]) -> Result<String, Failed> {
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
    let line = ["faasc"].iter().chain(arguments).map(Into::into);
    let exit = faasc_cli::run(line, &mut machine);
    let found = format!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    if exit == Exit::Clean { Err(format!("ended well: {found}").into()) } else { Ok(found) }
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
