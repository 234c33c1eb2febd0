//! A page for the terminal: headings stand out, code is indented, prose is wrapped. Nothing is lost.

use crate::console::{Ink, paint};
use std::fmt::Write as _;

/// Width of prose.
const WIDTH: usize = 88;

/// The page `markdown`, for a terminal.
pub(super) fn page(markdown: &str, has_color: bool) -> String {
    let mut out = String::new();
    let mut prose: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let bare = line.trim_start();
        if let Some(open) = fence {
            if bare.starts_with(open) && bare.trim_end_matches('`').is_empty() {
                fence = None;
            } else if line.is_empty() {
                out.push('\n');
            } else {
                let _ = writeln!(out, "    {}", paint(has_color, Ink::Cyan, line));
            }
            continue;
        }
        let starts_block =
            bare.is_empty() || bare.starts_with(['#', '|']) || bare.starts_with("```") || is_item(bare);
        if starts_block {
            flush(&mut prose, has_color, &mut out);
        }
        if bare.starts_with("```") {
            let ticks = bare.len() - bare.trim_start_matches('`').len();
            fence = Some(&bare[..ticks]);
        } else if bare.is_empty() {
            out.push('\n');
        } else if bare.starts_with('#') {
            let _ = writeln!(out, "{}", paint(has_color, Ink::Bold, bare.trim_start_matches('#').trim()));
        } else if bare.starts_with('|') {
            let _ = writeln!(out, "{line}");
        } else {
            prose.push(line);
        }
    }
    flush(&mut prose, has_color, &mut out);
    out
}

fn is_item(line: &str) -> bool {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    line.starts_with("- ") || line.starts_with("* ") || (digits > 0 && line[digits..].starts_with(". "))
}

/// Wraps the collected lines of one paragraph or list item.
fn flush(prose: &mut Vec<&str>, has_color: bool, out: &mut String) {
    let Some(first) = prose.first() else { return };
    let lead = first.len() - first.trim_start().len();
    let hang = if is_item(first.trim_start()) { lead + 2 } else { lead };
    let mut line = " ".repeat(lead);
    let mut is_fresh = true;
    let mut lines = Vec::new();
    for word in prose.iter().flat_map(|line| line.split_whitespace()) {
        if !is_fresh && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    lines.push(line);
    for line in lines {
        out.push_str(&spans(&line, has_color));
        out.push('\n');
    }
    prose.clear();
}

/// Code spans in color; without color their backticks stay.
fn spans(line: &str, has_color: bool) -> String {
    if !has_color || line.matches('`').count() % 2 == 1 {
        return line.to_owned();
    }
    line.split('`')
        .enumerate()
        .map(|(at, part)| if at % 2 == 1 { paint(true, Ink::Cyan, part) } else { part.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_their_marks_and_code_is_indented() {
        let page = page(
            "# F0101 x\n\nTwo lines\nof prose with `code`.\n\n```yaml\na: 1\n\nb: 2\n```\n- one\n- two\n",
            false,
        );
        assert_eq!(
            page,
            "F0101 x\n\nTwo lines of prose with `code`.\n\n    a: 1\n\n    b: 2\n- one\n- two\n"
        );
    }

    #[test]
    fn long_prose_is_wrapped_and_every_word_stays() {
        let long = "word ".repeat(60);
        let page = page(&long, false);
        assert!(page.lines().all(|line| line.len() <= WIDTH));
        assert_eq!(page.split_whitespace().count(), 60);
    }

    #[test]
    fn a_fence_in_a_longer_fence_is_code() {
        assert_eq!(page("````\n```\nx\n```\n````\n", false), "    ```\n    x\n    ```\n");
    }
}
