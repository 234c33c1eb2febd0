//! Finds marks that the parser gives no event for: dashes, the colon of a value that is left out, the header of
//! a block text. Each search starts at the end of what was read before, so together they pass the text once.

/// Whether `byte` ends a token of a block.
const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The first byte in `from..to` that `wanted` accepts, passing over white space, comments, anchors, tags and the
/// marks `:`, `-` and `?`.
pub(crate) fn find_mark(text: &str, from: usize, to: usize, wanted: fn(u8) -> bool) -> Option<usize> {
    let bytes = &text.as_bytes()[..to.min(text.len())];
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if wanted(byte) {
            return Some(at);
        }
        match byte {
            b'#' => {
                at = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |line| at + line)
            }
            b'&' | b'!' => {
                at = bytes[at..].iter().position(|byte| is_blank(*byte)).map_or(bytes.len(), |end| at + end)
            }
            b':' | b'-' | b'?' => at += 1,
            byte if is_blank(byte) => at += 1,
            _ if text.get(at..).is_some_and(|rest| rest.starts_with('\u{feff}')) => {
                at += '\u{feff}'.len_utf8()
            }
            _ => return None,
        }
    }
    None
}

/// The place of a value that is left out: after its colon or dash, on the same line. `from` is the end of what was
/// read before, `searched` how far marks were looked for already, `at` where the parser puts the value, which may
/// be lines below.
pub(crate) fn place_of_nothing(
    text: &str,
    from: usize,
    searched: usize,
    at: usize,
    is_in_map: bool,
) -> usize {
    let gap = text
        .as_bytes()
        .get(at..)
        .map_or(0, |rest| rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count());
    let to = at + gap + 1;
    let mark = if is_in_map {
        find_mark(text, searched, to, |byte| byte == b':')
    } else {
        find_mark(text, searched, to, |byte| byte == b'-')
    };
    let is_near =
        |from: usize, to: usize| text.get(from..to).is_none_or(|between| !between.contains(['\n', '#']));
    match mark.map(|mark| mark + 1) {
        Some(after) if after > at && is_near(at, after) => after,
        Some(after) if after <= at => {
            if is_near(after, at) {
                at
            } else {
                after
            }
        }
        _ if is_near(from, at) => at.max(from),
        _ => from,
    }
}

/// The place of a block text: from its `|` or `>` to the end of its last line that is not blank. `from` is the end
/// of what was read before, `content..end` what the parser calls its place.
pub(crate) fn place_of_block(text: &str, from: usize, content: usize, end: usize) -> (usize, usize) {
    let header = find_mark(text, from, content, |byte| matches!(byte, b'|' | b'>')).unwrap_or(content);
    let marks = text.as_bytes()[header..].iter().take_while(|byte| b"|>+-0123456789".contains(byte)).count();
    let body = text.get(content..end).unwrap_or_default().trim_end();
    let last = if body.is_empty() { header + marks } else { content + body.len() };
    (header, last.max(header + marks))
}
