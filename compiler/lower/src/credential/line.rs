//! Credentials in a text that could not be read as it was meant: line by line, for hiding alone.

use faasc_facts::{Suspect, is_random};

use super::place::is_written_out;

/// The values that stand behind a key that names a credential, each with its first byte.
pub(super) fn values<'t>(
    text: &'t str,
    mut suspect: impl FnMut(&'t str) -> Option<Suspect>,
) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(':') {
        let key = key_before(&text[..at]);
        if key.is_empty() {
            continue;
        }
        let Some(suspect) = suspect(key) else { continue };
        let (start, value) = value_behind(text, at + 1);
        let is_credential = match suspect {
            Suspect::Any => is_written_out(value),
            Suspect::Random => is_random(value),
        };
        if is_credential {
            found.push((start, value));
        }
    }
    found
}

fn key_before(text: &str) -> &str {
    let text = text.trim_end_matches(['"', '\'']);
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
    let start = text
        .rfind(|sign| !is_sign(sign))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

/// What stands behind a colon up to the end of its line or item, without tag, quotes and comment.
fn value_behind(text: &str, from: usize) -> (usize, &str) {
    let line = text[from..].lines().next().unwrap_or_default();
    let mut value = line.trim_start();
    if value.starts_with('!') {
        value = value.split_once(' ').map_or("", |(_, rest)| rest.trim_start());
    }
    let value = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next().unwrap_or_default(),
        None => value.split(" #").next().unwrap_or_default().split([',', '}']).next().unwrap_or_default(),
    };
    let start = from + (value.as_ptr() as usize - line.as_ptr() as usize);
    (start, value.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_behind_suspicious_keys_are_found_in_what_is_no_yaml() {
        let text = "env:\n  A: plain\n  DB_PASSWORD: \"hunter2zz\n  E: { X_PASSWORD: other3zz, Y: z }\n\tPASSWORD: !!int tagged4zz # why\n";
        let suspect = |key: &str| key.ends_with("PASSWORD").then_some(Suspect::Any);
        let found = values(text, suspect);
        assert_eq!(
            found.iter().map(|(_, value)| *value).collect::<Vec<_>>(),
            ["hunter2zz", "other3zz", "tagged4zz"]
        );
        assert!(found.iter().all(|(start, value)| text[*start..].starts_with(value)));
    }
}
