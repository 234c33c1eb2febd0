//! What is wrong with a fact file, and where.

use std::fmt;

/// A fault of a fact file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactFault {
    /// The file, as it was given.
    pub path: String,
    /// The line, from 1, where it is known.
    pub line: Option<u32>,
    /// The entry, if it is about one.
    pub entry: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl FactFault {
    /// A fault of a whole file.
    pub(crate) fn of_file(path: &str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, entry: None, message: message.into() }
    }

    /// A fault of the `nth` entry (from 0) with this id.
    pub(crate) fn of_entry(path: &str, text: &str, id: &str, nth: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line: line_of(text, id, nth),
            entry: Some(id.to_owned()),
            message: message.into(),
        }
    }

    /// A fault that the YAML reader found.
    pub(crate) fn of_form(path: &str, error: &serde_yaml::Error) -> Self {
        let said = error.to_string();
        let place = said.rfind(" at line ").unwrap_or(said.len());
        let line = error.location().and_then(|location| u32::try_from(location.line()).ok());
        Self { path: path.to_owned(), line, entry: None, message: said[..place].to_owned() }
    }
}

impl fmt::Display for FactFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        match &self.entry {
            Some(entry) => write!(f, ": `{entry}`: {}", self.message),
            None => write!(f, ": {}", self.message),
        }
    }
}

/// The line on which the `nth` entry with this id starts.
fn line_of(text: &str, id: &str, nth: usize) -> Option<u32> {
    let starts = |line: &str| {
        let Some((_, rest)) = line.split_once("id:") else { return false };
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        rest.strip_prefix(id)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "._-/".contains(c)))
    };
    let (index, _) = text.lines().enumerate().filter(|(_, line)| starts(line)).nth(nth)?;
    u32::try_from(index + 1).ok()
}
