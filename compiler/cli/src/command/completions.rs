//! `faasc completions`: completion for shells.

use clap::Args;
use clap_complete::Shell;

use crate::console::Console;
use crate::exit::{Exit, Failure};

/// Print the completion script of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc completions bash > ~/.local/share/bash-completion/completions/faasc
  faasc completions zsh > \"${fpath[1]}/_faasc\"
  faasc completions fish > ~/.config/fish/completions/faasc.fish
  faasc completions powershell >> $PROFILE")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(completions: &Completions, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut crate::args::command(), "faasc", &mut script);
    console.out_bytes(&script)?;
    Ok(Exit::Clean)
}
