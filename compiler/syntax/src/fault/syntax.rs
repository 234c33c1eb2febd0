//! The parser's errors in our own words.

use faasc_diagnostics::{Applicability, Diagnostic};
use granit_parser::ErrorKind;

use super::escape::first_bad_escape;
use super::scene::Scene;
use super::{
    BRACKET, COLON, DEPTH, DIRECTIVE, ESCAPE, INDENTATION, QUOTE, RESERVED, SYNTAX, TAB, TAG, UNKNOWN_ANCHOR,
    quoted,
};
use crate::places::find_mark;
use crate::tree::DEPTH_LIMIT;

/// The finding for a syntax error of `kind` in `scene`.
pub(crate) fn syntax(kind: &ErrorKind, scene: &Scene<'_>) -> Diagnostic {
    use ErrorKind as K;
    match kind {
        K::UnclosedQuotedScalar
        | K::DocumentIndicatorInQuotedScalar
        | K::InvalidTrailingSingleQuotedScalar
        | K::InvalidTrailingDoubleQuotedScalar
        | K::InvalidQuotedScalarIndent => quote(kind, scene),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidUnicodeEscape => escape(scene),
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabAtBlockScalarStart
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::InvalidBlockEntryWhitespace
        | K::InvalidMappingValueWhitespace => tab(scene),
        K::UnclosedFlowCollection { open } => unclosed(scene, scene.at, *open),
        K::MismatchedFlowCollectionEnd { open, close } => BRACKET
            .at(scene.span(scene.at, scene.at + 1), format!("`{open}` is closed by `{close}`"))
            .here("opened here")
            .help(format!("close it with `{}`, and check the brackets in between", partner(*open))),
        K::MisplacedFlowCollectionEnd => BRACKET
            .at(scene.word(scene.at), "this bracket closes nothing")
            .help("remove it, or add the opening bracket; quote a text that begins with a bracket"),
        K::MissingAnchorOrAliasName => sign_without_name(scene),
        K::UnexpectedCharacter { character } => reserved(*character, scene),
        K::MappingValueNotAllowed => second_colon(scene),
        K::SimpleKeyExpected | K::InvalidSimpleKey => no_colon(scene),
        K::RecursionLimitExceeded => DEPTH
            .at(scene.word(scene.at), format!("lists and mappings are nested more than {DEPTH_LIMIT} deep"))
            .here("nothing after this was read")
            .help("no part of faas.yaml needs more than a dozen levels: look for a bracket that repeats"),
        K::DuplicateVersionDirective
        | K::UnsupportedYamlMajorVersion
        | K::DuplicateTagDirective
        | K::MissingDocumentEndBeforeDirective
        | K::InvalidDirectiveTerminator
        | K::MissingYamlVersionSeparator
        | K::MissingDirectiveName
        | K::InvalidDirectiveName
        | K::DirectiveByteLimitExceeded { .. }
        | K::TooManyReservedDirectiveParams { .. }
        | K::YamlVersionTooLong
        | K::MissingYamlVersion
        | K::InvalidTagDirectiveTerminator => directive(scene),
        K::UndeclaredTagHandle
        | K::ExpectedTagBang
        | K::ExpectedTagDirectiveBang
        | K::InvalidGlobalTagCharacter
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::InvalidTagEscape
        | K::InvalidTagUtf8LeadingByte
        | K::InvalidTagUtf8TrailingByte
        | K::InvalidTagUtf8 => TAG
            .at(
                scene.word(scene.at),
                format!("the tag {} cannot be read", quoted(scene.slice(scene.word(scene.at)))),
            )
            .help("remove the tag; where the value should be a text that begins with `!`, quote it"),
        _ => by_place(kind, scene),
    }
}

