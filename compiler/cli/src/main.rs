//! The `faasc` program: the process around the command line.

use std::io::IsTerminal;
use std::process::ExitCode;

use faasc_cli::{Exit, Machine, run};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_bug));
    let folder = match std::env::current_dir() {
        Ok(folder) => folder,
        Err(fault) => {
            complain(&format!("error: the current folder cannot be read: {fault}\n"));
            return ExitCode::from(Exit::Machine.code());
        }
    };
    let (mut stdin, mut stdout, mut stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let mut machine = Machine {
        is_stdout_terminal: stdout.is_terminal(),
        is_stderr_terminal: stderr.is_terminal(),
        is_color_refused: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        folder,
    };
    ExitCode::from(run(std::env::args_os(), &mut machine).code())
}

/// A broken invariant: says so, asks for a report and ends, whatever the profile does with panics.
#[expect(clippy::exit, reason = "a bug ends the process with its own code, also where a panic would abort")]
fn report_bug(panic: &std::panic::PanicHookInfo<'_>) {
    let cause = panic.payload();
    let message = cause
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let place =
        panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    complain(&format!(
        "faasc {}: a bug of ours: {message}{place}\n\
         Nothing that you wrote should lead here. Please report it with the command and, if you can, the spec:\n\
         {}/issues/new\n",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_REPOSITORY"),
    ));
    std::process::exit(i32::from(Exit::Bug.code()));
}

/// Writes to standard error, which may be closed.
fn complain(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}
