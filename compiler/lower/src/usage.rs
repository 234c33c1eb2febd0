//! What is declared and what of it is used, over all of an app's text: environments that were not asked for count too.

use faasc_model::{Declaration, DeclarationKind, Name};
use faasc_source::Spanned;
use faasc_syntax::{Entry, Map, Node, Shape};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::form::{Form, Key, NameOf, Ref, Scalar};
use crate::interpolation::{Insert, Piece, has_any, split};
use crate::key::top::TOP;
use crate::load::AppSource;
use crate::names::Section;

/// The declarations of each app.
pub(crate) fn declarations(apps: &[AppSource]) -> Vec<Vec<Declaration>> {
    let mut all: Vec<Usage<'_>> = apps.iter().map(usage).collect();
    let mut foreign = Vec::new();
    for (app, usage) in apps.iter().zip(&all) {
        for (alias, class) in &usage.foreign_classes {
            foreign.extend(
                app.uses.iter().find(|(name, _, _)| name == alias).map(|(_, _, other)| (*other, *class)),
            );
        }
    }
    for (other, class) in foreign {
        all[other].used.insert((Section::Data as usize, class));
    }
    apps.iter().zip(&all).map(|(app, usage)| declared(app, usage)).collect()
}

/// What the text of an app uses.
#[derive(Default)]
struct Usage<'t> {
    /// Section and name.
    used: FxHashSet<(usize, &'t str)>,
    /// Events that something fills.
    filled: FxHashSet<&'t str>,
    /// Events that something handles.
    handled: FxHashSet<&'t str>,
    /// Functions that something but a function starts.
    started: FxHashSet<&'t str>,
    /// Function to the functions that it calls.
    calls: FxHashMap<&'t str, Vec<&'t str>>,
    /// Name under `uses`, and a class there.
    foreign_classes: Vec<(&'t str, &'t str)>,
}

/// Where the walk is.
#[derive(Clone, Copy)]
struct At<'t> {
    /// The key at the top level.
    top: &'t str,
    /// The name under it.
    owner: Option<&'t str>,
    /// The key that the value stands under.
    under: &'static str,
    /// Whether it is the key of a mapping of names.
    is_key: bool,
}

fn usage(app: &AppSource) -> Usage<'_> {
    let mut usage = Usage::default();
    let tops: Vec<Map<'_>> = app.trees.iter().filter_map(|tree| tree.root()?.as_map()).collect();
    for top in &tops {
        for entry in top.entries() {
            if let Some(key) = key_of(TOP.keys, entry) {
                let at = At { top: entry.key.text, owner: None, under: key.name, is_key: false };
                usage.value(entry.value, &key.form, at);
            }
        }
    }
    for top in tops {
        let map = |key: &str| top.get(key).and_then(|entry| entry.value.as_map());
        let all_are_invoked = map("defaults").is_some_and(|map| map.get("invoke").is_some());
        for entry in map("functions").into_iter().flat_map(Map::entries) {
            let has_trigger = |map: Map<'_>| {
                map.get("triggers")
                    .is_some_and(|found| found.value.as_seq().is_none_or(|list| !list.is_empty()))
            };
            let is_started = |map: Map<'_>| has_trigger(map) || map.get("invoke").is_some();
            if all_are_invoked || entry.value.as_map().is_none_or(is_started) {
                usage.started.insert(entry.key.text);
            }
        }
        for entry in map("environments").into_iter().flat_map(Map::entries) {
            let functions = entry.value.as_map().and_then(|map| map.get("functions")?.value.as_map());
            for function in functions.into_iter().flat_map(Map::entries) {
                if function.value.as_map().is_some_and(|map| map.get("invoke").is_some()) {
                    usage.started.insert(function.key.text);
                }
            }
        }
        for entry in map("events").into_iter().flat_map(Map::entries) {
            let is_outer = |map: Map<'_>| map.get("existing").is_some() || map.get("producer").is_some();
            if entry.value.as_map().is_some_and(is_outer) {
                usage.filled.insert(entry.key.text);
                usage.handled.insert(entry.key.text);
            }
        }
    }
    usage
}

fn key_of(keys: &'static [Key], entry: Entry<'_>) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == entry.key.text)
}

