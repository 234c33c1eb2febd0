//! How the host calls a node, where that is known without asking it.

use faasc_model::{Existing, Flavour, Id, Node, NodeId, NodeRef, Provider, SiteId, StoreKind, Via};
use faasc_plan::{NameKind, Plan, Role};

/// The name of the node `id` at `site`: of a thing that is there already, the id under which it was declared.
pub(super) fn host_name(plan: &Plan<'_>, id: NodeId, site: SiteId) -> Option<String> {
    let deployment = plan.deployment;
    let node = plan.node(NodeRef { deployment: plan.id, node: id });
    if let Some(existing) = existing(node, site) {
        let declared = existing.id.as_ref().or(existing.topic.as_ref()).or(existing.url.as_ref());
        return declared.map(|declared| declared.value.to_string());
    }
    let given = match node {
        Node::Function(node) => node.given_name.as_ref(),
        Node::Event(node) => node.given_name.as_ref(),
        Node::Store(node) => node.given_name.as_ref(),
        Node::Service(_) => return None,
    };
    if let Some(given) = given {
        return Some(given.value.clone());
    }
    let at = deployment.site(site);
    let (kind, ending) = kind(node, at.provider.value, at.flavour.value)?;
    let name = plan.name(kind, &node.name().value, Role::Itself, site);
    (!name.needs_account).then(|| format!("{}{ending}", name.text))
}

fn existing(node: Node<'_>, site: SiteId) -> Option<&Existing> {
    match node {
        Node::Event(node) => node.existing_at(site),
        Node::Store(node) => node.existing_at(site),
        Node::Function(_) | Node::Service(_) => None,
    }
}

/// The kind of name, and what the host wants at its end.
fn kind(node: Node<'_>, provider: Provider, flavour: Flavour) -> Option<(NameKind, &'static str)> {
    let found = match (provider, node) {
        (Provider::Aws, Node::Function(_)) => (NameKind::AwsFunction, ""),
        (Provider::Aws, Node::Event(event)) => {
            let ending = if event.is_ordered.value { ".fifo" } else { "" };
            match event.via.value {
                Via::Queue => (NameKind::AwsQueue, ending),
                Via::Topic => (NameKind::AwsTopic, ending),
                Via::Kafka => (NameKind::KafkaTopic, ""),
                Via::Stream | Via::Bus => return None,
            }
        }
        (Provider::Aws, Node::Store(store)) => match store.kind.value {
            StoreKind::Bucket => (NameKind::AwsBucket, ""),
            StoreKind::Table => (NameKind::AwsTable, ""),
            StoreKind::Cache | StoreKind::Sql => return None,
        },
        (Provider::Kubernetes, Node::Function(_)) if flavour == Flavour::Knative => {
            (NameKind::KnativeService, "")
        }
        (Provider::Kubernetes, Node::Function(_)) => (NameKind::KubernetesObject, ""),
        (Provider::Kubernetes, Node::Event(event)) if event.via.value == Via::Kafka => {
            (NameKind::KafkaTopic, "")
        }
        _ => return None,
    };
    Some(found)
}

/// The id of the `index`-th node of its kind, by one of [`NodeId`]'s makers.
pub(super) fn id_of<T>(kind: fn(Id<T>) -> NodeId, index: usize) -> NodeId {
    kind(Id::new(index))
}
