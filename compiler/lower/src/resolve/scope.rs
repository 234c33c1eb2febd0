//! What stands where in one deployment while it is resolved.

use std::collections::BTreeMap;
use std::sync::Mutex;

use faasc_facts::Facts;
use faasc_model::{DeploymentId, Link, Name, NodeId, NodeRef, QualifiedName, SiteId, Template};
use faasc_source::{Files, Span, Spanned, join, parent, relative};
use faasc_syntax::{Entry, Map, Node};
use rustc_hash::FxHashMap;

use super::choose::Chosen;
use crate::fault::{app as app_fault, name as fault};
use crate::load::AppSource;
use crate::names::Section;
use crate::read::Reader;

/// The names of a deployment's nodes, with their places in the arenas.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub(crate) nodes: FxHashMap<String, NodeId>,
    pub(crate) sites: FxHashMap<String, SiteId>,
    /// The environment's main site.
    pub(crate) site: Option<SiteId>,
    pub(crate) is_local: bool,
    /// Node to sites, as `place` says.
    pub(crate) placed: BTreeMap<String, Spanned<Vec<SiteId>>>,
    pub(crate) failover: Vec<(SiteId, SiteId, Span)>,
}

/// All that resolving one deployment needs.
pub(crate) struct Cx<'a> {
    pub(crate) apps: &'a [AppSource],
    pub(crate) chosen: &'a [Chosen],
    pub(crate) scopes: &'a [Scope],
    /// Which of the chosen ones this is.
    pub(crate) at: usize,
    pub(crate) files: &'a dyn Files,
    pub(crate) facts: &'a Facts,
    /// What was found of files that many nodes name.
    pub(crate) seen: &'a Seen,
    pub(crate) reader: Reader<'a>,
}

/// Files that were looked at: each is judged once, however many nodes of however many environments name it.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Path to whether a folder is there.
    pub(crate) folders: Mutex<FxHashMap<String, bool>>,
    /// Path of an entry to whether a file is there.
    pub(crate) entries: Mutex<FxHashMap<String, bool>>,
    /// Path of a schema to what is wrong with it: not there (`None` inside), or no JSON Schema.
    pub(crate) schemas: Mutex<FxHashMap<String, Option<Option<String>>>>,
}

/// What is known under `path`, found by `look` the first time.
pub(crate) fn once<T: Clone>(known: &Mutex<FxHashMap<String, T>>, path: &str, look: impl FnOnce() -> T) -> T {
    let mut known = known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(found) = known.get(path) {
        return found.clone();
    }
    let found = look();
    known.insert(path.to_owned(), found.clone());
    found
}

