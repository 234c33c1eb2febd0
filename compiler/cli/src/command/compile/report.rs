//! The report of `compile` as versioned JSON.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::emit::EmittedEnvironment;
use super::writing::Written;
use crate::exit::Failure;
use crate::verdict::Verdict;

/// Name and version of the form.
const SCHEMA: &str = "faasc.compile/v1";

/// What one run of `faasc compile` did.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "faasc compile report")]
struct Report<'a> {
    /// `faasc.compile/v1`; a later version may add keys and never changes the meaning of one.
    schema: &'static str,
    /// Who compiled.
    tool: Tool,
    /// Whether nothing was written because that was asked for.
    is_check: bool,
    /// The apps that were written or compared; none when there are errors.
    apps: Vec<App<'a>>,
    /// The document of `check --format json`.
    findings: Value,
}

/// The program that wrote this.
#[derive(Serialize, JsonSchema)]
struct Tool {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// An app.
#[derive(Serialize, JsonSchema)]
struct App<'a> {
    /// Its name.
    app: &'a str,
    /// The folder that holds the environments; the paths below are relative to it.
    folder: String,
    /// Its environments, by name.
    environments: Vec<Environment<'a>>,
    /// Files that were, or would be, made or replaced.
    written: &'a [String],
    /// Files that were, or would be, removed.
    removed: &'a [String],
    /// Files that were there with the very bytes, and are ours from now on.
    adopted: &'a [String],
    /// Folders of environments that are gone and that hold files that are not ours.
    left: &'a [String],
    /// How many files were as they should be.
    unchanged: usize,
}

/// One environment of an app.
#[derive(Serialize, JsonSchema)]
struct Environment<'a> {
    /// The name under which it is compiled.
    environment: &'a str,
    /// Its sites, by name.
    sites: Vec<Site<'a>>,
    /// How many functions it has.
    functions: usize,
    /// How many events it declares.
    events: usize,
    /// How many dead letters were made for it.
    dead_letters: usize,
    /// How many stores it has.
    stores: usize,
    /// How many files it has.
    files: usize,
    /// What every reader should know.
    remarks: &'a [String],
    /// What to run, in order.
    steps: Vec<Step<'a>>,
}

/// A site of an environment.
#[derive(Serialize, JsonSchema)]
struct Site<'a> {
    /// Its name.
    site: &'a str,
    /// Whose it is.
    provider: &'a str,
    /// The region, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    /// What emits for it.
    target: &'a str,
}

/// One step of what a person or a job does with the artifacts.
#[derive(Serialize, JsonSchema)]
struct Step<'a> {
    /// The site that it is about.
    site: &'a str,
    /// What it does.
    title: &'a str,
    /// To be run in the folder of the environment.
    commands: &'a [String],
    /// What must be known or done first.
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

/// The JSON Schema of the report.
pub(crate) fn schema() -> Value {
    schemars::schema_for!(Report<'_>).to_value()
}

/// The report.
pub(super) fn json(is_check: bool, written: &[Written<'_>], verdict: &Verdict) -> Result<String, Failure> {
    let failed = |fault: serde_json::Error| Failure::machine(format!("cannot write the report: {fault}"));
    let report = Report {
        schema: SCHEMA,
        tool: Tool { name: "faasc", version: env!("CARGO_PKG_VERSION") },
        is_check,
        apps: written.iter().map(app).collect(),
        findings: serde_json::from_str(&verdict.json()).map_err(failed)?,
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n").map_err(failed)
}

fn app<'a>(written: &'a Written<'a>) -> App<'a> {
    App {
        app: written.app,
        folder: written.place.shown(""),
        environments: written.environments.iter().map(environment).collect(),
        written: &written.report.written,
        removed: &written.report.removed,
        adopted: &written.report.adopted,
        left: &written.report.left,
        unchanged: written.report.unchanged,
    }
}

fn environment(environment: &EmittedEnvironment) -> Environment<'_> {
    Environment {
        environment: &environment.name,
        sites: environment
            .sites
            .iter()
            .map(|site| Site {
                site: &site.name,
                provider: site.provider,
                region: site.region.as_deref(),
                target: site.target,
            })
            .collect(),
        functions: environment.functions,
        events: environment.events,
        dead_letters: environment.dead_letters,
        stores: environment.stores,
        files: environment.tree.len(),
        remarks: &environment.remarks,
        steps: environment
            .steps
            .iter()
            .map(|(site, step)| Step { site, title: &step.title, commands: &step.commands, note: &step.note })
            .collect(),
    }
}
