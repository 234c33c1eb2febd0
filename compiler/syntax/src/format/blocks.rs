//! Texts of several lines: block texts keep their content, others the folds between their lines.

use super::pieces::Piece;

/// A text that is ready to be written, and where it ended in the source.
pub(super) struct Lines {
    /// The first line, which goes on the line that is being written.
    pub(super) first: String,
    /// The lines below it, indented.
    pub(super) rest: Vec<String>,
    /// How many lines of the source it takes.
    pub(super) taken: usize,
}

/// Lays out a plain or quoted text. Lines but the first get `indent` spaces; blank ones stay, for they count.
pub(super) fn fold(raw: &str, indent: usize) -> Lines {
    let is_double = raw.starts_with('"');
    let count = raw.split('\n').count();
    let mut lines = raw.split('\n').enumerate().map(|(at, line)| {
        let line = if at == 0 { line } else { line.trim_start_matches([' ', '\t']) };
        if at + 1 == count { line } else { trim_end(line, is_double) }
    });
    let first = lines.next().unwrap_or_default().to_owned();
    let rest = lines.map(|line| indented(line, indent)).collect();
    Lines { first, rest, taken: count }
}

/// Removes the white space at the end, but not a blank that a backslash escapes.
fn trim_end(line: &str, is_double: bool) -> &str {
    let trimmed = line.trim_end_matches([' ', '\t']);
    let escapes = trimmed.bytes().rev().take_while(|byte| *byte == b'\\').count();
    if is_double && escapes % 2 == 1 && trimmed.len() < line.len() {
        &line[..=trimmed.len()]
    } else {
        trimmed
    }
}

fn indented(line: &str, indent: usize) -> String {
    if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(indent)) }
}

/// Where a block text stands, in columns of the block around it.
#[derive(Clone, Copy)]
pub(super) struct BlockPlace {
    /// The column of the block in the source; an indentation that is written out counts from it.
    pub(super) source: usize,
    /// The same in the output.
    pub(super) column: usize,
    /// The column of the content where no indentation is written out.
    pub(super) content: usize,
}

/// Lays out a block text. Its content stays as it is, moved to another column.
pub(super) fn block(text: &str, piece: &Piece, comment: Option<usize>, place: BlockPlace) -> Lines {
    let raw = &text[piece.start..piece.end];
    let header_end = piece.start + raw.find('\n').unwrap_or(raw.len());
    let marks = raw.bytes().take_while(|byte| b"|>+-0123456789".contains(byte)).count();
    let header = &raw[..marks];
    let mut first = header.to_owned();
    if let Some(start) = comment {
        first.push(' ');
        first.push_str(text[start..header_end].trim_end());
    }
    let mut content: Vec<&str> = match text.get(header_end + 1..piece.end) {
        Some(body) => body.split('\n').collect(),
        None => Vec::new(),
    };
    let digit = header.chars().find_map(|mark| mark.to_digit(10)).map(|digit| digit as usize);
    let source = digit.map_or_else(|| source_indent(&content), |digit| place.source + digit);
    let column = digit.map_or(place.content, |digit| place.column + digit);
    let is_blank = |line: &&str| line.len() <= source && line.bytes().all(|byte| byte == b' ');
    // Behind the last line feed is the indentation of what follows; at the end of the text it is a line.
    if content.last().is_some_and(|line| is_blank(line) && (line.is_empty() || piece.end < text.len())) {
        content.pop();
    }
    if !header.contains('+') {
        while content.last().is_some_and(is_blank) {
            content.pop();
        }
    }
    let taken = 1 + content.len();
    let rest = content
        .iter()
        .map(|line| {
            indented(if is_blank(line) { "" } else { line.get(source..).unwrap_or_default() }, column)
        })
        .collect();
    Lines { first, rest, taken }
}

/// The indentation of the first line that is not blank; of blank lines alone, the widest.
fn source_indent(content: &[&str]) -> usize {
    let width = |line: &&str| line.bytes().take_while(|byte| *byte == b' ').count();
    match content.iter().find(|line| line.len() > width(line)) {
        Some(line) => width(line),
        None => content.iter().map(width).max().unwrap_or_default(),
    }
}
