//! Lays pieces out: decides the column of each line and the spaces between pieces.

use super::blocks::{BlockPlace, Lines, block, fold};
use super::pieces::{Piece, PieceKind};

/// How far each level is indented.
const STEP: usize = 2;

/// A block collection that is open.
#[derive(Clone, Copy)]
struct Level {
    is_seq: bool,
    /// Whether its dashes stand in the column of the keys around it; the scanner has no marks for such a list.
    is_indentless: bool,
    /// Its column in the source.
    source: usize,
    /// Its column in the output.
    column: usize,
}

/// A bracket that is open.
struct Bracket {
    /// The line of its opening in the source.
    line: usize,
    /// The column in the output at which its line begins.
    base: usize,
}

/// A comment on a line of its own that waits for what follows it.
struct Waiting<'t> {
    text: &'t str,
    column: usize,
    has_gap: bool,
}

struct Layout<'t> {
    text: &'t str,
    out: String,
    /// The column in the output at which the current line begins, and at which the next piece would be written.
    line_column: usize,
    column: usize,
    /// The last line of the source that was written, and its last piece.
    last_line: Option<usize>,
    last: Option<(PieceKind, usize)>,
    levels: Vec<Level>,
    brackets: Vec<Bracket>,
    waiting: Vec<Waiting<'t>>,
    /// The levels that were open when the first waiting comment came.
    levels_before: Vec<Level>,
    /// Whether the next piece begins a key.
    is_key: bool,
}

/// The formatted text.
pub(super) fn lay_out(text: &str, pieces: &[Piece]) -> String {
    let mut layout = Layout {
        text,
        out: String::with_capacity(text.len() + text.len() / 16),
        line_column: 0,
        column: 0,
        last_line: None,
        last: None,
        levels: Vec::new(),
        brackets: Vec::new(),
        waiting: Vec::new(),
        levels_before: Vec::new(),
        is_key: false,
    };
    for (at, piece) in pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::MapStart | PieceKind::SeqStart => {
                let first = pieces[at..].iter().find(|next| next.end > next.start);
                layout.open_level(piece, first.unwrap_or(piece));
            }
            PieceKind::BlockEnd => layout.close_level(),
            PieceKind::Key => {
                layout.leave_indentless();
                layout.is_key = true;
            }
            PieceKind::Comment => layout.comment(piece),
            _ => layout.piece(piece),
        }
    }
    layout.flush_comments(None, 0);
    if !layout.out.is_empty() {
        layout.out.push('\n');
    }
    layout.out
}

impl<'t> Layout<'t> {
    fn open_level(&mut self, piece: &Piece, first: &Piece) {
        let is_seq = piece.kind == PieceKind::SeqStart;
        let is_on_line = self.last_line == Some(first.line);
        let column = if is_on_line { self.column + 1 } else { self.value_column(first) };
        self.levels.push(Level { is_seq, is_indentless: false, source: first.column, column });
    }

    fn close_level(&mut self) {
        self.leave_indentless();
        self.levels.pop();
    }

    /// Ends a list whose dashes stand in the column of the keys around it: a key follows, or the mapping ends.
    fn leave_indentless(&mut self) {
        if self.brackets.is_empty() && self.levels.last().is_some_and(|level| level.is_indentless) {
            self.levels.pop();
        }
    }

    /// The column of a value that begins a line with `piece`.
    fn value_column(&self, piece: &Piece) -> usize {
        // In the first column these would mean something else.
        let is_marker = ["---", "...", "%"].iter().any(|marker| self.text[piece.start..].starts_with(marker));
        let root = if is_marker && piece.kind == PieceKind::Scalar { STEP } else { 0 };
        self.levels.last().map_or(root, |level| level.column + STEP)
    }

    /// Where a line of brackets begins that begins in a block.
    fn bracket_base(&self) -> usize {
        self.levels.last().map_or(0, |level| if level.is_seq { level.column + STEP } else { level.column })
    }

    fn piece(&mut self, piece: &Piece) {
        if self.brackets.is_empty() {
            match piece.kind {
                PieceKind::Question | PieceKind::Colon => self.leave_indentless(),
                PieceKind::Dash if self.levels.last().is_none_or(|level| !level.is_seq) => {
                    let column = self.value_column(piece);
                    self.levels.push(Level {
                        is_seq: true,
                        is_indentless: true,
                        source: piece.column,
                        column,
                    });
                }
                _ => {}
            }
        }
        let begins_line = self.last_line != Some(piece.line) || !self.waiting.is_empty();
        if begins_line {
            let column = self.column_of(piece);
            self.flush_comments(Some(piece), column);
            self.new_line(self.has_gap(piece.line), column);
        } else if self.needs_space(piece) {
            self.write(" ");
        }
        self.is_key = false;
        self.write_piece(piece, begins_line);
        self.last = Some((piece.kind, piece.start));
    }

