//! The way of a class to where it must not be, hop by hop.

use faasc_diagnostics::Diagnostic;
use faasc_model::{DeploymentId, Node, NodeId, NodeRef, Trigger, TriggerKind};

use crate::analysis::Analysis;
use crate::flow::{Hop, HopKind};
use crate::graph::{OriginKind, WayKind};
use crate::labels::ClassId;
use crate::place::{Copy, Role};

/// The most hops that are shown one by one; of a longer way the middle is left out.
const SHOWN: usize = 8;

/// Adds the way of a class to a node: a label for each hop, and the whole in one note.
pub(super) fn show(
    analysis: &Analysis<'_>,
    found: Diagnostic,
    node: usize,
    class: ClassId,
    home: DeploymentId,
) -> Diagnostic {
    let hops = analysis.path(node, class);
    let mut found = found;
    for hop in hops.iter().filter(|hop| hop.kind != HopKind::Made) {
        if found.primary.span != hop.span && found.labels.iter().all(|label| label.span != hop.span) {
            found = found.label(hop.span, label(analysis, hop));
        }
    }
    let name = analysis.classes.name_in(&analysis.scope, class, home);
    found.note(format!("the way of `{name}`: {}", line(analysis, &hops)))
}

/// Adds the way of a class to a copy of a node, a hop a line: the last one is the hop that breaks.
pub(super) fn show_to(
    analysis: &Analysis<'_>,
    found: Diagnostic,
    copy: &Copy,
    class: ClassId,
    home: DeploymentId,
) -> Diagnostic {
    let mut found = show(analysis, found, copy.node, class, home);
    found.notes.pop();
    let name = analysis.classes.name_in(&analysis.scope, class, home);
    let mut parts = shown(analysis, &analysis.path(copy.node, class));
    parts.extend(last(analysis, copy));
    found.note(format!("the way of `{name}`:\n  {}", parts.join("\n→ ")))
}

/// The hop from a node to what is kept of it at a place of its own.
fn last(analysis: &Analysis<'_>, copy: &Copy) -> Option<String> {
    let what = match copy.role {
        Role::Main | Role::Entry => return None,
        Role::Replica => "copied to its replica",
        Role::Failover => "moved by a failover",
        Role::Backup => "copied to its backup",
        Role::Logs => "written to its logs",
        Role::Telemetry => "written to its traces and metrics",
        Role::State => "written to Terraform's state",
        Role::Access => "read by people",
    };
    let spot = analysis.spot(copy);
    let site = spot.site.map(|site| format!(" at `{site}`")).unwrap_or_default();
    Some(format!("{what}{site} ({})", spot.countries()))
}

/// A whole way in one line: ``POST /persons → `intake` (DE) → emits `change` (US)``.
pub(super) fn line(analysis: &Analysis<'_>, hops: &[Hop]) -> String {
    shown(analysis, hops).join(" → ")
}

/// The hops of a way; of a long one the middle is left out.
fn shown(analysis: &Analysis<'_>, hops: &[Hop]) -> Vec<String> {
    let mut parts: Vec<String> = hops.iter().flat_map(|hop| part(analysis, hop)).collect();
    if parts.len() > SHOWN {
        let left_out = parts.len() - SHOWN + 1;
        parts.splice(SHOWN / 2..SHOWN / 2 + left_out, [format!("{left_out} more")]);
    }
    parts
}

fn part(analysis: &Analysis<'_>, hop: &Hop) -> Vec<String> {
    let node = analysis.scope.node(hop.node);
    let name = &analysis.program().node(node).name().value;
    let place = place_of(analysis, hop.node);
    match hop.kind {
        HopKind::Enters(origin) => match analysis.graph.origins[origin].kind {
            OriginKind::Collected { .. } => {
                vec![entry(analysis, origin), format!("`{name}`{place}")]
            }
            OriginKind::Declared => vec![format!("`{name}`{place}")],
            OriginKind::Returned(service) => {
                let service = &analysis.program().node(service).name().value;
                vec![format!("`{service}`"), format!("answers `{name}`{place}")]
            }
        },
        HopKind::Made => vec![format!("made by `{name}`{place}")],
        HopKind::Way(kind) => vec![match kind {
            WayKind::Emits | WayKind::Writes | WayKind::Calls => format!("{} `{name}`{place}", kind.word()),
            WayKind::Reads => format!("read by `{name}`{place}"),
            WayKind::Delivers => format!("starts `{name}`{place}"),
            WayKind::GivesUp => format!("given up to `{name}`{place}"),
            WayKind::Answers => format!("answers `{name}`{place}"),
            WayKind::Authenticates => format!("shown to `{name}`{place}"),
        }],
    }
}

fn label(analysis: &Analysis<'_>, hop: &Hop) -> String {
    let node = analysis.program().node(analysis.scope.node(hop.node));
    let name = &node.name().value;
    match hop.kind {
        HopKind::Enters(origin) => match analysis.graph.origins[origin].kind {
            OriginKind::Collected { .. } => format!("it enters here, by {}", entry(analysis, origin)),
            OriginKind::Declared => format!("`{name}` says that it holds it"),
            OriginKind::Returned(_) => "it comes back from here".to_owned(),
        },
        HopKind::Made => String::new(),
        HopKind::Way(kind) => match kind {
            WayKind::Emits => format!("sent to `{name}`"),
            WayKind::Writes => format!("written to `{name}`"),
            WayKind::Calls => format!("`{name}` is called with it"),
            WayKind::Reads => format!("read by `{name}`"),
            WayKind::Delivers => format!("delivered to `{name}`"),
            WayKind::GivesUp => format!("given up to `{name}`"),
            WayKind::Answers => format!("comes back to `{name}`"),
            WayKind::Authenticates => format!("shown to `{name}`"),
        },
    }
}

/// The trigger by which something enters: `POST /persons`.
fn entry(analysis: &Analysis<'_>, origin: usize) -> String {
    let OriginKind::Collected { deployment, function, trigger } = analysis.graph.origins[origin].kind else {
        return String::new();
    };
    let function = analysis.program().deployment(deployment).function(function);
    function.triggers.get(trigger).map(entry_of).unwrap_or_default()
}

fn entry_of(trigger: &Trigger) -> String {
    match &trigger.kind {
        TriggerKind::Http(http) => format!("`{} {}`", http.route.value.method, http.route.value.path),
        TriggerKind::Webhook(hook) => format!("`{} {}`", hook.route.value.method, hook.route.value.path),
        TriggerKind::Websocket(socket) => format!("`{}`", socket.path.value),
        TriggerKind::Mqtt(mqtt) => format!("`{}`", mqtt.topic.value),
        _ => format!("`{}`", trigger.id),
    }
}

/// The countries of a node's own place, in brackets.
fn place_of(analysis: &Analysis<'_>, node: usize) -> String {
    match analysis.main_of(node) {
        Some(copy) => format!(" ({})", analysis.spot(copy).countries()),
        None => String::new(),
    }
}

/// Whether a node is a service.
pub(super) fn is_service(node: NodeRef) -> bool {
    matches!(node.node, NodeId::Service(_))
}

impl<'a> Analysis<'a> {
    /// The copy that a node itself is.
    pub(crate) fn main_of(&self, node: usize) -> Option<&crate::place::Copy> {
        self.copies_of(node).find(|copy| matches!(copy.role, Role::Main | Role::Failover))
    }

    /// A node, borrowed.
    pub(crate) fn model_node(&self, node: usize) -> Node<'a> {
        self.scope.program.node(self.scope.node(node))
    }
}
