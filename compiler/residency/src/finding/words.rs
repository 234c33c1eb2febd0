//! How things are called in findings.

use faasc_facts::Act;
use faasc_model::{Country, Node, NodeRef};
use faasc_source::Spanned;

use crate::analysis::Analysis;
use crate::labels::ClassId;
use crate::place::{Copy, Role};

/// Names in backticks with commas: `` `a`, `b` and `c` ``.
pub(super) fn names(names: &[String]) -> String {
    faasc_diagnostics::list_of(names.iter().map(String::as_str), "and")
}

/// Places as a list without backticks: `DE, FR`.
pub(super) fn places(places: &[Spanned<Country>]) -> String {
    places.iter().map(|place| place.value.0.to_string()).collect::<Vec<_>>().join(", ")
}

/// The classes of a group as its app writes them.
pub(super) fn classes(
    analysis: &Analysis<'_>,
    classes: &[ClassId],
    home: faasc_model::DeploymentId,
) -> Vec<String> {
    classes.iter().map(|class| analysis.classes.name_in(&analysis.scope, *class, home)).collect()
}

/// The kind of a node and its name: ``function `charge` ``.
pub(super) fn node(analysis: &Analysis<'_>, node: NodeRef) -> String {
    let found = analysis.program().node(node);
    let kind = match found {
        Node::Function(_) => "function",
        Node::Event(event) if event.made_from.is_some() => "dead letter",
        Node::Event(_) => "event",
        Node::Store(_) => "store",
        Node::Service(_) => "service",
    };
    format!("{kind} `{}`", found.name().value)
}

/// What happens to data at a copy: ``is stored in `persons` ``.
pub(super) fn happens(analysis: &Analysis<'_>, copy: &Copy, is_plural: bool) -> String {
    let be = if is_plural { "are" } else { "is" };
    let node = analysis.program().node(analysis.scope.node(copy.node));
    let name = &node.name().value;
    match (copy.role, node) {
        (Role::Main, Node::Function(_)) => format!("{be} processed by `{name}`"),
        (Role::Main, Node::Event(_)) => format!("{be} held by `{name}`"),
        (Role::Main, Node::Store(_)) => format!("{be} stored in `{name}`"),
        (Role::Main, Node::Service(_)) => format!("{be} sent to `{name}`"),
        (Role::Entry, _) => format!("{be} collected by `{name}`"),
        (Role::Replica, _) => format!("{be} copied from `{name}` to its replica"),
        (Role::Failover, Node::Function(_)) => format!("{be} processed by `{name}` after a failover"),
        (Role::Failover, _) => format!("{be} held by `{name}` after a failover"),
        (Role::Backup, _) => format!("{be} backed up from `{name}`"),
        (Role::Logs, _) => format!("{be} in the logs of `{name}`"),
        (Role::Telemetry, _) => format!("{be} in the traces and metrics of `{name}`"),
        (Role::State, _) => format!("{be} in Terraform's state of `{name}`"),
        (Role::Access, _) => format!("can be read in `{name}`"),
    }
}

/// The word for an act in a sentence about a rule.
pub(super) const fn act(act: Act) -> &'static str {
    match act {
        Act::Collect => "collected",
        Act::Store => "stored",
        Act::Process => "processed",
        Act::Access => "read",
        Act::Transit => "passed through",
        Act::Logs => "logged",
        Act::Backup => "backed up",
    }
}
