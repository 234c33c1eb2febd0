//! The form of a fact file: any tables, the sources that their entries cite, and defaults for what entries leave out.

use serde::{Deserialize, Serialize};

use super::FactFault;
use crate::row::{Confidence, Ordered, Source, SourceEntry};

/// No fact file is larger; a reader must never be kept busy by one.
const MAX_BYTES: usize = 4 << 20;
/// No fact file nests deeper; the YAML reader is quadratic in open brackets.
const MAX_OPEN: usize = 64;

/// What holds for entries of a file that do not say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Defaults {
    /// Names of `sources`, or a citation.
    #[serde(default)]
    pub(crate) source: Source,
    /// Day, month or year, or `undated`.
    #[serde(default)]
    pub(crate) as_of: String,
    /// How far to trust the entries; `recalled` if nobody says.
    #[serde(default)]
    pub(crate) confidence: Option<Confidence>,
}

/// The version of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
pub(crate) enum FormVersion {
    /// The first.
    #[serde(rename = "1")]
    One,
}

macro_rules! define_file {
    ($($table:ident: $row:ty,)*) => {
        /// A fact file as written.
        #[derive(Clone, Debug, Deserialize)]
        #[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub(crate) struct FactFile {
            /// The version of the form: `facts: "1"`.
            #[allow(dead_code)] // read for its form alone
            pub(crate) facts: FormVersion,
            /// Documents, by the short names that entries cite.
            #[serde(default)]
            pub(crate) sources: Ordered<SourceEntry>,
            /// For entries of this file.
            #[serde(default)]
            pub(crate) defaults: Defaults,
            $(
                #[serde(default)]
                pub(crate) $table: Vec<$row>,
            )*
        }
    };
}
for_each_table!(define_file);

impl FactFile {
    /// Reads a file's form.
    pub(crate) fn read(path: &str, text: &str) -> Result<Self, FactFault> {
        if text.len() > MAX_BYTES {
            return Err(FactFault::of_file(path, format!("larger than {} MiB", MAX_BYTES >> 20)));
        }
        if open_brackets(text) > MAX_OPEN {
            return Err(FactFault::of_file(path, format!("more than {MAX_OPEN} brackets stand open")));
        }
        serde_yaml::from_str(text).map_err(|error| FactFault::of_form(path, &error))
    }
}

/// The most brackets that stand open anywhere; those in quotes count too, which only errs to the safe side.
fn open_brackets(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'\n' if open == 0 => {}
            _ => continue,
        }
        most = most.max(open);
    }
    most
}
