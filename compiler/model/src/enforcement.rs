//! What at the host keeps a function to an edge that it declares.

use crate::{Egress, KafkaAuth, NodeId, NodeRef, Program, Provider, Site, StoreKind, Via};

/// What enforces an edge of a function at a site when it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enforcement {
    /// The developer's machine: nothing is enforced, and nothing is judged.
    Machine,
    /// The provider's permissions of the function's own identity.
    Grant,
    /// A network policy between the functions of a cluster.
    NetworkPolicy,
    /// What the cluster has to keep functions from hosts that they do not name.
    Egress(Egress),
    /// Nothing does, and why.
    DeclaredOnly(&'static str),
}

/// What enforces an edge of a function that stands at `site`; `other` is the node at its other end.
#[must_use]
pub fn enforcement(program: &Program, site: &Site, other: NodeRef) -> Enforcement {
    let is_function = matches!(other.node, NodeId::Function(_));
    match site.provider.value {
        Provider::Local => Enforcement::Machine,
        Provider::Kubernetes => match &site.cluster.egress {
            Some(egress) => Enforcement::Egress(egress.value),
            None if is_function => Enforcement::NetworkPolicy,
            None => Enforcement::DeclaredOnly(
                "a network policy of the cluster names addresses and ports, never a host or a topic",
            ),
        },
        Provider::Aws | Provider::Gcp | Provider::Azure => {
            granted(program, other).map_or(Enforcement::Grant, Enforcement::DeclaredOnly)
        }
        Provider::Linode if is_function => Enforcement::NetworkPolicy,
        Provider::Linode => Enforcement::DeclaredOnly("this provider has no identities for functions"),
    }
}

/// Why no grant of a cloud reaches a node; absent when one does.
fn granted(program: &Program, other: NodeRef) -> Option<&'static str> {
    if matches!(other.node, NodeId::Service(_)) {
        return Some("a function of this provider may reach every host, whatever it declares");
    }
    if let Some(event) = program.event(other).filter(|event| event.via.value == Via::Kafka) {
        let site = event.sites.first().map(|site| program.deployment(other.deployment).site(*site));
        let auth = site.and_then(|site| site.kafka.as_ref()).and_then(|kafka| kafka.auth.as_ref());
        let is_iam = auth.is_some_and(|auth| auth.value == KafkaAuth::Iam);
        return (!is_iam).then_some("a grant reaches a Kafka topic only with `kafka: { auth: iam }`");
    }
    let is_network_store = program
        .store(other)
        .is_some_and(|store| matches!(store.kind.value, StoreKind::Cache | StoreKind::Sql));
    is_network_store.then_some("a cache or database is reached by its address, which no grant covers")
}