impl<'t> Usage<'t> {
    fn value(&mut self, node: Node<'t>, form: &'static Form, at: At<'t>) {
        match form {
            Form::Scalar(scalar) | Form::Estimate(scalar) => self.scalar(node, *scalar, at),
            Form::Verbatim(Scalar::Ref(target)) => self.scalar(node, Scalar::Ref(*target), at),
            Form::Verbatim(_) => {}
            Form::List(item) | Form::NonEmptyList(item) | Form::OneOrMany(item) => match node.as_seq() {
                Some(items) => items.iter().for_each(|found| self.value(found, item, at)),
                None => self.value(node, item, at),
            },
            Form::Map(map) => {
                for entry in node.as_map().into_iter().flat_map(Map::entries) {
                    if let Some(key) = key_of(map.keys, entry) {
                        self.value(entry.value, &key.form, At { under: key.name, ..at });
                    }
                }
            }
            Form::Named(named) => {
                for entry in node.as_map().into_iter().flat_map(Map::entries) {
                    if let NameOf::Ref(target) = named.names {
                        self.reference(entry.key.text, target, At { is_key: true, ..at });
                    }
                    let owner = at.owner.or(Some(entry.key.text));
                    self.value(entry.value, &named.value, At { owner, ..at });
                }
            }
            Form::Kinds(kinds) => {
                let Some(map) = node.as_map() else { return };
                let Some(kind) = kinds.kinds.iter().find(|kind| map.get(kind.key.name).is_some()) else {
                    return;
                };
                for entry in map.entries() {
                    if let Some(key) = kinds.key_of(kind, entry.key.text) {
                        self.value(entry.value, &key.form, At { under: key.name, ..at });
                    }
                }
            }
            Form::Either(forms) => self.either(node, forms, at),
            Form::Literal(_) => self.texts(node, at),
        }
    }

    /// The form of the node's shape, as the inspection chooses it.
    fn either(&mut self, node: Node<'t>, forms: &'static [Form], at: At<'t>) {
        let fits = |form: &&Form| match form {
            Form::Scalar(_) | Form::Verbatim(_) => !matches!(node.shape(), Shape::Seq(_) | Shape::Map(_)),
            Form::List(_) | Form::NonEmptyList(_) => node.as_seq().is_some(),
            Form::Map(_) | Form::Named(_) | Form::Kinds(_) | Form::Estimate(_) => node.as_map().is_some(),
            Form::OneOrMany(_) | Form::Either(_) | Form::Literal(_) => true,
        };
        if let Some(form) = forms.iter().find(fits) {
            self.value(node, form, at);
        }
    }

    fn scalar(&mut self, node: Node<'t>, scalar: Scalar, at: At<'t>) {
        match (scalar, node.text()) {
            (Scalar::Ref(target), Some(text)) => self.reference(text, target, at),
            _ => self.texts(node, at),
        }
    }

    /// What the texts in a value put in.
    fn texts(&mut self, node: Node<'t>, at: At<'t>) {
        match node.shape() {
            Shape::Text(text) if has_any(text) => {
                for piece in split(text) {
                    if let Piece::Insert(_, insert) = piece {
                        self.insert(insert, at);
                    }
                }
            }
            Shape::Seq(items) => items.iter().for_each(|item| self.texts(item, at)),
            Shape::Map(map) => map.entries().for_each(|entry| self.texts(entry.value, at)),
            _ => {}
        }
    }

    fn insert(&mut self, insert: Insert<'t>, at: At<'t>) {
        match insert {
            Insert::Var(name) => self.mark(Section::Vars, name),
            Insert::Input(name) => self.mark(Section::Inputs, name),
            Insert::Node(section, name, _) => match (section, name.split_once('/')) {
                (_, Some((app, _))) => self.mark(Section::Uses, app),
                ("events", None) => self.event(name),
                ("stores", None) => self.mark(Section::Stores, name),
                ("services", None) => self.mark(Section::Services, name),
                (_, None) => self.call(name, at),
            },
            Insert::Environment | Insert::SiteRegion | Insert::SiteAccount | Insert::Unknown => {}
        }
    }

    fn mark(&mut self, section: Section, name: &'t str) {
        self.used.insert((section as usize, name));
    }

    /// An event of which more is done elsewhere than the file tells.
    fn event(&mut self, name: &'t str) {
        self.mark(Section::Events, name);
        self.filled.insert(name);
        self.handled.insert(name);
    }

    fn call(&mut self, name: &'t str, at: At<'t>) {
        match at.owner.filter(|_| at.top == "functions") {
            Some(caller) => self.calls.entry(caller).or_default().push(name),
            None => {
                self.started.insert(name);
            }
        }
    }

