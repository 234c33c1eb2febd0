//! What takes the messages of events: brokers, and sinks of Kafka topics.

use std::collections::{BTreeMap, BTreeSet};

use faasc_model::{Broker, DeadLetter, Event, Id, Node, NodeId, NodeRef, TriggerKind};
use k8s_openapi::api::core::v1::ConfigMap;

use crate::crd::{BrokerSpec, ConfigReference, Custom, KafkaSinkSpec};
use crate::here::{Carrier, Here, PARTITIONS, REPLICAS};
use crate::metadata;
use crate::object::Objects;

const FILE: &str = "events.yaml";

/// The events of this deployment that stand at the site, sorted by name.
pub(crate) fn events<'h>(here: &Here<'h>) -> Vec<(NodeRef, &'h Event)> {
    let events = here.plan.deployment.events.iter().enumerate();
    let mut found: Vec<_> = events
        .filter(|(_, event)| event.sites.contains(&here.id))
        .map(|(index, event)| (here.own(NodeId::Event(Id::new(index))), event))
        .collect();
    found.sort_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value));
    found
}

/// Adds what takes messages at the site.
pub(crate) fn emit(here: &Here<'_>, objects: &mut Objects) {
    for (node, event) in events(here) {
        if Here::carrier(event) == Carrier::Broker {
            add_broker(here, node, event, objects);
        }
    }
    for node in sinks(here).into_values() {
        add_sink(here, node, objects);
    }
}

/// The Kafka events that need a sink here, by the name of the sink: those whose topic is made, and those that something
/// here sends to.
pub(crate) fn sinks(here: &Here<'_>) -> BTreeMap<String, NodeRef> {
    let is_kafka = |node: &NodeRef| {
        here.plan.program.event(*node).is_some_and(|event| Here::carrier(event) == Carrier::Topic)
    };
    let made = events(here).into_iter().filter(|(_, event)| event.existing_at(here.id).is_none());
    let mut found: BTreeSet<_> = made.map(|(node, _)| node).filter(is_kafka).collect();
    for (_, function) in here.plan.functions_at(here.id) {
        found.extend(function.emits.iter().map(|edge| edge.to.node).filter(is_kafka));
        let deliveries = function.triggers.iter().filter_map(|trigger| match &trigger.kind {
            TriggerKind::Event(event) => Some(&event.delivery),
            _ => None,
        });
        found.extend(deliveries.filter_map(|delivery| match &delivery.dead_letter {
            DeadLetter::Event(link) => Some(link.node).filter(is_kafka),
            DeadLetter::Drop(_) => None,
        }));
    }
    found.into_iter().map(|node| (here.event_object(node), node)).collect()
}

fn add_broker(here: &Here<'_>, node: NodeRef, event: &Event, objects: &mut Objects) {
    let (name, key_path) = (here.event_object(node), event.key_path());
    let config = match here.site.cluster.broker.as_ref().map(|broker| &broker.value) {
        Some(Broker::Class { config, .. }) => {
            let (namespace, name) =
                config.value.split_once('/').unwrap_or(("knative-eventing", &config.value));
            reference(name.to_owned(), namespace.to_owned())
        }
        Some(Broker::Kafka | Broker::Rabbitmq | Broker::Nats) | None => add_config(here, event, objects),
    };
    let mut metadata = metadata::of_node(here, &name, Node::Event(event), &key_path);
    let annotations = metadata.annotations.get_or_insert_default();
    annotations.insert("eventing.knative.dev/broker.class".to_owned(), here.broker_class().to_owned());
    let topic = event.existing_at(here.id).and_then(|existing| existing.topic.as_ref());
    if let Some(topic) = topic.and_then(|topic| topic.value.as_literal()) {
        annotations.insert("kafka.eventing.knative.dev/external.topic".to_owned(), topic.to_owned());
    }
    let broker = Custom::new(metadata, BrokerSpec { config });
    objects.add(FILE, &broker, &key_path, &key_path, "broker of an event");
}

fn reference(name: String, namespace: String) -> ConfigReference {
    ConfigReference { api_version: "v1", kind: "ConfigMap", name, namespace }
}

/// Adds what Knative is told of the topic behind a broker: where Kafka is, and how long messages are kept.
fn add_config(here: &Here<'_>, event: &Event, objects: &mut Objects) -> ConfigReference {
    let key_path = event.key_path();
    let name = here.object(Node::Event(event), "broker");
    let mut data = BTreeMap::from([
        ("bootstrap.servers".to_owned(), here.bootstrap().unwrap_or_default().join(",")),
        ("default.topic.partitions".to_owned(), PARTITIONS.to_string()),
        ("default.topic.replication.factor".to_owned(), REPLICAS.to_string()),
    ]);
    if let Some(retention) = &event.retention {
        let millis = retention.value.as_millis().to_string();
        data.insert("default.topic.config.retention.ms".to_owned(), millis);
    }
    let metadata = metadata::of_node(here, &name, Node::Event(event), &key_path);
    let config = ConfigMap { metadata, data: Some(data), ..ConfigMap::default() };
    objects.add(FILE, &config, &key_path, &key_path, "topic behind a broker");
    reference(name, here.namespace())
}

fn add_sink(here: &Here<'_>, node: NodeRef, objects: &mut Objects) {
    let (Some(event), Some(topic)) = (here.plan.program.event(node), here.kafka_topic(node)) else { return };
    let (name, key_path) = (here.event_object(node), event.key_path());
    // The topic is made by its own app alone.
    let is_made = node.deployment == here.plan.id && event.existing_at(here.id).is_none();
    let spec = KafkaSinkSpec {
        topic,
        bootstrap_servers: here.bootstrap().unwrap_or_default(),
        content_mode: "binary",
        num_partitions: is_made.then_some(PARTITIONS),
        replication_factor: is_made.then_some(REPLICAS),
    };
    let metadata = metadata::of_node(here, &name, Node::Event(event), &key_path);
    let node_path = if node.deployment == here.plan.id {
        key_path.clone()
    } else {
        format!("{}/{key_path}", here.plan.program.deployment(node.deployment).app)
    };
    objects.add(FILE, &Custom::new(metadata, spec), &node_path, &node_path, "sink of a Kafka topic");
}
