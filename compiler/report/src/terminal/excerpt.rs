//! The lines around the places of one finding, as a small source of its own for miette.
//!
//! miette finds lines by reading a source from its start, and draws what it finds as it is. So it gets a text made
//! of the few lines that it will draw, already harmless and cut to the screen, and the line numbers with it.

use std::fmt;
use std::ops::Range;

use faasc_diagnostics::{Diagnostic, Severity};
use faasc_source::{FileId, SourceFile, Span};
use miette::{
    LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters,
};

use super::clip::{Focus, ShownLine, shown};
use super::paint::Paint;
use super::paragraph::wrapped;
use crate::{Findings, inert};

/// Lines above and below a mark.
const AROUND: usize = 1;
/// A mark over more lines than this is drawn at its first line.
const TALLEST: usize = 6;
/// Marks of one finding that are drawn.
const MOST: usize = 12;
/// Columns that the text of a mark gets at least.
const TEXT: usize = 16;

/// A place with its text, resolved to lines.
struct Mark<'a> {
    file: FileId,
    source: &'a SourceFile,
    is_primary: bool,
    text: String,
    /// Line (from 0) and byte in it.
    start: (usize, usize),
    end: (usize, usize),
}

/// Neighboring lines of one file.
struct Group {
    path: String,
    first_line: usize,
    /// Number of the last line, from 1.
    last_line: usize,
    bytes: Range<usize>,
}

/// A mark in the excerpt's text.
struct Drawn {
    bytes: Range<usize>,
    text: String,
    is_primary: bool,
    /// Line and column (from 0) in the file.
    position: (usize, usize),
}

/// What miette draws for one finding.
pub(super) struct Excerpt {
    text: String,
    groups: Vec<Group>,
    marks: Vec<Drawn>,
}

impl Excerpt {
    /// Gathers the lines around the places of `found`: those of the primary place first, then the rest of its file,
    /// then other files.
    pub(super) fn new(findings: &Findings<'_>, found: &Diagnostic, paint: &Paint) -> Self {
        let primary = std::iter::once((&found.primary, true));
        let labels = found.labels.iter().map(|label| (label, false));
        let marks: Vec<Mark<'_>> = primary
            .chain(labels)
            .take(MOST)
            .map(|(label, is_primary)| Mark::new(findings, label.span, &label.text, is_primary))
            .collect();
        let mut excerpt = Self { text: String::new(), groups: Vec::new(), marks: Vec::new() };
        let groups = groups(&marks);
        let digits = groups.iter().map(|(_, lines)| lines.end.to_string().len()).max().unwrap_or(1);
        for (file, lines) in groups {
            let here: Vec<&Mark<'_>> =
                marks.iter().filter(|mark| mark.file == file && lines.contains(&mark.start.0)).collect();
            excerpt.add_group(&here, lines, digits, paint);
        }
        excerpt.marks.sort_by_key(|mark| (mark.bytes.start, !mark.is_primary));
        excerpt
    }

    /// How many places of `found` are not drawn.
    pub(super) fn left_out(found: &Diagnostic) -> usize {
        (found.labels.len() + 1).saturating_sub(MOST)
    }

    /// Draws it; ends with a line break.
    pub(super) fn draw(&self, paint: &Paint, severity: Severity) -> String {
        let primary: Vec<bool> = self.marks.iter().map(|mark| mark.is_primary).collect();
        let mut out = String::new();
        if paint.handler(severity, &primary).render_report(&mut out, self).is_err() {
            return String::new();
        }
        // The first line is miette's own headline, which is empty: the message stands above already.
        self.joined(out.split_once('\n').map_or("", |(_, body)| body), &paint.theme_characters())
    }