    fn reference(&mut self, text: &'t str, target: Ref, at: At<'t>) {
        let is_class = matches!(target, Ref::Class | Ref::OwnClass | Ref::ClassOrNone);
        // A rule uses nothing but the classes that it speaks of; an override uses nothing.
        if at.top == "policy" && !is_class || at.is_key && at.top == "environments" {
            return;
        }
        if let (Some((app, name)), true) = (text.split_once('/'), target.is_qualified()) {
            self.mark(Section::Uses, app);
            if is_class {
                self.foreign_classes.push((app, name));
            }
            return;
        }
        match target {
            Ref::Class | Ref::OwnClass | Ref::ClassOrNone => self.mark(Section::Data, text),
            Ref::Secret => self.mark(Section::Secrets, text),
            Ref::Authenticator => self.mark(Section::Auth, text),
            Ref::Service => self.mark(Section::Services, text),
            Ref::Store => self.mark(Section::Stores, text),
            Ref::Site if !at.is_key => self.mark(Section::Sites, text),
            Ref::Callee => {
                self.mark(Section::Services, text);
                self.call(text, at);
            }
            Ref::OwnFunction => {
                self.started.insert(text);
            }
            Ref::Exportable => {
                self.event(text);
                self.mark(Section::Stores, text);
                self.started.insert(text);
            }
            Ref::Event => match at.under {
                "emits" => {
                    self.mark(Section::Events, text);
                    self.filled.insert(text);
                }
                "event" => {
                    self.mark(Section::Events, text);
                    self.handled.insert(text);
                }
                _ => self.event(text),
            },
            Ref::Function
            | Ref::OwnEvent
            | Ref::Site
            | Ref::Environment
            | Ref::Flow
            | Ref::UsedApp
            | Ref::Var
            | Ref::Placeable => {}
        }
    }

    /// Functions that nothing starts; of several that only call one another, the one that stands first.
    fn unstarted(&self, app: &'t AppSource) -> FxHashSet<&'t str> {
        let mut reached: FxHashSet<&str> = FxHashSet::default();
        let mut all: Vec<&str> = self.started.iter().copied().collect();
        self.reach(&mut all, &mut reached);
        let is_dead = |name: &str| !reached.contains(name);
        let mut called: FxHashSet<&str> = FxHashSet::default();
        for (caller, callees) in self.calls.iter().filter(|(caller, _)| is_dead(caller)) {
            called.extend(callees.iter().filter(|callee| *callee != caller));
        }
        let declared = app.names.of_section(Section::Functions);
        let names: Vec<&'t str> = declared.map(|(name, _)| name).filter(|name| is_dead(name)).collect();
        let mut found = FxHashSet::default();
        for is_root in [true, false] {
            for name in &names {
                if (!is_root || !called.contains(name)) && !reached.contains(name) {
                    found.insert(*name);
                    self.reach(&mut vec![*name], &mut reached);
                }
            }
        }
        found
    }

    fn reach(&self, open: &mut Vec<&'t str>, reached: &mut FxHashSet<&'t str>) {
        while let Some(name) = open.pop() {
            if reached.insert(name) {
                open.extend(self.calls.get(name).into_iter().flatten());
            }
        }
    }
}

const KINDS: [(Section, DeclarationKind); 13] = [
    (Section::Vars, DeclarationKind::Var),
    (Section::Inputs, DeclarationKind::Input),
    (Section::Uses, DeclarationKind::UsedApp),
    (Section::Data, DeclarationKind::Class),
    (Section::Auth, DeclarationKind::Authenticator),
    (Section::Secrets, DeclarationKind::Secret),
    (Section::Events, DeclarationKind::Event),
    (Section::Stores, DeclarationKind::Store),
    (Section::Services, DeclarationKind::Service),
    (Section::Functions, DeclarationKind::Function),
    (Section::Flows, DeclarationKind::Flow),
    (Section::Sites, DeclarationKind::Site),
    (Section::Environments, DeclarationKind::Environment),
];

fn declared<'t>(app: &'t AppSource, usage: &Usage<'t>) -> Vec<Declaration> {
    let unstarted = usage.unstarted(app);
    let mut all = Vec::new();
    for (section, kind) in KINDS {
        for (name, span) in app.names.of_section(section) {
            let is_used = match kind {
                DeclarationKind::Function => !unstarted.contains(name),
                DeclarationKind::Flow | DeclarationKind::Environment => true,
                _ => usage.used.contains(&(section as usize, name)),
            };
            let is_event = kind == DeclarationKind::Event;
            all.push(Declaration {
                kind,
                name: Spanned::new(Name::from(name), span),
                is_used,
                lacks_producer: is_event && !usage.filled.contains(name),
                lacks_consumer: is_event && !usage.handled.contains(name),
            });
        }
    }
    all
}
