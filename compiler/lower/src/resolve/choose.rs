//! Which environments of which apps are deployments of this run.

use std::collections::BTreeMap;

use faasc_diagnostics::Sink;
use faasc_source::Span;
use faasc_syntax::Node;

use crate::fault::app as fault;
use crate::load::AppSource;
use crate::names::Section;
use crate::{EnvironmentChoice, form::grammar};

/// One environment of one app that is resolved in this run.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    pub(crate) app: usize,
    /// As declared.
    pub(crate) declared: String,
    /// Under which name it is compiled.
    pub(crate) under: String,
    /// Name under `uses` to the place in the list of chosen ones.
    pub(crate) uses: BTreeMap<String, usize>,
}

/// Chooses: what was asked for of the apps of the argument, and what these need of the apps that they use.
pub(crate) fn choose(apps: &[AppSource], asked: &[EnvironmentChoice], sink: &mut Sink) -> Vec<Chosen> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for (at, app) in apps.iter().enumerate().filter(|(_, app)| !app.is_outside) {
        for (declared, span) in environments(app) {
            if declared == "images" || declared == "packages" {
                sink.push(fault::reserved(span, &declared));
            }
            if asked.is_empty() {
                add(&mut chosen, at, &declared, &declared);
            }
            for choice in asked.iter().filter(|choice| choice.declared == declared) {
                let under = choice.under.as_deref().unwrap_or(&declared);
                if choice.under.is_some() {
                    preview(app, &declared, under, span, sink);
                }
                match meets(app, &chosen, at, &declared, under) {
                    Some(other) => sink.push(fault::name_is_taken(span, &declared, under, &other)),
                    None => {
                        add(&mut chosen, at, &declared, under);
                    }
                }
            }
        }
    }
    missing(apps, asked, sink);
    let mut at = 0;
    while at < chosen.len() {
        used(apps, &mut chosen, at, sink);
        at += 1;
    }
    chosen
}

/// The other environment of `app`, the app `at`, that is compiled under the name `under`, or would be: both would be
/// written to one folder and emitted under the same names.
fn meets(app: &AppSource, chosen: &[Chosen], at: usize, declared: &str, under: &str) -> Option<String> {
    let asked = chosen.iter().find(|found| found.app == at && found.under == under);
    let other = asked.map(|found| found.declared.clone()).filter(|other| other != declared);
    let has_it = || app.names.get(Section::Environments, under).is_some();
    other.or_else(|| (under != declared && has_it()).then(|| under.to_owned()))
}

fn add(chosen: &mut Vec<Chosen>, app: usize, declared: &str, under: &str) -> usize {
    let same = |found: &Chosen| found.app == app && found.declared == declared && found.under == under;
    chosen.iter().position(same).unwrap_or_else(|| {
        chosen.push(Chosen {
            app,
            declared: declared.to_owned(),
            under: under.to_owned(),
            uses: BTreeMap::new(),
        });
        chosen.len() - 1
    })
}

/// The names of an app's environments; `local` when it declares none.
pub(crate) fn environments(app: &AppSource) -> Vec<(String, Span)> {
    let declared: Vec<(String, Span)> =
        app.names.of_section(Section::Environments).map(|(name, span)| (name.to_owned(), span)).collect();
    if declared.is_empty() {
        return vec![("local".to_owned(), Span::start_of(app.trees[0].file()))];
    }
    declared
}

/// The mapping of an environment.
pub(crate) fn environment<'t>(app: &'t AppSource, name: &str) -> Option<Node<'t>> {
    app.trees
        .iter()
        .find_map(|tree| Some(tree.root()?.as_map()?.get("environments")?.value.as_map()?.get(name)?.value))
}

fn preview(app: &AppSource, declared: &str, under: &str, span: Span, sink: &mut Sink) {
    if !grammar::is_name(under) {
        sink.push(fault::bad_preview_name(span, under));
    }
    if under == "images" || under == "packages" {
        sink.push(fault::reserved(span, under));
    }
    let has_expiry = environment(app, declared).and_then(|node| node.as_map()?.get("expires")).is_some();
    if !has_expiry {
        sink.push(fault::preview(span, declared, under));
    }
}

/// An environment that no app of the argument has was probably misspelt.
fn missing(apps: &[AppSource], asked: &[EnvironmentChoice], sink: &mut Sink) {
    for choice in asked {
        let has = |app: &&AppSource| environments(app).iter().any(|(name, _)| *name == choice.declared);
        let inside = || apps.iter().filter(|app| !app.is_outside);
        if !inside().any(|app| has(&app))
            && let Some(app) = inside().next()
        {
            let known: Vec<String> = environments(app).into_iter().map(|(name, _)| name).collect();
            let span = Span::start_of(app.trees[0].file());
            sink.push(fault::no_environment(
                span,
                &choice.declared,
                &app.name.0,
                known.iter().map(String::as_str),
            ));
        }
    }
}

fn used(apps: &[AppSource], chosen: &mut Vec<Chosen>, at: usize, sink: &mut Sink) {
    let Chosen { app, declared, under, .. } = chosen[at].clone();
    let node = environment(&apps[app], &declared);
    let said = node.and_then(|node| node.as_map()?.get("uses")?.value.as_map());
    for (alias, alias_span, other) in &apps[app].uses {
        let entry = said.and_then(|map| map.get(alias));
        let wanted = entry.and_then(|entry| entry.value.text()).unwrap_or(&declared);
        let span = entry.map_or(*alias_span, |entry| entry.value.span());
        let known = environments(&apps[*other]);
        if known.iter().any(|(name, _)| name == wanted) {
            // A preview uses the other app's preview of the same name, where that is compiled too.
            let is_preview = wanted == declared
                && chosen
                    .iter()
                    .any(|found| found.app == *other && found.declared == *wanted && found.under == under);
            let under = if is_preview { under.clone() } else { wanted.to_owned() };
            let index = add(chosen, *other, wanted, &under);
            chosen[at].uses.insert(alias.clone(), index);
        } else {
            sink.push(fault::used_environment(
                span,
                &apps[*other].name.0,
                wanted,
                known.iter().map(|(name, _)| name.as_str()),
            ));
        }
    }
}
