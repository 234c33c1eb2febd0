//! The names that an app declares, by section.

use faasc_diagnostics::{Sink, did_you_mean};
use faasc_source::Span;
use faasc_syntax::{Map, Tree};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::fault::name;

/// Sections whose keys are names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Vars,
    Inputs,
    Uses,
    Data,
    Auth,
    Secrets,
    Events,
    Stores,
    Services,
    Functions,
    Flows,
    Sites,
    Environments,
}

impl Section {
    pub(crate) const ALL: [Self; 13] = [
        Self::Vars,
        Self::Inputs,
        Self::Uses,
        Self::Data,
        Self::Auth,
        Self::Secrets,
        Self::Events,
        Self::Stores,
        Self::Services,
        Self::Functions,
        Self::Flows,
        Self::Sites,
        Self::Environments,
    ];

    /// Functions, events, stores and services share one namespace.
    const SHARED: [Self; 4] = [Self::Functions, Self::Events, Self::Stores, Self::Services];

    /// The key in the file.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Vars => "vars",
            Self::Inputs => "inputs",
            Self::Uses => "uses",
            Self::Data => "data",
            Self::Auth => "auth",
            Self::Secrets => "secrets",
            Self::Events => "events",
            Self::Stores => "stores",
            Self::Services => "services",
            Self::Functions => "functions",
            Self::Flows => "flows",
            Self::Sites => "sites",
            Self::Environments => "environments",
        }
    }

    /// One of it, in words.
    pub(crate) const fn one(self) -> &'static str {
        match self {
            Self::Vars => "variable",
            Self::Inputs => "input",
            Self::Uses => "used app",
            Self::Data => "data class",
            Self::Auth => "authenticator",
            Self::Secrets => "secret",
            Self::Events => "event",
            Self::Stores => "store",
            Self::Services => "service",
            Self::Functions => "function",
            Self::Flows => "flow",
            Self::Sites => "site",
            Self::Environments => "environment",
        }
    }
}

type Spans = IndexMap<String, Span, FxBuildHasher>;

/// All names of an app, each with the place of its first declaration, in the order of the source.
#[derive(Debug, Default)]
pub(crate) struct Names {
    sections: [Spans; 13],
    exported: Spans,
}

impl Names {
    /// Collects the names of an app from its faas.yaml and included files, and reports those declared twice in
    /// several files or sections (twice in one mapping is the parser's finding).
    pub(crate) fn of(trees: &[&Tree], sink: &mut Sink) -> Self {
        let mut names = Self::default();
        for tree in trees {
            let Some(top) = tree.root().and_then(|root| root.as_map()) else { continue };
            for section in Section::ALL {
                names.collect(section, top, sink);
            }
            let exports = top.get("exports").and_then(|entry| entry.value.as_seq());
            for item in exports.into_iter().flat_map(|list| list.iter()) {
                if let Some(text) = item.text() {
                    names.exported.entry(text.to_owned()).or_insert(item.span());
                }
            }
        }
        names.report_shared(sink);
        names
    }

    fn collect(&mut self, section: Section, top: Map<'_>, sink: &mut Sink) {
        let Some(map) = top.get(section.key()).and_then(|entry| entry.value.as_map()) else { return };
        for entry in map.entries() {
            let spans = &mut self.sections[section as usize];
            match spans.get(entry.key.text) {
                Some(first) if first.file != entry.key.span.file => {
                    sink.push(name::duplicate(
                        entry.key.span,
                        entry.key.text,
                        section.one(),
                        *first,
                        section.one(),
                    ));
                }
                Some(_) => {}
                None => {
                    spans.insert(entry.key.text.to_owned(), entry.key.span);
                }
            }
        }
    }

    fn report_shared(&self, sink: &mut Sink) {
        for (at, section) in Section::SHARED.iter().enumerate() {
            for (text, span) in &self.sections[*section as usize] {
                let earlier =
                    Section::SHARED[..at].iter().find_map(|other| Some((other, self.get(*other, text)?)));
                if let Some((other, first)) = earlier {
                    let ((span, one), (first, other)) = if first <= *span {
                        ((*span, section.one()), (first, other.one()))
                    } else {
                        ((first, other.one()), (*span, section.one()))
                    };
                    sink.push(name::duplicate(span, text, one, first, other));
                }
            }
        }
    }

    /// Where `name` of `section` is declared.
    pub(crate) fn get(&self, section: Section, name: &str) -> Option<Span> {
        self.sections[section as usize].get(name).copied()
    }

    /// The names of `section`, in the order of the source.
    pub(crate) fn of_section(&self, section: Section) -> impl Iterator<Item = (&str, Span)> + Clone {
        self.sections[section as usize].iter().map(|(name, span)| (name.as_str(), *span))
    }

    /// Whether `name` is declared in `section`: true when it is, false when it is a slip of one that is.
    pub(crate) fn nearness(&self, section: Section, name: &str) -> Option<bool> {
        if self.get(section, name).is_some() {
            return Some(true);
        }
        did_you_mean(name, self.of_section(section).map(|(known, _)| known)).map(|_| false)
    }

    /// Whether other apps may use `name`.
    pub(crate) fn is_exported(&self, name: &str) -> bool {
        self.exported.contains_key(name)
    }
}
