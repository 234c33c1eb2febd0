//! `faasc flow`: where data classes are, and which borders they cross.

mod what_if;

use clap::{Args, ValueEnum};
use faasc_dataflow::{Page, Question, Report, Tone};
use faasc_diagnostics::{Sink, did_you_mean};
use faasc_facts::Facts;
use faasc_model::Program;
use faasc_residency::{Analysis, Options};

use crate::args::{Chosen, Dated, Specs};
use crate::console::{Console, Ink, paint};
use crate::exit::{Exit, Failure};
use crate::intake::{FactBase, Intake, date_of};
use crate::survey;
use crate::verdict::Verdict;
use what_if::WhatIf;

/// Show which data class is where, and which borders it crosses
///
/// For each environment and data class: where it comes in, what holds it in which country, the borders that it
/// crosses and on what ground, what enforces each edge when it runs, and what is taken on trust. Findings of
/// residency go to standard error and decide the exit code.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc flow                                every class in every environment
  faasc flow -e production --class account  one class, one environment
  faasc flow --format svg > flow.svg        a picture with the countries as frames
  faasc flow --register transfers --format csv > transfers.csv
  faasc flow --register processing -e production
                                            records of processing, as Markdown
  faasc flow --creep                        how far each class reaches, and from where
  faasc flow --without-mechanism dpf-certified
                                            what breaks on the day when it falls
  faasc flow --format json | jq '.graphs[].classes[] | {class, crossings}'")]
pub(crate) struct Flow {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    chosen: Chosen,
    /// Only this data class; `APP/CLASS` where several apps have one of the name
    #[arg(long = "class", value_name = "CLASS")]
    classes: Vec<String>,
    /// A register instead of the report: as Markdown, CSV or JSON
    #[arg(long, value_enum, value_name = "REGISTER")]
    register: Option<RegisterKind>,
    /// How many nodes each class reaches, and where it entered each of them
    #[arg(long, conflicts_with_all = ["register", "mechanisms", "sites", "subjects"])]
    creep: bool,
    #[command(flatten)]
    what_if: WhatIf,
    #[command(flatten)]
    dated: Dated,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: FlowFormat,
}

/// Formats of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FlowFormat {
    /// For people.
    #[default]
    Text,
    /// Versioned JSON (`faasc schema flow`).
    Json,
    /// Mermaid's flowchart, countries as frames.
    Mermaid,
    /// Graphviz.
    Dot,
    /// A picture that needs no other program.
    Svg,
    /// A register for spreadsheets.
    Csv,
    /// A register for comments and pages.
    Markdown,
}

/// Registers that offices keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RegisterKind {
    /// A row for each border, class and law: from, to, ground, evidence, last day.
    Transfers,
    /// A row for each class: purpose, categories, recipients, places, retention.
    Processing,
}

pub(crate) fn run(flow: &Flow, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    check_format(flow)?;
    let facts = FactBase::of(flow.dated.facts.as_deref(), console)?;
    let facts = facts.get();
    let today = date_of(&flow.dated);
    let intake = Intake::find(&flow.specs, console)?;
    let lowered = intake.lower(&flow.chosen, facts, today);
    if lowered.sink.has_errors() {
        // A graph with holes would be read as the truth.
        let verdict = Verdict { sources: lowered.sources, found: lowered.sink.finish() };
        let text = verdict.text(console.style_err());
        console.err(&text);
        return Ok(verdict.exit(flow.dated.fail_on));
    }
    let program = lowered.program;
    let options = Options::on(today).strict(flow.dated.strict);
    let analyses = own(&program, facts, &options);
    let wanted = wanted(&analyses, &flow.classes)?;
    if !flow.what_if.is_empty() {
        let assumed = own(&program, facts, &flow.what_if.options(&options, &program, facts)?);
        let before = findings(&program, &analyses, today).finish();
        let after = findings(&program, &assumed, today).finish();
        let sources = lowered.sources;
        return what_if::show(
            &flow.what_if,
            flow.format,
            &before,
            &after,
            sources,
            flow.dated.fail_on,
            console,
        );
    }
    let question = Question {
        sources: &lowered.sources,
        version: env!("CARGO_PKG_VERSION"),
        today,
        wants: &|app, class| {
            wanted.is_empty() || wanted.iter().any(|found| found == &format!("{app}/{class}"))
        },
    };
    let drawn = if flow.creep {
        let creep = faasc_dataflow::creep(&analyses, &question);
        match flow.format {
            FlowFormat::Json => faasc_dataflow::json(&creep),
            _ => on_page(console, &|page| faasc_dataflow::creep_text(&creep, page)),
        }
    } else {
        let report = faasc_dataflow::gather(&analyses, &question);
        match flow.register {
            Some(kind) => register(kind, flow.format, &report),
            None => draw(flow.format, &report, console),
        }
    };
    console.out(&drawn)?;
    let found = findings(&program, &analyses, today);
    let verdict = Verdict { sources: lowered.sources, found: found.finish() };
    let text = verdict.text(console.style_err());
    console.tell(&text);
    let exit = verdict.exit(flow.dated.fail_on);
    let word = match exit {
        Exit::Clean => console.ink(Ink::Green, "ok"),
        _ => console.ink(Ink::Red, "failed"),
    };
    console.tell(&format!("{word}: {}; {}\n", survey::size_of(&program), verdict.summary()));
    Ok(exit)
}

