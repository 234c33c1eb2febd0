//! Columns of text that end where the page ends.

use unicode_width::UnicodeWidthStr;

use super::{Page, Tone};

/// A piece of text in a tone.
pub(super) type Cell = (String, Tone);

/// Rows whose columns stand below each other; the last column goes on below itself where the page is too narrow.
pub(super) fn table(page: &Page<'_>, indent: usize, rows: &[Vec<Cell>], out: &mut String) {
    let rows: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| {
            row.iter().map(|(text, tone)| (faasc_report::inert_line(text).into_owned(), *tone)).collect()
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for row in &rows {
        for (at, (text, _)) in row.iter().enumerate() {
            widths[at] = widths[at].max(text.width());
        }
    }
    for row in &rows {
        line(page, indent, &widths, row, out);
    }
}

/// The narrowest that a last column becomes before it may leave the page.
const NARROWEST: usize = 20;

fn line(page: &Page<'_>, indent: usize, widths: &[usize], row: &[Cell], out: &mut String) {
    out.push_str(&" ".repeat(indent));
    let mut at = indent;
    for (column, (text, tone)) in row.iter().enumerate() {
        if column + 1 < row.len() {
            out.push_str(&(page.paint)(*tone, text));
            out.push_str(&" ".repeat(widths[column] - text.width() + 2));
            at += widths[column] + 2;
            continue;
        }
        for (number, part) in wrapped(text, page.width.saturating_sub(at).max(NARROWEST)).iter().enumerate() {
            if number > 0 {
                out.push('\n');
                out.push_str(&" ".repeat(at));
            }
            out.push_str(&(page.paint)(*tone, part));
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}

/// `text` in lines of at most `width` columns, broken at spaces.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(last) = lines.last_mut() else { break };
        if last.is_empty() {
            last.push_str(word);
        } else if last.width() + 1 + word.width() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_and_the_last_one_wraps_below_itself() {
        let plain = |_: Tone, text: &str| text.to_owned();
        let page = Page { width: 36, paint: &plain };
        let cell = |text: &str| (text.to_owned(), Tone::Plain);
        let rows = [
            vec![cell("function"), cell("a"), cell("adequate in CH for as long as the list says")],
            vec![cell("é"), cell("long"), cell("")],
        ];
        let mut out = String::new();
        table(&page, 2, &rows, &mut out);
        assert_eq!(
            out,
            "  function  a     adequate in CH for\n                  as long as the list\n                  says\n  é         long\n"
        );
    }

    #[test]
    fn nothing_of_users_moves_the_cursor() {
        let plain = |_: Tone, text: &str| text.to_owned();
        let page = Page { width: 80, paint: &plain };
        let mut out = String::new();
        table(&page, 0, &[vec![("a\u{1b}[2J\nb".to_owned(), Tone::Plain)]], &mut out);
        assert_eq!(out, "a␛[2J␊b\n");
    }
}
