//! What the program touches of the machine: three streams, a folder, and whether somebody is watching.

use std::io::{Read, Write};
use std::path::PathBuf;

/// The surroundings of a run. The process gives its own; tests give buffers and a folder of theirs.
pub struct Machine<'m> {
    /// Standard input.
    pub stdin: &'m mut dyn Read,
    /// Standard output: what `--format` asks for, and nothing else.
    pub stdout: &'m mut dyn Write,
    /// Standard error: summary, progress, log.
    pub stderr: &'m mut dyn Write,
    /// Whether standard output is a terminal.
    pub is_stdout_terminal: bool,
    /// Whether standard error is a terminal.
    pub is_stderr_terminal: bool,
    /// Whether `NO_COLOR` is set to something.
    pub is_color_refused: bool,
    /// Columns of the terminal, where they are known.
    pub width: Option<usize>,
    /// The folder in which the run was started.
    pub folder: PathBuf,
}
