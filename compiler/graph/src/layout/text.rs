//! How wide a text is: an upper estimate, because the reader's font is not known.

/// Most characters that are shown of one text.
const MOST: usize = 44;

/// `text`, cut with an ellipsis when it is too long to be read in a picture.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MOST - 1).collect();
    short.push('\u{2026}');
    short
}

/// Width of the shortened `text` at `size` pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    whole_width(&shortened(text), size)
}

/// Width of the whole `text` at `size` pixels.
pub(super) fn whole_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| size * ratio(c)).sum()
}

/// Width of a character in parts of the font size, generous for every common sans-serif font.
fn ratio(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' => 0.76,
        c if c.is_ascii() => 0.62,
        '\u{b7}' | '\u{d7}' | '\u{2026}' => 0.9,
        _ => 1.1,
    }
}
