//! One site of one plan: what things are called there, and where each answers.

use faasc_model::{
    Broker, Deployment, DeploymentId, Event, FunctionId, Node, NodeId, NodeRef, Site, SiteId, Via,
};
use faasc_plan::{EmittedName, NameKind, Plan, Role};

use crate::crd::Reference;

/// The target's name, as in plan.json.
pub(crate) const TARGET: &str = "kubernetes";

/// How many partitions a topic gets that Knative makes, and how many copies of each Kafka keeps: Knative's own
/// defaults, said so that a change of theirs changes nothing here.
pub(crate) const PARTITIONS: u32 = 10;
pub(crate) const REPLICAS: u32 = 3;

/// The class of Knative's broker on Kafka.
pub(crate) const KAFKA_CLASS: &str = "Kafka";
/// The class of Knative's broker on channels.
pub(crate) const CHANNEL_CLASS: &str = "MTChannelBasedBroker";

/// A site of a plan.
#[derive(Clone, Copy)]
pub(crate) struct Here<'h> {
    pub(crate) plan: &'h Plan<'h>,
    pub(crate) id: SiteId,
    pub(crate) site: &'h Site,
}

/// What carries an event on a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A Kafka topic, written by a KafkaSink and read by a KafkaSource.
    Topic,
    /// A broker of its own, so that its address alone says which event is meant.
    Broker,
}

impl<'h> Here<'h> {
    pub(crate) fn new(plan: &'h Plan<'h>, id: SiteId) -> Self {
        Self { plan, id, site: plan.deployment.site(id) }
    }

    /// The namespace of this deployment.
    pub(crate) fn namespace(&self) -> String {
        self.namespace_of(self.plan.id)
    }

    /// The namespace of a deployment.
    pub(crate) fn namespace_of(&self, id: DeploymentId) -> String {
        let deployment = self.plan.program.deployment(id);
        let site = deployment.site(deployment.site);
        EmittedName::of(NameKind::KubernetesNamespace, deployment, "", Role::Itself, site).text
    }

    /// A node of this deployment.
    pub(crate) const fn own(&self, node: NodeId) -> NodeRef {
        NodeRef { deployment: self.plan.id, node }
    }

    /// The name of an object that is `role` to a node of this deployment, such as a trigger's.
    pub(crate) fn object(&self, node: Node<'_>, role: &str) -> String {
        self.plan.part_name(NameKind::KubernetesObject, node, Role::Of(role), self.id).text
    }

    /// The name of a Secret that holds a secret of this deployment.
    pub(crate) fn secret_object(&self, name: &str) -> String {
        self.plan.name(NameKind::KubernetesObject, name, Role::Itself, self.id).text
    }

    /// The name of a function's Knative Service.
    pub(crate) fn service(&self, function: FunctionId) -> String {
        self.service_of(self.own(NodeId::Function(function)))
    }

    /// The name of a function's Knative Service, perhaps of another app.
    pub(crate) fn service_of(&self, function: NodeRef) -> String {
        self.plan.node_name(NameKind::KnativeService, function).text
    }

    /// Where a function answers inside the cluster: a Knative Service has this name whatever its ingress is.
    pub(crate) fn service_host(&self, function: NodeRef) -> String {
        format!("{}.{}.svc.cluster.local", self.service_of(function), self.namespace_of(function.deployment))
    }

    /// A function as what events go to.
    pub(crate) fn service_reference(&self, function: FunctionId) -> Reference {
        Reference {
            api_version: "serving.knative.dev/v1",
            kind: "Service",
            name: self.service(function),
            namespace: self.namespace(),
        }
    }

    /// The deployment and the event of a node.
    pub(crate) fn event(&self, node: NodeRef) -> Option<(&'h Deployment, &'h Event)> {
        Some((self.plan.program.deployment(node.deployment), self.plan.program.event(node)?))
    }

    /// What carries `event`.
    pub(crate) const fn carrier(event: &Event) -> Carrier {
        match event.via.value {
            Via::Kafka => Carrier::Topic,
            Via::Queue | Via::Topic | Via::Stream | Via::Bus => Carrier::Broker,
        }
    }

