//! Writes a YAML text anew in one agreed form, without changing what it means.
//!
//! Lines stay lines; what changes is the white space: two spaces per level, lists inside mappings indented as
//! well, one space after `:` and `,` and inside `{ }`, none inside `[ ]`, one space before a comment that follows
//! something on its line, no white space at the end of a line, at most one blank line in a row, LF at every end.
//! A byte order mark goes. Order, comments, quotes, the choice between block and bracket form, and the content of
//! block texts stay. Lines inside brackets are indented one level from the line of the opening bracket, and a
//! closing bracket that begins a line stands where that line begins.

mod blocks;
mod layout;
mod pieces;

use faasc_diagnostics::Sink;
use faasc_source::{FileId, Span};

use crate::fault::format_refused;
use crate::parse;
use crate::tree::Tree;

/// Formats `text`, the text of `file`.
///
/// # Errors
/// The findings, when the text has any error; nothing is formatted then. The result is read again and compared,
/// so a fault of the formatter is a finding too, and never a damaged file.
pub fn format(file: FileId, text: &str) -> Result<String, Sink> {
    format_by(file, text, |unix| pieces::pieces(unix).map(|pieces| layout::lay_out(unix, &pieces)))
}

/// Lays out by `lay_out`, and holds what it gives against the text.
fn format_by(file: FileId, text: &str, lay_out: impl FnOnce(&str) -> Option<String>) -> Result<String, Sink> {
    let mut sink = Sink::new();
    let before = parse(file, text, &mut sink);
    if sink.has_errors() || before.is_broken() {
        return Err(sink);
    }
    let unix = unix_lines(text);
    if let Some(formatted) = lay_out(&unix) {
        let mut unexpected = Sink::new();
        let after = parse(file, &formatted, &mut unexpected);
        if !unexpected.has_errors() && is_same(&before, &after) {
            return Ok(formatted);
        }
    }
    sink.push(format_refused(Span::start_of(file)));
    Err(sink)
}

/// The text without a byte order mark, each line ended by a line feed alone.
fn unix_lines(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// Whether two trees hold the same nodes in the same order, written in the same style, and the same comments.
fn is_same(a: &Tree, b: &Tree) -> bool {
    let comments = |tree: &Tree| -> Vec<(String, bool)> {
        tree.comments
            .iter()
            .map(|comment| (comment.text.trim_end().to_owned(), comment.is_trailing))
            .collect()
    };
    a.root == b.root
        && a.texts == b.texts
        && a.nodes.len() == b.nodes.len()
        && a.nodes.iter().zip(&b.nodes).all(|(a, b)| a.kind == b.kind)
        && a.items == b.items
        && a.entries == b.entries
        && a.maps == b.maps
        && a.merged == b.merged
        && comments(a) == comments(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_meaning_is_refused() {
        let text = "a:\n  b: 1\nc: 2 # two\n";
        let by = |wrong: &'static str| format_by(FileId(0), text, |_| Some(wrong.to_owned()));
        for wrong in ["a:\n  b: 1\n  c: 2 # two\n", "a:\n  b: 1\n", "a:\n  b: 1\nc: 2\n", "a: [\n"] {
            let refused = by(wrong).unwrap_err();
            assert_eq!(refused.found()[0].code.id, "F0123", "{wrong}");
        }
        assert!(by("a:\n  b:  1\nc: 2 # two\n").is_ok());
    }
}