/// What depends more on where it is than on what the parser missed.
fn by_place(kind: &ErrorKind, scene: &Scene<'_>) -> Diagnostic {
    use ErrorKind as K;
    let is_plain_slip = matches!(kind, K::BlockEntryInFlowCollection | K::FlowMappingValueAdjacentCollection);
    if let Some(open) = scene.open_flow.filter(|open| !is_plain_slip || !scene.is_same_line(*open, scene.at))
    {
        return in_flow(kind, scene, open);
    }
    match kind {
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::InvalidBlockScalarIndent
        | K::InvalidFlowScalarIndent
        | K::MappingKeyNotAllowed
        | K::UnexpectedEofBlockSequence
        | K::UnexpectedEofBlockMapping => block_entry(kind, scene),
        K::BlockSequenceEntryNotAllowed => SYNTAX
            .at(scene.word(scene.at), "a list cannot begin on the line of its key")
            .help("put each `- ` on a line of its own, or write the list as `[a, b]`; quote a text that begins with `- `"),
        K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent => SYNTAX
            .at(scene.word(scene.at), "`|` and `>` begin a block text, and something else follows on their line")
            .help("put the text on the lines below, indented; quote a one-line text that begins with `|` or `>`"),
        K::BlockEntryInFlowCollection => SYNTAX
            .at(scene.word(scene.at), "a list item with `- ` cannot stand inside brackets")
            .help("inside brackets, separate items by commas"),
        K::FlowMappingValueAdjacentCollection => SYNTAX
            .at(scene.span(scene.at, scene.at + 1), "a space is missing after this `:`")
            .replace("add a space", scene.span(scene.at + 1, scene.at + 1), " ", Applicability::Safe),
        K::ExpectedDocumentStart if scene.text.trim_start_matches('\u{feff}').starts_with('%') => DIRECTIVE
            .at(scene.line(scene.at), "`---` is missing between the directives and this line")
            .help("faas.yaml needs no directive: remove the line that begins with `%`"),
        K::ExpectedDocumentStart | K::InvalidDocumentEnd => SYNTAX
            .at(scene.word(scene.at), "the document has ended, and something follows")
            .help("keep one value per file: a mapping whose keys all begin in the first column"),
        K::CommentInterceptedScalar => SYNTAX
            .at(scene.word(scene.at), "a comment stands inside a text of several lines")
            .help("move the comment above the text, or quote the text if `#` belongs to it"),
        K::CommentNotSeparated => SYNTAX
            .at(scene.word(scene.at), "a space is missing before this comment")
            .replace("add a space", scene.span(scene.at, scene.at), " ", Applicability::Safe),
        K::BomInsideDocument => SYNTAX
            .at(scene.span(scene.at, scene.at + '\u{feff}'.len_utf8()), "a byte order mark stands inside the document")
            .here("it is invisible in most editors")
            .replace("remove it", scene.span(scene.at, scene.at + '\u{feff}'.len_utf8()), "", Applicability::Safe),
        _ => SYNTAX
            .at(scene.word(scene.at), format!("{} is not expected here", found_at(scene)))
            .note(format!("the YAML parser says: {kind}")),
    }
}

fn found_at(scene: &Scene<'_>) -> String {
    match scene.slice(scene.word(scene.at)) {
        "" => "the end of the line".to_owned(),
        word => quoted(word),
    }
}

