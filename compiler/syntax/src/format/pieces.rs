//! A text as a row of pieces: each mark, scalar and comment with its place and line.

use faasc_source::LineIndex;
use granit_parser::{ScalarStyle, Scanner, StrInput, TokenType, options};

use crate::places::find_mark;
use crate::tree::DEPTH_LIMIT;

/// A part of the text, or a point in it.
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The line of its start, from 0.
    pub(super) line: usize,
    /// The bytes before it on its line.
    pub(super) column: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A block mapping begins; no text.
    MapStart,
    /// A block list begins; no text.
    SeqStart,
    /// A block collection ends; no text.
    BlockEnd,
    /// A key follows; no text.
    Key,
    /// `-`
    Dash,
    /// `?`
    Question,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `[` or `{`
    Open,
    /// `]` or `}`
    Close,
    /// A plain or quoted text.
    Scalar,
    /// A block text, from `|` or `>` to what the scanner takes for its end.
    Block {
        /// The start of a comment in its first line.
        comment: Option<usize>,
    },
    /// An alias, an anchor or a tag: a colon needs a space after it.
    Property,
    /// A comment.
    Comment,
    /// `---`, `...` or a directive.
    Document,
}

/// The pieces of `text`; `None` when it is no YAML, which the caller has excluded.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let options = options! {
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
    };
    let lines = LineIndex::new(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut cursor = 0;
    for token in Scanner::with_options(StrInput::new(text), options) {
        let (span, token) = token.ok()?.into_parts();
        let range = span.byte_range()?;
        let (kind, start, end) = match token {
            TokenType::StreamStart | TokenType::StreamEnd => continue,
            TokenType::BlockMappingStart => (PieceKind::MapStart, range.start, range.start),
            TokenType::BlockSequenceStart => (PieceKind::SeqStart, range.start, range.start),
            TokenType::BlockEnd => (PieceKind::BlockEnd, range.start, range.start),
            // Brackets that are not written: `[a: b]` holds a mapping of one key.
            TokenType::FlowMappingStart | TokenType::FlowMappingEnd if range.is_empty() => continue,
            TokenType::FlowSequenceStart | TokenType::FlowMappingStart => {
                (PieceKind::Open, range.start, range.end)
            }
            TokenType::FlowSequenceEnd | TokenType::FlowMappingEnd => {
                (PieceKind::Close, range.start, range.end)
            }
            TokenType::FlowEntry => (PieceKind::Comma, range.start, range.end),
            TokenType::Key if range.is_empty() => (PieceKind::Key, range.start, range.start),
            TokenType::Key => (PieceKind::Question, range.start, range.end),
            TokenType::BlockEntry => {
                let dash = find_mark(text, cursor, text.len(), |byte| byte == b'-')?;
                (PieceKind::Dash, dash, dash + 1)
            }
            TokenType::Value => {
                let colon = find_mark(text, cursor, text.len(), |byte| byte == b':')?;
                (PieceKind::Colon, colon, colon + 1)
            }
            TokenType::Scalar(ScalarStyle::Literal | ScalarStyle::Folded, _) => {
                let header = find_mark(text, cursor, range.end, |byte| matches!(byte, b'|' | b'>'))?;
                (PieceKind::Block { comment: None }, header, range.end)
            }
            TokenType::Scalar(..) => (PieceKind::Scalar, range.start, range.end),
            TokenType::Alias(_) | TokenType::Anchor(_) | TokenType::Tag(..) => {
                (PieceKind::Property, range.start, range.end)
            }
            TokenType::Comment(_) => {
                // The comment in the first line of a block text is reported after it.
                if let Some(Piece { kind: PieceKind::Block { comment }, start, end, .. }) = pieces.last_mut()
                    && (*start..*end).contains(&range.start)
                {
                    *comment = Some(range.start);
                    continue;
                }
                (PieceKind::Comment, range.start, range.end)
            }
            TokenType::VersionDirective(..)
            | TokenType::TagDirective(..)
            | TokenType::ReservedDirective(..)
            | TokenType::DocumentStart
            | TokenType::DocumentEnd => (PieceKind::Document, range.start, range.end),
            _ => return None,
        };
        if end > start {
            cursor = cursor.max(end);
        }
        let line = lines.line_of(u32::try_from(start).ok()?);
        pieces.push(Piece { kind, start, end, line, column: start - lines.start_of(line, text) });
    }
    Some(pieces)
}
