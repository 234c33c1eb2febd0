//! What is generated and checked in: the published schemas, and the tables of keys in the reference of the language.

mod key_table;

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A file that is generated, in whole or in part.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Where it stands.
    pub path: PathBuf,
    /// What must stand in it.
    pub text: String,
}

impl Generated {
    /// Whether the file holds just that.
    #[must_use]
    pub fn is_current(&self) -> bool {
        std::fs::read_to_string(&self.path).is_ok_and(|found| found == self.text)
    }
}

/// Every generated file of the repository at `root`.
///
/// # Errors
/// When the reference of the language cannot be read, or asks for keys that the language does not have.
pub fn generated(root: &Path) -> io::Result<Vec<Generated>> {
    let folder = root.join("schemas");
    let mut all: Vec<Generated> = schemas()
        .into_iter()
        .map(|(name, text)| Generated { path: folder.join(format!("{name}.schema.json")), text })
        .collect();
    let path = root.join("docs/language.md");
    let text = key_table::fill(&std::fs::read_to_string(&path)?).map_err(io::Error::other)?;
    all.push(Generated { path, text });
    Ok(all)
}

/// The published schemas by name.
fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("faas", pretty(&faasc_lower::json_schema())),
        ("faas-part", pretty(&faasc_lower::json_schema_of_part())),
        ("facts", pretty(&faasc_facts::schema())),
        ("grants", faasc_artifacts::to_json(&faasc_artifacts::grants_schema())),
        ("plan", faasc_artifacts::to_json(&faasc_artifacts::plan_schema())),
        ("sources", faasc_artifacts::to_json(&faasc_artifacts::sources_schema())),
        ("exports", faasc_artifacts::to_json(&faasc_artifacts::exports_schema())),
        ("runtime", faasc_artifacts::to_json(&faasc_local::schema())),
        ("diagnostics", faasc_report::diagnostics_schema()),
        ("flow", pretty(&faasc_dataflow::schema())),
        ("compile", pretty(&faasc_cli::compile_report_schema())),
    ]
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}\n")
}
