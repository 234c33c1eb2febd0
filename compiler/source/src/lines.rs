//! From byte offsets to lines and columns.

use std::sync::OnceLock;

/// So many bytes of a line are counted anew for each position; longer lines have a mark after each of them.
const STRIDE: usize = 1 << 10;

/// Starts of the lines of one text, for positions in logarithmic time.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// What stands before each multiple of [`STRIDE`]. Counted when the first position far into a line is asked for:
    /// thousands of findings on one long line would otherwise each count it from its start.
    marks: OnceLock<Vec<Counts>>,
}

/// Characters and UTF-16 code units of a piece of text.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    characters: usize,
    utf16: usize,
}

impl Counts {
    fn of(bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let pairs = bytes.iter().filter(|byte| **byte >= 0xF0).count();
        Self { characters, utf16: characters + pairs }
    }

    fn plus(self, other: Self) -> Self {
        Self { characters: self.characters + other.characters, utf16: self.utf16 + other.utf16 }
    }

    fn minus(self, other: Self) -> Self {
        Self { characters: self.characters - other.characters, utf16: self.utf16 - other.utf16 }
    }
}

/// A place as people and editors count it. Lines and columns start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
    /// Column in UTF-16 code units, from 1: what editors and SARIF count.
    pub column_utf16: u32,
}

impl LineIndex {
    /// Indexes `text`. A line ends with `\n`; a `\r` before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts, marks: OnceLock::new() }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// First byte of `line` (from 0); the end of the text for lines past the last.
    #[must_use]
    pub fn start_of(&self, line: usize, text: &str) -> usize {
        self.starts.get(line).map_or(text.len(), |&start| start as usize)
    }

    /// The text of `line` (from 0) without its line break.
    #[must_use]
    pub fn text_of<'t>(&self, line: usize, text: &'t str) -> &'t str {
        let (from, to) = (self.start_of(line, text), self.start_of(line + 1, text));
        text.get(from..to).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// Line and columns of byte `offset` in `text`, the text that was indexed.
    #[must_use]
    pub fn position(&self, offset: u32, text: &str) -> Position {
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.line_of(offset);
        let before = self.counts(self.start_of(line, text).min(end), end, text.as_bytes());
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Position { line: count(line), column: count(before.characters), column_utf16: count(before.utf16) }
    }

    /// What stands from byte `from` to byte `to`.
    fn counts(&self, from: usize, to: usize, bytes: &[u8]) -> Counts {
        if to - from <= STRIDE {
            return Counts::of(&bytes[from..to]);
        }
        let marks = self.marks.get_or_init(|| {
            let sums = bytes.chunks(STRIDE).scan(Counts::default(), |sum, chunk| {
                *sum = sum.plus(Counts::of(chunk));
                Some(*sum)
            });
            std::iter::once(Counts::default()).chain(sums).collect()
        });
        let until = |at: usize| {
            let mark = marks.get(at / STRIDE).copied().unwrap_or_default();
            mark.plus(Counts::of(&bytes[at / STRIDE * STRIDE..at]))
        };
        until(to).minus(until(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units_apart() {
        let text = "ab\r\né😀x\n";
        let index = LineIndex::new(text);
        let at = u32::try_from(text.find('x').unwrap()).unwrap();
        assert_eq!(index.position(at, text), Position { line: 2, column: 3, column_utf16: 4 });
        assert_eq!(index.text_of(0, text), "ab");
        assert_eq!(index.count(), 3);
    }

    #[test]
    fn columns_far_into_a_line_are_those_that_counting_gives() {
        let text = format!("first\n{}", "aé😀".repeat(2_000));
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices().skip(6).step_by(97) {
            let before = &text[6..at];
            let found = index.position(u32::try_from(at).unwrap(), &text);
            let wanted = (2, before.chars().count() + 1, before.encode_utf16().count() + 1);
            assert_eq!((found.line, found.column as usize, found.column_utf16 as usize), wanted);
        }
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new("a");
        assert_eq!(index.position(99, "a"), Position { line: 1, column: 2, column_utf16: 2 });
    }
}
