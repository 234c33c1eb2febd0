//! From byte offsets to lines and columns.

/// Starts of the lines of one text, for positions in logarithmic time.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
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
        Self { starts }
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
        let before = text.get(self.start_of(line, text)..end).unwrap_or_default();
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Position {
            line: count(line),
            column: count(before.chars().count()),
            column_utf16: count(before.encode_utf16().count()),
        }
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
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new("a");
        assert_eq!(index.position(99, "a"), Position { line: 1, column: 2, column_utf16: 2 });
    }
}
