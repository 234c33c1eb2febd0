//! The stages of a check in this process, each by itself.

use std::time::{Duration, Instant};

use faasc_diagnostics::Sink;
use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_source::{MemoryFiles, SourceMap};
use granit_parser::Parser;

use crate::measure::{Spread, repeat};

/// The bare scan: all events of the parser, thrown away.
pub(crate) fn scan(files: &[(String, String)]) -> Duration {
    let started = Instant::now();
    for (_, text) in files.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            if std::hint::black_box(event).is_err() {
                break;
            }
        }
    }
    started.elapsed()
}

/// What each stage takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stages {
    /// Text to trees.
    pub(crate) parse: Spread,
    /// Text to program; parsing is a part of it.
    pub(crate) lower: Spread,
    /// The rules and laws.
    pub(crate) check: Spread,
    /// The laws alone: where data may be. A part of the rules.
    pub(crate) residency: Spread,
}

/// Runs each stage `runs` times over files in memory.
pub(crate) fn run(files: &[(String, String)], runs: usize) -> Stages {
    let memory =
        files.iter().fold(MemoryFiles::new(), |memory, (path, text)| memory.with(path, text.as_str()));
    let facts = Facts::builtin();
    let today =
        Date::parse(faasc_tests::run::TODAY).unwrap_or_else(|_| unreachable!("the constant is a date"));
    let lowered = || {
        let options = Options { files: &memory, facts, environments: Vec::new(), vars: Vec::new(), today };
        lower(vec![Root::File("faas.yaml".to_owned())], &options)
    };
    let program = lowered().program;
    Stages {
        parse: repeat(runs, || parse(files)),
        lower: repeat(runs, || {
            let started = Instant::now();
            let lowered = lowered();
            let took = started.elapsed();
            drop(lowered);
            took
        }),
        check: repeat(runs, || {
            let mut sink = Sink::new();
            let started = Instant::now();
            faasc_tests::run::judge(&program, facts, today, &mut sink);
            started.elapsed()
        }),
        residency: repeat(runs, || {
            let mut sink = Sink::new();
            let started = Instant::now();
            faasc_residency::check(&program, facts, &faasc_residency::Options::on(today), &mut sink);
            started.elapsed()
        }),
    }
}

fn parse(files: &[(String, String)]) -> Duration {
    let mut sources = SourceMap::new();
    let mut sink = Sink::new();
    let ids: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".yaml"))
        .map(|(path, text)| sources.add(path.as_str(), text.as_str()))
        .collect();
    let started = Instant::now();
    let trees: Vec<_> =
        ids.into_iter().map(|id| faasc_syntax::parse(id, sources.file(id).text(), &mut sink)).collect();
    let took = started.elapsed();
    drop(trees);
    took
}
