//! The shape of the JSON. Doc comments become the descriptions of the published schema.

use faasc_diagnostics as diagnostics;
use schemars::JsonSchema;
use serde::Serialize;

/// The findings of one run of faasc.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "faasc diagnostics")]
pub(crate) struct Report<'a> {
    /// Name and version of this form; a later version may add keys and never changes the meaning of one.
    #[schemars(extend("const" = super::DIAGNOSTICS_SCHEMA_ID))]
    pub(crate) schema: &'a str,
    /// Who found it.
    pub(crate) tool: Tool<'a>,
    /// The counts.
    pub(crate) summary: Summary,
    /// What was found, in file order, waived findings included.
    pub(crate) diagnostics: Vec<Finding<'a>>,
}

/// The program that wrote this.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Tool<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its version.
    pub(crate) version: &'a str,
}

/// How many findings there are. A waived finding counts as waived only.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// Findings that stop the build.
    pub(crate) errors: usize,
    /// Findings that are probably wrong.
    pub(crate) warnings: usize,
    /// Findings that are worth knowing.
    pub(crate) notes: usize,
    /// Findings that a waiver covers.
    pub(crate) waived: usize,
    /// The counts as one line for people.
    pub(crate) text: String,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Finding<'a> {
    /// `F` and four digits, never reused.
    #[schemars(regex(pattern = "^F[0-9]{4}$"))]
    pub(crate) code: &'a str,
    /// The name of the fault in kebab-case.
    pub(crate) name: &'a str,
    /// What it weighs here.
    pub(crate) severity: Severity,
    /// What is wrong, with the user's own names in backticks.
    pub(crate) message: &'a str,
    /// One line that fits every finding of this code.
    pub(crate) title: &'a str,
    /// The page that explains the code.
    pub(crate) url: String,
    /// The key path of the node that it is about.
    pub(crate) subject: Option<&'a str>,
    /// The environments in which it was found; none when it holds for the whole file.
    pub(crate) environments: &'a [String],
    /// The place that is at fault.
    pub(crate) primary: Place<'a>,
    /// Further places, of any file.
    pub(crate) labels: Vec<Place<'a>>,
    /// Causes, numbers, sources.
    pub(crate) notes: &'a [String],
    /// What to do, in the imperative.
    pub(crate) help: Option<&'a str>,
    /// Edits that would mend it, best first.
    pub(crate) fixes: Vec<Fix<'a>>,
    /// The reason of the waiver that covers it.
    pub(crate) waived: Option<&'a str>,
}

/// What a finding weighs.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Severity {
    /// Stops the build.
    Error,
    /// Probably wrong.
    Warning,
    /// Worth knowing.
    Note,
}

impl From<diagnostics::Severity> for Severity {
    fn from(severity: diagnostics::Severity) -> Self {
        match severity {
            diagnostics::Severity::Error => Self::Error,
            diagnostics::Severity::Warning => Self::Warning,
            diagnostics::Severity::Note => Self::Note,
        }
    }
}

/// A range of text with a word about it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Place<'a> {
    /// The path, with `/`, relative to where the run was started.
    pub(crate) file: &'a str,
    /// The first position.
    pub(crate) start: Position,
    /// The position after the last one.
    pub(crate) end: Position,
    /// What this place is; may be empty.
    pub(crate) text: &'a str,
}

/// A position in a text. A byte order mark has bytes and no column.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Position {
    /// Line, from 1.
    #[schemars(range(min = 1))]
    pub(crate) line: u32,
    /// Column in characters, from 1.
    #[schemars(range(min = 1))]
    pub(crate) column: u32,
    /// Column in UTF-16 code units, from 1.
    #[schemars(range(min = 1))]
    pub(crate) column_utf16: u32,
    /// Bytes before it, from 0.
    pub(crate) offset: u32,
}

/// Edits that belong together; they do not overlap.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Fix<'a> {
    /// What it does, in the imperative.
    pub(crate) title: &'a str,
    /// Who may apply it.
    pub(crate) applicability: Applicability,
    /// The edits.
    pub(crate) edits: Vec<Edit<'a>>,
}

/// Whether a machine may apply a fix unasked.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Applicability {
    /// Means what the user meant.
    Safe,
    /// Probably right; a person decides.
    NeedsReview,
}

impl From<diagnostics::Applicability> for Applicability {
    fn from(applicability: diagnostics::Applicability) -> Self {
        match applicability {
            diagnostics::Applicability::Safe => Self::Safe,
            diagnostics::Applicability::NeedsReview => Self::NeedsReview,
        }
    }
}

/// One replacement; an empty range inserts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Edit<'a> {
    /// The path, with `/`, relative to where the run was started.
    pub(crate) file: &'a str,
    /// The first position that is replaced.
    pub(crate) start: Position,
    /// The position after the last one that is replaced.
    pub(crate) end: Position,
    /// By what it is replaced.
    pub(crate) text: &'a str,
}
