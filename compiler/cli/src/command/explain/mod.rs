//! `faasc explain`: what a finding means, and where an emitted resource comes from.

mod address;
mod pages;
mod render;

use clap::Args;
use faasc_diagnostics::did_you_mean;
use std::fmt::Write as _;

use crate::codes;
use crate::console::{Console, Ink, paint};
use crate::exit::{Exit, Failure};

/// Explain a finding, or say where an emitted resource comes from
///
/// With a code or its name: what is wrong, why it hurts in production, a failing and a mended example.
/// With the address of a resource in dist (`aws_sqs_queue.charge_due`, `v1/Service/hello`): the key of the spec
/// that made it, with its line. Without anything: all codes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc explain F0101                 the page of a code
  faasc explain duplicate-key         the same page by its name
  faasc explain                       all codes, one a line
  faasc explain aws_sqs_queue.orders  which key made this resource")]
pub(crate) struct Explain {
    /// A code, its name, or the address of an emitted resource
    #[arg(value_name = "CODE|ADDRESS")]
    what: Option<String>,
    /// The faas.yaml, or its folder, whose dist is searched for an address
    #[arg(short = 'f', long = "file", value_name = "PATH", default_value = ".")]
    file: String,
    /// The folder of the artifacts [default: dist beside the faas.yaml]
    #[arg(short, long, value_name = "DIR")]
    out: Option<String>,
}

pub(crate) fn run(explain: &Explain, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let Some(what) = &explain.what else {
        return list(console);
    };
    if let Some(code) = codes::find(what) {
        let has_color = console.has_color_out();
        let text = match pages::page_of(code) {
            Some(page) => format!("{}\n\n{}", heading(code, has_color), render::page(page, has_color)),
            None => format!("{}\n\n{}.\n", heading(code, has_color), sentence(code.title)),
        };
        console.out(&text)?;
        return Ok(Exit::Clean);
    }
    if let Some(text) = address::look_up(explain, what, console)? {
        console.out(&text)?;
        return Ok(Exit::Clean);
    }
    let known = codes::all();
    let near = did_you_mean(what, known.iter().flat_map(|code| [code.id, code.name]));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`faasc explain` lists all codes; an address is found once `faasc compile` has written dist"
            .to_owned(),
    };
    Err(Failure::no_input(format!("there is no code and no emitted resource `{what}`")).hint(hint))
}

/// All codes, one a line.
fn list(console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let known = codes::all();
    let widest = known.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let has_color = console.has_color_out();
    let mut text = String::new();
    for code in known {
        let id = paint(has_color, Ink::Cyan, code.id);
        let name = format!("{:widest$}", code.name);
        let _ = writeln!(text, "{id}  {:7}  {name}  {}", code.severity.word(), code.title);
    }
    console.out(&text)?;
    Ok(Exit::Clean)
}

fn heading(code: &faasc_diagnostics::Code, has_color: bool) -> String {
    paint(has_color, Ink::Bold, &format!("{} {} ({})", code.id, code.name, code.severity.word()))
}

/// `text` with a capital first letter.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
