//! The same spec gives the same bytes: twice, from elsewhere, in other surroundings, with its keys in another order
//! and more comments. What is unchanged is not written again.

mod apps;
mod shuffle;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use faasc_tests::folder::{Folder, files_below};
use faasc_tests::program::{Limits, become_faasc, clipped, faasc};
use libtest_mimic::{Arguments, Failed, Trial};

use apps::App;

type Bytes = BTreeMap<String, Vec<u8>>;
type Claim = fn(&App) -> Result<(), Failed>;

const CLAIMS: [(&str, Claim); 4] = [
    ("again_and_from_elsewhere", again_and_from_elsewhere),
    ("in_other_surroundings", in_other_surroundings),
    ("with_shuffled_keys_and_comments", with_shuffled_keys_and_comments),
    ("unchanged_is_not_written", unchanged_is_not_written),
];

fn main() -> ExitCode {
    if let Some(code) = become_faasc() {
        return code;
    }
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for app in apps::all() {
        for (name, claim) in CLAIMS {
            let app = app.clone();
            trials.push(Trial::test(format!("{}_{name}", app.name), move || claim(&app)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Compiles `argument` in `folder` into `out`, with more variables of the environment.
fn compile(folder: &Path, argument: &str, out: &str, surroundings: &[(&str, &str)]) -> Result<(), Failed> {
    let mut call = faasc(folder, ["compile", argument, "-o", out]);
    for (name, value) in surroundings {
        call = call.with(name, value);
    }
    let ended = call.within(Limits { time: Duration::from_secs(60), ..Limits::default() }).run();
    if ended.code == Some(0) { Ok(()) } else { Err(clipped(&ended.err).into()) }
}

fn same(first: &Bytes, second: &Bytes) -> Result<(), Failed> {
    if first.is_empty() {
        return Err("nothing was written".into());
    }
    for path in first.keys().chain(second.keys()) {
        match (first.get(path), second.get(path)) {
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => return Err(difference(path, one, other).into()),
            _ => return Err(format!("`{path}` is written once only").into()),
        }
    }
    Ok(())
}

/// The first line that differs.
fn difference(path: &str, one: &[u8], other: &[u8]) -> String {
    let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let pair = one.lines().zip(other.lines()).enumerate().find(|(_, (a, b))| a != b);
    match pair {
        Some((at, (a, b))) => format!("{path}:{}: `{}` or `{}`", at + 1, clipped(a), clipped(b)),
        None => format!("{path}: {} or {} bytes", one.len(), other.len()),
    }
}

fn again_and_from_elsewhere(app: &App) -> Result<(), Failed> {
    let folder = app.unpack("again");
    compile(folder.path(), "app", "first", &[])?;
    compile(folder.path(), "app", "second", &[])?;
    same(&folder.files("first"), &folder.files("second"))?;
    fs::create_dir_all(folder.path().join("far/away")).map_err(|fault| fault.to_string())?;
    compile(&folder.path().join("far/away"), "../../app", "../../third", &[])?;
    same(&folder.files("first"), &folder.files("third"))?;
    let absolute = folder.path().join("app").to_string_lossy().into_owned();
    compile(&folder.path().join("far"), &absolute, "fourth", &[])?;
    same(&folder.files("first"), &folder.files("far/fourth"))
}

fn in_other_surroundings(app: &App) -> Result<(), Failed> {
    let folder = app.unpack("surroundings");
    compile(folder.path(), "app", "first", &[])?;
    let home = folder.path().to_string_lossy().into_owned();
    let surroundings: [&[(&str, &str)]; 4] = [
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati"), ("HOME", &home)],
        &[
            ("LC_ALL", "C"),
            ("TZ", "America/Noronha"),
            ("HOME", "/nonexistent"),
            ("COLUMNS", "20"),
            ("USER", "x"),
        ],
        &[("RAYON_NUM_THREADS", "1"), ("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color"), ("CI", "true")],
        &[
            ("RUST_BACKTRACE", "full"),
            ("SOURCE_DATE_EPOCH", "1"),
            ("TMPDIR", &home),
            ("GITHUB_ACTIONS", "true"),
        ],
    ];
    for (at, surroundings) in surroundings.into_iter().enumerate() {
        compile(folder.path(), "app", &format!("other-{at}"), surroundings)?;
        same(&folder.files("first"), &folder.files(&format!("other-{at}")))?;
    }
    one_thread(&folder)
}

/// On one processor: where the number of threads follows that of processors, there is one.
fn one_thread(folder: &Folder) -> Result<(), Failed> {
    let Ok(program) = std::env::current_exe() else { return Ok(()) };
    let status = std::process::Command::new("taskset")
        .args(["-c", "0"])
        .arg(program)
        .args(["--as-faasc", "compile", "app", "-o", "one"])
        .current_dir(folder.path())
        .stderr(std::process::Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => same(&folder.files("first"), &folder.files("one")),
        Ok(status) => Err(format!("taskset: {status}").into()),
        // Without it the variables above have to do.
        Err(_) => Ok(()),
    }
}

fn with_shuffled_keys_and_comments(app: &App) -> Result<(), Failed> {
    let folder = app.unpack("ordered");
    compile(folder.path(), "app", "first", &[])?;
    for seed in 1..=4 {
        let shuffled = app.shuffled(seed).unpack("shuffled");
        compile(shuffled.path(), "app", "first", &[])?;
        same(&folder.files("first"), &shuffled.files("first")).map_err(|fault| {
            let fault = fault.message().unwrap_or_default().to_owned();
            format!("seed {seed}: {fault}")
        })?;
    }
    Ok(())
}

fn unchanged_is_not_written(app: &App) -> Result<(), Failed> {
    let folder = app.unpack("unchanged");
    compile(folder.path(), "app", "out", &[])?;
    let before = times(&folder.path().join("out"));
    let check = || faasc(folder.path(), ["compile", "app", "-o", "out", "--check"]).run();
    let checked = check();
    if checked.code != Some(0) || !checked.out.is_empty() {
        return Err(format!("`--check` finds what is current stale: {}{}", checked.out, checked.err).into());
    }
    compile(folder.path(), "app", "out", &[])?;
    if times(&folder.path().join("out")) != before {
        return Err("a file or folder was touched".into());
    }
    let path = files_below(&folder.path().join("out")).into_keys().find(|path| !path.contains(".faasc"));
    let path = path.ok_or("nothing was written")?;
    fs::remove_file(folder.path().join("out").join(&path)).map_err(|fault| fault.to_string())?;
    let checked = check();
    let name = path.rsplit('/').next().unwrap_or_default();
    if checked.code != Some(1) || !checked.out.contains(name) {
        return Err(format!("`--check` does not miss `{path}`: {:?} {}", checked.code, checked.out).into());
    }
    Ok(())
}

/// When each file and folder was changed, and its number on the disk.
fn times(folder: &Path) -> BTreeMap<String, (Option<SystemTime>, u64)> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(inner) = waiting.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() {
                waiting.push(entry.path());
            }
            found
                .insert(entry.path().to_string_lossy().into_owned(), (about.modified().ok(), number(&about)));
        }
    }
    found
}

#[cfg(unix)]
fn number(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}
