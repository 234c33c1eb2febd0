//! One line of a file as it is shown: harmless, tabs expanded, long ones cut to the part that matters.

use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

use super::Characters;
use crate::inert;

const TAB: usize = 4;

/// The part of a line that must be seen, and how many columns its text needs to the right of its middle.
#[derive(Clone, Debug)]
pub(super) struct Focus {
    pub(super) bytes: Range<usize>,
    pub(super) text_columns: usize,
}

/// A line as it is shown.
#[derive(Debug)]
pub(super) struct ShownLine {
    pub(super) text: String,
    /// For each shown character: its byte in the file's line and in `text`. Ends with where the line was cut.
    steps: Vec<(usize, usize)>,
}

impl ShownLine {
    /// The byte of `text` at which byte `offset` of the file's line is shown, or would be if it were not cut.
    pub(super) fn at(&self, offset: usize) -> usize {
        let after = self.steps.partition_point(|(from, _)| *from < offset);
        self.steps.get(after).or(self.steps.last()).map_or(0, |(_, to)| *to)
    }

    /// Columns before byte `offset` of the file's line, each character for itself, as miette counts.
    pub(super) fn columns_before(&self, offset: usize) -> usize {
        self.text[..self.at(offset)].chars().map(|c| c.width().unwrap_or(0)).sum()
    }
}

/// Shows `line` in at most `width` columns around `focus`. Looks only at the bytes near the focus.
pub(super) fn shown(line: &str, focus: &Focus, width: usize, characters: Characters) -> ShownLine {
    let window = window(line, focus, width, characters.ellipsis().chars().count());
    let mut text = String::new();
    let mut column = 0;
    if window.start > 0 {
        text.push_str(characters.ellipsis());
        column = characters.ellipsis().chars().count();
    }
    let mut steps = Vec::with_capacity(window.len() + 1);
    let visible = &line[window.clone()];
    for (at, c) in visible.char_indices() {
        steps.push((window.start + at, text.len()));
        if c == '\t' {
            let columns = TAB - column % TAB;
            text.extend(std::iter::repeat_n(' ', columns));
            column += columns;
        } else if c == '\u{feff}' && window.start + at == 0 {
            // A byte order mark shows as nothing in editors too.
        } else {
            let c = if inert::is_active(c) { inert::picture(c) } else { c };
            text.push(c);
            column += c.width().unwrap_or(0);
        }
    }
    steps.push((window.end, text.len()));
    if window.end < line.len() {
        text.push_str(characters.ellipsis());
    }
    ShownLine { text, steps }
}

/// Which bytes of `line` are shown.
fn window(line: &str, focus: &Focus, width: usize, ellipsis: usize) -> Range<usize> {
    let start = boundary(line, focus.bytes.start);
    let end = boundary(line, focus.bytes.end).max(start);
    let focus_columns = ahead(&line[start..end], width).1;
    // The text below the mark starts at its middle and must end before the edge.
    let left_most = width.saturating_sub(focus.text_columns + focus_columns / 2);
    let (whole, whole_columns) = ahead(line, width);
    if whole == line.len() && whole_columns <= width {
        let (_, before) = back(&line[..start], width);
        if before <= left_most || start == 0 {
            return 0..line.len();
        }
    }
    let budget = width.saturating_sub(2 * ellipsis);
    let near = left_most.saturating_sub(ellipsis).min(budget.saturating_sub(focus_columns));
    let (reserve, reserve_columns) = back(&line[..start], near.min(budget / 3));
    let (right, right_columns) = ahead(&line[start..], budget - reserve_columns);
    let spare = (budget - reserve_columns).saturating_sub(right_columns);
    let (more, _) = back(&line[..reserve], spare.min(near.saturating_sub(reserve_columns)));
    more..start + right
}

/// The nearest character boundary of `line` at or before `offset`.
fn boundary(line: &str, offset: usize) -> usize {
    let mut offset = offset.min(line.len());
    while !line.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// How far one can go from the start of `text` within `room` columns: bytes and columns.
fn ahead(text: &str, room: usize) -> (usize, usize) {
    let mut columns = 0;
    for (at, c) in text.char_indices() {
        let next = columns + column_count(c);
        if next > room {
            return (at, columns);
        }
        columns = next;
    }
    (text.len(), columns)
}

/// How far one can go back from the end of `text` within `room` columns: the byte reached and the columns.
fn back(text: &str, room: usize) -> (usize, usize) {
    let mut columns = 0;
    let mut reached = text.len();
    for (at, c) in text.char_indices().rev() {
        let next = columns + column_count(c);
        if next > room {
            break;
        }
        columns = next;
        reached = at;
    }
    (reached, columns)
}

/// Columns of `c` at most; a tab may take fewer.
fn column_count(c: char) -> usize {
    match c {
        '\t' => TAB,
        c if inert::is_active(c) => 1,
        c => c.width().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str, bytes: Range<usize>, width: usize) -> (String, Range<usize>) {
        let focus = Focus { bytes: bytes.clone(), text_columns: 0 };
        let shown = shown(line, &focus, width, Characters::Unicode);
        (shown.text.clone(), shown.at(bytes.start)..shown.at(bytes.end))
    }

    #[test]
    fn a_short_line_stays_whole() {
        assert_eq!(cut("a: b", 3..4, 20), ("a: b".to_owned(), 3..4));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}MARK{}", "x".repeat(5000), "y".repeat(5000));
        let (text, mark) = cut(&line, 5000..5004, 30);
        assert_eq!(&text[mark], "MARK");
        assert_eq!(unicode_width::UnicodeWidthStr::width(text.as_str()), 30);
        assert!(text.starts_with('…') && text.ends_with('…'));
    }

    #[test]
    fn the_end_of_a_long_line_leaves_no_room_unused() {
        let line = format!("{}MARK", "x".repeat(500));
        let (text, mark) = cut(&line, 500..504, 30);
        assert_eq!(&text[mark], "MARK");
        assert!(unicode_width::UnicodeWidthStr::width(text.as_str()) >= 28);
    }

    #[test]
    fn a_mark_longer_than_the_screen_begins_on_it() {
        let (text, mark) = cut(&"z".repeat(1000), 10..990, 30);
        assert!(text.len() < 40 && mark.start < 15 && mark.end > mark.start);
    }

    #[test]
    fn tabs_wide_and_active_characters_keep_their_columns() {
        let (text, mark) = cut("\t日\u{1b}本: x", 8..9, 40);
        assert_eq!((text.as_str(), &text[mark]), ("    日␛本: x", ":"));
    }

    #[test]
    fn room_for_the_text_below_is_made_by_cutting_the_left() {
        let line = format!("{}event: order-place", " ".repeat(50));
        let focus = Focus { bytes: 57..68, text_columns: 24 };
        let shown = shown(&line, &focus, 72, Characters::Unicode);
        assert!(shown.columns_before(57) <= 72 - 24 - 5);
    }
}
