//! From the text of a faas.yaml to the program: files, includes and used apps are read, every value is held against
//! its declaration and every name against what is declared, and each environment is resolved.
//! Nothing here fails: what is wrong is said, and the rest goes on.

mod credential;
mod exports;
mod fault;
mod form;
mod inspect;
mod interpolation;
mod key;
mod known;
mod load;
mod names;
mod parallel;
mod plain;
mod read;
mod reference;
mod resolve;
mod schema;
mod usage;
mod version;
mod view;
mod walk;

use faasc_diagnostics::Sink;
use faasc_facts::Facts;
use faasc_model::Program;
use faasc_model::unit::Date;
use faasc_source::{Files, SourceMap};

pub use fault::codes;
pub use load::Root;
pub use reference::{Reference, ReferenceKey, ReferenceSection, reference};
pub use schema::{json_schema, json_schema_of_part};

use inspect::{Bad, Inspection};
use known::Known;
use names::{Names, Section};

/// An environment that is asked for, perhaps compiled under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentChoice {
    /// As declared.
    pub declared: String,
    /// The name of the preview (`pr-12`).
    pub under: Option<String>,
}

/// How to lower.
pub struct Options<'o> {
    /// Where files are read.
    pub files: &'o dyn Files,
    /// The fact base.
    pub facts: &'o Facts,
    /// The environments asked for; empty: all.
    pub environments: Vec<EnvironmentChoice>,
    /// Values of variables from the command line; the later wins.
    pub vars: Vec<(String, String)>,
    /// The day of the run; moves findings only.
    pub today: Date,
}

impl Options<'_> {
    /// The version that `compiler` is held against.
    #[expect(clippy::unused_self, reason = "the version is a matter of the build, not of its users")]
    fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// What lowering gives.
pub struct Lowered {
    /// All apps and the environments asked for, linked.
    pub program: Program,
    /// All texts that were read.
    pub sources: SourceMap,
    /// All that was found.
    pub sink: Sink,
}

/// Reads and resolves all `roots`.
#[must_use]
pub fn lower(roots: Vec<Root>, options: &Options<'_>) -> Lowered {
    let mut sink = Sink::new();
    let loaded = load::load(roots, options.files, &mut sink);
    let mut bad = Bad::default();
    let known = Known::new(options.facts);
    let credentials = options.facts.credentials();
    for app in loaded.apps.iter().filter(|app| !app.is_exports_only) {
        let used: Vec<(String, &Names)> =
            app.uses.iter().map(|(alias, _, at)| (alias.clone(), &loaded.apps[*at].names)).collect();
        let mut inspection = Inspection {
            sources: &loaded.sources,
            names: &app.names,
            used: &used,
            known: &known,
            sink: &mut sink,
            bad: &mut bad,
            example: None,
        };
        for (at, tree) in app.trees.iter().enumerate() {
            inspection.file(tree, at == 0);
        }
        let secrets = |name: &str| app.names.nearness(Section::Secrets, name);
        for tree in &app.trees {
            let text = loaded.sources.file(tree.file()).text();
            credential::search(tree, text, &credentials, &secrets, &mut sink);
        }
    }
    let program = resolve::program(&loaded, &bad, options, &mut sink);
    Lowered { program, sources: loaded.sources, sink }
}