    /// The class of the brokers of this site.
    pub(crate) fn broker_class(&self) -> &'h str {
        match self.site.cluster.broker.as_ref().map(|broker| &broker.value) {
            Some(Broker::Class { class, .. }) => &class.value,
            Some(Broker::Kafka | Broker::Rabbitmq | Broker::Nats) | None => KAFKA_CLASS,
        }
    }

    /// The name of the object that takes the messages of an event: its Broker, or its KafkaSink.
    pub(crate) fn event_object(&self, node: NodeRef) -> String {
        let Some((deployment, event)) = self.event(node) else { return String::new() };
        match (&event.given_name, Self::carrier(event)) {
            (Some(given), Carrier::Broker) => given.value.clone(),
            _ => {
                let site = event.sites.first().copied().unwrap_or(deployment.site);
                let (kind, node) = (NameKind::KubernetesObject, Node::Event(event));
                EmittedName::of_node(kind, deployment, node, Role::Itself, deployment.site(site)).text
            }
        }
    }

    /// The Kafka topic of an event of that kind, when nothing in it waits for deployment.
    pub(crate) fn kafka_topic(&self, node: NodeRef) -> Option<String> {
        let (_, event) = self.event(node)?;
        match event.sites.first().and_then(|site| event.existing_at(*site)) {
            Some(existing) => existing.topic.as_ref()?.value.as_literal().map(str::to_owned),
            None => Some(self.plan.node_name(NameKind::KafkaTopic, node).text),
        }
    }

    /// The namespace of the object that takes the messages of an event. A KafkaSink stands beside its sender.
    fn event_namespace(&self, node: NodeRef, event: &Event) -> String {
        match Self::carrier(event) {
            Carrier::Topic => self.namespace(),
            Carrier::Broker => self.namespace_of(node.deployment),
        }
    }

    /// Where messages of an event are sent.
    pub(crate) fn event_address(&self, node: NodeRef) -> Option<String> {
        let (_, event) = self.event(node)?;
        let ingress = match Self::carrier(event) {
            Carrier::Topic => "kafka-sink-ingress",
            Carrier::Broker if self.broker_class() == CHANNEL_CLASS => "broker-ingress",
            Carrier::Broker => "kafka-broker-ingress",
        };
        let (namespace, name) = (self.event_namespace(node, event), self.event_object(node));
        Some(format!("http://{ingress}.knative-eventing.svc.cluster.local/{namespace}/{name}"))
    }

    /// What the host calls an event: its topic, or its broker.
    pub(crate) fn event_name(&self, node: NodeRef) -> Option<String> {
        let (_, event) = self.event(node)?;
        match Self::carrier(event) {
            Carrier::Topic => self.kafka_topic(node),
            Carrier::Broker => Some(self.event_object(node)),
        }
    }

    /// An event as what messages go to.
    pub(crate) fn event_reference(&self, node: NodeRef) -> Option<Reference> {
        let (_, event) = self.event(node)?;
        let (api_version, kind) = match Self::carrier(event) {
            Carrier::Topic => ("eventing.knative.dev/v1alpha1", "KafkaSink"),
            Carrier::Broker => ("eventing.knative.dev/v1", "Broker"),
        };
        let (name, namespace) = (self.event_object(node), self.event_namespace(node, event));
        Some(Reference { api_version, kind, name, namespace })
    }

    /// The addresses of Kafka, when nothing in them waits for deployment.
    pub(crate) fn bootstrap(&self) -> Option<Vec<String>> {
        let text = self.site.kafka.as_ref()?.bootstrap.as_ref()?.value.as_literal()?;
        Some(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }

    /// Whether a node stands on this cluster.
    pub(crate) fn is_here(&self, node: NodeRef) -> bool {
        if matches!(node.node, NodeId::Service(_)) {
            return true;
        }
        let found = self.plan.node(node);
        if node.deployment == self.plan.id {
            return found.sites().contains(&self.id);
        }
        let deployment = self.plan.program.deployment(node.deployment);
        found.sites().iter().any(|site| is_one_place(self.site, deployment.site(*site)))
    }
}

/// Whether sites of two apps are one cluster.
fn is_one_place(a: &Site, b: &Site) -> bool {
    let cluster = |site: &Site| serde_json::to_value(&site.cluster).ok();
    a.provider.value == b.provider.value
        && a.country == b.country
        && a.region == b.region
        && a.account == b.account
        && a.registry == b.registry
        && cluster(a) == cluster(b)
}

/// The gateway of a site: namespace and name.
pub(crate) fn gateway(site: &Site) -> (&str, &str) {
    let written = site.cluster.gateway.as_ref().map(|gateway| gateway.value.as_str());
    written.and_then(|text| text.split_once('/')).unwrap_or(("faasc-system", "public"))
}
