//! Small apps as text, and what is known about them.

use faasc_diagnostics::{Diagnostic, Sink};
use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_model::{DeploymentId, Id, Program};
use faasc_residency::{Analysis, analyze};
use faasc_source::MemoryFiles;

/// The day of most tests.
pub(crate) const TODAY: &str = "2026-11-24";

/// What every app begins with.
const HEAD: &str = "faas: \"1\"\napp: clinic\nowner: clinic-team@clinic.example\n\
                    defaults: { runtime: python3.13 }\n";
/// What every app has that says nothing about callers itself.
const AUTH: &str = "auth: { member: { jwt: { issuer: https://id.clinic.example, audience: clinic } } }\n";

/// An app, lowered.
pub(crate) struct Spec {
    /// As it was lowered.
    pub(crate) text: String,
    pub(crate) program: Program,
    pub(crate) options: faasc_residency::Options,
}

impl Spec {
    /// A faas.yaml without its first lines; `${code}` stands for the source of a function.
    pub(crate) fn of(text: &str) -> Self {
        Self::with(text, &[])
    }

    /// The same; absent where it says something wrong.
    pub(crate) fn try_of(text: &str) -> Option<Self> {
        Self::lowered(text, &[]).ok()
    }

    /// The same with files beside it.
    pub(crate) fn with(text: &str, beside: &[(&str, &str)]) -> Self {
        Self::lowered(text, beside)
            .unwrap_or_else(|faults| panic!("the app of the test is wrong: {faults:?}"))
    }

    fn lowered(text: &str, beside: &[(&str, &str)]) -> Result<Self, Vec<String>> {
        let auth = if text.starts_with("auth:") { "" } else { AUTH };
        Self::lowered_whole(&format!("{HEAD}{auth}{}", text.replace("${code}", "source: ./src")), beside)
    }

    /// A faas.yaml as it is.
    pub(crate) fn whole(text: &str) -> Self {
        Self::lowered_whole(text, &[]).unwrap_or_else(|faults| panic!("{faults:?} in\n{text}"))
    }

    fn lowered_whole(text: &str, beside: &[(&str, &str)]) -> Result<Self, Vec<String>> {
        let mut files = MemoryFiles::new().with("src/main.py", "");
        for &(path, content) in beside {
            files = files.with(path, content);
        }
        let today = Date::parse(TODAY).unwrap();
        let options = Options {
            files: &files,
            facts: Facts::builtin(),
            environments: Vec::new(),
            vars: Vec::new(),
            today,
        };
        let root = Root::Text { path: "faas.yaml".to_owned(), text: text.to_owned() };
        let lowered = lower(vec![root], &options);
        if lowered.sink.has_errors() {
            return Err(lowered.sink.found().iter().map(|found| found.message.clone()).collect());
        }
        Ok(Self {
            text: text.to_owned(),
            program: lowered.program,
            options: faasc_residency::Options::on(today),
        })
    }

    /// On another day.
    pub(crate) fn on(mut self, day: &str) -> Self {
        self.options.today = Date::parse(day).unwrap();
        self
    }

    /// With recalled facts judged like read ones.
    pub(crate) fn strict(mut self) -> Self {
        self.options.is_strict = true;
        self
    }

    /// What is known of it.
    pub(crate) fn analysis(&self) -> Analysis<'_> {
        analyze(&self.program, deployment(), Facts::builtin(), &self.options)
    }

    /// What is found.
    pub(crate) fn found(&self) -> Vec<Diagnostic> {
        let mut sink = Sink::new();
        faasc_residency::findings(&self.analysis(), &mut sink);
        sink.finish()
    }

    /// The codes of what is found, notes included.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.found().into_iter().map(|found| found.code.id).collect()
    }

    /// The breaches as `regime act node`, sorted, each once; promises have the regime `stay_in`.
    pub(crate) fn breaches(&self) -> Vec<String> {
        let analysis = self.analysis();
        let mut all: Vec<String> = analysis
            .breaches()
            .map(|(node, _, hit)| {
                let regime = analysis.law(hit).map_or("stay_in", |law| law.regime.row().id.as_str());
                format!("{regime} {} {}", hit.act, self.program.node(node).name().value)
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// The names of its nodes.
    pub(crate) fn names(&self) -> std::collections::BTreeSet<String> {
        self.analysis().nodes().map(|node| self.program.node(node).name().value.to_string()).collect()
    }

    /// The classes that a node holds, by name.
    pub(crate) fn label(&self, name: &str) -> Vec<String> {
        let analysis = self.analysis();
        let node = analysis.nodes().find(|node| *self.program.node(*node).name().value == *name).unwrap();
        analysis.label(node).iter().map(|class| analysis.class(class).name().to_owned()).collect()
    }
}

/// The first deployment.
pub(crate) fn deployment() -> DeploymentId {
    Id::new(0)
}
