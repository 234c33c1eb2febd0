//! The declarations in words, for the reference of the language.

use std::collections::BTreeMap;

use crate::form::{Form, Key, KindsForm, MapForm, NameOf, Need, Scalar};
use crate::key::top::TOP;

/// All mappings of the language, each once, with what their keys mean.
#[derive(Clone, Debug)]
pub struct Reference {
    /// In the order in which they are met; the first is the top level.
    pub sections: Vec<ReferenceSection>,
}

/// A mapping of the language.
#[derive(Clone, Debug)]
pub struct ReferenceSection {
    /// Where it is met first: `functions.NAME.scale`; empty for the top level. `[]` is an item of a list.
    pub path: String,
    /// What it is: `a function`.
    pub what: &'static str,
    /// Its keys, in the order of their declaration.
    pub keys: Vec<ReferenceKey>,
}

/// A key of the language.
#[derive(Clone, Debug)]
pub struct ReferenceKey {
    /// Its name.
    pub name: &'static str,
    /// Beside which kind it stands (`schedule`); `None`: beside all.
    pub of_kind: Option<&'static str>,
    /// Whether it is a kind: exactly one of these stands in the mapping.
    pub is_kind: bool,
    /// Whether it must be there.
    pub is_required: bool,
    /// What its value is, in words.
    pub form: String,
    /// The value that holds without it, in words; empty when there is none.
    pub default: &'static str,
    /// A value as written.
    pub example: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// The mappings that its value holds: how they are reached from the key (`[]`, `.NAME`), and their place in
    /// [`Reference::sections`].
    pub inside: Vec<(String, usize)>,
}

impl Reference {
    /// The mapping that is met at `path`, perhaps not for the first time.
    #[must_use]
    pub fn section(&self, path: &str) -> Option<&ReferenceSection> {
        if path.is_empty() { self.sections.first() } else { self.below(0, path) }
    }

    fn below(&self, at: usize, path: &str) -> Option<&ReferenceSection> {
        self.sections[at].keys.iter().find_map(|key| {
            let rest = path.strip_prefix(key.name)?;
            key.inside.iter().find_map(|(way, at)| match rest.strip_prefix(way.as_str())? {
                "" => self.sections.get(*at),
                rest => self.below(*at, rest.strip_prefix('.')?),
            })
        })
    }
}

/// The whole language.
#[must_use]
pub fn reference() -> Reference {
    let mut walk = Walk::default();
    walk.map(&TOP, "");
    Reference { sections: walk.sections }
}

#[derive(Default)]
struct Walk {
    sections: Vec<ReferenceSection>,
    known: BTreeMap<usize, usize>,
}

impl Walk {
    fn map(&mut self, found: &'static MapForm, path: &str) -> usize {
        let keys = found.keys.iter().map(|key| (key, None, false));
        self.section(address(found), found.what, keys, path)
    }

    fn kinds(&mut self, found: &'static KindsForm, path: &str) -> usize {
        let kinds = found.kinds.iter().map(|kind| (&kind.key, None, true));
        let own =
            found.kinds.iter().flat_map(|kind| kind.own.iter().map(|key| (key, Some(kind.key.name), false)));
        let common = found.common.iter().map(|key| (key, None, false));
        self.section(address(found), found.what, kinds.chain(own).chain(common), path)
    }

    fn section(
        &mut self,
        address: usize,
        what: &'static str,
        keys: impl Iterator<Item = (&'static Key, Option<&'static str>, bool)>,
        path: &str,
    ) -> usize {
        if let Some(at) = self.known.get(&address) {
            return *at;
        }
        let at = self.sections.len();
        self.known.insert(address, at);
        self.sections.push(ReferenceSection { path: path.to_owned(), what, keys: Vec::new() });
        for (key, of_kind, is_kind) in keys {
            let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
            let mut inside = Vec::new();
            self.inside(&key.form, &path, "", &mut inside);
            self.sections[at].keys.push(ReferenceKey {
                name: key.name,
                of_kind,
                is_kind,
                is_required: key.need == Need::Required && !is_kind,
                form: in_words(&key.form),
                default: key.default,
                example: key.example,
                doc: key.doc,
                inside,
            });
        }
        at
    }

