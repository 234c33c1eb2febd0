//! Fixes as the edit that they are: in words when they are small, as a diff when not.

use std::fmt::Write as _;
use std::ops::Range;

use faasc_diagnostics::{Edit, Fix};
use faasc_source::{FileId, SourceFile};
use unicode_width::UnicodeWidthStr as _;

use super::clip::{Focus, shown};
use super::paint::Paint;
use super::paragraph::Paragraph;
use crate::{Findings, inert, remark};

/// Columns up to which a text fits into a sentence.
const SHORT: usize = 32;
/// Lines of a diff that are drawn.
const TALLEST: usize = 12;

/// Writes `fix`.
pub(super) fn write(out: &mut String, findings: &Findings<'_>, fix: &Fix, paint: &Paint) {
    let lead = Paragraph::remark(remark::fix_kind(fix), paint.help);
    if let Some(words) = in_words(findings, fix) {
        lead.write(out, &words, paint);
        return;
    }
    lead.write(out, &fix.title, paint);
    let mut hunks = hunks(findings, fix);
    hunks.retain(|hunk| !hunk.old.is_empty() || !hunk.new.is_empty());
    let digits = hunks.iter().map(|hunk| hunk.last_number().to_string().len()).max().unwrap_or(1);
    let mut path = None;
    for hunk in &hunks {
        // The file is named when it is not the one above.
        if path.replace(hunk.path) != Some(hunk.path) && hunks.iter().any(|other| other.path != hunk.path) {
            let _ = writeln!(out, "        {}", inert::line(hunk.path));
        }
        draw(out, hunk, digits, paint);
    }
}

/// A small edit as a sentence: ``replace `a` with `b` ``. `None` when it needs a diff.
fn in_words(findings: &Findings<'_>, fix: &Fix) -> Option<String> {
    let [edit] = fix.edits.as_slice() else { return None };
    let (old, new) = (findings.sources.text(edit.span), edit.text.as_str());
    let is_short =
        |text: &str| text.width() <= SHORT && !text.contains(['\n', '\r', '`']) && text.trim() == text;
    if !is_short(old) || !is_short(new) || (old.is_empty() && !fix.title.contains(new)) {
        return None;
    }
    let (old, new) = (inert::line(old), inert::line(new));
    let says = |text: &str| fix.title.contains(&format!("`{text}`"));
    Some(match (old.is_empty(), new.is_empty()) {
        (true, true) => return None,
        (_, false) if says(&new) => fix.title.clone(),
        (_, true) if says(&old) => fix.title.clone(),
        (_, true) => format!("{} (delete `{old}`)", fix.title),
        (_, false) => format!("{} (replace `{old}` with `{new}`)", fix.title),
    })
}

/// Lines that change together.
struct Hunk<'a> {
    path: &'a str,
    /// Number of the first line, from 1.
    first: usize,
    old: Vec<String>,
    new: Vec<String>,
}

impl Hunk<'_> {
    fn last_number(&self) -> usize {
        self.first + self.old.len().max(self.new.len())
    }

    /// Leaves out the lines that stay as they are at either end.
    fn trim(&mut self) {
        while self.old.first().is_some_and(|line| self.new.first() == Some(line)) {
            self.old.remove(0);
            self.new.remove(0);
            self.first += 1;
        }
        while self.old.last().is_some_and(|line| self.new.last() == Some(line)) {
            self.old.pop();
            self.new.pop();
        }
    }
}

/// The edits of `fix` as changed lines: edits that touch the same lines are one hunk.
fn hunks<'a>(findings: &Findings<'a>, fix: &Fix) -> Vec<Hunk<'a>> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut runs: Vec<(FileId, Range<usize>, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let index = findings.sources.file(edit.span.file).lines();
        let lines = index.line_of(edit.span.start)..index.line_of(edit.span.end.max(edit.span.start)) + 1;
        match runs.last_mut() {
            Some((file, last, run)) if *file == edit.span.file && lines.start < last.end => {
                last.end = last.end.max(lines.end);
                run.push(edit);
            }
            _ => runs.push((edit.span.file, lines, vec![edit])),
        }
    }
    runs.into_iter().map(|(file, lines, run)| hunk(findings.sources.file(file), &lines, &run)).collect()
}

fn hunk<'a>(file: &'a SourceFile, lines: &Range<usize>, edits: &[&Edit]) -> Hunk<'a> {
    let (index, text) = (file.lines(), file.text());
    let (from, to) = (index.start_of(lines.start, text), index.start_of(lines.end, text));
    let mut new = String::new();
    let mut at = from;
    for edit in edits {
        new.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        new.push_str(&edit.text);
        at = (edit.span.end as usize).max(at);
    }
    new.push_str(text.get(at..to).unwrap_or_default());
    let split = |text: &str| text.lines().map(str::to_owned).collect();
    let mut hunk = Hunk {
        path: file.path(),
        first: lines.start + 1,
        old: split(text.get(from..to).unwrap_or_default()),
        new: split(&new),
    };
    hunk.trim();
    hunk
}

fn draw(out: &mut String, hunk: &Hunk<'_>, digits: usize, paint: &Paint) {
    let sides = [(&hunk.old, '-', paint.removed), (&hunk.new, '+', paint.added)];
    for (lines, sign, style) in sides {
        let width = paint.width.saturating_sub(8 + digits + 3);
        for (at, line) in lines.iter().take(TALLEST).enumerate() {
            let focus = Focus { bytes: 0..0, text_columns: 0 };
            let text = shown(line, &focus, width, paint.characters).text;
            let number = paint.with(paint.quiet, &format!("{:>digits$}", hunk.first + at));
            let changed = paint.with(style, format!("{sign} {text}").trim_end());
            let _ = writeln!(out, "        {number} {changed}");
        }
        if lines.len() > TALLEST {
            let more = format!("{} {} more lines", paint.characters.ellipsis(), lines.len() - TALLEST);
            let _ = writeln!(out, "        {:digits$} {}", "", paint.with(paint.quiet, &more));
        }
    }
}
