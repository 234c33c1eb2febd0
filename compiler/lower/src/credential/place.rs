//! Which places make a literal a credential.

use faasc_facts::{Suspect, is_random};
use faasc_syntax::{Entry, Map};

use crate::interpolation::{Piece, has_insert, split};

/// A literal and the keys that lead to it, from the top of the file.
pub(super) struct Literal<'l, 'a> {
    pub(super) text: &'a str,
    pub(super) is_text: bool,
    pub(super) path: &'l [&'a str],
}

/// Why a literal is a credential.
pub(super) enum Place<'a> {
    /// Its key says so.
    Named(&'a str),
    /// It is the value of a declared secret.
    Declared(&'a str),
    /// The name of a secret is expected there.
    InsteadOfName(&'a str),
}

/// Keys whose value, or what is below them, the file's author names freely.
const FREE: [&str; 11] = [
    "env",
    "args",
    "payload",
    "body",
    "merge",
    "json_patch",
    "headers",
    "conditions",
    "vars",
    "config",
    "x-",
];

/// Keys of the language that take the name of a secret.
const NAMING: [&str; 4] = ["secret", "client_secret", "credential", "trust"];

/// How a text begins that says where a credential lies, or stands in for one.
#[rustfmt::skip]
const POINTING: [&str; 18] = [
    "/", "./", "arn:", "projects/", "vault:", "file:", "<", "{{",
    "$", "%", "env:", "ssm:", "sm://", "secretsmanager:", "kms:", "op://", "(", "@",
];

/// What a declaration of a secret has.
const OF_SECRET: [&str; 4] = ["description", "existing", "versions", "rotate"];

/// The key that a value stands under; of a pair of name and value (`{ name: X, value: Y }`), the name.
pub(super) fn key_of<'a>(map: Map<'a>, entry: Entry<'a>) -> &'a str {
    if entry.key.text != "value" {
        return entry.key.text;
    }
    let text = |key: &str| map.get(key).and_then(|entry| entry.value.text());
    match text("name").or_else(|| text("path")) {
        Some(name) => name.rsplit('/').next().unwrap_or(name),
        None => entry.key.text,
    }
}

impl<'a> Literal<'_, 'a> {
    /// The place that makes it a credential; none when it is an ordinary value.
    pub(super) fn place(
        &self,
        suspect: &mut dyn FnMut(&'a str) -> Option<Suspect>,
        secrets: &dyn Fn(&str) -> Option<bool>,
    ) -> Option<Place<'a>> {
        let path = from_section(self.path);
        let key = *path.last()?;
        if self.text.is_empty() {
            return None;
        }
        let is_filled = has_insert(self.text);
        if is_filled && !is_told(self.text) {
            return None;
        }
        let place = self.place_of(path, key, suspect, secrets)?;
        (!is_filled || matches!(place, Place::Named(_))).then_some(place)
    }

    fn place_of(
        &self,
        path: &[&'a str],
        key: &'a str,
        suspect: &mut dyn FnMut(&'a str) -> Option<Suspect>,
        secrets: &dyn Fn(&str) -> Option<bool>,
    ) -> Option<Place<'a>> {
        match path {
            ["secrets", name] => return self.is_text.then_some(Place::Declared(name)),
            ["secrets", name, key] => {
                return (self.is_text && !OF_SECRET.contains(key)).then_some(Place::Declared(name));
            }
            ["secrets", ..] => return None,
            _ if is_naming(path) => {
                return (self.is_text && !is_name(self.text, secrets)).then_some(Place::InsteadOfName(key));
            }
            _ => {}
        }
        let (key, is_free) = match path {
            ["vars", name, "default"] => (*name, true),
            _ => (key, path.iter().any(|key| FREE.contains(key) || key.starts_with("x-"))),
        };
        if !is_free && !is_of_node(path) {
            return None;
        }
        let suspect = suspect(key).or_else(|| unnamed(path, key))?;
        let is_credential = match suspect {
            Suspect::Random => {
                let is_address = self.text.contains("://") && !self.text.contains('@');
                self.is_text && !is_address && is_random(self.text)
            }
            Suspect::Any => (self.is_text || is_free && !self.is_boolean()) && is_written_out(self.text),
        };
        (is_credential && secrets(self.text) != Some(true)).then_some(Place::Named(key))
    }

    fn is_boolean(&self) -> bool {
        matches!(self.text.to_ascii_lowercase().as_str(), "true" | "false" | "null" | "~")
    }
}

/// The path as it is outside environments: what an environment says otherwise is of the same form.
fn from_section<'p, 'a>(path: &'p [&'a str]) -> &'p [&'a str] {
    match path {
        ["environments", _, rest @ ..] if !rest.is_empty() => rest,
        _ => path,
    }
}

/// Whether the name of a secret is expected there.
fn is_naming(path: &[&str]) -> bool {
    match path {
        ["functions", _, "secrets"] | ["functions", _, "secrets", _] => true,
        ["defaults", "secrets"] | ["defaults", "secrets", _] => true,
        ["auth" | "services" | "sites", .., key] => NAMING.contains(key),
        _ => false,
    }
}

/// Whether a text where the name of a secret is expected is one, or a slip of one, and no value.
fn is_name(text: &str, secrets: &dyn Fn(&str) -> Option<bool>) -> bool {
    const LONGEST: usize = 100;
    let is_like_a_name = text.len() <= LONGEST
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'));
    // Where a secret lies is no value of it; that a name is expected is said by whoever reads the key.
    let points = POINTING.iter().any(|start| text.starts_with(start));
    points || is_like_a_name && (secrets(text).is_some() || !is_random(text))
}

/// Whether a key stands right in a node, where the language has no key of such a name.
fn is_of_node(path: &[&str]) -> bool {
    matches!(
        path,
        ["services" | "functions" | "sites" | "stores" | "events" | "inputs" | "auth", _, _]
            | ["auth", _, _, _]
            | ["sites", _, "kafka" | "mqtt" | "gateway", _]
    )
}

/// In an authenticator a bare `key` or `value` is what it checks.
fn unnamed(path: &[&str], key: &str) -> Option<Suspect> {
    (path.first() == Some(&"auth") && matches!(key, "key" | "keys" | "value" | "user"))
        .then_some(Suspect::Random)
}

/// Whether a text into which something is put holds, beside that, what no person would write for a name or a path.
fn is_told(text: &str) -> bool {
    const SHORTEST: usize = 6;
    let own: String = split(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Insert(..) => None,
        })
        .collect();
    own.len() >= SHORTEST && own.bytes().any(|byte| byte.is_ascii_digit()) && !own.contains(['/', ':'])
}

/// Whether a password stands there, and not where to find one, nor a stand-in for it.
pub(super) fn is_written_out(text: &str) -> bool {
    const SHORTEST: usize = 4;
    #[rustfmt::skip]
    const WORDS: [&str; 13] = [
        "none", "required", "optional", "enabled", "disabled", "always", "never",
        "change_me", "changeme", "change-me", "todo", "tbd", "placeholder",
    ];
    let first = text.chars().next();
    let low = text.to_ascii_lowercase();
    // Words that speak of a password, a sentence and a path without a digit in them are none.
    let is_prose = !text.bytes().any(|byte| byte.is_ascii_digit())
        && (low.contains("password") || low.contains("secret/") || text.contains([' ', '/']));
    text.chars().count() >= SHORTEST
        && !text.contains("://")
        && !text.chars().all(|sign| Some(sign) == first)
        && !POINTING.iter().any(|start| text.starts_with(start))
        && !WORDS.contains(&low.as_str())
        && !is_prose
}
