//! Calls `faasc` as a process of its own, within limits of time and memory.
//!
//! A test that calls it begins its `main` with [`become_faasc`]: the test's own program then is `faasc` where it is
//! called as one, so that no other binary has to be built. `FAASC_TESTED` names another one.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use faasc_cli::{Machine, run};

use crate::folder::Folder;

/// The first argument of a process that shall be `faasc`.
const AS_FAASC: &str = "--as-faasc";

/// Runs the command line of `faasc` when this process was started as it.
#[must_use]
pub fn become_faasc() -> Option<ExitCode> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1)? != AS_FAASC {
        return None;
    }
    arguments.remove(1);
    let (mut stdin, mut stdout, mut stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let mut machine = Machine {
        is_stdout_terminal: stdout.is_terminal(),
        is_stderr_terminal: stderr.is_terminal(),
        is_color_refused: false,
        width: None,
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        folder: std::env::current_dir().ok()?,
    };
    Some(ExitCode::from(run(arguments, &mut machine).code()))
}

/// What a process may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From start to end.
    pub time: Duration,
    /// Data in memory (heap, stacks and anonymous maps) in MiB.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(20), memory: 512 }
    }
}

/// A call of `faasc` that is being put together.
pub struct Call {
    program: PathBuf,
    is_own: bool,
    arguments: Vec<OsString>,
    folder: PathBuf,
    limits: Limits,
    stdin: Vec<u8>,
    surroundings: Vec<(String, String)>,
    #[cfg(unix)]
    user: Option<u32>,
}

/// How a call ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit code; `None` where a signal or the limit of time ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// From start to end.
    pub took: Duration,
}

impl Ended {
    /// Whether it ended by itself and with a code that says that all is well or that something of the user's or of
    /// the machine's is wrong: no panic, no signal, no limit.
    ///
    /// # Errors
    /// How else it ended.
    pub fn is_orderly(&self) -> Result<(), String> {
        match self.code {
            Some(0 | 1 | 64 | 66 | 74) => Ok(()),
            Some(code) => Err(format!("exit code {code}: {}", clipped(&self.err))),
            None => Err(format!("killed after {:?}: {}", self.took, clipped(&self.err))),
        }
    }
}

/// The beginning of a text that may be long.
#[must_use]
pub fn clipped(text: &str) -> String {
    let mut shown: String = text.chars().take(1_500).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// A call of `faasc` with `arguments` in `folder`.
#[must_use]
pub fn faasc<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Call {
    let other = std::env::var_os("FAASC_TESTED").map(PathBuf::from).filter(|path| path.is_absolute());
    Call {
        is_own: other.is_none(),
        program: other.or_else(|| std::env::current_exe().ok()).unwrap_or_default(),
        arguments: arguments.into_iter().map(OsString::from).collect(),
        folder: folder.to_owned(),
        limits: Limits::default(),
        stdin: Vec::new(),
        surroundings: Vec::new(),
        #[cfg(unix)]
        user: None,
    }
}

impl Call {
    /// Within these limits.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// With `bytes` on standard input.
    #[must_use]
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// With a variable of the environment.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.surroundings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As another copy of the program.
    #[must_use]
    pub fn program(mut self, program: &Path) -> Self {
        program.clone_into(&mut self.program);
        self
    }

    /// As another user.
    #[cfg(unix)]
    #[must_use]
    pub fn user(mut self, user: u32) -> Self {
        self.user = Some(user);
        self
    }

    /// Starts it; its streams go to `out`.
    ///
    /// # Panics
    /// When there is no shell, or no room for what the process writes.
    #[must_use]
    pub fn start(&self, out: &Folder) -> Child {
        let create = |name: &str| {
            File::create(out.path().join(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
        };
        let mut command = Command::new("sh");
        // The shell sets the limits and becomes the program.
        let limited = format!("ulimit -c 0; ulimit -d {}; exec \"$@\"", self.limits.memory * 1024);
        command.args(["-c", &limited, "sh"]).arg(&self.program);
        if self.is_own {
            command.arg(AS_FAASC);
        }
        command.args(&self.arguments).current_dir(&self.folder).env_remove("NO_COLOR");
        command.envs(self.surroundings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(create("out")).stderr(create("err"));
        #[cfg(unix)]
        if let Some(user) = self.user {
            std::os::unix::process::CommandExt::uid(&mut command, user);
            std::os::unix::process::CommandExt::gid(&mut command, user);
        }
        command.spawn().unwrap_or_else(|fault| panic!("sh: {fault}"))
    }

    /// Runs it to its end, or to the end of its time.
    ///
    /// # Panics
    /// As [`Call::start`].
    #[must_use]
    pub fn run(self) -> Ended {
        let streams = Folder::new("streams");
        let started = Instant::now();
        let mut child = self.start(&streams);
        let feeder = child.stdin.take().map(|mut pipe| {
            let bytes = self.stdin.clone();
            // The program may end before it has read all of it.
            std::thread::spawn(move || drop(pipe.write_all(&bytes)))
        });
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Some(status),
                Ok(None) if started.elapsed() > self.limits.time => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break None;
                }
                _ => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let took = started.elapsed();
        drop(feeder.map(std::thread::JoinHandle::join));
        let text = |name: &str| {
            let bytes = fs::read(streams.path().join(name)).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        Ended { code: status.and_then(|status| status.code()), out: text("out"), err: text("err"), took }
    }
}
