//! Writing to people and to tools.

use std::fmt::Write as _;
use std::io::{ErrorKind, Read as _};

use faasc_report::TerminalStyle;

use crate::exit::Failure;
use crate::machine::Machine;

/// Prose wider than this is hard to read, however wide the terminal.
const WIDEST: usize = 110;

/// When to use color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ColorChoice {
    // No descriptions: the words say it, and the help stays short.
    #[default]
    Auto,
    Always,
    Never,
}

/// A color or weight of terminal text.
#[derive(Clone, Copy)]
pub(crate) enum Ink {
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
    Cyan,
}

impl Ink {
    const fn codes(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "1;31",
            Self::Green => "1;32",
            Self::Yellow => "1;33",
            Self::Cyan => "36",
        }
    }
}

/// `text` in `ink` when color is on.
pub(crate) fn paint(has_color: bool, ink: Ink, text: &str) -> String {
    if has_color && !text.is_empty() {
        format!("\x1b[{}m{text}\x1b[0m", ink.codes())
    } else {
        text.to_owned()
    }
}

/// The streams of the run with what the common flags say about them.
pub(crate) struct Console<'c, 'm> {
    machine: &'c mut Machine<'m>,
    choice: ColorChoice,
    /// Whether the summary is left out.
    pub(crate) is_quiet: bool,
    /// Whether more is told than usual.
    pub(crate) is_verbose: bool,
    is_closed: bool,
}

impl<'c, 'm> Console<'c, 'm> {
    pub(crate) fn new(
        machine: &'c mut Machine<'m>,
        choice: ColorChoice,
        is_quiet: bool,
        is_verbose: bool,
    ) -> Self {
        Self { machine, choice, is_quiet, is_verbose, is_closed: false }
    }

    fn has_color(&self, is_terminal: bool) -> bool {
        match self.choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && !self.machine.is_color_refused,
        }
    }

    /// Whether standard output takes color.
    pub(crate) fn has_color_out(&self) -> bool {
        self.has_color(self.machine.is_stdout_terminal)
    }

    /// Whether standard error takes color.
    pub(crate) fn has_color_err(&self) -> bool {
        self.has_color(self.machine.is_stderr_terminal)
    }

    /// How findings are drawn on standard output.
    pub(crate) fn style_out(&self) -> TerminalStyle {
        self.style(self.machine.is_stdout_terminal, self.has_color_out())
    }

    /// How findings are drawn on standard error.
    pub(crate) fn style_err(&self) -> TerminalStyle {
        self.style(self.machine.is_stderr_terminal, self.has_color_err())
    }

    fn style(&self, is_terminal: bool, color: bool) -> TerminalStyle {
        let plain = TerminalStyle::default();
        let width =
            if is_terminal { self.machine.width.unwrap_or(plain.width).min(WIDEST) } else { plain.width };
        TerminalStyle { color, width, links: is_terminal && color, ..plain }
    }

    /// Writes to standard output. A reader that went away is no fault; another one is.
    pub(crate) fn out(&mut self, text: &str) -> Result<(), Failure> {
        self.out_bytes(text.as_bytes())
    }

    /// Writes bytes to standard output.
    pub(crate) fn out_bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.is_closed {
            return Ok(());
        }
        match self.machine.stdout.write_all(bytes).and_then(|()| self.machine.stdout.flush()) {
            Ok(()) => Ok(()),
            Err(fault) if fault.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            Err(fault) => Err(Failure::machine(format!("cannot write to standard output: {fault}"))),
        }
    }

    /// Writes to standard error; when even that fails there is nobody left to tell.
    pub(crate) fn err(&mut self, text: &str) {
        let _ = self.machine.stderr.write_all(text.as_bytes()).and_then(|()| self.machine.stderr.flush());
    }

    /// Tells about the run, unless asked to be quiet.
    pub(crate) fn tell(&mut self, text: &str) {
        if !self.is_quiet {
            self.err(text);
        }
    }

    /// `text` in `ink`, for standard error.
    pub(crate) fn ink(&self, ink: Ink, text: &str) -> String {
        paint(self.has_color_err(), ink, text)
    }

    /// Says why the verb stopped.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        let word = self.ink(Ink::Red, "error");
        let mut text = format!("{word}: {}\n", failure.message);
        if let Some(hint) = &failure.hint {
            let _ = writeln!(text, "{}: {hint}", self.ink(Ink::Cyan, "hint"));
        }
        self.err(&text);
    }

    /// All of standard input, up to `limit` bytes and one more.
    pub(crate) fn read_stdin(&mut self, limit: u64) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.machine
            .stdin
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| Failure::machine(format!("cannot read standard input: {fault}")))?;
        Ok(bytes)
    }

    /// The folder in which the run was started.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.machine.folder
    }
}
