//! Names against what is declared, in this app, in those under `uses`, and in the fact base.

use faasc_diagnostics::Diagnostic;
use faasc_source::Span;

use super::Inspection;
use crate::fault::{form as form_fault, name as fault};
use crate::form::{Fact, Key, Ref, grammar};
use crate::names::{Names, Section};

/// The sections in which a reference may be declared.
fn sections(target: Ref) -> &'static [Section] {
    match target {
        Ref::Function | Ref::OwnFunction => &[Section::Functions],
        Ref::Event | Ref::OwnEvent => &[Section::Events],
        Ref::Store => &[Section::Stores],
        Ref::Callee => &[Section::Functions, Section::Services],
        Ref::Class | Ref::OwnClass | Ref::ClassOrNone => &[Section::Data],
        Ref::Secret => &[Section::Secrets],
        Ref::Authenticator => &[Section::Auth],
        Ref::Site => &[Section::Sites],
        Ref::Environment => &[Section::Environments],
        Ref::Flow => &[Section::Flows],
        Ref::Service => &[Section::Services],
        Ref::UsedApp => &[Section::Uses],
        Ref::Var => &[Section::Vars],
        Ref::Exportable | Ref::Placeable => &[Section::Functions, Section::Events, Section::Stores],
    }
}

impl Inspection<'_> {
    /// A missing key that names something: with a name of this app, where it has one, instead of the language's example.
    pub(super) fn with_own_name(&self, found: Diagnostic, key: &Key, target: Ref) -> Diagnostic {
        match self.first_name(target) {
            Some(name) => found.help(format!("add `{}: {name}`", key.name)),
            None if target == Ref::Authenticator => found.help(
                "declare an authenticator under the top-level `auth` and name it here, or add `auth: { none: REASON }`",
            ),
            None => found,
        }
    }

    /// The first name of this app that a reference could be.
    fn first_name(&self, target: Ref) -> Option<&str> {
        sections(target)
            .iter()
            .find_map(|section| self.names.of_section(*section).map(|(name, _)| name).next())
    }
}

const NODES: [Section; 4] = [Section::Functions, Section::Events, Section::Stores, Section::Services];

impl Inspection<'_> {
    /// Judges a reference as written.
    pub(super) fn reference(&mut self, text: &str, span: Span, target: Ref) -> bool {
        let found = self.find(text, span, target);
        let is_good = found.is_none();
        self.sink.extend_with(found);
        is_good
    }

    fn find(&self, text: &str, span: Span, target: Ref) -> Option<Diagnostic> {
        if !target.is_form_of(text) {
            return Some(form_fault::bad_name(span, text, &one(target.what()), grammar::NAME.words));
        }
        if text == "none" && target == Ref::ClassOrNone {
            return None;
        }
        if text == "none" && target == Ref::Authenticator && self.names.get(Section::Auth, text).is_none() {
            return Some(fault::bare_none(span, false));
        }
        let name = match target {
            Ref::Placeable => text.strip_suffix(".backup").unwrap_or(text),
            _ => text,
        };
        if let Some((app, name)) = name.split_once('/')
            && target.is_qualified()
        {
            return self.of_other(app, name, span, target);
        }
        if target == Ref::Placeable && name != text {
            return self.names.get(Section::Stores, name).is_none().then(|| {
                let known = self.names.of_section(Section::Stores).map(|(name, _)| name);
                fault::dangling(span, name, "store", known)
            });
        }
        if target == Ref::Site && text == "local"
            || target == Ref::Environment && text == "local" && self.has_no_environments()
        {
            return None;
        }
        of_section(self.names, name, span, target)
    }

    fn has_no_environments(&self) -> bool {
        self.names.of_section(Section::Environments).next().is_none()
    }

    /// `APP/NAME`: an export of another app, or a class of it.
    fn of_other(&self, app: &str, name: &str, span: Span, target: Ref) -> Option<Diagnostic> {
        let known = self.used.iter().map(|(alias, _)| alias.as_str());
        let Some((_, names)) = self.used.iter().find(|(alias, _)| alias == app) else {
            if self.names.get(Section::Uses, app).is_some() {
                // The used app could not be read, which is said already.
                return None;
            }
            return Some(fault::unknown_app(span.part(0, app.len()), app, known));
        };
        let found = of_section(names, name, span, target);
        let is_class = matches!(target, Ref::Class | Ref::OwnClass | Ref::ClassOrNone);
        match found {
            None if !is_class && !names.is_exported(name) => {
                let declared = sections(target).iter().find_map(|section| names.get(*section, name));
                Some(fault::not_exported(span, name, app, declared.unwrap_or(span), true))
            }
            None => None,
            Some(_) => {
                // Classes need no export: who may use an event may name what it carries.
                let is_offered = |name: &&str| is_class || names.is_exported(name);
                let offered = sections(target).iter().flat_map(|section| names.of_section(*section));
                let known: Vec<String> = offered
                    .map(|(name, _)| name)
                    .filter(is_offered)
                    .map(|name| format!("{app}/{name}"))
                    .collect();
                let what = format!("{} of `{app}`", target.what());
                let text = format!("{app}/{name}");
                Some(fault::dangling(span, &text, &what, known.iter().map(String::as_str)))
            }
        }
    }

    /// Judges `${section.name.attribute}`.
    pub(super) fn node_path(
        &self,
        span: Span,
        inside: &str,
        section: &str,
        name: &str,
        attribute: &str,
    ) -> Option<Diagnostic> {
        let (target, attributes): (Ref, &[&str]) = match section {
            "events" => (Ref::Event, &["address", "name", "id"]),
            "stores" => (Ref::Store, &["address", "name", "id"]),
            "functions" => (Ref::Function, &["url", "name", "id", "socket"]),
            _ => (Ref::Service, &["url"]),
        };
        if !attributes.contains(&attribute) {
            let text = format!(
                "`{section}` offer {}",
                faasc_diagnostics::list_of(attributes.iter().copied(), "and")
            );
            return Some(fault::unknown_part(span, inside).note(text));
        }
        if !target.is_form_of(name) {
            return Some(fault::unknown_part(span, inside).note(format!("`{name}` is no name")));
        }
        self.find(name, span, target)
    }

    /// Judges a name of the fact base.
    pub(super) fn fact(&mut self, text: &str, span: Span, fact: Fact) -> bool {
        if self.known.has(fact, text) {
            return true;
        }
        let names = self.known.names(fact);
        self.sink.push(fault::unknown_fact(span, text, fact.what(), names.iter().map(String::as_str)));
        false
    }
}

fn of_section(names: &Names, name: &str, span: Span, target: Ref) -> Option<Diagnostic> {
    let sections = sections(target);
    if sections.iter().any(|section| names.get(*section, name).is_some()) {
        return None;
    }
    let is_node = sections.iter().any(|section| NODES.contains(section));
    if is_node
        && let Some((section, declared)) =
            NODES.iter().find_map(|section| Some((section, names.get(*section, name)?)))
    {
        return Some(fault::other_kind(span, name, &one(target.what()), &one(section.one()), declared));
    }
    let known: Vec<&str> =
        sections.iter().flat_map(|section| names.of_section(*section).map(|(name, _)| name)).collect();
    Some(fault::dangling(span, name, target.what(), known.into_iter()))
}

/// `an event`.
fn one(what: &str) -> String {
    if what.starts_with(['a', 'e', 'i', 'o']) { format!("an {what}") } else { format!("a {what}") }
}
