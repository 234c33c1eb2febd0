//! Makes users' text harmless where it is shown: nothing in a name, a path or a file may move the cursor,
//! color the screen, hide itself or turn the direction of writing.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `c` does something else than show itself.
pub(crate) fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The picture of an active character, one column wide.
pub(crate) fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// Whether `c` may be a picture of an active character.
pub(crate) fn is_picture(c: char) -> bool {
    matches!(c, '\u{2400}'..='\u{2421}' | '\u{fffd}')
}

/// `text` on one line: active characters, line breaks included, become pictures.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_active(c) { picture(c) } else { c }).collect())
}

/// `text` with its line breaks; tabs become a space, other active characters pictures.
pub(crate) fn block(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_active(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let shown = |c| match c {
        '\n' => '\n',
        '\t' => ' ',
        c if is_active(c) => picture(c),
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// `json`, a JSON text, with active characters inside its strings as `\u` escapes: the same values, safe to print.
#[must_use]
pub fn json_text(json: String) -> String {
    if !json.contains(|c| is_active(c) && c != '\n') {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_active(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_become_pictures() {
        assert_eq!(line("a\u{1b}[31m\nb\u{202e}"), "a␛[31m␊b\u{fffd}");
        assert_eq!(block("a\r\n\tb\u{9b}"), "a\n b\u{fffd}");
    }

    #[test]
    fn json_keeps_its_values_and_loses_its_active_characters() {
        let value = serde_json::json!({ "a": "\u{7f}\u{9b}31m\u{202e}\u{e0041}\n é" });
        let text = json_text(value.to_string());
        assert!(text.is_ascii() || !text.contains(is_active));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
