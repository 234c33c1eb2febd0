//! Wrapped text behind a lead: headlines, notes, lists.

use owo_colors::Style;
use unicode_width::UnicodeWidthStr as _;

use super::paint::Paint;
use crate::inert;

/// A text to be wrapped: what stands before it, how far it hangs, how it is painted.
pub(super) struct Paragraph {
    lead: String,
    lead_style: Style,
    hang: usize,
    first: usize,
    style: Style,
}

impl Paragraph {
    /// `  note: text`, the kinds right-aligned so that the texts stand in one column.
    pub(super) fn remark(kind: &str, lead_style: Style) -> Self {
        let lead = format!("{kind:>6}: ");
        let columns = lead.len();
        Self { lead, lead_style, hang: columns, first: columns, style: Style::new() }
    }

    /// A remark of which nothing shall catch the eye.
    pub(super) fn quiet(kind: &str, style: Style) -> Self {
        Self { style, ..Self::remark(kind, style) }
    }

    /// `error[F0301]: text`; `lead`, already painted, has `columns` columns.
    pub(super) fn headline(lead: String, columns: usize, style: Style) -> Self {
        Self { lead: format!("{lead}: "), lead_style: Style::new(), hang: 2, first: columns + 2, style }
    }

    /// A line of a list; `lead`, already painted, has `columns` columns.
    pub(super) fn listed(lead: String, columns: usize) -> Self {
        let gap = usize::from(columns > 0);
        let lead = format!("{lead}{}", " ".repeat(gap));
        let columns = columns + gap;
        Self { lead, lead_style: Style::new(), hang: columns, first: columns, style: Style::new() }
    }

    pub(super) fn in_style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Writes `text`, wrapped; its own line breaks stay.
    pub(super) fn write(&self, out: &mut String, text: &str, paint: &Paint) {
        let text = inert::block(text);
        let mut lines = Vec::new();
        let mut first = self.first;
        for line in text.split('\n') {
            lines.extend(wrapped(
                line,
                paint.width.saturating_sub(first),
                paint.width.saturating_sub(self.hang),
            ));
            first = self.hang;
        }
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                out.push_str(&paint.with(self.lead_style, &self.lead));
            } else if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', self.hang));
            }
            out.push_str(&paint.with(self.style, line));
            out.push('\n');
        }
    }
}

/// `text`, one line, broken between words: the first line has `first` columns, the others `rest`.
/// Its indentation is kept on every line; a word longer than a line stays whole.
pub(super) fn wrapped(text: &str, first: usize, rest: usize) -> Vec<String> {
    let indent = &text[..text.len() - text.trim_start_matches(' ').len()];
    let mut lines = Vec::new();
    let mut line = indent.to_owned();
    let mut is_empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let room = if lines.is_empty() { first } else { rest };
        if !is_empty && line.width() + 1 + word.width() > room {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    if is_empty {
        line.clear();
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn words_are_kept_whole_and_indentation_is_repeated() {
        assert_eq!(wrapped("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(wrapped("  a bbbbbbbbbb c", 6, 6), ["  a", "  bbbbbbbbbb", "  c"]);
        assert_eq!(wrapped("日本 語", 6, 6), ["日本", "語"]);
        assert_eq!(wrapped("", 6, 6), [""]);
    }
}
