//! The first look at a file: every value against its declaration, every name against what is declared.
//! What is found here is marked, so that nothing is said about it twice.

mod name;
mod scalar;

pub(crate) use scalar::{Verdict, finding, in_words, judge};

use faasc_diagnostics::Sink;
use faasc_source::{FileId, SourceMap, Span};
use faasc_syntax::{Entry, Map, Node, NodeId, Shape, Tree};
use rustc_hash::FxHashSet;

use crate::fault::form as fault;
use crate::form::{Form, Key, KindsForm, Late, MapForm, NameOf, NamedForm, Need, elsewhere, grammar};
use crate::interpolation::has_any;
use crate::key::top::{MAIN_ONLY, TOP};
use crate::known::Known;
use crate::names::Names;

/// Values that were reported and must not be read.
#[derive(Debug, Default)]
pub(crate) struct Bad(FxHashSet<(FileId, NodeId)>);

impl Bad {
    /// Whether `node` was reported.
    pub(crate) fn has(&self, node: Node<'_>) -> bool {
        !self.0.is_empty() && self.0.contains(&(node.tree().file(), node.id()))
    }

    fn mark(&mut self, node: Node<'_>) {
        self.0.insert((node.tree().file(), node.id()));
    }
}

/// What an inspection knows and fills.
pub(crate) struct Inspection<'a> {
    pub(crate) sources: &'a SourceMap,
    /// The names of the app.
    pub(crate) names: &'a Names,
    /// The apps under `uses`: their own name and names.
    pub(crate) used: &'a [(String, &'a Names)],
    pub(crate) known: &'a Known<'a>,
    pub(crate) sink: &'a mut Sink,
    pub(crate) bad: &'a mut Bad,
    /// The key that is looked at, for an example of its value.
    pub(crate) example: Option<&'static Key>,
}