    /// miette frames each group by itself; joins the frames to one, with line numbers as wide as the widest.
    fn joined(&self, body: &str, characters: &ThemeCharacters) -> String {
        let close = format!("{}{}", characters.lbot, characters.hbar.to_string().repeat(4));
        let open = format!("{}{}", characters.ltop, characters.hbar);
        let cross = format!("{}{}", characters.lcross, characters.hbar);
        let digits = |group: &Group| group.last_line.to_string().len();
        let widest = self.groups.iter().map(digits).max().unwrap_or(1);
        let mut out = String::with_capacity(body.len());
        let mut group = 0;
        for line in body.lines() {
            let line = line.trim_end();
            let is_last = group + 1 >= self.groups.len();
            let is_close = line.trim_start() == close;
            if is_close && !is_last {
                group += 1;
                continue;
            }
            let pad = self.groups.get(group).map_or(0, |group| widest - digits(group));
            out.extend(std::iter::repeat_n(' ', pad));
            let is_open = group > 0 && line.trim_start().starts_with(&open);
            out.push_str(&if is_open { line.replacen(&open, &cross, 1) } else { line.to_owned() });
            out.push('\n');
        }
        out
    }

    fn add_group(&mut self, marks: &[&Mark<'_>], lines: Range<usize>, digits: usize, paint: &Paint) {
        let Some(first) = marks.first() else { return };
        let (source, index) = (first.source, first.source.lines());
        let is_tall = marks.iter().any(|mark| mark.start.0 != mark.end.0);
        let gutter = digits + 4 + if is_tall { marks.len() + 3 } else { 0 };
        let width = paint.width.saturating_sub(gutter);
        let from = self.text.len();
        let mut starts: Vec<(usize, ShownLine)> = Vec::with_capacity(lines.len());
        for line in lines.clone() {
            let text = index.text_of(line, source.text());
            let shown = shown(text, &focus(marks, line, text), width, paint.characters);
            let start = self.text.len();
            self.text.push_str(&shown.text);
            self.text.push('\n');
            starts.push((start, shown));
        }
        for mark in marks {
            self.marks.push(drawn(mark, &lines, &starts, width));
        }
        let path = inert::line(source.path()).into_owned();
        self.groups.push(Group {
            path,
            first_line: lines.start,
            last_line: lines.end,
            bytes: from..self.text.len(),
        });
    }

    fn group_of(&self, span: &SourceSpan) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.bytes.start <= span.offset() && span.offset() + span.len() <= group.bytes.end)
    }
}

