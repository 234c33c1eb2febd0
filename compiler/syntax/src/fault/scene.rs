//! What was known when the parser stopped: the place, and what was open there.

use faasc_source::{FileId, Span};

/// The surroundings of a syntax error. Offsets are bytes of the whole file.
pub(crate) struct Scene<'s> {
    pub(crate) file: FileId,
    pub(crate) text: &'s str,
    /// Where the parser stopped.
    pub(crate) at: usize,
    /// The end of the last value or key that was read.
    pub(crate) cursor: usize,
    /// The start of the innermost `[` or `{` that is still open.
    pub(crate) open_flow: Option<usize>,
    /// The start of the last plain text that was read.
    pub(crate) last_plain: Option<usize>,
}

impl Scene<'_> {
    /// The span of `from..to`, widened to whole characters.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let (mut from, mut to) = (from.min(self.text.len()), to.max(from).min(self.text.len()));
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        while !self.text.is_char_boundary(to) {
            to += 1;
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file, offset(from), offset(to))
    }

    /// The word at `from`: up to the next white space, at most 40 bytes; at the end of a line, the character before.
    pub(crate) fn word(&self, from: usize) -> Span {
        const LONGEST: usize = 40;
        let rest = self.text.get(from..).unwrap_or_default();
        let mut length = rest.find(char::is_whitespace).unwrap_or(rest.len()).min(LONGEST);
        while !rest.is_char_boundary(length) {
            length -= 1;
        }
        if length > 0 {
            return self.span(from, from + length);
        }
        let before = self.text.get(..from).unwrap_or_default().trim_end();
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        if rest.trim().is_empty() || before.len() + 1 >= from {
            self.span(before.len() - last, before.len())
        } else {
            self.span(from, from)
        }
    }

    /// The whole line of byte `at`, without the white space around it.
    pub(crate) fn line(&self, at: usize) -> Span {
        let start = self.line_start(at);
        let line = self.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let from = start + line.len() - line.trim_start().len();
        self.span(from, from + line.trim().len())
    }

    /// The first byte of the line of byte `at`.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.text
            .get(..at.min(self.text.len()))
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |found| found + 1)
    }

    /// Whether only white space stands before byte `at` on its line.
    pub(crate) fn is_first_on_line(&self, at: usize) -> bool {
        self.text.get(self.line_start(at)..at).is_none_or(|before| before.trim().is_empty())
    }

    /// Whether both places are on one line.
    pub(crate) fn is_same_line(&self, a: usize, b: usize) -> bool {
        self.line_start(a) == self.line_start(b)
    }

    /// The text of `span`.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}
