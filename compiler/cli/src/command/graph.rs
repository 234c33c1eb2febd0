//! `faasc graph`: the graph of an environment as a picture.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use faasc_model::{DeploymentId, Program};

use crate::args::{Chosen, FailOn, Specs};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::intake::{FactBase, Intake};
use crate::verdict::Verdict;

/// Draw callers, functions, events, stores and services of an environment
///
/// All apps that are asked for, and those that they use, are one picture. Without `-e` the first environment of the
/// first app is drawn, and in the other apps the one of the same name.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc graph > graph.mmd                   Mermaid, as GitHub and GitLab draw it
  faasc graph -e production --format svg > graph.svg
  faasc graph --format dot | dot -Tpdf > graph.pdf")]
pub(crate) struct Graph {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    chosen: Chosen,
    /// What to draw as
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: GraphFormat,
}

/// Formats of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum GraphFormat {
    /// Mermaid's flowchart.
    #[default]
    Mermaid,
    /// Graphviz.
    Dot,
    /// A picture that needs no other program.
    Svg,
}

pub(crate) fn run(graph: &Graph, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    if graph.chosen.environments.len() > 1 {
        return Err(Failure::usage("a picture shows one environment: give `-e` once"));
    }
    let intake = Intake::find(&graph.specs, console)?;
    let facts = FactBase::Builtin;
    let lowered = intake.lower(&graph.chosen, facts.get(), crate::clock::today());
    let verdict = Verdict { sources: lowered.sources, found: lowered.sink.finish() };
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
    let drawing = faasc_graph::draw(&lowered.program, &with_used(&lowered.program, &chosen));
    let picture = match graph.format {
        GraphFormat::Mermaid => faasc_graph::mermaid(&drawing),
        GraphFormat::Dot => faasc_graph::dot(&drawing),
        GraphFormat::Svg => faasc_graph::svg(&drawing),
    };
    console.out(&picture)?;
    let others = other_environments(&lowered.program, first);
    if graph.chosen.environments.is_empty() && !others.is_empty() {
        let drawn = &lowered.program.deployment(first).environment;
        console.tell(&format!("drawn: {drawn}; `-e` draws another: {}\n", others.join(", ")));
    }
    Ok(Exit::Clean)
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
