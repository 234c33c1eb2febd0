//! Inputs and variables.

use std::collections::{BTreeMap, BTreeSet};

use faasc_diagnostics::Sink;
use faasc_model::{Input, InputOrigin, Name};
use faasc_source::{Span, Spanned};
use faasc_syntax::{Entry, Node};

use super::Cx;
use super::scope::name_of;
use crate::fault::name as fault;
use crate::load::AppSource;
use crate::names::Section;
use crate::read::{Reader, Vars};
use crate::view::View;

static ORIGINS: &[&str] =
    &["terraform-variable", "terraform", "parameter-store", "stack-output", "kubernetes-secret"];

/// All inputs.
pub(crate) fn inputs(cx: &mut Cx<'_>) -> Vec<Input> {
    cx.entries(Section::Inputs).into_iter().map(|entry| input(cx, entry)).collect()
}

fn input(cx: &mut Cx<'_>, entry: Entry<'_>) -> Input {
    let view = View::of(entry.value);
    let mut from = Vec::new();
    if let Some(node) = view.node("from") {
        if node.as_map().is_some() {
            for found in cx.reader.sorted(Some(&View::of(node))) {
                let site = Spanned::new(Name::from(found.key.text), found.key.span);
                from.extend(origin(&mut cx.reader, found.value).map(|origin| (Some(site), origin)));
            }
        } else {
            from.extend(origin(&mut cx.reader, node).map(|origin| (None, origin)));
        }
    }
    Input {
        name: name_of(entry),
        from,
        given_name: cx.reader.template(&view, "name"),
        description: cx.reader.text(&view, "description"),
        span: entry.key.span.to(entry.value.span()),
    }
}

fn origin(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Spanned<InputOrigin>> {
    reader.word_of(node, ORIGINS, |word| {
        Some(match word {
            "terraform-variable" => InputOrigin::TerraformVariable,
            "terraform" => InputOrigin::Terraform,
            "parameter-store" => InputOrigin::ParameterStore,
            "stack-output" => InputOrigin::StackOutput,
            "kubernetes-secret" => InputOrigin::KubernetesSecret,
            _ => return None,
        })
    })
}

/// A value on the command line for a variable that no app has: it was probably misspelt, and its default would be taken.
pub(crate) fn unknown_given(apps: &[AppSource], given: &[(String, String)], sink: &mut Sink) {
    let Some(app) = apps.iter().find(|app| !app.is_outside) else { return };
    // What a syntax error hides may be the variable.
    if apps.iter().any(AppSource::is_broken) {
        return;
    }
    let known = || apps.iter().flat_map(|app| app.names.of_section(Section::Vars)).map(|(name, _)| name);
    let mut said = BTreeSet::new();
    for (name, _) in given.iter().filter(|(name, _)| known().all(|known| known != name)) {
        if said.insert(name) {
            let span = Span::start_of(app.trees[0].file());
            let known: Vec<&str> = known().collect();
            sink.push(fault::unknown_given(span, name, known.into_iter()));
        }
    }
}

/// The values of variables in an environment: its own, then those of the command line, else the defaults.
pub(crate) fn vars<'t>(
    declared: impl IntoIterator<Item = Entry<'t>>,
    environment: Option<Node<'t>>,
    given: &[(String, String)],
) -> Vars {
    let said = environment.and_then(|node| node.as_map()?.get("vars")?.value.as_map());
    let mut values = BTreeMap::new();
    for entry in declared {
        let name = entry.key.text;
        let text = |node: Node<'t>| node.text().map(str::to_owned);
        let given = given.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value.clone());
        let here = || said.and_then(|map| text(map.get(name)?.value));
        let default = || text(entry.value.as_map()?.get("default")?.value);
        values.insert(name.to_owned(), given.or_else(here).or_else(default));
    }
    Vars { values, missing: BTreeMap::new() }
}