impl Inspection<'_> {
    /// Inspects a file of the app. `is_main` tells a faas.yaml from an included file.
    pub(crate) fn file(&mut self, tree: &Tree, is_main: bool) {
        let Some(top) = tree.root().and_then(Node::as_map) else { return };
        for entry in top.entries() {
            if !is_main && MAIN_ONLY.contains(&entry.key.text) {
                self.sink.push(fault::misplaced_key(entry.key.span, entry.key.text));
                self.bad.mark(entry.value);
                continue;
            }
            self.entry(entry, TOP.what, TOP.keys, TOP.has_own_keys);
        }
        if is_main && !tree.is_broken() {
            let end = Span::new(tree.file(), 0, 0);
            for key in TOP.keys.iter().filter(|key| key.need == Need::Required && key.name != "functions") {
                if top.get(key.name).is_none() {
                    self.sink.push(fault::missing_key(end, TOP.what, key.name, key.example));
                }
            }
        }
    }

    /// Inspects a value against a form; `name` is the key that it stands under.
    fn value(&mut self, node: Node<'_>, form: &'static Form, name: &str) -> bool {
        if node.is_faulty() {
            self.bad.mark(node);
            return false;
        }
        let is_good = match form {
            Form::Scalar(scalar) => self.scalar(node, *scalar, name),
            Form::Verbatim(scalar) => self.verbatim(node, *scalar, name),
            Form::List(item) => self.list(node, item, name, false),
            Form::NonEmptyList(item) => self.list(node, item, name, true),
            Form::OneOrMany(item) => match node.shape() {
                Shape::Seq(_) => self.list(node, item, name, true),
                _ => return self.value(node, item, name),
            },
            Form::Map(map) => match node.as_map() {
                Some(found) => {
                    self.map(found, node, map);
                    true
                }
                None => self.wrong(node, name, "a mapping"),
            },
            Form::Named(named) => match node.as_map() {
                Some(found) => self.named(found, node, named, name),
                None => self.wrong(node, name, "a mapping of names"),
            },
            Form::Kinds(kinds) => match node.as_map() {
                Some(found) => self.kinds(found, node, kinds),
                None => self.wrong(node, name, "a mapping"),
            },
            Form::Either(forms) => self.either(node, forms, name),
            Form::Estimate(scalar) => match node.as_map() {
                Some(found) => self.estimate(found, *scalar, name),
                None => self.scalar(node, *scalar, name),
            },
            Form::Literal(late) => self.literal(node, *late),
        };
        if !is_good {
            self.bad.mark(node);
        }
        is_good
    }

    fn wrong(&mut self, node: Node<'_>, name: &str, wanted: &str) -> bool {
        let found = fault::wrong_kind(node.span(), &tick(name), wanted, node.describe());
        self.sink.push(match self.example {
            Some(key) if key.name == name => found.help(format!("such as `{name}: {}`", key.example)),
            _ => found,
        });
        false
    }

    fn literal(&mut self, node: Node<'_>, late: Option<Late>) -> bool {
        if !faasc_syntax::within_budget(node, 100_000) {
            self.sink.push(crate::fault::file::expands_too_far(node.span()));
            return false;
        }
        self.literal_part(node, late)
    }

    /// The texts and numbers of a value that is taken as it is.
    fn literal_part(&mut self, node: Node<'_>, late: Option<Late>) -> bool {
        let mut is_good = !node.is_faulty();
        match node.shape() {
            Shape::Text(text) => is_good &= !has_any(text) || self.inserts(node, text, late),
            Shape::Float(value) if !value.is_finite() => {
                self.sink.push(fault::out_of_range(
                    node.span(),
                    node.text().unwrap_or_default(),
                    "it is no finite number",
                ));
                is_good = false;
            }
            Shape::Seq(items) => {
                for item in items.iter() {
                    is_good &= self.literal_part(item, late);
                }
            }
            Shape::Map(map) => {
                for entry in map.entries() {
                    is_good &= self.literal_part(entry.value, late);
                }
            }
            Shape::Null | Shape::Bool(_) | Shape::Int(_) | Shape::Float(_) => {}
        }
        is_good
    }

    fn list(&mut self, node: Node<'_>, item: &'static Form, name: &str, is_filled: bool) -> bool {
        let Some(items) = node.as_seq() else { return self.wrong(node, name, "a list") };
        if is_filled && items.is_empty() {
            self.sink.push(fault::empty_value(node.span(), &tick(name), "item"));
            return false;
        }
        for found in items.iter() {
            self.value(found, item, name);
        }
        true
    }

    fn map(&mut self, found: Map<'_>, node: Node<'_>, form: &'static MapForm) {
        for entry in found.entries() {
            self.entry(entry, form.what, form.keys, form.has_own_keys);
        }
        if !node.is_cut_short() {
            self.missing(found, form.what, form.keys.iter());
        }
    }

    /// Says which required keys are missing. One that was misspelt is not missing: that is said already.
    fn missing(&mut self, found: Map<'_>, what: &str, keys: impl Iterator<Item = &'static Key> + Clone) {
        for key in keys.clone().filter(|key| key.need == Need::Required) {
            let is_declared = |entry: &Entry<'_>| keys.clone().any(|key| key.name == entry.key.text);
            if found.get(key.name).is_none()
                && !found.entries().any(|entry| !is_declared(&entry) && is_meant(entry.key.text, key.name))
            {
                let found = fault::missing_key(head(found), what, key.name, key.example);
                self.sink.push(match key.form.target() {
                    Some(target) => self.with_own_name(found, key, target),
                    None => found,
                });
            }
        }
    }

    fn entry(&mut self, entry: Entry<'_>, what: &str, keys: &'static [Key], has_own_keys: bool) {
        match keys.iter().find(|key| key.name == entry.key.text) {
            Some(key) => {
                self.example = Some(key);
                self.value(entry.value, &key.form, key.name);
            }
            None if has_own_keys && entry.key.text.starts_with("x-") => {}
            None => {
                let known = keys.iter().map(|key| key.name);
                self.sink.push(fault::unknown_key(entry.key.text, entry.key.span, what, known, has_own_keys));
            }
        }
    }

    fn named(&mut self, found: Map<'_>, node: Node<'_>, form: &'static NamedForm, name: &str) -> bool {
        if form.is_filled && found.is_empty() && !node.is_cut_short() {
            self.sink.push(fault::empty_value(
                node.span(),
                &tick(name),
                form.what.split_once(' ').map_or(form.what, |(_, one)| one),
            ));
            return false;
        }
        for entry in found.entries() {
            let is_good = match form.names {
                NameOf::Declared => self.declared(entry, form.what, &grammar::NAME),
                NameOf::DeclaredWithUnderscore => {
                    self.declared(entry, form.what, &grammar::NAME_WITH_UNDERSCORE)
                }
                NameOf::Ref(target) => self.reference(entry.key.text, entry.key.span, target),
                NameOf::Fact(fact) => self.fact(entry.key.text, entry.key.span, fact),
                NameOf::Grammar(grammar) => {
                    let is_good = (grammar.matches)(entry.key.text);
                    if !is_good {
                        self.sink.push(fault::wrong_grammar(
                            entry.key.span,
                            entry.key.text,
                            grammar.what,
                            grammar.words,
                        ));
                    }
                    is_good
                }
            };
            let value_is_good = self.value(entry.value, &form.value, entry.key.text);
            if !is_good && value_is_good {
                self.bad.mark(entry.value);
            }
        }
        true
    }

    fn declared(&mut self, entry: Entry<'_>, what: &str, grammar: &grammar::Grammar) -> bool {
        let is_good = (grammar.matches)(entry.key.text);
        if !is_good {
            self.sink.push(fault::bad_name(entry.key.span, entry.key.text, what, grammar.words));
        }
        // A bad name is said once; what stands under it is still read, so that its own mistakes are found.
        true
    }

    fn kinds(&mut self, found: Map<'_>, node: Node<'_>, form: &'static KindsForm) -> bool {
        let mut here = form.kinds.iter().filter_map(|kind| Some((kind, found.get(kind.key.name)?)));
        let mut all: Vec<_> = here.by_ref().collect();
        all.sort_by_key(|(_, entry)| entry.key.span);
        let Some((kind, first)) = all.first().copied() else {
            if !node.is_cut_short() {
                let kinds: Vec<&str> = form.kinds.iter().map(|kind| kind.key.name).collect();
                let unknown = found.entries().find(|entry| self.is_foreign(form, entry.key.text));
                match unknown {
                    Some(entry) => {
                        let known = kinds.iter().copied();
                        self.sink.push(fault::unknown_key(
                            entry.key.text,
                            entry.key.span,
                            form.what,
                            known,
                            false,
                        ));
                    }
                    None => self.sink.push(fault::no_kind(node.span(), form.what, &kinds)),
                }
            }
            return false;
        };
        if let Some((second, entry)) = all.get(1) {
            let key = second.key.name;
            self.sink.push(fault::several_kinds(
                entry.key.span,
                form.what,
                key,
                first.key.span,
                kind.key.name,
            ));
            return false;
        }
        let mut is_good = true;
        for entry in found.entries() {
            match form.key_of(kind, entry.key.text) {
                Some(key) => {
                    self.example = Some(key);
                    let value_is_good = self.value(entry.value, &key.form, key.name);
                    is_good &= value_is_good || key.name != kind.key.name;
                }
                None => self.foreign(form, kind, entry),
            }
        }
        if !node.is_cut_short() {
            self.missing(found, form.what, kind.own.iter().chain(form.common));
        }
        is_good
    }

    fn is_foreign(&self, form: &'static KindsForm, key: &str) -> bool {
        form.kinds.iter().all(|kind| form.key_of(kind, key).is_none())
    }

    fn foreign(&mut self, form: &'static KindsForm, kind: &'static crate::form::Kind, entry: Entry<'_>) {
        let owners: Vec<&str> = form
            .kinds
            .iter()
            .filter(|other| other.own.iter().any(|key| key.name == entry.key.text))
            .map(|other| other.key.name)
            .collect();
        if owners.is_empty() {
            let known = std::iter::once(&kind.key).chain(kind.own).chain(form.common).map(|key| key.name);
            self.sink.push(fault::unknown_key(entry.key.text, entry.key.span, form.what, known, false));
        } else {
            self.sink.push(fault::foreign_key(
                entry.key.span,
                entry.key.text,
                form.what,
                kind.key.name,
                &owners,
            ));
        }
    }

    /// The form of the same shape; of none the first single value speaks.
    fn either(&mut self, node: Node<'_>, forms: &'static [Form], name: &str) -> bool {
        let fits = |form: &&Form| match form {
            Form::Scalar(_) | Form::Verbatim(_) => !matches!(node.shape(), Shape::Seq(_) | Shape::Map(_)),
            Form::List(_) | Form::NonEmptyList(_) => node.as_seq().is_some(),
            Form::Map(_) | Form::Named(_) | Form::Kinds(_) | Form::Estimate(_) => node.as_map().is_some(),
            Form::OneOrMany(_) | Form::Either(_) | Form::Literal(_) => true,
        };
        match forms.iter().find(fits) {
            Some(form) => self.value(node, form, name),
            None => {
                let wanted: Vec<&str> = forms.iter().map(scalar::shape_in_words).collect();
                self.wrong(node, name, &wanted.join(" or "))
            }
        }
    }

    fn estimate(&mut self, found: Map<'_>, scalar: crate::form::Scalar, name: &str) -> bool {
        const KEYS: [&str; 3] = ["low", "expected", "high"];
        let mut is_good = true;
        for entry in found.entries() {
            if KEYS.contains(&entry.key.text) {
                let value_is_good = self.scalar(entry.value, scalar, entry.key.text);
                if !value_is_good {
                    self.bad.mark(entry.value);
                }
                is_good &= value_is_good;
            } else {
                let what = format!("the range of `{name}`");
                self.sink.push(fault::unknown_key(
                    entry.key.text,
                    entry.key.span,
                    &what,
                    KEYS.into_iter(),
                    false,
                ));
            }
        }
        for key in KEYS.into_iter().filter(|key| found.get(key).is_none()) {
            self.sink.push(fault::missing_key(head(found), &format!("the range of `{name}`"), key, "…"));
            is_good = false;
        }
        is_good
    }
}

/// Whether `written` is probably a misspelt `key`, or what another tool calls it.
pub(crate) fn is_meant(written: &str, key: &str) -> bool {
    written != key
        && (elsewhere::key(written, std::iter::once(key)).is_some()
            || faasc_diagnostics::did_you_mean(written, [key]).is_some())
}

/// A key as messages name it.
pub(crate) fn tick(key: &str) -> String {
    format!("`{key}`")
}

/// Where a missing key is said: at the first key, else at the whole.
fn head(map: Map<'_>) -> Span {
    map.own_entries().next().map_or_else(|| map.span(), |entry| entry.key.span)
}
