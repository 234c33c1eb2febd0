//! The command line: verbs, flags, and the help that teaches them.

mod groups;
mod value;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Args, Command, CommandFactory, Parser, Subcommand};

pub(crate) use groups::{Chosen, Dated, FailOn, Specs};
pub(crate) use value::instant;

use crate::command;
use crate::console::ColorChoice;

/// Width of all help: the same on every machine.
const HELP_WIDTH: usize = 92;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The frozen exit codes, as the long help of the program tells them.
const EXIT_CODES: &str = "\
Exit codes:
   0  nothing at or above the fail level (--fail-on, default: error)
   1  findings; stale files under --check; a hand-edited file that stops a write
   2  changes, with --detailed-exitcode
   3  a budget is exceeded
  64  the command line is wrong
  66  there is no such input
  70  a bug of ours: please report it
  74  reading or writing failed

Start here:
  faasc init hello          a small app that checks and compiles
  faasc check               what is wrong with the apps below this folder
  faasc compile             write dist/ beside each faas.yaml
  faasc explain F0101       what a finding means and how it is mended";

/// The compiler for functions and events.
#[derive(Debug, Parser)]
#[command(
    name = "faasc",
    version,
    about = "The compiler for functions and events: one faas.yaml in, a checked plan and artifacts out",
    long_about = "The compiler for functions and events.\n\nOne faas.yaml describes what runs, what wakes it, what data flows through it and where it may run. faasc checks that, and writes Terraform, Kubernetes manifests or a local runtime from it. It works offline, touches no cloud and sends nothing to anybody.",
    after_long_help = EXIT_CODES,
    after_help = "`faasc --help` tells more, the exit codes too; `faasc VERB --help` shows examples.",
    disable_help_subcommand = true,
    term_width = HELP_WIDTH,
    styles = STYLES
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Flags that every verb has.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Common {
    /// Leave out summary and progress
    #[arg(short, long, global = true, action = ArgAction::SetTrue, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Tell more: files that were read, places that were looked at
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub(crate) verbose: bool,
    /// When to use color (NO_COLOR is honoured)
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorChoice,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Init(command::init::Init),
    Check(command::check::Check),
    Compile(command::compile::Compile),
    Explain(command::explain::Explain),
    Schema(command::schema::Schema),
    Facts(command::facts::Facts),
    Graph(command::graph::Graph),
    Flow(command::flow::Flow),
    Fmt(command::fmt::Fmt),
    Completions(command::completions::Completions),
}

/// The whole command line as clap knows it.
pub(crate) fn command() -> Command {
    Cli::command()
}