    /// Finds the mappings that a value holds.
    fn inside(&mut self, form: &'static Form, path: &str, way: &str, found: &mut Vec<(String, usize)>) {
        match form {
            Form::Map(map) => {
                let at = self.map(map, &format!("{path}{way}"));
                found.push((way.to_owned(), at));
            }
            Form::Kinds(kinds) => {
                let at = self.kinds(kinds, &format!("{path}{way}"));
                found.push((way.to_owned(), at));
            }
            Form::List(item) | Form::NonEmptyList(item) => {
                self.inside(item, path, &format!("{way}[]"), found)
            }
            Form::OneOrMany(item) => self.inside(item, path, way, found),
            Form::Named(named) => self.inside(&named.value, path, &under_name(way), found),
            Form::Either(forms) => forms.iter().for_each(|form| self.inside(form, path, way, found)),
            Form::Scalar(_) | Form::Verbatim(_) | Form::Estimate(_) | Form::Literal(_) => {}
        }
    }
}

/// What tells one declaration from another.
pub(crate) fn address<T>(declaration: &'static T) -> usize {
    std::ptr::from_ref(declaration).addr()
}

/// The path of an entry by name.
pub(crate) fn under_name(path: &str) -> String {
    format!("{path}.NAME")
}

/// With a capital.
pub(crate) fn say(what: &str) -> String {
    let mut chars = what.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a value is, in words.
fn in_words(form: &Form) -> String {
    match form {
        Form::Scalar(scalar) | Form::Verbatim(scalar) => scalar_in_words(*scalar),
        Form::List(item) => format!("list: {}", in_words(item)),
        Form::NonEmptyList(item) => format!("list, not empty: {}", in_words(item)),
        Form::OneOrMany(item) => format!("{}, or a list", in_words(item)),
        Form::Map(map) => {
            let names: Vec<&str> = map.keys.iter().map(|key| key.name).collect();
            if names.is_empty() { "`{}`".to_owned() } else { "mapping".to_owned() }
        }
        Form::Named(named) => {
            let name = match named.names {
                NameOf::Declared | NameOf::DeclaredWithUnderscore => "name".to_owned(),
                NameOf::Ref(target) => target.what().to_owned(),
                NameOf::Fact(fact) => fact.what().to_owned(),
                NameOf::Grammar(grammar) => without_article(grammar.what).to_owned(),
            };
            format!("{name} → {}", in_words(&named.value))
        }
        Form::Kinds(kinds) => match kinds.kinds {
            [only] => format!("`{{ {}: … }}`", only.key.name),
            _ => "mapping of one kind".to_owned(),
        },
        Form::Either(forms) => forms.iter().map(in_words).collect::<Vec<_>>().join(", or "),
        Form::Estimate(scalar) => format!("{}, or a range", scalar_in_words(*scalar)),
        Form::Literal(_) => "any value".to_owned(),
    }
}

fn scalar_in_words(scalar: Scalar) -> String {
    match scalar {
        Scalar::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "),
        Scalar::Integer(least, most) => format!("whole number, {least} to {most}"),
        Scalar::Country(true) => "country or group".to_owned(),
        Scalar::Duration => "duration".to_owned(),
        Scalar::Size => "size".to_owned(),
        Scalar::Rate => "rate".to_owned(),
        Scalar::Money => "amount".to_owned(),
        Scalar::MoneyPerCall => "price of a call".to_owned(),
        Scalar::Share => "share".to_owned(),
        Scalar::Date => "date".to_owned(),
        Scalar::Bool => "boolean".to_owned(),
        Scalar::Grammar(grammar) => {
            format!("{} such as `{}`", without_article(grammar.what), grammar.example)
        }
        other => without_article(crate::inspect::in_words(other)).to_owned(),
    }
}

fn without_article(what: &str) -> &str {
    what.strip_prefix("a ")
        .or_else(|| what.strip_prefix("an "))
        .or_else(|| what.strip_prefix("the "))
        .unwrap_or(what)
}
