//! From the text of a faas.yaml to what the target says and emits.

use faasc_artifacts::{Emission, Target};
use faasc_diagnostics::{Diagnostic, Severity, Sink};
use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_plan::Plan;
use faasc_source::MemoryFiles;
use faasc_terraform::Terraform;

/// What came of one environment.
pub(crate) struct Outcome {
    /// What cannot be emitted.
    pub(crate) gaps: Vec<Diagnostic>,
    /// What is emitted; nothing where there are gaps.
    pub(crate) emission: Emission,
}

impl Outcome {
    /// The text of a file of the site `eu`.
    pub(crate) fn file(&self, name: &str) -> &str {
        let path = format!("terraform/eu/{name}");
        let artifact = self.emission.tree.get(&path).unwrap_or_else(|| panic!("no `{path}` was emitted"));
        std::str::from_utf8(&artifact.bytes).expect("files are UTF-8")
    }

    /// All files by path.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("files are UTF-8");
        self.emission.tree.iter().map(|(path, artifact)| (path.to_owned(), text(&artifact.bytes))).collect()
    }

    /// The messages of the gaps.
    pub(crate) fn messages(&self) -> Vec<&str> {
        self.gaps.iter().map(|gap| gap.message.as_str()).collect()
    }
}

/// Compiles the first environment of `text`, which must be free of errors.
pub(crate) fn compile(text: &str) -> Outcome {
    let code = "def handler(request): return 'hi'\n";
    let files = ["src/main.py", "src/app.py", "src/api/app.py"]
        .into_iter()
        .fold(MemoryFiles::new(), |files, path| files.with(path, code));
    let options = Options {
        files: &files,
        facts: Facts::builtin(),
        environments: Vec::new(),
        vars: Vec::new(),
        today: Date::parse("2026-11-24").expect("a date"),
    };
    let root = Root::Text { path: "faas.yaml".to_owned(), text: text.to_owned() };
    let lowered = lower(vec![root], &options);
    let faults: Vec<String> = lowered
        .sink
        .finish()
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message)
        .collect();
    assert!(faults.is_empty(), "the spec of a test is right: {faults:?}\n{text}");
    let (id, _) = lowered.program.deployments().next().expect("a deployment");
    let plan = Plan::new(&lowered.program, id, faasc_facts::Facts::builtin());
    let mut outcome = Outcome { gaps: Vec::new(), emission: Emission::default() };
    for (site_id, site) in plan.sites() {
        if !Terraform.serves(site) {
            continue;
        }
        let mut sink = Sink::new();
        Terraform.gaps(&plan, site_id, &mut sink);
        let found = sink.finish();
        if found.is_empty() {
            Terraform.emit(&plan, site_id, &mut outcome.emission);
        }
        outcome.gaps.extend(found);
    }
    outcome
}
