//! `faasc schema`: the published schemas.

use clap::Args;
use faasc_diagnostics::did_you_mean;

use crate::console::Console;
use crate::exit::{Exit, Failure};

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// Print a published JSON Schema
///
/// `faas` is that of faas.yaml itself: give it to your editor for completion and hover text. The others describe
/// what faasc writes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc schema > faas.schema.json   the schema of faas.yaml
  faasc schema plan                 the schema of plan.json
  faasc schema --list               all of them")]
pub(crate) struct Schema {
    /// Which schema
    #[arg(value_name = "NAME", default_value = "faas")]
    name: String,
    /// List the names instead
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(schema: &Schema, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let names = names();
    if schema.list {
        console.out(&names.iter().map(|name| format!("{name}\n")).collect::<String>())?;
        return Ok(Exit::Clean);
    }
    if schema.name == "faas" {
        let mut text = serde_json::to_string_pretty(&faasc_lower::json_schema())
            .map_err(|fault| Failure::machine(format!("cannot write the schema: {fault}")))?;
        text.push('\n');
        console.out(&text)?;
        return Ok(Exit::Clean);
    }
    let Some((_, text)) = SCHEMAS.iter().find(|(name, _)| *name == schema.name) else {
        let near = did_you_mean(&schema.name, names.iter().copied());
        let hint = near.map_or_else(
            || format!("there are: {}", names.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Failure::usage(format!("there is no schema `{}`", schema.name)).hint(hint));
    };
    console.out(text)?;
    Ok(Exit::Clean)
}

/// The names of all schemas, `faas` first.
fn names() -> Vec<&'static str> {
    let others = SCHEMAS.iter().map(|(name, _)| *name).filter(|name| *name != "faas");
    std::iter::once("faas").chain(others).collect()
}
