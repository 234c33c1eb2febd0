//! Finds characters that YAML does not allow, or allows only in quotes.

/// Places of odd characters in a text, in order.
#[derive(Default)]
pub(crate) struct OddCharacters {
    /// Never allowed: the C0 controls but tab, line feed and carriage return.
    pub(crate) forbidden: Vec<usize>,
    /// Allowed in quotes only: DEL, the C1 controls but NEL, U+FFFE and U+FFFF.
    pub(crate) only_quoted: Vec<usize>,
}

/// One pass over the bytes of `text`.
pub(crate) fn odd_characters(text: &str) -> OddCharacters {
    let mut odd = OddCharacters::default();
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\t' | b'\n' | b'\r' | 0x20..=0x7E => {}
            0x00..=0x1F => odd.forbidden.push(at),
            0x7F => odd.only_quoted.push(at),
            0xC2 if bytes.get(at + 1).is_some_and(|next| (0x80..=0x9F).contains(next) && *next != 0x85) => {
                odd.only_quoted.push(at);
            }
            0xEF if bytes.get(at + 1) == Some(&0xBF)
                && bytes.get(at + 2).is_some_and(|last| *last >= 0xBE) =>
            {
                odd.only_quoted.push(at);
            }
            _ => {}
        }
    }
    odd
}

/// Whether [`odd_characters`] finds `character`.
pub(crate) fn is_odd(character: char) -> bool {
    let odd = odd_characters(character.encode_utf8(&mut [0; 4]));
    !odd.forbidden.is_empty() || !odd.only_quoted.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_of_the_yaml_rule_are_told_apart() {
        let text = "a\tb\r\n\u{1}\u{7f}\u{80}\u{85}\u{a0}é\u{fffd}\u{fffe}\u{ffff}\u{1f600}\0";
        let odd = odd_characters(text);
        let shown = |places: &[usize]| -> String {
            places.iter().map(|&at| text[at..].chars().next().unwrap()).collect()
        };
        assert_eq!(shown(&odd.forbidden), "\u{1}\0");
        assert_eq!(shown(&odd.only_quoted), "\u{7f}\u{80}\u{fffe}\u{ffff}");
    }
}
