//! The command line of `faasc`: reads arguments and files, calls the compiler, writes to people and to tools.
//! It decides nothing about specs.

mod args;
mod clock;
mod codes;
mod command;
mod console;
mod disk;
mod exit;
mod fix;
mod intake;
mod machine;
mod mask;
mod namesakes;
mod replace;
#[cfg(test)]
mod scratch;
mod survey;
mod verdict;

use std::ffi::OsString;

use clap::Parser as _;

use args::{Cli, Verb};
use console::{ColorChoice, Console};

pub use codes::all as codes;
pub use exit::Exit;
pub use machine::Machine;

/// The JSON Schema of the report of `compile --format json`.
#[must_use]
pub fn compile_report_schema() -> serde_json::Value {
    command::compile::report_schema()
}

/// Runs one command line; `arguments` begin with the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, machine: &mut Machine<'_>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(fault) => return usage(&fault, &arguments, machine),
    };
    let common = cli.common;
    let mut console = Console::new(machine, common.color, common.quiet, common.verbose);
    let result = match &cli.verb {
        Verb::Init(init) => command::init::run(init, &mut console),
        Verb::Check(check) => command::check::run(check, &mut console),
        Verb::Compile(compile) => command::compile::run(compile, &mut console),
        Verb::Explain(explain) => command::explain::run(explain, &mut console),
        Verb::Schema(schema) => command::schema::run(schema, &mut console),
        Verb::Facts(facts) => command::facts::run(facts, &mut console),
        Verb::Graph(graph) => command::graph::run(graph, &mut console),
        Verb::Flow(flow) => command::flow::run(flow, &mut console),
        Verb::Fmt(fmt) => command::fmt::run(fmt, &mut console),
        Verb::Completions(completions) => command::completions::run(completions, &mut console),
    };
    result.unwrap_or_else(|failure| {
        console.fail(&failure);
        failure.exit
    })
}

/// Help and version go to standard output and are no fault; everything else that clap says is one.
fn usage(fault: &clap::Error, arguments: &[OsString], machine: &mut Machine<'_>) -> Exit {
    let mut console = Console::new(machine, color_of(arguments), false, false);
    let styled = fault.render();
    if fault.use_stderr() {
        let text = if console.has_color_err() { styled.ansi().to_string() } else { styled.to_string() };
        console.err(&text);
        return Exit::Usage;
    }
    let text = if console.has_color_out() { styled.ansi().to_string() } else { styled.to_string() };
    match console.out(&text) {
        Ok(()) => Exit::Clean,
        Err(failure) => failure.exit,
    }
}

/// `--color` of a command line that could not be read as a whole.
fn color_of(arguments: &[OsString]) -> ColorChoice {
    let mut choice = ColorChoice::Auto;
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str()).peekable();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => arguments.peek().copied().unwrap_or_default(),
            Some(rest) => rest.trim_start_matches('='),
            None => continue,
        };
        choice = match value {
            "always" => ColorChoice::Always,
            "never" => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
    }
    choice
}
