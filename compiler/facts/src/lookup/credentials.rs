//! Credentials in a text: by their shape, and by the name of the key that they stand under.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Credential, Suspect};

/// A credential that was seen in a text, by the bytes that it takes.
#[derive(Clone, Copy, Debug)]
pub struct Sighting<'f> {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it is.
    pub shape: Fact<'f, Credential>,
}

/// The shapes of the fact base, made ready for a search.
#[derive(Debug)]
pub struct Credentials<'f> {
    shapes: Vec<Shape<'f>>,
    /// By first byte: the shape and the beginning.
    starts: Vec<Vec<(usize, &'f str)>>,
    keys: Vec<(&'f str, Suspect)>,
}

#[derive(Debug)]
struct Shape<'f> {
    fact: Fact<'f, Credential>,
    of: Class,
}

/// A set of characters; all that is not ASCII is in or out together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    ascii: u128,
    others: bool,
}

impl Class {
    /// The inside of a bracket: `A-Z2-7`, `^;&`. A `-` at either end means itself.
    pub(crate) fn parse(text: &str) -> Self {
        let (is_all_others, text) = text.strip_prefix('^').map_or((false, text), |rest| (true, rest));
        let bytes = text.as_bytes();
        let (mut ascii, mut at) = (0_u128, 0);
        while at < bytes.len() {
            let is_range = bytes.get(at + 1) == Some(&b'-') && at + 2 < bytes.len();
            let last = if is_range { bytes[at + 2] } else { bytes[at] };
            for byte in bytes[at]..=last {
                ascii |= 1_u128.checked_shl(u32::from(byte)).unwrap_or_default();
            }
            at += if is_range { 3 } else { 1 };
        }
        if is_all_others { Self { ascii: !ascii, others: true } } else { Self { ascii, others: false } }
    }

    fn has(self, byte: u8) -> bool {
        if byte < 128 { self.ascii & (1 << byte) != 0 } else { self.others }
    }

    /// How many bytes of `text` from its start are of it.
    fn run(self, text: &[u8]) -> usize {
        text.iter().take_while(|byte| self.has(**byte)).count()
    }
}

impl Facts {
    /// What credentials look like.
    #[must_use]
    pub fn credentials(&self) -> Credentials<'_> {
        let facts = self.tables.credentials().facts();
        let shapes: Vec<Shape<'_>> =
            facts.map(|fact| Shape { fact, of: Class::parse(&fact.row().of) }).collect();
        let mut starts = vec![Vec::new(); 256];
        for (number, shape) in shapes.iter().enumerate() {
            for begin in &shape.fact.row().begins {
                if let Some(first) = begin.bytes().next() {
                    starts[usize::from(first)].push((number, begin.as_str()));
                }
            }
        }
        let keys = self.tables.credential_keys().facts().map(|fact| (fact.row().id.as_str(), fact.suspect));
        Credentials { shapes, starts, keys: keys.collect() }
    }
}

impl<'f> Credentials<'f> {
    /// All that has the shape of a credential, in the order of the text; what lies in another one is left out.
    #[must_use]
    pub fn seen_in(&self, text: &str) -> Vec<Sighting<'f>> {
        let bytes = text.as_bytes();
        let mut found: Vec<Sighting<'f>> = Vec::new();
        let mut measured = vec![Measured::default(); self.shapes.len()];
        let mut at = 0;
        while at < bytes.len() {
            match self.at(text, at, &mut measured) {
                Some(sighting) => {
                    at = sighting.end;
                    found.push(sighting);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest credential that begins at a byte.
    fn at(&self, text: &str, at: usize, measured: &mut [Measured]) -> Option<Sighting<'f>> {
        let bytes = text.as_bytes();
        let starts = &self.starts[usize::from(bytes[at])];
        // In the middle of a word nothing begins.
        if starts.is_empty() || bytes[at].is_ascii_alphanumeric() && at > 0 && is_word(bytes[at - 1]) {
            return None;
        }
        let ends = starts.iter().filter(|(_, begin)| bytes[at..].starts_with(begin.as_bytes()));
        let seen = ends.filter_map(|(number, begin)| {
            let shape = &self.shapes[*number];
            let end = shape.end(text, at + begin.len(), &mut measured[*number])?;
            Some(Sighting { start: at, end, shape: shape.fact })
        });
        seen.max_by_key(|sighting| sighting.end)
    }

    /// What a whole value is when it stands beside one of the shape `id`, in the same mapping.
    #[must_use]
    pub fn beside(&self, id: &str, value: &str) -> Option<Fact<'f, Credential>> {
        let known = self.shapes.iter().filter(|shape| shape.fact.row().beside.as_deref() == Some(id));
        known
            .into_iter()
            .find(|shape| shape.end(value, 0, &mut Measured::default()).is_some_and(|end| end == value.len()))
            .map(|shape| shape.fact)
    }

    /// Whether a key's name says that what stands under it is a credential, and which values then are.
    #[must_use]
    pub fn suspect(&self, key: &str) -> Option<Suspect> {
        let name = in_words(key);
        self.keys
            .iter()
            .find(|(end, _)| {
                name.strip_suffix(*end).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
            })
            .map(|(_, suspect)| *suspect)
    }
}

/// What was measured of a text for a shape: beginnings that follow each other in one run, or before one ending, share
/// it, so that a text of nothing but beginnings is still read once.
#[derive(Clone, Copy, Default)]
struct Measured {
    /// A run of the shape's signs, from its first byte to the byte after it.
    run: (usize, usize),
    /// From where its last part was sought, and where that was.
    until: Option<(usize, Option<usize>)>,
}

impl Measured {
    fn run(&mut self, of: Class, bytes: &[u8], from: usize) -> usize {
        if !(self.run.0..self.run.1).contains(&from) {
            self.run = (from, from + of.run(&bytes[from..]));
        }
        self.run.1
    }

