//! Finds the first escape of a double-quoted text that YAML does not know.

/// The range of the first bad escape in the double-quoted text that opens at byte `quote`.
pub(crate) fn first_bad_escape(text: &str, quote: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = quote + 1;
    let mut wants_low: Option<(usize, usize)> = None;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' {
            return wants_low;
        }
        if byte != b'\\' {
            if wants_low.is_some() {
                return wants_low;
            }
            at += 1;
            continue;
        }
        let digits = match bytes.get(at + 1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            Some(byte) if b"0abtnvfre \"/\\N_LP\t\r\n".contains(byte) => 0,
            _ => return Some((at, next_boundary(text, at + 2))),
        };
        let end = at + 2 + digits;
        let value = match text.get(at + 2..end) {
            Some("") => None,
            Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                u32::from_str_radix(hex, 16).ok()
            }
            _ => return Some((at, next_boundary(text, at + 2))),
        };
        match (value, wants_low) {
            (Some(0xDC00..=0xDFFF), Some(_)) => wants_low = None,
            (_, Some(bad)) => return Some(bad),
            (Some(0xD800..=0xDBFF), None) => wants_low = Some((at, end)),
            (Some(value), None) if char::from_u32(value).is_none() => return Some((at, end)),
            _ => {}
        }
        at = end;
    }
    wants_low
}

fn next_boundary(text: &str, from: usize) -> usize {
    (from..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bad_escape_is_found() {
        for (text, wanted) in [
            (r#""a\qb\z""#, Some(r"\q")),
            (r#""\x4g""#, Some(r"\x")),
            (r#""\uD800""#, Some(r"\uD800")),
            (r#""\uD83D\uDE00""#, None),
            (r#""\uDC00""#, Some(r"\uDC00")),
            (r#""\U00110000""#, Some(r"\U00110000")),
            (r#""\é""#, Some(r"\é")),
            (r#""\n\t\\\"""#, None),
            (r#""\"#, Some(r"\")),
        ] {
            assert_eq!(first_bad_escape(text, 0).map(|(from, to)| &text[from..to]), wanted, "{text}");
        }
    }
}
