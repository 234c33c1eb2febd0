//! Specs as text, for the tests of rules.

use faasc_diagnostics::{Diagnostic, Severity};
use faasc_facts::Facts;
use faasc_lower::{EnvironmentChoice, Options, Root, lower};
use faasc_model::unit::Date;
use faasc_source::MemoryFiles;

/// What every spec begins with, so that a test shows only what it is about.
const HEAD: &str =
    "faas: \"1\"\napp: shop\nowner: team@shop.example\ndefaults: { source: ./src, runtime: python3.13 }\n";

/// A spec and the files beside it.
pub(crate) struct Spec {
    files: MemoryFiles,
    environments: Vec<EnvironmentChoice>,
}

impl Spec {
    /// A whole faas.yaml.
    pub(crate) fn whole(text: &str) -> Self {
        let files = MemoryFiles::new().with("src/main.py", "").with("faas.yaml", text);
        Self { files, environments: Vec::new() }
    }

    /// A faas.yaml with its first lines left out; functions need no source.
    pub(crate) fn of(text: &str) -> Self {
        let head = HEAD.replace("source: ./src, ", "");
        Self::whole(&format!("{head}{}", text.replace("${code}", "source: ./src")))
    }

    /// One more file.
    pub(crate) fn with(mut self, path: &str, text: &str) -> Self {
        self.files = self.files.with(path, text);
        self
    }

    /// One environment alone.
    pub(crate) fn only(mut self, environment: &str) -> Self {
        self.environments.push(EnvironmentChoice { declared: environment.to_owned(), under: None });
        self
    }

    /// What the rules find in it; what lowering finds fails the test.
    pub(crate) fn found(self) -> Vec<Diagnostic> {
        let facts = Facts::builtin();
        let today = Date::parse("2026-11-24").unwrap();
        let options =
            Options { files: &self.files, facts, environments: self.environments, vars: Vec::new(), today };
        let mut lowered = lower(vec![Root::File("faas.yaml".to_owned())], &options);
        let faults: Vec<&str> = lowered
            .sink
            .found()
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message.as_str())
            .collect();
        assert!(faults.is_empty(), "the spec of the test is wrong: {faults:?}");
        crate::check(&lowered.program, facts, today, true, &mut lowered.sink);
        lowered.sink.finish()
    }

    /// Those findings of one code.
    pub(crate) fn of_code(self, code: &str) -> Vec<Diagnostic> {
        self.found().into_iter().filter(|found| found.code.id == code).collect()
    }

    /// The messages of one code.
    pub(crate) fn messages(self, code: &str) -> Vec<String> {
        self.of_code(code).into_iter().map(|found| found.message).collect()
    }

    /// Codes of what is no note, each as often as it was found.
    pub(crate) fn codes(self) -> Vec<&'static str> {
        self.found()
            .into_iter()
            .filter(|found| found.severity > Severity::Note && found.waived.is_none())
            .map(|found| found.code.id)
            .collect()
    }
}