    fn until(&mut self, text: &str, from: usize, sought: &str) -> Option<usize> {
        match self.until {
            Some((before, found)) if before <= from && found.is_none_or(|found| found >= from) => found,
            _ => {
                let found = text[from..].find(sought).map(|at| from + at);
                self.until = Some((from, found));
                found
            }
        }
    }
}

/// So many bytes of a body tell whether it is mixed and holds what it must.
const HEAD: usize = 512;

impl Shape<'_> {
    /// The byte after a credential of this shape whose beginning ends before `from`.
    fn end(&self, text: &str, from: usize, measured: &mut Measured) -> Option<usize> {
        let row = self.fact.row();
        let end = measured.run(self.of, text.as_bytes(), from);
        let length = end - from;
        let body = text.get(from..end)?;
        let head = (0..=HEAD.min(body.len())).rev().find(|at| body.is_char_boundary(*at));
        let body = &body[..head.unwrap_or_default()];
        let is_long = u32::try_from(length).unwrap_or(u32::MAX) >= row.min;
        let is_short = row.max.is_none_or(|max| u32::try_from(length).unwrap_or(u32::MAX) <= max);
        let holds = row.holds.as_ref().is_none_or(|held| {
            // Something must follow it: `user:@` has no password.
            body.find(held.as_str()).is_some_and(|found| found + held.len() < body.len() || held.len() > 1)
        });
        let ends = row.ends.as_ref().is_none_or(|ends| text[end..].starts_with(ends.as_str()));
        if !(is_long && is_short && holds && ends && (!row.is_mixed || is_mixed(body))) {
            return None;
        }
        let Some(last) = row.until.as_ref().and_then(|until| measured.until(text, end, until)) else {
            return Some(end);
        };
        let rest = &text[last..];
        Some(last + rest.find(['\n', '\r', '"', '\'']).unwrap_or(rest.len()))
    }
}

/// Whether a value is one that no person would write: a part of it mixes letters and digits, and it has no other
/// signs than those of names and of base64.
#[must_use]
pub fn is_random(value: &str) -> bool {
    const LEAST: usize = 12;
    let is_token = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./+=:~".contains(&byte));
    value.len() >= LEAST
        && is_token
        && !is_uuid(value)
        && value
            .split(|sign: char| !sign.is_ascii_alphanumeric())
            .any(|part| part.len() >= 8 && is_mixed(part))
}

