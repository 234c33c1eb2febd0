//! Flags that several verbs share.

use clap::{Args, ValueEnum};
use faasc_diagnostics::Severity;
use faasc_model::unit::Date;

use super::value::{EnvironmentArg, Pair, date, environment, pair};

/// Which specs.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Specs {
    /// A faas.yaml, a folder (every faas.yaml below it), or `-` for standard input [default: .]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// The same as PATH
    #[arg(short = 'f', long = "file", value_name = "PATH")]
    pub(crate) files: Vec<String>,
}

impl Specs {
    /// What was asked for, in order; the current folder when nothing was.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked: Vec<String> = self.files.iter().chain(&self.paths).cloned().collect();
        if asked.is_empty() { vec![".".to_owned()] } else { asked }
    }
}

/// Which environments.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Chosen {
    /// An environment; `preview=pr-12` takes `preview` under the name `pr-12` [default: all]
    #[arg(short = 'e', long = "env", value_name = "NAME[=UNDER]", value_parser = environment)]
    pub(crate) environments: Vec<EnvironmentArg>,
    /// A value for one of the spec's `vars`
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) vars: Vec<Pair>,
}

/// By which rules and facts.
#[derive(Clone, Debug, Args)]
pub(crate) struct Dated {
    /// What makes the run fail
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    pub(crate) fail_on: FailOn,
    /// Judge by recalled facts as strictly as by read ones
    #[arg(long)]
    pub(crate) strict: bool,
    /// The date by which facts, waivers and supports are judged [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<Date>,
    /// A folder of your own facts, laid over those of the compiler
    #[arg(long, value_name = "DIR")]
    pub(crate) facts: Option<String>,
}

/// The level from which findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    // No descriptions: the words say it, and the help stays short.
    #[default]
    Error,
    Warning,
}

impl FailOn {
    /// The least weight that fails.
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
        }
    }
}
