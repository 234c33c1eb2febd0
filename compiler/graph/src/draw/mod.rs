//! From deployments to a drawing.

mod board;
mod entry;

use std::collections::BTreeSet;

use faasc_model::{DeadLetter, DeploymentId, Edge, Function, NodeId, NodeRef, Program, Trigger, TriggerKind};

use crate::{Drawing, Stroke};
use board::Board;

/// Draws the deployments `ids` of `program` and what they are linked to. The order of the source has no influence.
#[must_use]
pub fn draw(program: &Program, ids: &[DeploymentId]) -> Drawing {
    let mut ids: Vec<DeploymentId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    ids.sort_by(|a, b| {
        let key = |id: &DeploymentId| {
            let deployment = program.deployment(*id);
            (deployment.app.clone(), deployment.environment.clone())
        };
        key(a).cmp(&key(b))
    });
    let mut board = Board::new(program, &ids);
    for &id in &ids {
        board.place_nodes(id);
    }
    for &id in &ids {
        let deployment = program.deployment(id);
        for event in board.sorted(id, &deployment.events, |event| &event.name.value, NodeId::Event) {
            entry::producers(&mut board, event);
        }
        for node in board.sorted(id, &deployment.functions, |function| &function.name.value, NodeId::Function)
        {
            if let Some(function) = program.function(node) {
                connect(&mut board, node, function);
            }
        }
    }
    board.finish()
}

/// All lines that a function declares.
fn connect(board: &mut Board<'_>, node: NodeRef, function: &Function) {
    entry::invokers(board, node, function);
    let mut triggers: Vec<&Trigger> = function.triggers.iter().collect();
    triggers.sort_by(|a, b| a.id.cmp(&b.id));
    for trigger in triggers {
        wake(board, node, trigger);
    }
    let sides: [(&str, &[Edge]); 4] = [
        ("calls", &function.calls),
        ("", &function.emits),
        ("reads", &function.reads),
        ("writes", &function.writes),
    ];
    for (verb, edges) in sides {
        let mut edges: Vec<&Edge> = edges.iter().collect();
        edges.sort_by(|a, b| a.to.name.cmp(&b.to.name));
        for edge in edges {
            board.line(node, edge.to.node, &label(verb, edge), Stroke::Solid);
        }
    }
}

fn label(verb: &str, edge: &Edge) -> String {
    let count = edge.count.value.to_string();
    let count = if count == "1" { String::new() } else { format!("\u{d7}{count}") };
    match (verb.is_empty(), count.is_empty()) {
        (_, true) => verb.to_owned(),
        (true, false) => count,
        (false, false) => format!("{verb} {count}"),
    }
}

/// The lines of one trigger: what wakes the function, and where its failures go.
fn wake(board: &mut Board<'_>, node: NodeRef, trigger: &Trigger) {
    match &trigger.kind {
        TriggerKind::Event(event) => {
            let label = event.delivery.batch.as_ref().map(|batch| format!("batch of {}", batch.size.value));
            board.line(event.event.node, node, &label.unwrap_or_default(), Stroke::Solid);
        }
        TriggerKind::Object(object) => {
            let when = match object.when.value {
                faasc_model::ObjectWhen::Created => "created",
                faasc_model::ObjectWhen::Deleted => "deleted",
            };
            board.line(object.bucket.node, node, when, Stroke::Solid);
        }
        TriggerKind::Change(change) => board.line(change.table.node, node, "changed", Stroke::Solid),
        _ => entry::outside(board, node, trigger),
    }
    if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|delivery| &delivery.dead_letter) {
        board.line(node, link.node, "given up", Stroke::Dotted);
    }
}