impl<'a> Cx<'a> {
    pub(crate) fn app(&self) -> &'a AppSource {
        &self.apps[self.chosen[self.at].app]
    }

    pub(crate) fn scope(&self) -> &'a Scope {
        &self.scopes[self.at]
    }

    /// The entries of a section over all files of the app, without those that were reported as a whole.
    pub(crate) fn entries(&self, section: Section) -> Vec<Entry<'a>> {
        section_entries(self.app(), section)
            .into_iter()
            .filter(|entry| !self.reader.bad.has(entry.value))
            .collect()
    }

    /// The entries of a section of nodes that exist in this environment.
    pub(crate) fn nodes(&self, section: Section) -> Vec<Entry<'a>> {
        let mut entries = self.entries(section);
        entries.retain(|entry| self.scope().nodes.contains_key(entry.key.text));
        entries
    }

    /// The value of a key at the top level, in the first file that has it.
    pub(crate) fn top(&self, key: &str) -> Option<Node<'a>> {
        self.tops().find_map(|top| Some(top.get(key)?.value))
    }

    /// The top-level mappings of all files of the app.
    pub(crate) fn tops(&self) -> impl Iterator<Item = Map<'a>> {
        self.app().trees.iter().filter_map(|tree| tree.root()?.as_map())
    }

    /// The node that a name leads to. Silent when the name was reported; says so when the node does not exist here.
    pub(crate) fn link(&mut self, name: &QualifiedName, sections: &[Section], span: Span) -> Option<Link> {
        let (at, app) = match &name.app {
            None => (self.at, self.app()),
            Some(alias) => {
                let at = *self.chosen[self.at].uses.get(alias.as_str())?;
                (at, &self.apps[self.chosen[at].app])
            }
        };
        match self.scopes[at].nodes.get(name.name.as_str()) {
            Some(node) => {
                let node = NodeRef { deployment: DeploymentId::new(at), node: *node };
                Some(Link { name: name.clone(), node, span })
            }
            None => {
                let declared = sections.iter().find_map(|section| app.names.get(*section, &name.name));
                if let Some(declared) = declared {
                    let environment = self.chosen[at].declared.clone();
                    self.say(fault::other_environment(span, &name.to_string(), &environment, declared));
                }
                None
            }
        }
    }

    /// Says which nodes that values name by `${…}` do not exist here.
    pub(crate) fn judge_named(&mut self) {
        let mut named = std::mem::take(&mut self.reader.named);
        named.sort_by(|(_, a, first), (_, b, second)| (first, a).cmp(&(second, b)));
        named.dedup();
        for (section, name, span) in named {
            if let Some(section) = Section::ALL.into_iter().find(|known| known.key() == section) {
                self.link(&name, &[section], span);
            }
        }
    }

    /// Reads a reference and links it.
    pub(crate) fn link_of(&mut self, node: Node<'_>, sections: &[Section]) -> Option<Link> {
        let name = self.reader.qualified_of(node)?;
        self.link(&name.value, sections, name.span)
    }

    /// Where a node stands: where `place` says, else at the environment's site, and under `failover` at the other one.
    pub(crate) fn sites_of(&self, name: &str) -> Vec<SiteId> {
        let scope = self.scope();
        let mut sites = match scope.placed.get(name) {
            Some(placed) => placed.value.clone(),
            None => scope.site.into_iter().collect(),
        };
        for (from, to, _) in &scope.failover {
            if sites.contains(from) && !sites.contains(to) {
                sites.push(*to);
            }
        }
        sites
    }

    /// A path as written in `node`'s file: relative to the folder of the app's faas.yaml, and as it is looked for.
    pub(crate) fn path_of(&mut self, node: Node<'_>) -> Option<(Spanned<String>, String)> {
        let text = self.reader.text_of(node)?;
        let folder = parent(self.reader.sources.file(node.tree().file()).path());
        let looked = join(folder, &text.value);
        Some((Spanned::new(relative(&self.app().folder, &looked), text.span), looked))
    }

    /// Adds a finding.
    pub(crate) fn say(&mut self, found: faasc_diagnostics::Diagnostic) {
        self.reader.sink.push(found);
    }

    /// A given name and `adopt`, which needs it.
    pub(crate) fn adoption(
        &mut self,
        entry: Entry<'_>,
        given: Option<&Spanned<String>>,
        adopt: Option<Spanned<bool>>,
    ) -> bool {
        match adopt {
            Some(adopt) if adopt.value => {
                if given.is_none() {
                    self.say(app_fault::adopt_without_name(adopt.span, entry.key.text));
                }
                true
            }
            _ => false,
        }
    }

    /// `was`: a name that must be gone.
    pub(crate) fn was(&mut self, name: &str, was: Option<Spanned<String>>) -> Option<Spanned<Name>> {
        let was = was?;
        let shared = [Section::Functions, Section::Events, Section::Stores, Section::Services];
        if let Some(declared) = shared.iter().find_map(|section| self.app().names.get(*section, &was.value)) {
            self.say(app_fault::old_name_is_there(was.span, &was.value, name, declared));
        }
        Some(was.map(Name::from))
    }
}

/// The entries of a section over all files of an app; of two of one name the first.
pub(crate) fn section_entries(app: &AppSource, section: Section) -> Vec<Entry<'_>> {
    let mut found: Vec<Entry<'_>> = Vec::new();
    for (at, tree) in app.trees.iter().enumerate() {
        let map = tree.root().and_then(|root| root.as_map()?.get(section.key())?.value.as_map());
        for entry in map.into_iter().flat_map(Map::entries) {
            if at == 0 || app.names.get(section, entry.key.text) == Some(entry.key.span) {
                found.push(entry);
            }
        }
    }
    found
}

/// The entry of `name` in a section, in the first file that has it.
pub(crate) fn section_entry<'a>(app: &'a AppSource, section: Section, name: &str) -> Option<Entry<'a>> {
    app.trees.iter().find_map(|tree| tree.root()?.as_map()?.get(section.key())?.value.as_map()?.get(name))
}

/// The spanned name of an entry.
pub(crate) fn name_of(entry: Entry<'_>) -> Spanned<Name> {
    Spanned::new(Name::from(entry.key.text), entry.key.span)
}

/// A value that holds when nothing is written, at the place of its owner.
pub(crate) fn or<T>(found: Option<Spanned<T>>, default: T, owner: Span) -> Spanned<T> {
    found.unwrap_or(Spanned::new(default, owner))
}

/// A literal text in a template.
pub(crate) fn is_literal(template: &Template, text: &str) -> bool {
    template.as_literal() == Some(text)
}
