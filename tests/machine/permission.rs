//! What may not be read or written, as a user whom permissions hold back.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use faasc_tests::folder::Folder;
use faasc_tests::program::{Ended, clipped, faasc};
use libtest_mimic::Failed;

use crate::{Claim, needs_root};

/// `nobody` of Debian and others; any user that owns nothing would do.
const NOBODY: u32 = 65_534;

const APP: &str = "faas: \"1\"\napp: locked\nowner: a@locked.example\nfunctions:\n  f:\n    source: ./src\n    runtime: python3.13\n    triggers: [{ schedule: every 1h }]\n";

pub(crate) fn claims() -> Vec<Claim> {
    let claim = |name, hold| Claim { name, cannot: needs_root(), hold };
    vec![
        claim("a_folder_that_may_not_be_searched_is_named", locked_folder),
        claim("a_spec_that_may_not_be_read_is_named", locked_spec),
        claim("an_include_that_may_not_be_read_is_a_finding", locked_include),
        claim("a_folder_that_may_not_be_written_is_a_finding_and_leaves_nothing", locked_output),
    ]
}

/// A folder that everybody may enter, with the app and a copy of this program, which may lie in somebody's home.
fn place(name: &str) -> Result<(Folder, PathBuf), Failed> {
    let folder = Folder::new(name);
    folder.write("app/faas.yaml", APP);
    folder.write("app/src/main.py", "");
    let program = folder.path().join("program");
    let own = std::env::current_exe().map_err(|fault| fault.to_string())?;
    fs::copy(own, &program).map_err(|fault| fault.to_string())?;
    Ok((folder, program))
}

fn set(path: &Path, mode: u32) -> Result<(), Failed> {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(|fault| format!("{}: {fault}", path.display()).into())
}

fn as_nobody(folder: &Folder, program: &Path, arguments: &[&str]) -> Ended {
    faasc(folder.path(), arguments.iter().copied()).program(program).user(NOBODY).run()
}

fn expect(ended: &Ended, code: i32, words: &[&str]) -> Result<(), Failed> {
    let said = format!("{}{}", ended.out, ended.err);
    if ended.code != Some(code) || words.iter().any(|word| !said.contains(word)) {
        return Err(format!("{code} and {words:?} were expected: {:?} {}", ended.code, clipped(&said)).into());
    }
    Ok(())
}

fn locked_folder() -> Result<(), Failed> {
    let (folder, program) = place("locked-folder")?;
    folder.write("app/secret/faas.yaml", APP);
    set(&folder.path().join("app/secret"), 0o700)?;
    expect(&as_nobody(&folder, &program, &["check", "app"]), 74, &["app/secret", "permission denied"])
}

fn locked_spec() -> Result<(), Failed> {
    let (folder, program) = place("locked-spec")?;
    set(&folder.path().join("app/faas.yaml"), 0o600)?;
    expect(
        &as_nobody(&folder, &program, &["check", "app/faas.yaml"]),
        74,
        &["app/faas.yaml", "permission denied"],
    )?;
    expect(
        &as_nobody(&folder, &program, &["check", "app"]),
        1,
        &["F0130", "app/faas.yaml", "permission denied"],
    )
}

fn locked_include() -> Result<(), Failed> {
    let (folder, program) = place("locked-include")?;
    folder.write("app/faas.yaml", format!("{APP}include: [part.yaml, closed/*.yaml]\n"));
    folder.write("app/part.yaml", "events: { e: { via: queue } }\n");
    folder.write("app/closed/part.yaml", "events: { f: { via: queue } }\n");
    set(&folder.path().join("app/part.yaml"), 0o600)?;
    set(&folder.path().join("app/closed"), 0o700)?;
    expect(
        &as_nobody(&folder, &program, &["check", "app/faas.yaml"]),
        1,
        &["F0130", "permission denied", "app/closed"],
    )
}

fn locked_output() -> Result<(), Failed> {
    let (folder, program) = place("locked-output")?;
    let ended = as_nobody(&folder, &program, &["compile", "app"]);
    expect(&ended, 74, &["F5007", "dist"])?;
    if folder.path().join("app/dist").exists() { Err("something was written".into()) } else { Ok(()) }
}
