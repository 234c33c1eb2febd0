//! The table of formats: what `--format` can ask for.

use crate::{Findings, TerminalStyle, github, json, junit, markdown, sarif, terminal};

/// One format of findings.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line about it, for the help text.
    pub about: &'static str,
    /// Draws the findings; the text ends with a line break unless it is empty.
    pub render: fn(&Findings<'_>) -> String,
}

/// All formats, sorted by name.
pub const FORMATS: &[Format] = &[
    Format { name: "github", about: "annotations of GitHub Actions", render: github },
    Format { name: "json", about: "versioned JSON, see schemas/diagnostics.schema.json", render: json },
    Format { name: "junit", about: "JUnit XML for test reports", render: junit },
    Format { name: "markdown", about: "Markdown for comments and job summaries", render: markdown },
    Format { name: "sarif", about: "SARIF 2.1.0 for code scanning", render: sarif },
    Format { name: "text", about: "for people, as on a terminal", render: text },
];

/// The format of that name.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The terminal format without color, for where the terminal is not known.
fn text(findings: &Findings<'_>) -> String {
    terminal(findings, &TerminalStyle::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_sorted_and_found_by_name() {
        assert!(FORMATS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(format_named("sarif").map(|format| format.name), Some("sarif"));
        assert!(format_named("html").is_none());
    }
}
