//! `faasc facts`: the fact base, with sources and dates.

use clap::{Args, ValueEnum};
use faasc_diagnostics::did_you_mean;
use faasc_facts::{FactLine, FactList, Facts as Base, SectionSummary};
use std::fmt::Write as _;

use crate::console::{Console, Ink, paint};
use crate::exit::{Exit, Failure};
use crate::intake::FactBase;

/// Show the facts that the compiler judges by, with their sources and dates
///
/// Without a query: how much each section holds. With the name of a section: all of it (`capabilities`: what hosts
/// can do; `coverage`: what this version can emit). With other words: every fact whose section, id or title has them all.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc facts                     sections, entries, dates
  faasc facts coverage            what this version emits, and what not yet
  faasc facts sqs visibility      limits of a queue
  faasc facts --facts ./our-facts eu-gdpr
                                  with your own facts laid over them")]
pub(crate) struct Facts {
    /// A section, or words to look for
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: FactFormat,
    /// A folder of your own facts, laid over those of the compiler
    #[arg(long, value_name = "DIR")]
    facts: Option<String>,
}

/// Formats of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FactFormat {
    /// For people.
    #[default]
    Text,
    /// Versioned JSON.
    Json,
}

pub(crate) fn run(facts: &Facts, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let base = FactBase::of(facts.facts.as_deref(), console)?;
    let base = base.get();
    if facts.query.is_empty() {
        let summary = base.summary();
        let text = match facts.format {
            FactFormat::Text => overview(&summary, console.has_color_out()),
            FactFormat::Json => json(&serde_json::json!({
                "schema": "faasc.facts-summary/v1",
                "sections": summary,
            }))?,
        };
        console.out(&text)?;
        return Ok(Exit::Clean);
    }
    let query = facts.query.join(" ");
    let found = base.section(&query).unwrap_or_else(|| base.search(&query));
    if found.is_empty() {
        let near = did_you_mean(&query, Base::sections().iter().copied());
        let hint = near.map_or_else(
            || format!("sections: {}", Base::sections().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Failure::no_input(format!("no fact has `{query}`")).hint(hint));
    }
    let text = match facts.format {
        FactFormat::Text => lines(&found, console.has_color_out()),
        FactFormat::Json => json(&FactList::from(found))?,
    };
    console.out(&text)?;
    Ok(Exit::Clean)
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|fault| Failure::machine(format!("cannot write the facts: {fault}")))
}

/// One line a section.
fn overview(summary: &[SectionSummary], has_color: bool) -> String {
    let widest = summary.iter().map(|section| section.section.len()).max().unwrap_or(0).max(7);
    let head = format!("{:widest$}  entries  checked  recalled  unknown  dates", "section");
    let mut out = format!("{}\n", paint(has_color, Ink::Bold, &head));
    for section in summary {
        let dates = match (&section.oldest, &section.newest) {
            (Some(oldest), Some(newest)) if oldest == newest => oldest.clone(),
            (Some(oldest), Some(newest)) => format!("{oldest} to {newest}"),
            _ => "undated".to_owned(),
        };
        let name = paint(has_color, Ink::Cyan, &format!("{:widest$}", section.section));
        let _ = writeln!(
            out,
            "{name}  {:7}  {:7}  {:8}  {:7}  {dates}",
            section.entries, section.checked, section.recalled, section.unknown
        );
    }
    out.push_str("\n`faasc facts SECTION` shows all of one; `faasc facts WORD…` looks in all of them.\n");
    out
}

/// A block a fact: what it says, then where it comes from.
fn lines(found: &[FactLine], has_color: bool) -> String {
    let mut out = String::new();
    let mut section = "";
    for fact in found {
        if fact.section != section {
            if !section.is_empty() {
                out.push('\n');
            }
            section = fact.section;
            let _ = writeln!(out, "{}", paint(has_color, Ink::Bold, section));
        }
        let title = fact.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
        let _ = writeln!(out, "  {}{title}: {}", paint(has_color, Ink::Cyan, &fact.id), fact.value);
        if let Some(note) = &fact.note {
            let _ = writeln!(out, "      {note}");
        }
        let from = if fact.sources.is_empty() { "no source".to_owned() } else { fact.sources.join("; ") };
        let confidence = serde_json::to_value(fact.confidence).ok();
        let confidence = confidence.as_ref().and_then(|value| value.as_str()).unwrap_or("unknown").to_owned();
        let line = format!("      {confidence}, {}: {from}", fact.as_of);
        let _ = writeln!(out, "{}", paint(has_color, Ink::Dim, &line));
    }
    out
}
