//! The release binary as a process: how long it takes from start to end, and how much memory it has at most.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// The first argument of a process that shall run another one and say how much memory that had.
const MEASURE: &str = "--measure-memory";

/// Runs what the arguments say and prints the peak of its memory in bytes, when this process was started for that.
/// A process of its own, because what the parent has in memory when it forks counts as the child's.
pub(crate) fn measure_if_asked() -> Option<ExitCode> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [first, program, rest @ ..] = &arguments[..] else { return None };
    if first != MEASURE {
        return None;
    }
    let child = Command::new(program).args(rest).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(used) = child.and_then(|mut child| child.wait4()) else { return Some(ExitCode::FAILURE) };
    crate::table::say(&used.rusage.maxrss.to_string());
    Some(ExitCode::SUCCESS)
}

/// The binary that is measured.
pub(crate) struct Program(PathBuf);

impl Program {
    /// The one that `FAASC_TESTED` names, or the release build, made anew.
    pub(crate) fn release() -> Result<Self, String> {
        if let Some(path) = std::env::var_os("FAASC_TESTED") {
            return Ok(Self(PathBuf::from(path)));
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--release", "--package", "faasc-cli"])
            .current_dir(&root)
            .status()
            .map_err(|fault| fault.to_string())?;
        if !status.success() {
            return Err(status.to_string());
        }
        // This program lies in `target/release/deps`.
        let own = std::env::current_exe().map_err(|fault| fault.to_string())?;
        let folder = own.parent().and_then(Path::parent).ok_or("this program is nowhere")?;
        Ok(Self(folder.join(format!("faasc{}", std::env::consts::EXE_SUFFIX))))
    }

    /// How it is shown.
    pub(crate) fn shown(&self) -> String {
        self.0.display().to_string()
    }

    /// Whether a run ends well.
    pub(crate) fn accepts(&self, folder: &Path, arguments: &[&str]) -> bool {
        let output = Command::new(&self.0).args(arguments).current_dir(folder).stdin(Stdio::null()).output();
        output.is_ok_and(|output| output.status.success())
    }

    /// How long a run takes. One that fails counts as endless, so that nobody takes it for a fast one.
    pub(crate) fn run(&self, folder: &Path, arguments: &[&str]) -> Duration {
        let started = Instant::now();
        let status = Command::new(&self.0)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if status.is_ok_and(|status| status.success()) {
            started.elapsed()
        } else {
            Duration::from_secs(9_999)
        }
    }

    /// The peak of its memory in bytes.
    pub(crate) fn memory(&self, folder: &Path, arguments: &[&str]) -> u64 {
        let own = std::env::current_exe().unwrap_or_default();
        let output = Command::new(own).arg(MEASURE).arg(&self.0).args(arguments).current_dir(folder).output();
        let text =
            output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        text.trim().parse().unwrap_or(0)
    }
}
