//! A process that is killed while it writes leaves each file old or new, and the next run finishes the work.
//!
//! The test calls its own program as a child, which dies (SIGABRT, no clean-up) at its n-th change of the disk, in
//! the middle of a file when that change is one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use faasc_artifacts::{
    ArtifactTree, Disk, EnvironmentFiles, OutputFolder, SystemDisk, WriteFault, WriteOptions, write_through,
};
use faasc_source::{FileId, Span};
use libtest_mimic::{Arguments, Trial};

const CHILD: &str = "write-and-die";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, child, out, version, steps] = &arguments[..]
        && child == CHILD
    {
        let disk = DyingDisk { left: AtomicU32::new(steps.parse().expect("a number")) };
        write_version(&disk, Path::new(out), version.parse().expect("a number")).expect("nothing in the way");
        return ExitCode::SUCCESS;
    }
    let arguments = Arguments::from_args();
    let trials = vec![
        Trial::test("a_killed_run_tears_nothing_and_the_same_run_finishes", || kill_at_each_step(0)),
        Trial::test("a_killed_run_tears_nothing_and_another_run_finishes", || kill_at_each_step(1)),
        Trial::test("runs_that_are_killed_one_after_the_other_are_finished", killed_again_and_again),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A disk that ends the process instead of the n-th change.
struct DyingDisk {
    left: AtomicU32,
}

impl DyingDisk {
    fn live_or(&self, last_act: impl FnOnce()) {
        let lives = self.left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok();
        if !lives {
            last_act();
            std::process::abort();
        }
    }
}

impl Disk for DyingDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.live_or(|| ());
        SystemDisk::new().make_folder(path)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.live_or(|| fs::write(path, &bytes[..bytes.len() / 2]).expect("a half"));
        SystemDisk::new().create(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.live_or(|| ());
        SystemDisk::new().rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.live_or(|| ());
        SystemDisk::new().remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.live_or(|| ());
        SystemDisk::new().remove_folder(path)
    }
}

/// The files of version `n`: some stay, some change, some go, and a folder and a file change places.
fn files(version: u32) -> Vec<(String, String)> {
    let mut files = vec![("same/a.txt".to_owned(), "same\n".to_owned())];
    for number in 0..3 {
        files.push((format!("each/{number}.txt"), format!("{version} {number}\n")));
    }
    files.push((format!("only-{version}/deep/b.txt"), format!("{version}\n")));
    files.push((
        if version.is_multiple_of(2) { "swap" } else { "swap/c.txt" }.to_owned(),
        format!("{version}\n"),
    ));
    files
}

fn write_version(disk: &dyn Disk, out: &Path, version: u32) -> Result<(), WriteFault> {
    let mut tree = ArtifactTree::new();
    for (path, text) in files(version) {
        tree.add(path, text);
    }
    let environments = [EnvironmentFiles { name: "production", tree: &tree }];
    let options = WriteOptions {
        app: "shop",
        compiler: "0.1.0",
        facts: "1",
        is_forced: false,
        removes_gone_environments: true,
        origin: Span::start_of(FileId(0)),
    };
    write_through(disk, &OutputFolder::new(out), &environments, &options).map(|_| ())
}

/// Whether the child lived to the end.
fn child(out: &Path, version: u32, steps: u32) -> bool {
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program)
        .arg(CHILD)
        .arg(out)
        .args([version.to_string(), steps.to_string()])
        .stderr(Stdio::null())
        .status()
        .expect("a child process");
    assert!(status.success() || status.code().is_none_or(|code| code != 101), "the child panicked");
    status.success()
}

fn fresh(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("faasc-crash-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn listing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn list(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                found.insert(format!("{name}/"), Vec::new());
                list(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(entry.path()).unwrap_or_default());
            }
        }
    }
    let mut found = BTreeMap::new();
    list(folder, "", &mut found);
    found
}

fn assert_nothing_is_torn(out: &Path, versions: &[u32], at: &str) {
    let mut whole: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for version in versions {
        for (path, text) in files(*version) {
            whole.entry(format!("production/{path}")).or_default().push(text);
        }
    }
    for (path, bytes) in listing(out) {
        if path.ends_with('/') || path.contains("/.faasc-") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_whole = whole.get(&path).is_some_and(|texts| texts.contains(&text)) || text == "mine\n";
        assert!(is_whole, "{at}: {path} is torn: {text:?}");
    }
}

fn wanted(version: u32) -> BTreeMap<String, Vec<u8>> {
    let out = fresh(&format!("wanted-{version}-{:?}", std::thread::current().id()));
    write_version(&SystemDisk::new(), &out, version).expect("a fresh folder");
    fs::write(out.join("production/mine.txt"), "mine\n").expect("a file");
    let found = listing(&out);
    let _ = fs::remove_dir_all(out);
    found
}

/// Version 1 is written; version 2 dies at each step in turn; version `2 + more` finishes.
fn kill_at_each_step(more: u32) -> Result<(), libtest_mimic::Failed> {
    let wanted = wanted(2 + more);
    for steps in 0.. {
        let out = fresh(&format!("step-{more}"));
        write_version(&SystemDisk::new(), &out, 1).expect("a fresh folder");
        fs::write(out.join("production/mine.txt"), "mine\n").expect("a file");
        if child(&out, 2, steps) {
            assert!(steps > 20, "{steps} steps were tried");
            let _ = fs::remove_dir_all(out);
            return Ok(());
        }
        assert_nothing_is_torn(&out, &[1, 2], &format!("step {steps}"));
        if let Err(fault) = write_version(&SystemDisk::new(), &out, 2 + more) {
            return Err(format!("step {steps}: {fault:?}").into());
        }
        assert_eq!(listing(&out), wanted, "step {steps}");
    }
    Ok(())
}

/// Version after version dies; the last one finishes them all.
fn killed_again_and_again() -> Result<(), libtest_mimic::Failed> {
    let out = fresh("again");
    write_version(&SystemDisk::new(), &out, 1).expect("a fresh folder");
    fs::write(out.join("production/mine.txt"), "mine\n").expect("a file");
    for version in 2..20 {
        child(&out, version, version * 7 % 23);
        assert_nothing_is_torn(&out, &(1..=version).collect::<Vec<_>>(), &format!("version {version}"));
    }
    write_version(&SystemDisk::new(), &out, 20).map_err(|fault| format!("{fault:?}"))?;
    assert_eq!(listing(&out), wanted(20));
    let _ = fs::remove_dir_all(out);
    Ok(())
}