/// The analyses of apps that were asked for.
fn own<'a>(program: &'a Program, facts: &'a Facts, options: &Options) -> Vec<Analysis<'a>> {
    let is_own = |analysis: &Analysis<'_>| {
        analysis.deployments().iter().any(|id| survey::is_own(program, program.deployment(*id)))
    };
    faasc_residency::analyze_all(program, facts, options).into_iter().filter(is_own).collect()
}

/// What residency finds, waivers laid over it.
fn findings(program: &Program, analyses: &[Analysis<'_>], today: faasc_model::unit::Date) -> Sink {
    let mut sink = Sink::new();
    for analysis in analyses {
        faasc_residency::findings(analysis, &mut sink);
    }
    faasc_check::waive(program, today, true, &faasc_residency::codes(), &mut sink);
    sink
}

/// The classes of `--class` as `APP/CLASS`; empty where all are asked for.
fn wanted(analyses: &[Analysis<'_>], asked: &[String]) -> Result<Vec<String>, Failure> {
    let mut known: Vec<String> = analyses
        .iter()
        .flat_map(|analysis| {
            analysis.classes().map(|(_, class)| {
                format!("{}/{}", analysis.program().deployment(class.deployment).app, class.name())
            })
        })
        .collect();
    known.sort();
    known.dedup();
    let mut all = Vec::new();
    for name in asked {
        let is_meant =
            |full: &&String| *full == name || full.split_once('/').is_some_and(|(_, class)| class == name);
        let found: Vec<String> = known.iter().filter(is_meant).cloned().collect();
        if found.is_empty() {
            let names = known.iter().filter_map(|full| Some(full.split_once('/')?.1));
            let hint = match did_you_mean(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "no app declares any under `data`".to_owned(),
                None => format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
            };
            return Err(Failure::usage(format!("there is no data class `{name}`")).hint(hint));
        }
        all.extend(found);
    }
    Ok(all)
}

/// A picture shows no register, and a table no report.
fn check_format(flow: &Flow) -> Result<(), Failure> {
    if !flow.what_if.is_empty() {
        let is_known = matches!(flow.format, FlowFormat::Text | FlowFormat::Json);
        return if is_known && flow.register.is_none() && flow.classes.is_empty() {
            Ok(())
        } else {
            Err(Failure::usage("what would be if is told of all classes, as findings")
                .hint("leave out `--class` and `--register`, and ask for `--format text` or `json`"))
        };
    }
    if flow.creep && !matches!(flow.format, FlowFormat::Text | FlowFormat::Json) {
        return Err(Failure::usage("label creep is text or JSON"));
    }
    match (flow.register, flow.format) {
        (Some(_), FlowFormat::Mermaid | FlowFormat::Dot | FlowFormat::Svg) => {
            Err(Failure::usage("a register is no picture").hint("`--format markdown`, `csv` or `json`"))
        }
        (None, FlowFormat::Csv | FlowFormat::Markdown) => Err(Failure::usage("only a register is a table")
            .hint("`--register transfers` or `--register processing`")),
        _ => Ok(()),
    }
}

fn register(kind: RegisterKind, format: FlowFormat, report: &Report) -> String {
    let register = match kind {
        RegisterKind::Transfers => faasc_dataflow::transfers(report),
        RegisterKind::Processing => faasc_dataflow::processing(report),
    };
    match format {
        FlowFormat::Csv => register.csv(),
        FlowFormat::Json => register.json(),
        _ => register.markdown(),
    }
}

fn draw(format: FlowFormat, report: &Report, console: &Console<'_, '_>) -> String {
    match format {
        FlowFormat::Text | FlowFormat::Csv | FlowFormat::Markdown => text(report, console),
        FlowFormat::Json => faasc_dataflow::json(report),
        FlowFormat::Mermaid => faasc_graph::mermaid(&faasc_dataflow::picture(report)),
        FlowFormat::Dot => faasc_graph::dot(&faasc_dataflow::picture(report)),
        FlowFormat::Svg => faasc_graph::svg(&faasc_dataflow::picture(report)),
    }
}

fn text(report: &Report, console: &Console<'_, '_>) -> String {
    on_page(console, &|page| faasc_dataflow::text(report, page))
}

/// Draws on a page as wide and as colorful as standard output.
fn on_page(console: &Console<'_, '_>, drawn: &dyn Fn(&Page<'_>) -> String) -> String {
    let has_color = console.has_color_out();
    let tinted = |tone: Tone, text: &str| {
        let ink = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Heading => Ink::Bold,
            Tone::Quiet => Ink::Dim,
            Tone::Good => Ink::Green,
            Tone::Doubtful => Ink::Yellow,
            Tone::Bad => Ink::Red,
        };
        paint(has_color, ink, text)
    };
    drawn(&Page { width: console.style_out().width, paint: &tinted })
}
