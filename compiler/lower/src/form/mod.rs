//! The declarations of the language: one for each key, with name, value form, words for people, default and example.
//! The inspection of a file, the JSON Schema, did-you-mean and the reference all read these and nothing else.

#[cfg(test)]
mod agreement;
pub(crate) mod elsewhere;
pub(crate) mod grammar;
mod scalar;

pub(crate) use grammar::Grammar;
pub(crate) use scalar::{Fact, Late, Ref, Scalar};

/// What a value may be.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// A single value.
    Scalar(Scalar),
    /// A single value that is read as it stands: no `${…}` is put in.
    Verbatim(Scalar),
    /// A list.
    List(&'static Form),
    /// A list with at least one item.
    NonEmptyList(&'static Form),
    /// One item, or a list of them.
    OneOrMany(&'static Form),
    /// A mapping with declared keys.
    Map(&'static MapForm),
    /// A mapping whose keys are the user's own names.
    Named(&'static NamedForm),
    /// A mapping with exactly one of several kind keys.
    Kinds(&'static KindsForm),
    /// One of several forms that differ in shape (single value, list, mapping).
    Either(&'static [Form]),
    /// An expected value: a single one, or `{ low, expected, high }`.
    Estimate(Scalar),
    /// Any value, taken as it is but for what is put into its texts.
    Literal(Option<Late>),
}

impl Form {
    /// What a value of this form names, when it may be a name alone.
    pub(crate) fn target(&self) -> Option<Ref> {
        match self {
            Self::Scalar(Scalar::Ref(target)) => Some(*target),
            Self::OneOrMany(item) => item.target(),
            Self::Either(forms) => forms.iter().find_map(Self::target),
            _ => None,
        }
    }
}

/// Whether a key must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
}

/// The declaration of one key.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) need: Need,
    /// What it means, for editors and the reference: one or two sentences.
    pub(crate) doc: &'static str,
    /// The value that holds when it is left out, in words; empty when there is none.
    pub(crate) default: &'static str,
    /// A value as written.
    pub(crate) example: &'static str,
}

/// A key that may be left out.
pub(crate) const fn key(
    name: &'static str,
    form: Form,
    doc: &'static str,
    default: &'static str,
    example: &'static str,
) -> Key {
    Key { name, form, need: Need::Optional, doc, default, example }
}

/// A key that must be there.
pub(crate) const fn needed(name: &'static str, form: Form, doc: &'static str, example: &'static str) -> Key {
    Key { name, form, need: Need::Required, doc, default: "", example }
}

/// A mapping with declared keys.
pub(crate) struct MapForm {
    /// What it is: `a function`.
    pub(crate) what: &'static str,
    pub(crate) keys: &'static [Key],
    /// Whether further keys that begin with `x-` are the user's own.
    pub(crate) has_own_keys: bool,
}

/// A mapping with declared keys and none of the user's own.
pub(crate) const fn map(what: &'static str, keys: &'static [Key]) -> MapForm {
    MapForm { what, keys, has_own_keys: false }
}

/// What the keys of a [`NamedForm`] are.
#[derive(Clone, Copy)]
pub(crate) enum NameOf {
    /// New names, declared here.
    Declared,
    /// New names that may also hold `_` (`vars`, `inputs`).
    DeclaredWithUnderscore,
    /// References.
    Ref(Ref),
    /// Names of the fact base.
    Fact(Fact),
    /// Any text of this form.
    Grammar(&'static Grammar),
}

/// A mapping whose keys are the user's own names.
pub(crate) struct NamedForm {
    /// What one entry is: `an event`.
    pub(crate) what: &'static str,
    pub(crate) names: NameOf,
    pub(crate) value: Form,
    /// Whether at least one entry must be there.
    pub(crate) is_filled: bool,
}

/// Entries by name.
pub(crate) const fn named(what: &'static str, names: NameOf, value: Form) -> NamedForm {
    NamedForm { what, names, value, is_filled: false }
}

/// One kind of a [`KindsForm`]: its key and what may stand beside it.
pub(crate) struct Kind {
    pub(crate) key: Key,
    pub(crate) own: &'static [Key],
}

/// A mapping with exactly one kind key, the keys of that kind, and common keys.
pub(crate) struct KindsForm {
    /// What it is: `a trigger`.
    pub(crate) what: &'static str,
    pub(crate) kinds: &'static [Kind],
    pub(crate) common: &'static [Key],
}

impl KindsForm {
    /// The declaration of `name` beside the kind key of `kind`.
    pub(crate) fn key_of(&'static self, kind: &'static Kind, name: &str) -> Option<&'static Key> {
        std::iter::once(&kind.key).chain(kind.own).chain(self.common).find(|key| key.name == name)
    }
}