const fn partner(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

fn unclosed(scene: &Scene<'_>, open: usize, bracket: char) -> Diagnostic {
    BRACKET
        .at(scene.span(open, open + 1), format!("`{bracket}` is not closed"))
        .here("opened here")
        .help(format!("close it with `{}`, or quote the text that it belongs to", partner(bracket)))
}

/// An error inside brackets: the bracket itself when the line is another one, else what stands there.
fn in_flow(kind: &ErrorKind, scene: &Scene<'_>, open: usize) -> Diagnostic {
    let bracket = if scene.text.as_bytes().get(open) == Some(&b'[') { '[' } else { '{' };
    if scene.text[..scene.at].ends_with('$') && scene.text[scene.at..].starts_with('{') {
        return SYNTAX
            .at(scene.span(scene.at - 1, scene.at + 1), "inside brackets, a text with `${` needs quotes")
            .here("YAML takes the `{` for the start of a mapping")
            .help("quote the whole text: `{ zone: \"${inputs.zone}\" }`");
    }
    if !scene.is_same_line(open, scene.at) {
        return unclosed(scene, open, bracket).label(scene.word(scene.at), "read as part of it up to here");
    }
    let found = SYNTAX.at(scene.word(scene.at), format!("{} is not expected here", found_at(scene)));
    match kind {
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => found
            .label(scene.span(open, open + 1), "inside this")
            .help(format!("put a `,` or `{}` before it, or quote the whole text", partner(bracket))),
        _ => found
            .label(scene.span(open, open + 1), "inside this")
            .note(format!("the YAML parser says: {kind}")),
    }
}

/// A line that continues no block, or a text behind a complete value.
fn block_entry(kind: &ErrorKind, scene: &Scene<'_>) -> Diagnostic {
    if !scene.is_first_on_line(scene.at) && !is_behind_dash(scene) {
        return SYNTAX
            .at(scene.word(scene.at), format!("{} follows a value that is complete", found_at(scene)))
            .help("put it on a line of its own, or quote the whole text");
    }
    if *kind == ErrorKind::ExpectedBlockSequenceEntry {
        return INDENTATION
            .at(scene.line(scene.at), "this line continues a list but begins with no `- `")
            .help("begin it with `- `, or indent it to the column of the key that it belongs to");
    }
    if is_behind_dash(scene) {
        return INDENTATION
            .at(scene.line(scene.at), "this list item stands where a key is expected")
            .help("indent the `-` to the column of the first item of its list, or put a key above it");
    }
    INDENTATION
        .at(scene.line(scene.at), "this line fits none of the levels of indentation above it")
        .help("give keys of one mapping the same column")
}

/// Whether the line of the fault begins with a dash that the parser has passed.
fn is_behind_dash(scene: &Scene<'_>) -> bool {
    let start = scene.line_start(scene.at);
    scene.text.get(start..scene.at).is_some_and(|before| before.trim() == "-")
        || scene.text[scene.at..].starts_with("- ")
}

fn quote(kind: &ErrorKind, scene: &Scene<'_>) -> Diagnostic {
    use ErrorKind as K;
    let is_trailing =
        matches!(kind, K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar);
    let open = if is_trailing {
        find_mark(scene.text, skip_separators(scene), scene.at, |byte| matches!(byte, b'"' | b'\''))
            .unwrap_or(scene.at)
    } else {
        scene.at
    };
    let mark = scene.text[open..].chars().next().unwrap_or('"');
    if *kind == K::InvalidQuotedScalarIndent {
        return QUOTE
            .at(scene.line(scene.at), "this line of a quoted text is not indented enough")
            .help("indent it more than the key of the text");
    }
    if is_trailing && scene.is_same_line(open, scene.at) {
        let found = QUOTE
            .at(scene.word(scene.at), format!("{} follows the end of a quoted text", found_at(scene)))
            .label(scene.span(open, open + 1), "the text begins here");
        return if mark == '\'' {
            found.help("inside single quotes write `''` for one quote; or quote the whole text with `\"`")
        } else {
            found.help("inside double quotes write `\\\"` for one quote; or quote the whole text with `'`")
        };
    }
    let end = scene.line(open).end as usize;
    let found = QUOTE
        .at(scene.span(open, end), format!("the text that `{mark}` opens does not end on its line"))
        .here(if is_trailing { "opened here" } else { "opened here and never closed" });
    let found =
        if is_trailing { found.label(scene.word(scene.at), "it ends just before this") } else { found };
    found.help(format!("close the text with `{mark}`"))
}

/// Passes over commas and opening brackets between the last value and the next one.
fn skip_separators(scene: &Scene<'_>) -> usize {
    let between = scene.text.get(scene.cursor..).unwrap_or_default();
    scene.cursor + between.bytes().take_while(|byte| b",[{]} \t\r\n".contains(byte)).count()
}

fn escape(scene: &Scene<'_>) -> Diagnostic {
    let start = scene.text[scene.at..].find('"').map_or(scene.at, |quote| scene.at + quote);
    let start = if scene.text[scene.at..].starts_with('"') { scene.at } else { start };
    let (from, to) = first_bad_escape(scene.text, start).unwrap_or((scene.at, scene.at + 1));
    let span = scene.span(from, to);
    ESCAPE
        .at(span, format!("the escape {} is not known", quoted(scene.slice(span)).replace("\\\\", "\\")))
        .note("in double quotes `\\` begins an escape: `\\n`, `\\t`, `\\\\`, `\\\"`, `\\x41`, `\\u00e9`, `\\U0001F600`")
        .help("write `\\\\` for one backslash, or put the text in single quotes, where `\\` stands for itself")
}

fn tab(scene: &Scene<'_>) -> Diagnostic {
    // The parser may stop at the tab, behind it, or at the text that the line with the tab seems to continue.
    let tab_in = |start: usize| {
        let line = scene.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let indent = &line[..line.len() - line.trim_start().len()];
        indent.contains('\t').then_some((start, start + indent.len()))
    };
    let here = scene.line_start(scene.at);
    let next = scene.text.get(scene.at..).and_then(|rest| rest.find('\n')).map(|line| scene.at + line + 1);
    let place = tab_in(here).or_else(|| next.and_then(tab_in)).or_else(|| {
        let line_end = next.unwrap_or(scene.text.len());
        let tab = here + scene.text.get(here..line_end)?.find('\t')?;
        Some((tab, tab + 1))
    });
    let (from, to) = place.unwrap_or((scene.at, scene.at + 1));
    TAB.at(scene.span(from, to), "a tab stands where YAML needs spaces")
        .here("there is a tab in here")
        .help("indent with spaces only; most editors can convert tabs")
        .replace(
            "replace each tab by two spaces",
            scene.span(from, to),
            scene.text.get(from..to).unwrap_or_default().replace('\t', "  "),
            Applicability::NeedsReview,
        )
}

fn sign_without_name(scene: &Scene<'_>) -> Diagnostic {
    let is_alias = scene.text[scene.at..].starts_with('*');
    let (sign, what) = if is_alias { ('*', "an alias") } else { ('&', "an anchor") };
    UNKNOWN_ANCHOR
        .at(scene.span(scene.at, scene.at + 1), format!("`{sign}` begins {what}, and no name follows"))
        .help(format!("quote the text if it should begin with `{sign}`"))
}

fn reserved(character: char, scene: &Scene<'_>) -> Diagnostic {
    let rest = scene.text[scene.at..].lines().next().unwrap_or_default();
    let stops: &[char] = if scene.open_flow.is_some() { &[',', ']', '}', '#', '\t'] } else { &['#', '\t'] };
    let text = rest.split(stops).next().unwrap_or_default().trim_end();
    let span = scene.span(scene.at, scene.at + text.len().max(character.len_utf8()));
    let shown = if character == '`' { "a backtick".to_owned() } else { quoted(&character.to_string()) };
    let found = RESERVED.at(span, format!("a plain text cannot begin with {shown}"));
    if text.len() > 200 || text.contains(['"', '\\']) || text.contains(": ") || text.is_empty() {
        return found.help("quote the text");
    }
    let fixed = format!("\"{text}\"");
    found.help(format!("quote it: {fixed}")).replace("quote it", span, fixed, Applicability::Safe)
}

/// A `:` where no key can stand: a second one on the line, a key that is indented too far, or a line above it
/// without `: ` that became part of the key.
fn second_colon(scene: &Scene<'_>) -> Diagnostic {
    let first_line = scene.last_plain.filter(|start| !scene.is_same_line(*start, scene.at));
    if let Some(start) = first_line {
        let line = scene.line(start);
        let text = scene.slice(line);
        if scene.is_first_on_line(start) && text.contains(':') {
            return SYNTAX
                .at(line, format!("no space follows the `:` in {}", quoted(text)))
                .here("so this is a text, not a key and its value")
                .help("write a space after the `:`");
        }
        return INDENTATION
            .at(
                scene.line(scene.at),
                "this line is indented like a part of the text above it, and holds a key",
            )
            .label(line, "the text begins here")
            .help("give keys of one mapping the same column");
    }
    let before = scene.text[scene.line_start(scene.at)..scene.at].trim_start();
    if before.contains(": ") {
        return COLON
            .at(scene.span(scene.at, scene.at + 1), "a second `: ` stands on this line")
            .here("the value would have to end before this")
            .help("quote the value if the colon belongs to it, or put the inner key on a line of its own, indented");
    }
    INDENTATION
        .at(scene.line(scene.at), "a key cannot stand here")
        .help("give keys of one mapping the same column, and put nothing between a key and its `:`")
}

fn no_colon(scene: &Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let text = scene.slice(line);
    let found = SYNTAX.at(line, "this line is no key with a value");
    if text.contains(':') && !text.contains(' ') {
        found.here("no space follows the `:`").help("write a space after the `:`")
    } else {
        found
            .here("`: ` is missing")
            .help("write `key: value`; a text that goes on over several lines is indented more than its key")
    }
}

fn directive(scene: &Scene<'_>) -> Diagnostic {
    DIRECTIVE
        .at(scene.line(scene.at), "this YAML directive cannot be read")
        .note("a line that begins with `%` is a directive; faas.yaml needs none")
        .help("remove the line, or write `%YAML 1.2` once, before `---`")
}
