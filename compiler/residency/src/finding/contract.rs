//! More data than a node says that it holds.

use faasc_diagnostics::{Code, Sink};
use faasc_model::{Node, QualifiedName};
use faasc_source::{Span, Spanned};

use super::{path, words};
use crate::analysis::Analysis;
use crate::flow::HopKind;
use crate::labels::{ClassId, Set};

static MORE: Code = Code::error(
    "F1420",
    "undeclared-data",
    "data that flows into something which says that it does not hold it",
);

pub(super) static CODES: [&Code; 1] = [&MORE];

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    let over: Vec<Set> = (0..analysis.scope.count()).map(|node| over(analysis, node)).collect();
    for (node, more) in over.iter().enumerate() {
        // What came through another contract that was broken was said there.
        let first: Vec<ClassId> = more
            .iter()
            .filter(|class| {
                let hops = analysis.path(node, *class);
                hops.split_last().is_none_or(|(_, before)| {
                    before.iter().all(|hop| !over[hop.node].has(*class) || hop.node == node)
                })
            })
            .collect();
        if let Some(class) = first.first() {
            sink.push(found(analysis, node, &first, *class));
        }
    }
}

/// The names under `carries` or `receives`, if there are any such.
fn contract<'a>(node: Node<'a>) -> Option<(&'static str, &'a [Spanned<QualifiedName>])> {
    match node {
        Node::Event(event) => event.carries.as_deref().map(|names| ("carries", names)),
        Node::Store(store) => store.carries.as_deref().map(|names| ("carries", names)),
        Node::Service(service) => service.receives.as_deref().map(|names| ("receives", names)),
        Node::Function(_) => None,
    }
}

/// What a node holds beyond what it says.
fn over(analysis: &Analysis<'_>, node: usize) -> Set {
    if analysis.held[node].is_empty() {
        return Set::default();
    }
    let Some((_, names)) = contract(analysis.model_node(node)) else { return Set::default() };
    let home = analysis.scope.node(node).deployment;
    let mut more = analysis.held[node].clone();
    more.subtract(&analysis.classes.listed(&analysis.scope, home, names));
    // What a service sends it knows already.
    if let Node::Service(service) = analysis.model_node(node) {
        more.subtract(&analysis.classes.listed(&analysis.scope, home, &service.returns));
    }
    more
}

fn found(
    analysis: &Analysis<'_>,
    node: usize,
    classes: &[ClassId],
    first: ClassId,
) -> faasc_diagnostics::Diagnostic {
    let at = analysis.scope.node(node);
    let home = at.deployment;
    let model = analysis.model_node(node);
    let names = words::classes(analysis, classes, home);
    let (key, listed) = contract(model).unwrap_or(("carries", &[]));
    let hops = analysis.path(node, first);
    // The edge by which it comes in is where the mistake is, or where it is seen.
    let span = match hops.last() {
        Some(hop) if !matches!(hop.kind, HopKind::Made) => hop.span,
        _ => model.name().span,
    };
    let declared = listed.iter().map(|name| name.span).reduce(Span::to).unwrap_or(model.name().span);
    let verb = if names.len() > 1 { "flow" } else { "flows" };
    let what = if listed.is_empty() {
        format!("says `{key}: []`, so nothing classified")
    } else {
        format!("does not list {} under `{key}`", if names.len() > 1 { "them" } else { "it" })
    };
    let found = MORE
        .at(span, format!("{} {verb} into {}, which {what}", words::names(&names), words::node(analysis, at)))
        .label(declared, "what it says that it holds");
    path::show(analysis, found, node, first, home)
        .help(format!(
            "add {} to `{key}`, or let it stay behind: `drops: {{ {}: REASON }}` on an edge before, or a `transforms`",
            words::names(&names),
            names.first().map_or("CLASS", String::as_str)
        ))
        .about(model.key_path())
        .within(analysis.scope.home(node).environment.to_string())
}
