//! What was found, drawn as asked, and what that means for the exit code.

use clap::ValueEnum;
use faasc_diagnostics::{Diagnostic, Severity, Sink};
use faasc_report::{Findings, TerminalStyle, terminal};
use faasc_source::SourceMap;

use crate::args::FailOn;
use crate::codes;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::mask;

/// Formats of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// For people.
    #[default]
    Text,
    /// Versioned JSON (`faasc schema diagnostics`).
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for test reports.
    Junit,
    /// Annotations of GitHub Actions.
    Github,
    /// Markdown, for comments and job summaries.
    Markdown,
}

impl FindingFormat {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Github => "github",
            Self::Markdown => "markdown",
        }
    }
}

/// The findings of a run with the texts that they point into.
pub(crate) struct Verdict {
    pub(crate) sources: SourceMap,
    pub(crate) found: Vec<Diagnostic>,
}

impl Verdict {
    /// What a run found, without any credential in it.
    pub(crate) fn of(sources: SourceMap, sink: Sink) -> Self {
        let hidden = sink.hidden().to_vec();
        let mut found = sink.finish();
        if found.is_empty() {
            return Self { sources, found };
        }
        mask::words(&mut found);
        Self { sources: mask::sources(&sources, &hidden), found }
    }

    /// How the run ends: findings at or above the level that no waiver covers.
    pub(crate) fn exit(&self, fail_on: FailOn) -> Exit {
        let fails = |found: &Diagnostic| found.waived.is_none() && found.severity >= fail_on.severity();
        if self.found.iter().any(fails) { Exit::Findings } else { Exit::Clean }
    }

    /// Whether there is an error that no waiver covers.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.waived.is_none() && found.severity == Severity::Error)
    }

    fn with<R>(&self, draw: impl FnOnce(&Findings<'_>) -> R) -> R {
        let codes = codes::all();
        draw(&Findings {
            sources: &self.sources,
            diagnostics: &self.found,
            tool_version: env!("CARGO_PKG_VERSION"),
            codes: &codes,
        })
    }

    /// Draws the findings on standard output.
    pub(crate) fn show(&self, format: FindingFormat, console: &mut Console<'_, '_>) -> Result<(), Failure> {
        let text = if format == FindingFormat::Text {
            self.text(console.style_out())
        } else {
            let known = faasc_report::format_named(format.name())
                .ok_or_else(|| Failure::usage(format!("there is no format `{}`", format.name())))?;
            self.with(|findings| (known.render)(findings))
        };
        console.out(&text)
    }

    /// The findings for people.
    pub(crate) fn text(&self, style: TerminalStyle) -> String {
        if self.found.is_empty() {
            return String::new();
        }
        self.with(|findings| terminal(findings, &style))
    }

    /// The findings as JSON.
    pub(crate) fn json(&self) -> String {
        self.with(faasc_report::json)
    }

    /// `2 errors, 1 warning`.
    pub(crate) fn summary(&self) -> String {
        self.with(faasc_report::summary)
    }
}
