//! Runs the parser over a text, and takes it up again behind a syntax error.

use faasc_diagnostics::Sink;
use faasc_source::{FileId, Span};
use granit_parser::{ErrorKind, Event, Parser, ScanError, options};

use crate::build::{Builder, Stop};
use crate::characters::{is_odd, odd_characters};
use crate::fault;
use crate::fault::syntax::syntax;
use crate::scalar::Style;
use crate::tree::{DEPTH_LIMIT, Kind, Tree};

/// How much of a text is read.
const MOST_BYTES: usize = 1 << 30;

/// How many syntax errors are looked for in one file.
const MOST_SYNTAX_ERRORS: usize = 8;

/// Reads `text`, the text of `file`. Always gives a tree; what is wrong goes to `sink`. After a syntax error,
/// reading goes on at the next key of the outermost mapping, and the tree [is broken](Tree::is_broken).
/// At most the first GiB is read: places are 32 bits wide, and callers refuse much smaller files.
pub fn parse(file: FileId, text: &str, sink: &mut Sink) -> Tree {
    let mut most = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let text = &text[..most];
    let odd = odd_characters(text);
    let mut builder = Builder::new(file, text);
    let mut from = 0;
    for _ in 0..MOST_SYNTAX_ERRORS {
        let Err(stop) = read(&mut builder, text, from) else { break };
        builder.tree.is_broken = true;
        let Stop::Syntax(error) = stop else { break };
        let found = report(&mut builder, &error, from);
        match next_key(text, found.start as usize) {
            Some(next) if builder.back_to_root() => from = next,
            _ => break,
        }
    }
    let (tree, findings) = builder.finish();
    report_characters(file, text, &tree, odd.forbidden, odd.only_quoted, sink);
    findings.hand_on(sink);
    tree
}

/// Reads from byte `from` to the end of the document, or to a fault that ends it.
fn read<'s>(builder: &mut Builder<'s>, text: &'s str, from: usize) -> Result<(), Stop> {
    let options = options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
    };
    builder.begin_part(from);
    let mut parser = Parser::new_from_str_with_options(&text[from..], options);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::DocumentEnd | Event::StreamEnd | Event::StreamStart, _)) => {}
            Ok((event, span)) => builder.event(event, &span)?,
            Err(error) => return Err(Stop::Syntax(error)),
        }
    }
    Ok(())
}

/// Reports a syntax error and gives its place. A character that is not allowed anyway is reported as that.
fn report(builder: &mut Builder<'_>, error: &ScanError, from: usize) -> Span {
    let at = from + error.marker().byte_offset().unwrap_or_default();
    let scene = builder.scene(at);
    let found = syntax(error.kind(), &scene);
    let span = found.primary.span;
    let is_known = matches!(error.kind(), ErrorKind::UnexpectedCharacter { character } if is_odd(*character));
    if !is_known {
        builder.findings.report(|| found);
    }
    span
}

/// The start of the first line behind that of byte `after` which begins with a plain or quoted key.
fn next_key(text: &str, after: usize) -> Option<usize> {
    let mut at = after + text.get(after..)?.find('\n')? + 1;
    loop {
        let rest = text.get(at..)?;
        let line = rest.lines().next()?;
        let begins_a_key =
            line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '_' | '$'));
        if begins_a_key && (line.contains(": ") || line.trim_end().ends_with(':')) {
            return Some(at);
        }
        at += rest.find('\n')? + 1;
    }
}

fn report_characters(
    file: FileId,
    text: &str,
    tree: &Tree,
    forbidden: Vec<usize>,
    only_quoted: Vec<usize>,
    sink: &mut Sink,
) {
    let mut all = forbidden;
    if !only_quoted.is_empty() {
        let mut quoted = tree
            .nodes
            .iter()
            .filter(|node| matches!(node.kind, Kind::Scalar { style: Style::Single | Style::Double, .. }));
        let mut current = quoted.next();
        for at in only_quoted {
            while current.is_some_and(|node| node.end as usize <= at) {
                current = quoted.next();
            }
            if current.is_none_or(|node| node.start as usize > at) {
                all.push(at);
            }
        }
        all.sort_unstable();
    }
    if let Some(&first) = all.first() {
        let character = text[first..].chars().next().unwrap_or_default();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span::new(file, offset(first), offset(first + character.len_utf8()));
        sink.push(fault::control_character(span, character, all.len() - 1));
    }
}
