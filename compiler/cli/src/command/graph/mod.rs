//! `faasc graph`: the graph of an environment as a picture, its ways in, its grants and its schedules as tables.

mod exposure;
mod grants;
mod schedules;

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use faasc_model::{DeploymentId, Program};
use jiff::Timestamp;

use crate::args::{Chosen, FailOn, Specs, instant};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::intake::{FactBase, Intake};
use crate::verdict::Verdict;

/// Draw callers, functions, events, stores and services of an environment
///
/// All apps that are asked for, and those that they use, are one picture. Without `-e` the first environment of the
/// first app is drawn, and in the other apps the one of the same name.
///
/// With `--grants`, in place of the picture: who may do what on what, in the words of each site's host, with the edge
/// that needs it, and how edges get from one site to another.
///
/// With `--schedules`: when each schedule fires next, in its zone and in UTC, what each host is told, and whether
/// that host, by its own rules, fires at the same times.
///
/// With `--exposure`: every way in, who can reach it, how callers are known (by something of their own, by a shared
/// secret, by the host, or nobody), the rate limit, and the data classes that are brought and that may be answered.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc graph > graph.mmd                   Mermaid, as GitHub and GitLab draw it
  faasc graph -e production --format svg > graph.svg
  faasc graph --format dot | dot -Tpdf > graph.pdf
  faasc graph --grants -e production        what each function may do, and why
  faasc graph --grants --format json        the same for tools (`faasc schema grants`)
  faasc graph --schedules -e production     when each schedule fires next, at every host
  faasc graph --schedules --from 2027-03-27T12:00:00Z --format json
  faasc graph --exposure -e production      every way in, and how callers are known
  faasc graph --exposure --format markdown  the same for a review")]
pub(crate) struct Graph {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    chosen: Chosen,
    /// Show what each function may do, and the edge that needs it
    #[arg(long)]
    grants: bool,
    /// Show the next five times of each schedule, and what the hosts make of it
    #[arg(long, conflicts_with = "grants")]
    schedules: bool,
    /// The instant after which times are listed, or a date [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = instant, requires = "schedules")]
    from: Option<Timestamp>,
    /// Show every way in, and how callers are known
    #[arg(long, conflicts_with_all = ["grants", "schedules"])]
    exposure: bool,
    /// What to draw as: a picture as Mermaid, or a table as text, unless said otherwise
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<GraphFormat>,
}

/// Formats of the picture, and of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GraphFormat {
    /// Mermaid's flowchart.
    Mermaid,
    /// Graphviz.
    Dot,
    /// A picture that needs no other program.
    Svg,
    /// Tables for people.
    Text,
    /// Versioned JSON of the tables.
    Json,
    /// Markdown of the ways in.
    Markdown,
}

impl GraphFormat {
    const fn is_of_tables(self) -> bool {
        matches!(self, Self::Text | Self::Json | Self::Markdown)
    }
}

pub(crate) fn run(graph: &Graph, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    if graph.chosen.environments.len() > 1 {
        return Err(Failure::usage("a picture shows one environment: give `-e` once"));
    }
    let is_table = graph.grants || graph.schedules || graph.exposure;
    let default = if is_table { GraphFormat::Text } else { GraphFormat::Mermaid };
    let format = graph.format.unwrap_or(default);
    let is_markdown = format == GraphFormat::Markdown;
    if format.is_of_tables() != is_table || is_markdown && !graph.exposure {
        let hint = match (graph.exposure, is_table) {
            (true, _) => "ways in are `text`, `json` or `markdown`",
            (false, true) => "tables are `text` or `json`; `markdown` goes with `--exposure`",
            (false, false) => "`text` and `json` go with `--grants`, `--schedules` and `--exposure`",
        };
        return Err(Failure::usage("this format does not go with what is asked").hint(hint));
    }
    let intake = Intake::find(&graph.specs, console)?;
    let facts = FactBase::Builtin;
    let lowered = intake.lower(&graph.chosen, facts.get(), crate::clock::today());
    let verdict = Verdict::of(lowered.sources, lowered.sink);
    if verdict.has_errors() {
        // A graph with holes would be read as the truth.
        let text = verdict.text(console.style_err());
        console.err(&text);
        return Ok(verdict.exit(FailOn::Error));
    }
    let chosen = deployments(&lowered.program, graph);
    let Some(&first) = chosen.first() else {
        return Err(Failure::no_input("there is no environment to draw"));
    };
    let times =
        || schedules::Listed::of(&lowered.program, &chosen, graph.from.unwrap_or_else(crate::clock::now));
    let ways_in = || faasc_check::exposure::exposure(&lowered.program, facts.get(), &chosen);
    let shown = match format {
        GraphFormat::Markdown => exposure::markdown(&ways_in()),
        GraphFormat::Text if graph.exposure => exposure::text(&ways_in(), console.has_color_out()),
        GraphFormat::Json if graph.exposure => exposure::json(&ways_in())?,
        GraphFormat::Text if graph.schedules => times().text(console.has_color_out()),
        GraphFormat::Json if graph.schedules => times().json()?,
        GraphFormat::Text => {
            grants::text(&grants::document(&lowered.program, facts.get(), &chosen), console.has_color_out())
        }
        GraphFormat::Json => grants::json(&grants::document(&lowered.program, facts.get(), &chosen))?,
        picture => draw(&lowered.program, &chosen, picture),
    };
    console.out(&shown)?;
    let others = other_environments(&lowered.program, first);
    if graph.chosen.environments.is_empty() && !others.is_empty() {
        let drawn = &lowered.program.deployment(first).environment;
        console.tell(&format!("drawn: {drawn}; `-e` draws another: {}\n", others.join(", ")));
    }
    Ok(Exit::Clean)
}

fn draw(program: &Program, chosen: &[DeploymentId], format: GraphFormat) -> String {
    let drawing = faasc_graph::draw(program, &with_used(program, chosen));
    match format {
        GraphFormat::Dot => faasc_graph::dot(&drawing),
        GraphFormat::Svg => faasc_graph::svg(&drawing),
        GraphFormat::Mermaid | GraphFormat::Text | GraphFormat::Json | GraphFormat::Markdown => {
            faasc_graph::mermaid(&drawing)
        }
    }
}

/// The deployments of the apps of the argument: those of `-e`, or those of the first app's first environment.
fn deployments(program: &Program, graph: &Graph) -> Vec<DeploymentId> {
    let own: Vec<DeploymentId> = program
        .deployments()
        .filter(|(_, deployment)| !program.app(deployment.app_id).is_outside)
        .map(|(id, _)| id)
        .collect();
    let wanted = match graph.chosen.environments.first() {
        Some(asked) => asked.declared.clone(),
        None => match own.first() {
            Some(&first) => program.deployment(first).declared.to_string(),
            None => return own,
        },
    };
    own.into_iter().filter(|&id| program.deployment(id).declared.as_str() == wanted).collect()
}

/// `ids` and all that they use.
fn with_used(program: &Program, ids: &[DeploymentId]) -> Vec<DeploymentId> {
    let mut found: BTreeSet<DeploymentId> = BTreeSet::new();
    let mut waiting: Vec<DeploymentId> = ids.to_vec();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(program.deployment(id).uses.iter().map(|used| used.deployment));
        }
    }
    found.into_iter().collect()
}

/// The other environments of the app of `drawn`.
fn other_environments(program: &Program, drawn: DeploymentId) -> Vec<String> {
    let drawn = program.deployment(drawn);
    let names = program.app(drawn.app_id).environments.iter().map(|name| name.value.to_string());
    names.filter(|name| name.as_str() != drawn.declared.as_str()).collect()
}
