//! Registers that offices keep: transfers over borders, and records of processing.

mod csv;
mod markdown;
mod processing;
mod transfers;

use serde::Serialize;
use serde_json::{Map, Value};

pub use processing::processing;
pub use transfers::transfers;

/// Name and version of the JSON form.
pub const REGISTER_SCHEMA: &str = "faasc.register/v1";

/// Rows of text under names of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// What it is.
    pub title: &'static str,
    /// Names of the columns, `snake_case`.
    pub columns: &'static [&'static str],
    /// A cell a column; empty where there is nothing to say.
    pub rows: Vec<Vec<String>>,
    /// The day by which was judged.
    pub today: String,
    /// That none of it is legal advice.
    pub notice: String,
}

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    register: &'r str,
    today: &'r str,
    notice: &'r str,
    rows: Vec<Map<String, Value>>,
}

impl Register {
    /// The register as CSV (RFC 4180, UTF-8), no cell of which a spreadsheet takes for a formula.
    #[must_use]
    pub fn csv(&self) -> String {
        csv::csv(self)
    }

    /// The register as a Markdown table.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// The register as JSON: an object a row.
    #[must_use]
    pub fn json(&self) -> String {
        let row = |row: &Vec<String>| {
            let cells = self.columns.iter().zip(row);
            cells.map(|(column, cell)| ((*column).to_owned(), Value::String(cell.clone()))).collect()
        };
        crate::form::json(&Document {
            schema: REGISTER_SCHEMA,
            register: self.title,
            today: &self.today,
            notice: &self.notice,
            rows: self.rows.iter().map(row).collect(),
        })
    }
}
