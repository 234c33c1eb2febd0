//! The id of a trigger that has none: made from kind and value, so that reordering renames nothing.

use std::fmt::Write as _;

/// `http`, `POST /users/{id}` → `http-post-users-by-id`. A value with more than words, `/` and parameters
/// ends in a short hash, so that different values never meet.
pub(crate) fn made(kind: &str, value: &str) -> String {
    let mut words: Vec<String> = vec![kind.to_owned()];
    let mut is_plain = true;
    for part in value.split(['/', ' ']).filter(|part| !part.is_empty()) {
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => {
                let (name, word) = name.strip_suffix('+').map_or((name, "by"), |name| (name, "rest"));
                is_plain &= is_word(name);
                words.push(word.to_owned());
                // Of what takes the rest the name says nothing: there is one at most, and always last.
                words.push(if word == "rest" { String::new() } else { slug(name) });
            }
            None => {
                is_plain &= is_word(part) || (kind == "http" || kind == "webhook") && words.len() == 1;
                words.push(slug(part));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    let mut id = words.join("-");
    if !is_plain || id.len() > 80 {
        id.truncate(80);
        let id_end = id.trim_end_matches('-').len();
        id.truncate(id_end);
        let _ = write!(id, "-{:08x}", hash(value));
    }
    id
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// FNV-1a, 32 bits: stable for ever, and short.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::made;

    #[test]
    fn ids_are_made_of_kind_and_value() {
        assert_eq!(made("http", "POST /users/{id}"), "http-post-users-by-id");
        assert_eq!(made("http", "ANY /files/{rest+}"), "http-any-files-rest");
        assert_eq!(made("event", "billing/charged"), "event-billing-charged");
        assert_eq!(made("schedule", "every 5m"), "schedule-every-5m");
        assert_eq!(made("http", "GET /"), "http-get");
    }

    #[test]
    fn what_a_slug_would_lose_is_kept_apart_by_a_hash() {
        assert_ne!(made("schedule", "0 9 * * *"), made("schedule", "0 9 * * 1"));
        assert_ne!(made("http", "GET /Users"), made("http", "GET /users"));
        assert_eq!(made("schedule", "30 4 * * *"), "schedule-30-4-9c383914", "frozen: emitted names hold it");
    }
}
