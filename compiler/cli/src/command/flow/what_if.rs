//! What would be if: the findings that appear and disappear under assumptions.

use faasc_diagnostics::{Diagnostic, did_you_mean};
use faasc_facts::Facts;
use faasc_model::Program;
use faasc_residency::Options;
use faasc_source::{SourceMap, Span};

use super::FlowFormat;
use crate::console::{Console, Ink};
use crate::exit::{Exit, Failure};
use crate::survey;
use crate::verdict::Verdict;

/// Name and version of the JSON form.
const SCHEMA: &str = "faasc.flow-what-if/v1";

/// Assumptions.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct WhatIf {
    /// What if this transfer mechanism falls: the findings that appear and disappear
    #[arg(long = "without-mechanism", value_name = "NAME")]
    mechanisms: Vec<String>,
    /// What if this site fails, and what has a `failover` stands there alone
    #[arg(long = "failover", value_name = "SITE")]
    sites: Vec<String>,
    /// What if people who live there come, too
    #[arg(long = "add-subjects", value_name = "COUNTRY")]
    subjects: Vec<String>,
}

impl WhatIf {
    pub(super) fn is_empty(&self) -> bool {
        self.mechanisms.is_empty() && self.sites.is_empty() && self.subjects.is_empty()
    }

    /// The options under the assumptions; an assumption about nothing is refused.
    pub(super) fn options(
        &self,
        base: &Options,
        program: &Program,
        facts: &Facts,
    ) -> Result<Options, Failure> {
        for name in &self.mechanisms {
            if facts.mechanism(name).is_none() {
                let ids: Vec<&str> = facts.mechanisms().map(|known| known.row().id.as_str()).collect();
                return Err(unknown("transfer mechanism", name, &ids));
            }
        }
        let mut sites: Vec<&str> = program
            .deployments()
            .flat_map(|(_, deployment)| {
                deployment.failover.iter().map(|(from, ..)| deployment.site(*from).name.value.as_str())
            })
            .collect();
        sites.sort_unstable();
        sites.dedup();
        for name in &self.sites {
            if !sites.contains(&name.as_str()) {
                return Err(unknown("site with a `failover`", name, &sites));
            }
        }
        for place in &self.subjects {
            if facts.places(place).is_none() {
                return Err(Failure::usage(format!("there is no country `{place}`"))
                    .hint("write its two letters, or a group: `IN`, `@EEA`"));
            }
        }
        Ok(Options {
            without_mechanisms: self.mechanisms.clone(),
            failed_sites: self.sites.clone(),
            added_subjects: self.subjects.clone(),
            ..base.clone()
        })
    }

    /// ``if `dpf-certified` falls and people in IN come``.
    fn words(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.mechanisms.iter().map(|name| format!("`{name}` falls")));
        parts.extend(self.sites.iter().map(|name| format!("the site `{name}` fails")));
        parts.extend(self.subjects.iter().map(|place| format!("people in {place} come")));
        format!("if {}", parts.join(" and "))
    }
}

fn unknown(what: &str, name: &str, known: &[&str]) -> Failure {
    let failure = Failure::usage(format!("there is no {what} `{name}`"));
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => failure,
        None => failure.hint(format!("there are: {}", known.join(", "))),
    }
}

/// Two findings are one where all that tells them apart is the same.
fn key(found: &Diagnostic) -> (&str, Span, &str, &[String]) {
    (found.code.id, found.primary.span, &found.message, &found.environments)
}

/// The findings of `these` that `others` have not.
fn beyond(these: &[Diagnostic], others: &[Diagnostic]) -> Vec<Diagnostic> {
    these.iter().filter(|found| others.iter().all(|other| key(other) != key(found))).cloned().collect()
}

/// Shows the difference; what appears decides the exit code.
pub(super) fn show(
    what_if: &WhatIf,
    format: FlowFormat,
    before: &[Diagnostic],
    after: &[Diagnostic],
    sources: SourceMap,
    fail_on: crate::args::FailOn,
    console: &mut Console<'_, '_>,
) -> Result<Exit, Failure> {
    let gone = beyond(before, after);
    let verdict = Verdict { sources, found: beyond(after, before) };
    let exit = verdict.exit(fail_on);
    let counts = format!(
        "{}: {}, {}",
        what_if.words(),
        appears(verdict.found.len(), "appears", "appear"),
        appears(gone.len(), "disappears", "disappear")
    );
    if format == FlowFormat::Json {
        let appear = verdict.json();
        let disappear = Verdict { sources: verdict.sources, found: gone }.json();
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
        let document = serde_json::json!({
            "schema": SCHEMA,
            "without_mechanisms": what_if.mechanisms,
            "failed_sites": what_if.sites,
            "added_subjects": what_if.subjects,
            "appear": read(&appear),
            "disappear": read(&disappear),
        });
        console.out(&faasc_dataflow::json(&document))?;
        return Ok(exit);
    }
    let mut text = verdict.text(console.style_out());
    for found in &gone {
        text.push_str(&format_gone(found, &verdict.sources));
    }
    text.push_str(&counts);
    text.push('\n');
    console.out(&text)?;
    let word = match exit {
        Exit::Clean => console.ink(Ink::Green, "ok"),
        _ => console.ink(Ink::Red, "failed"),
    };
    console.tell(&format!("{word}: {counts}\n"));
    Ok(exit)
}

fn appears(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", survey::counted(count, "finding"), if count == 1 { one } else { many })
}

/// A finding that is no more, in one line.
fn format_gone(found: &Diagnostic, sources: &SourceMap) -> String {
    let path = sources.file(found.primary.span.file).path();
    let line = sources.start(found.primary.span).line;
    let text = format!("gone: {} {path}:{line}: {}", found.code.id, found.message);
    format!("{}\n", faasc_report::inert_line(&text))
}