    /// The column of a piece that begins a line.
    fn column_of(&self, piece: &Piece) -> usize {
        if let Some(bracket) = self.brackets.last() {
            return if piece.kind == PieceKind::Close { bracket.base } else { bracket.base + STEP };
        }
        let level = self.levels.last().map_or(0, |level| level.column);
        match piece.kind {
            PieceKind::Document => 0,
            PieceKind::Dash | PieceKind::Question | PieceKind::Colon => level,
            _ if self.is_key => level,
            _ => self.value_column(piece),
        }
    }

    fn write_piece(&mut self, piece: &Piece, begins_line: bool) {
        let raw = &self.text[piece.start..piece.end];
        let mut taken = 1;
        match piece.kind {
            PieceKind::Open => {
                let base = match self.brackets.last() {
                    _ if begins_line => self.column,
                    Some(outer) if outer.line == piece.line => outer.base,
                    Some(_) => self.line_column,
                    None => self.bracket_base(),
                };
                self.brackets.push(Bracket { line: piece.line, base });
                self.write(raw);
            }
            PieceKind::Close => {
                self.brackets.pop();
                self.write(raw);
            }
            PieceKind::Scalar if raw.contains('\n') => {
                let indent = self.brackets.last().map(|bracket| bracket.base + STEP);
                let indent = indent.unwrap_or_else(|| self.value_column(piece).max(STEP));
                taken = self.write_lines(fold(raw, indent));
            }
            PieceKind::Block { comment } => {
                let around = self.levels.iter().rev().find(|level| !level.is_indentless);
                let place = BlockPlace {
                    source: around.map_or(0, |level| level.source),
                    column: self.levels.last().map_or(0, |level| level.column),
                    content: self.value_column(piece).max(STEP),
                };
                taken = self.write_lines(block(self.text, piece, comment, place));
            }
            _ => self.write(raw),
        }
        self.last_line = Some(piece.line + taken - 1);
    }

    fn write_lines(&mut self, lines: Lines) -> usize {
        self.write(&lines.first);
        for line in &lines.rest {
            self.out.push('\n');
            self.out.push_str(line);
            self.column = line.chars().count();
            self.line_column = line.len() - line.trim_start_matches(' ').len();
        }
        lines.taken
    }

    /// Whether a space stands between the last piece and `piece` on its line.
    fn needs_space(&self, piece: &Piece) -> bool {
        let Some((last, start)) = self.last else { return false };
        let is_brace = |at: usize| matches!(self.text.as_bytes().get(at), Some(b'{' | b'}'));
        match (last, piece.kind) {
            (PieceKind::Open, PieceKind::Close) | (_, PieceKind::Comma) => false,
            (PieceKind::Open, _) => is_brace(start),
            (_, PieceKind::Close) => is_brace(piece.start),
            (last, PieceKind::Colon) => {
                !matches!(last, PieceKind::Scalar | PieceKind::Close | PieceKind::Block { .. })
            }
            _ => true,
        }
    }

    /// Whether a blank line stands before `line` of the source.
    fn has_gap(&self, line: usize) -> bool {
        self.last_line.is_some_and(|last| line > last + 1)
    }

    fn new_line(&mut self, has_gap: bool, column: usize) {
        if !self.out.is_empty() {
            self.out.push_str(if has_gap { "\n\n" } else { "\n" });
        }
        self.out.push_str(&" ".repeat(column));
        self.column = column;
        self.line_column = column;
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn comment(&mut self, piece: &Piece) {
        let text = self.text[piece.start..piece.end].trim_end();
        if self.last_line == Some(piece.line) && self.waiting.is_empty() {
            self.write(" ");
            self.write(text);
            self.last = Some((PieceKind::Comment, piece.start));
            return;
        }
        let has_gap = self.has_gap(piece.line);
        self.last_line = Some(piece.line);
        if let Some(bracket) = self.brackets.last() {
            self.new_line(has_gap, bracket.base + STEP);
            self.write(text);
            return;
        }
        if self.waiting.is_empty() {
            self.levels_before.clone_from(&self.levels);
        }
        self.waiting.push(Waiting { text, column: piece.column, has_gap });
    }

    /// Writes the waiting comments. They go to the column of what follows; one that is indented deeper than that
    /// belongs to the block which ends here.
    fn flush_comments(&mut self, next: Option<&Piece>, column: usize) {
        for comment in std::mem::take(&mut self.waiting) {
            let is_deeper = |source: usize| next.is_none_or(|next| source > next.column);
            let ending = self.levels_before.iter().rev();
            let ending = ending.filter(|level| level.source <= comment.column && is_deeper(level.source));
            let column = ending.max_by_key(|level| level.source).map_or(column, |level| level.column);
            self.new_line(comment.has_gap, column);
            self.write(comment.text);
        }
    }
}
