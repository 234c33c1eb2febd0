//! Flows.

use faasc_model::{Flow, FunctionId, Link, NodeId, Within};
use faasc_syntax::Entry;

use super::Cx;
use super::scope::name_of;
use crate::form::grammar;
use crate::names::Section;
use crate::view::View;

/// Where a flow begins and ends, when both are functions of this deployment, and where what fails goes.
pub(crate) struct Ends {
    pub(crate) from: FunctionId,
    pub(crate) to: FunctionId,
    pub(crate) on_failure: Option<Link>,
}

/// The ends of those flows that lie within deployment `at`.
pub(crate) fn ends(at: usize, flows: &[Flow]) -> Vec<Ends> {
    let own = |link: &Link| match link.node.node {
        NodeId::Function(id) if link.node.deployment.index() == at => Some(id),
        _ => None,
    };
    let ends = |flow: &Flow| {
        Some(Ends { from: own(&flow.from)?, to: own(&flow.to)?, on_failure: flow.on_failure.clone() })
    };
    flows.iter().filter_map(ends).collect()
}

/// All flows. One whose ends do not exist in this environment says so and is left out.
pub(crate) fn flows(cx: &mut Cx<'_>) -> Vec<Flow> {
    let entries = cx.entries(Section::Flows);
    entries.into_iter().filter_map(|entry| flow(cx, entry)).collect()
}

fn flow(cx: &mut Cx<'_>, entry: Entry<'_>) -> Option<Flow> {
    let view = View::of(entry.value);
    let mut link = |key: &str, section: Section| -> Option<Link> { cx.link_of(view.node(key)?, &[section]) };
    let (from, to) = (link("from", Section::Functions), link("to", Section::Functions));
    let on_failure = link("on_failure", Section::Events);
    let mut through = Vec::new();
    for item in cx.reader.items(&view, "through") {
        through.extend(cx.link_of(item, &[Section::Functions]));
    }
    let within = view.get("within").map(|within| Within {
        p50: cx.reader.duration(&within, "p50"),
        p99: cx.reader.duration(&within, "p99"),
    });
    Some(Flow {
        name: name_of(entry),
        from: from?,
        through,
        to: to?,
        within,
        correlate_by: cx.reader.of_grammar(&view, "correlate_by", &grammar::FIELD),
        on_failure,
        span: entry.key.span.to(entry.value.span()),
    })
}
