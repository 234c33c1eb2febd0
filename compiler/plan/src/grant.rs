//! The least grants that the edges need, in neutral words; targets turn them into a host's statements.

use faasc_model::{
    DeadLetter, DeploymentId, Function, Name, NodeId, NodeRef, Program, SecretUse, TriggerKind,
};
use serde::Serialize;

/// What is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Send messages.
    Send,
    /// Receive messages and settle them.
    Receive,
    /// Send what is given up.
    SendDeadLetter,
    /// Get, query, scan, list.
    Read,
    /// Put, update, delete.
    Write,
    /// Call.
    Invoke,
    /// Read the value of a secret.
    ReadSecret,
}

/// On what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// An event, store, function or service.
    Node(NodeRef),
    /// A secret of the function's own deployment.
    Secret(Name),
}

/// One grant of a function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
pub struct FunctionGrant {
    /// The function that gets it.
    pub function: Name,
    /// What is allowed.
    pub verb: Verb,
    /// On what, by key path; of another app `APP/…`.
    pub resource: String,
    /// Of a bucket: the only part.
    pub prefix: Option<String>,
    /// The edge that needs it, by key path.
    pub because: String,
    /// On what.
    #[serde(skip)]
    #[schemars(skip)]
    pub on: Resource,
}

/// The grants of all functions of a deployment, sorted, each once.
#[must_use]
pub fn grants(program: &Program, id: DeploymentId) -> Vec<FunctionGrant> {
    let mut found = Vec::new();
    for function in &program.deployment(id).functions {
        of_edges(program, id, function, &mut found);
        of_triggers(program, id, function, &mut found);
        of_secrets(function, &mut found);
    }
    found.sort();
    found.dedup_by(|a, b| {
        (&a.function, a.verb, &a.resource, &a.prefix) == (&b.function, b.verb, &b.resource, &b.prefix)
    });
    found
}

fn of_edges(program: &Program, id: DeploymentId, function: &Function, found: &mut Vec<FunctionGrant>) {
    let sides = [
        ("calls", &function.calls, Verb::Invoke),
        ("emits", &function.emits, Verb::Send),
        ("reads", &function.reads, Verb::Read),
        ("writes", &function.writes, Verb::Write),
    ];
    for (key, edges, verb) in sides {
        for edge in edges {
            if let NodeId::Service(_) = edge.to.node.node {
                continue;
            }
            found.push(FunctionGrant {
                function: function.name.value.clone(),
                verb,
                resource: path_of(program, id, edge.to.node),
                prefix: edge.prefix.as_ref().map(|prefix| prefix.value.clone()),
                because: format!("{}.{key}.{}", function.key_path(), edge.to.name),
                on: Resource::Node(edge.to.node),
            });
        }
    }
}

fn of_triggers(program: &Program, id: DeploymentId, function: &Function, found: &mut Vec<FunctionGrant>) {
    for trigger in &function.triggers {
        let because = format!("{}.triggers.{}", function.key_path(), trigger.id);
        let source = match &trigger.kind {
            TriggerKind::Event(event) => Some(event.event.node),
            TriggerKind::Change(change) => Some(change.table.node),
            _ => None,
        };
        if let Some(source) = source {
            found.push(grant(program, id, function, Verb::Receive, source, &because));
        }
        if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|delivery| &delivery.dead_letter) {
            found.push(grant(program, id, function, Verb::SendDeadLetter, link.node, &because));
        }
    }
}

fn of_secrets(function: &Function, found: &mut Vec<FunctionGrant>) {
    for SecretUse { secret, is_credential, .. } in &function.secrets {
        let key = if *is_credential { "calls" } else { "secrets" };
        found.push(FunctionGrant {
            function: function.name.value.clone(),
            verb: Verb::ReadSecret,
            resource: format!("secrets.{}", secret.value),
            prefix: None,
            because: format!("{}.{key}", function.key_path()),
            on: Resource::Secret(secret.value.clone()),
        });
    }
}

fn grant(
    program: &Program,
    id: DeploymentId,
    function: &Function,
    verb: Verb,
    node: NodeRef,
    because: &str,
) -> FunctionGrant {
    FunctionGrant {
        function: function.name.value.clone(),
        verb,
        resource: path_of(program, id, node),
        prefix: None,
        because: because.to_owned(),
        on: Resource::Node(node),
    }
}

/// The key path of `node`, with its app before it when that is another one.
pub(crate) fn path_of(program: &Program, from: DeploymentId, node: NodeRef) -> String {
    let path = program.node(node).key_path();
    if node.deployment == from { path } else { format!("{}/{path}", program.deployment(node.deployment).app) }
}