impl<'a> Mark<'a> {
    fn new(findings: &Findings<'a>, span: Span, text: &str, is_primary: bool) -> Self {
        let source = findings.sources.file(span.file);
        let whole = source.text();
        let clamp = |offset: u32| {
            let mut offset = (offset as usize).min(whole.len());
            while !whole.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let (start, end) = (clamp(span.start), clamp(span.end));
        let end = start + meant(whole.get(start..end).unwrap_or_default()).len();
        let index = source.lines();
        let place = |offset: usize| {
            let line = index.line_of(u32::try_from(offset).unwrap_or(u32::MAX));
            (line, offset - index.start_of(line, whole))
        };
        let (start, mut end) = (place(start), place(end));
        let mut text = inert::line(text).into_owned();
        if end.0 - start.0 >= TALLEST {
            let more = format!("up to line {}", end.0 + 1);
            text = if text.is_empty() { more } else { format!("{text} ({more})") };
            end = (start.0, index.text_of(start.0, whole).trim_end().len());
        }
        Self { file: span.file, source, is_primary, text, start, end }
    }
}

/// What of the text under a mark is meant: blocks end where the next key begins, without the line breaks before it.
fn meant(text: &str) -> &str {
    let kept = text.trim_end();
    if text[kept.len()..].contains('\n') { kept } else { text }
}

/// The lines to draw: of which file and which, in order of drawing.
fn groups(marks: &[Mark<'_>]) -> Vec<(FileId, Range<usize>)> {
    let mut files: Vec<FileId> = Vec::new();
    for mark in marks {
        if !files.contains(&mark.file) {
            files.push(mark.file);
        }
    }
    let mut groups: Vec<(FileId, Range<usize>)> = Vec::new();
    for file in files {
        let from = groups.len();
        let mut here: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.file == file).collect();
        here.sort_by_key(|mark| mark.start);
        for mark in here {
            let lines = around(mark);
            match groups[from..].last_mut() {
                Some((_, last)) if lines.start <= last.end => last.end = last.end.max(lines.end),
                _ => groups.push((file, lines)),
            }
        }
    }
    if let Some(primary) = marks.first() {
        let is_first = |(file, lines): &(FileId, Range<usize>)| {
            *file == primary.file && lines.contains(&primary.start.0)
        };
        groups.sort_by_key(|group| !is_first(group));
    }
    groups
}

/// The lines of `mark` and those around it, without empty ones at the ends.
fn around(mark: &Mark<'_>) -> Range<usize> {
    let index = mark.source.lines();
    let is_blank = |line: usize| index.text_of(line, mark.source.text()).trim().is_empty();
    let mut first = mark.start.0.saturating_sub(AROUND);
    let mut end = (mark.end.0 + AROUND + 1).min(index.count());
    while first < mark.start.0 && is_blank(first) {
        first += 1;
    }
    while end > mark.end.0 + 1 && is_blank(end - 1) {
        end -= 1;
    }
    first..end
}

/// What must be seen of `line`: the primary mark that touches it, else the first that does, else its start.
fn focus(marks: &[&Mark<'_>], line: usize, text: &str) -> Focus {
    let touching = || marks.iter().filter(|mark| mark.start.0 == line || mark.end.0 == line);
    let Some(mark) = touching().find(|mark| mark.is_primary).or_else(|| touching().next()) else {
        return Focus { bytes: 0..0, text_columns: 0 };
    };
    let start = if mark.start.0 == line { mark.start.1 } else { mark.end.1 };
    let end = if mark.end.0 == line { mark.end.1 } else { text.len() };
    // miette draws `╰── ` before the text.
    let text_columns = if mark.text.is_empty() { 0 } else { mark.text.chars().count().min(TEXT) + 4 };
    Focus { bytes: start..end.max(start), text_columns }
}

fn drawn(mark: &Mark<'_>, lines: &Range<usize>, starts: &[(usize, ShownLine)], width: usize) -> Drawn {
    let at = |(line, byte): (usize, usize)| {
        starts.get(line - lines.start).map_or(0, |(start, shown)| start + shown.at(byte))
    };
    let start = at(mark.start);
    let end = at(mark.end).max(start);
    let middle = match starts.get(mark.start.0 - lines.start) {
        Some((_, line)) if mark.start.0 == mark.end.0 => {
            usize::midpoint(line.columns_before(mark.start.1), line.columns_before(mark.end.1))
        }
        _ => 0,
    };
    let room = width.saturating_sub(middle + 4).max(TEXT);
    let before = mark.source.lines().text_of(mark.start.0, mark.source.text());
    let column =
        before.get(..mark.start.1).unwrap_or_default().trim_start_matches('\u{feff}').chars().count();
    Drawn {
        bytes: start..end,
        text: wrapped(&mark.text, room, room).join("\n"),
        is_primary: mark.is_primary,
        position: (mark.start.0, column),
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let group = self.group_of(span).ok_or(MietteError::OutOfBounds)?;
        // Without lines around it is the position for the frame that miette asks for.
        let position = self
            .marks
            .iter()
            .find(|mark| lines_before == 0 && mark.bytes.start == span.offset())
            .map_or((group.first_line, 0), |mark| mark.position);
        let data = self.text.as_bytes().get(group.bytes.clone()).ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            group.path.clone(),
            data,
            SourceSpan::new(group.bytes.start.into(), group.bytes.len()),
            position.0,
            position.1,
            data.iter().filter(|byte| **byte == b'\n').count(),
        )))
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Empty: the headline is drawn by us.
impl fmt::Display for Excerpt {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Excerpt {}

impl miette::Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.marks.iter().map(|mark| {
            let text = (!mark.text.is_empty()).then(|| mark.text.clone());
            let span = SourceSpan::new(mark.bytes.start.into(), mark.bytes.len());
            if mark.is_primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        })))
    }
}
