//! Where an emitted resource comes from: sources.json says the key, the spec says the line.

use std::fs;
use std::path::{Path, PathBuf};

use faasc_facts::Facts;
use faasc_model::{Deployment, Function, Program};
use faasc_source::{SourceMap, Span, join};
use serde_json::Value;

use super::Explain;
use crate::args::{Chosen, Specs};
use crate::console::{Console, Ink, paint};
use crate::exit::Failure;
use crate::intake::Intake;

/// The file that says what made each resource.
const SOURCES: &str = "sources.json";

/// One resource of a sources.json.
struct Entry {
    environment: String,
    site: String,
    target: String,
    key_path: String,
    file: String,
    rule: String,
}

/// What is known about the resource `address`; none when no sources.json names it.
pub(super) fn look_up(
    explain: &Explain,
    address: &str,
    console: &mut Console<'_, '_>,
) -> Result<Option<String>, Failure> {
    let asked = Specs { paths: vec![explain.file.clone()], files: Vec::new() };
    let Ok(intake) = Intake::find(&asked, console) else { return Ok(None) };
    let lowered = intake.lower(&Chosen::default(), Facts::builtin(), crate::clock::today());
    let has_color = console.has_color_out();
    let mut out = String::new();
    for app in lowered.program.apps.iter().filter(|app| !app.is_outside) {
        let folders = match &explain.out {
            Some(out) => vec![intake.disk.shown(out), join(&intake.disk.shown(out), &app.name.value)],
            None => vec![join(&app.folder, "dist")],
        };
        for folder in folders {
            for entry in entries(&intake.disk.locate(&folder), address)? {
                let span = lowered
                    .program
                    .deployments()
                    .filter(|(_, deployment)| {
                        program_app(&lowered.program, deployment) == app.name.value.as_str()
                    })
                    .find(|(_, deployment)| deployment.environment.as_str() == entry.environment)
                    .or_else(|| lowered.program.deployments().find(|(_, found)| found.app == app.name.value))
                    .and_then(|(_, deployment)| place(&lowered.program, deployment, &entry.key_path));
                out.push_str(&told(&entry, span, &lowered.sources, &app.folder, has_color));
            }
        }
    }
    Ok((!out.is_empty()).then(|| format!("{}\n{out}", paint(has_color, Ink::Bold, address))))
}

fn program_app<'p>(program: &'p Program, deployment: &Deployment) -> &'p str {
    program.app(deployment.app_id).name.value.as_str()
}

/// The entries for `address` in the environments below `folder`, by environment.
fn entries(folder: &Path, address: &str) -> Result<Vec<Entry>, Failure> {
    let Ok(below) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files: Vec<(String, PathBuf)> = below
        .filter_map(Result::ok)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().join(SOURCES)))
        .filter(|(_, file)| file.is_file())
        .collect();
    files.sort();
    let mut found = Vec::new();
    for (environment, file) in files {
        let shown = file.display();
        let text =
            fs::read(&file).map_err(|fault| Failure::machine(format!("cannot read `{shown}`: {fault}")))?;
        let document: Value = serde_json::from_slice(&text)
            .map_err(|fault| Failure::machine(format!("`{shown}` is no sources.json of ours: {fault}")))?;
        let resources = document.get("resources").and_then(Value::as_array).into_iter().flatten();
        for resource in resources {
            let text = |key: &str| resource.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            if text("address") == address {
                found.push(Entry {
                    environment: environment.clone(),
                    site: text("site"),
                    target: text("target"),
                    key_path: text("key_path"),
                    file: text("file"),
                    rule: text("rule"),
                });
            }
        }
    }
    Ok(found)
}

/// One entry for people.
fn told(entry: &Entry, span: Option<Span>, sources: &SourceMap, folder: &str, has_color: bool) -> String {
    let place = match span {
        Some(span) => {
            let at = sources.start(span);
            format!("{}:{}:{}", sources.file(span.file).path(), at.line, at.column)
        }
        None => format!("{} (the key is no longer there)", join(folder, &entry.file)),
    };
    let key = paint(has_color, Ink::Cyan, &entry.key_path);
    format!(
        "  {} in {} at {}: {}\n    made by {key}\n    {place}\n",
        entry.target, entry.environment, entry.site, entry.rule
    )
}

/// Where the key path is written: the node, and in a function the trigger or the edge.
fn place(program: &Program, deployment: &Deployment, key_path: &str) -> Option<Span> {
    if let Some((app, rest)) = key_path.split_once('/')
        && !app.contains('.')
    {
        let used = deployment.uses.iter().find(|used| used.app.as_str() == app)?;
        return place(program, program.deployment(used.deployment), rest);
    }
    let mut parts = key_path.splitn(3, '.');
    let (section, name, rest) = (parts.next()?, parts.next(), parts.next());
    let Some(name) = name else { return Some(deployment.span) };
    let named = |known: &str| known == name;
    match section {
        "functions" => {
            let function = deployment.functions.iter().find(|node| named(&node.name.value))?;
            rest.and_then(|rest| inside(function, rest)).or(Some(function.name.span))
        }
        "events" => deployment.events.iter().find(|node| named(&node.name.value)).map(|node| node.name.span),
        "stores" => deployment.stores.iter().find(|node| named(&node.name.value)).map(|node| node.name.span),
        "services" => {
            deployment.services.iter().find(|node| named(&node.name.value)).map(|node| node.name.span)
        }
        "sites" => deployment.sites.iter().find(|node| named(&node.name.value)).map(|node| node.name.span),
        "secrets" => {
            deployment.secrets.iter().find(|node| named(&node.name.value)).map(|node| node.name.span)
        }
        "inputs" => deployment.inputs.iter().find(|node| named(&node.name.value)).map(|node| node.name.span),
        "auth" => {
            deployment.authenticators.iter().find(|node| named(&node.name.value)).map(|node| node.name.span)
        }
        _ => Some(deployment.span),
    }
}

/// A trigger or an edge of a function.
fn inside(function: &Function, rest: &str) -> Option<Span> {
    let (key, name) = rest.split_once('.').unwrap_or((rest, ""));
    let edges = match key {
        "triggers" => {
            let id = name.split('.').next()?;
            return function
                .triggers
                .iter()
                .find(|trigger| trigger.id.as_str() == id)
                .map(|trigger| trigger.span);
        }
        "calls" => &function.calls,
        "emits" => &function.emits,
        "reads" => &function.reads,
        "writes" => &function.writes,
        _ => return None,
    };
    edges.iter().find(|edge| edge.to.name.to_string() == name).map(|edge| edge.to.span)
}
