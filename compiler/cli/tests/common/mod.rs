//! A folder to run in, and both ways to run: in this process, and as a process of its own.

#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use faasc_cli::{Machine, run};

/// A folder of this test, removed afterwards.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("faasc-cli-test-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self { path: fs::canonicalize(&path).unwrap() }
    }

    pub(crate) fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self::new(name);
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path.join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path.join(path).exists()
    }

    /// Runs in this process.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"", |_| {})
    }

    /// Runs in this process with something on standard input, on another machine.
    pub(crate) fn run_with(
        &self,
        arguments: &[&str],
        stdin: &[u8],
        change: impl FnOnce(&mut Machine<'_>),
    ) -> Ran {
        let (mut input, mut out, mut err) = (stdin, Vec::new(), Vec::new());
        let mut machine = Machine {
            stdin: &mut input,
            stdout: &mut out,
            stderr: &mut err,
            is_stdout_terminal: false,
            is_stderr_terminal: false,
            is_color_refused: false,
            width: None,
            folder: self.path.clone(),
        };
        change(&mut machine);
        let arguments = std::iter::once("faasc").chain(arguments.iter().copied()).map(OsString::from);
        let exit = run(arguments, &mut machine);
        Ran { code: i32::from(exit.code()), out: text(out), err: text(err) }
    }

    /// Runs the program.
    pub(crate) fn process(&self, arguments: &[&str], stdin: &[u8]) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may end before it has read all of it.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        let ended = child.wait_with_output().unwrap();
        Ran { code: ended.status.code().unwrap_or(-1), out: text(ended.stdout), err: text(ended.stderr) }
    }

    /// The program, about to run here in a plain environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_faasc"));
        command.args(arguments).current_dir(&self.path).env_remove("NO_COLOR");
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the program writes UTF-8")
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }
}

/// The smallest app.
pub(crate) const HELLO: &str = "\
faas: \"1\"
app: hello
functions:
  hello:
    source: ./hello
    runtime: python3.13
    triggers:
      - http: GET /hello
        auth: { none: public greeting }
";

/// A folder with the smallest app and its source.
pub(crate) fn hello(name: &str) -> Folder {
    Folder::with(
        name,
        &[("faas.yaml", HELLO), ("hello/main.py", "def handler(request):\n    return 'hello'\n")],
    )
}