/// `1a2b3c4d-12ab-34cd-56ef-1234567890ab`: it names something, and opens nothing.
fn is_uuid(value: &str) -> bool {
    let groups: Vec<&str> = value.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && value.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// Whether letters and digits change places more than once: `python313` is a word, `4f2d1c0a` is none.
fn is_mixed(text: &str) -> bool {
    let kinds = text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.is_ascii_digit());
    let (mut changes, mut before) = (0, None);
    for kind in kinds {
        changes += usize::from(before.is_some_and(|before| before != kind));
        before = Some(kind);
    }
    changes > 1
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// `dbPassword`, `DB-PASSWORD` and `DB_PASSWORD` as `db_password`.
fn in_words(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 4);
    let mut was_small = false;
    for sign in key.chars() {
        if !sign.is_alphanumeric() {
            name.push('_');
        } else {
            if sign.is_uppercase() && was_small {
                name.push('_');
            }
            name.extend(sign.to_lowercase());
        }
        was_small = sign.is_lowercase() || sign.is_numeric();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Class, is_random};
    use crate::facts::Facts;
    use crate::row::Suspect;

    /// The ids of what is seen in a text. The samples are put together here, so that no scanner of credentials takes
    /// this file for a leak.
    fn seen(text: &str) -> Vec<&'static str> {
        let facts = Facts::builtin();
        facts.credentials().seen_in(text).iter().map(|found| found.shape.row().id.as_str()).collect()
    }

    #[test]
    fn credentials_are_known_by_their_shape() {
        let filler = "4eC39HqLyjWDarjtT1zdp7dc0123456789abcdef";
        for (begin, length, id) in [
            ("AKIA", 0, ""),
            ("ghp_", 36, "github.token"),
            ("glpat-", 20, "gitlab.token"),
            ("sk_live_", 24, "stripe.key"),
            ("whsec_", 32, "webhook.secret"),
            ("AIza", 35, "google.api-key"),
            ("npm_", 36, "npm.token"),
            ("hf_", 34, "huggingface.token"),
        ] {
            let text = format!("{begin}{}", &filler[..length]);
            let expected: Vec<&str> = if id.is_empty() { Vec::new() } else { vec![id] };
            assert_eq!(seen(&text), expected, "{begin}");
            assert_eq!(seen(&format!("un{text}")), Vec::<&str>::new(), "inside a word: {begin}");
        }
        assert_eq!(seen("key: AKIAIOSFODNN7EXAMPLE."), ["aws.access-key"]);
        assert_eq!(seen("xAKIAIOSFODNN7EXAMPLE AKIAIOSFODNN7EXAMPLEX"), Vec::<&str>::new());
        assert_eq!(seen("postgres://app:hunter2@db.example/app"), ["url.password"]);
        assert_eq!(seen("Server=db;User Id=sa;Password=hunter2;"), ["connection.password"]);
        let key = "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nx";
        let found = Facts::builtin().credentials().seen_in(key);
        assert_eq!(&key[found[0].start..found[0].end], &key[..key.len() - 2]);
    }

    #[test]
    fn ordinary_values_are_no_credentials() {
        for text in [
            "https://id.shop.example/keys?format=jwk",
            "ssh://git@git.shop.example/repo.git",
            "postgres://app:${inputs.password}@db/app",
            "postgres://app:@db/app",
            "-----BEGIN PUBLIC KEY-----",
            "-----BEGIN CERTIFICATE-----",
            "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "4f2d1c0a9b8e7d6c5b4a39281706f5e4d3c2b1a0",
            "123e4567-e89b-12d3-a456-426614174000",
            "the task-sk-manager and npm_config_registry, sk-learn",
            "Basic authentication, Bearer token of the caller",
            "eyJhbGciOiJub25lIn0",
        ] {
            assert_eq!(seen(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn names_of_keys_say_what_they_hold() {
        let facts = Facts::builtin();
        let known = facts.credentials();
        for key in ["DB_PASSWORD", "dbPassword", "password", "smtp-passwd"] {
            assert_eq!(known.suspect(key), Some(Suspect::Any), "{key}");
        }
        for key in ["API_KEY", "clientSecret", "AUTH_TOKEN", "AWS_SECRET_ACCESS_KEY"] {
            assert_eq!(known.suspect(key), Some(Suspect::Random), "{key}");
        }
        for key in ["PASSWORD_MIN_LENGTH", "TOKEN_URL", "PARTITION_KEY", "SECRETARY", "monkey", "compassword"]
        {
            assert_eq!(known.suspect(key), None, "{key}");
        }
        assert!(known.beside("aws.access-key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY").is_some());
        assert!(known.beside("aws.access-key", "eu-central-1").is_none());
    }

    #[test]
    fn random_values_are_told_from_words() {
        for value in ["4f2d1c0a9b8e7d6c", "aGVsbG8gd29ybGQ0Mjk4a2Q=", "pk-9f86d081884c"] {
            assert!(is_random(value), "{value}");
        }
        for value in ["shop-prod-secret-2026", "x-csrf-token-v2", "partner-key", "hunter2", "a b4c5d6e7f8g9"]
        {
            assert!(!is_random(value), "{value}");
        }
    }

    #[test]
    fn a_class_reads_as_a_bracket() {
        let class = Class::parse("a-c_-");
        assert_eq!(class.run(b"ab_-cd"), 5);
        assert_eq!(Class::parse("^;&").run(b"a b;c"), 3);
    }

    #[test]
    fn a_text_of_nothing_but_beginnings_is_read_once() {
        // A megabyte of each; measured anew at each beginning this would take minutes.
        for begin in ["eyJ/", "api_key=/", "-----BEGIN PRIVATE KEY-----\n"] {
            let text = begin.repeat(1_000_000 / begin.len());
            let _ = Facts::builtin().credentials().seen_in(&text);
        }
    }

    #[test]
    fn an_id_of_groups_is_no_secret() {
        assert!(!is_random("1a2b3c4d-12ab-34cd-56ef-1234567890ab"));
        assert!(is_random("1a2b3c4d-12ab-34cd-56ef-1234567890abcd"));
    }
}
