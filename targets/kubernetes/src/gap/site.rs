//! Gaps of a site itself.

use faasc_model::{Broker, Cluster, Flavour, Kafka, Site};

use super::Gaps;
use crate::emit::{event, route};
use crate::here::{CHANNEL_CLASS, Carrier, Here, KAFKA_CLASS};

/// Finds them; false when nothing else at the site is worth looking at.
pub(super) fn find(here: &Here<'_>, gaps: &mut Gaps<'_>) -> bool {
    let Site {
        flavour,
        cluster,
        registry,
        kafka,
        network,
        alarms,
        // Used by emission, or by other targets alone.
        name: _,
        provider: _,
        region: _,
        account: _,
        country: _,
        secrets: _,
        mqtt: _,
        gateway: _,
        roles: _,
        // Where logs and telemetry lie is what the cluster's own collector does: declared for residency, like the rest of
        // these, which cost and limits judge as well.
        logs: _,
        telemetry: _,
        state: _,
        node: _,
        mechanism: _,
        access: _,
        limits: _,
        span,
    } = here.site;
    let key_path = || here.site.key_path();
    if flavour.value != Flavour::Knative {
        let what = if flavour.value == Flavour::Keda {
            "sites of flavour `keda`"
        } else {
            "sites of flavour `plain`"
        };
        gaps.push(flavour.span, what, &key_path());
        return false;
    }
    of_cluster(here, cluster, gaps);
    if registry.as_ref().is_some_and(|registry| registry.value.as_literal().is_none()) {
        gaps.some(registry.as_ref(), "a registry that is known only at deployment", key_path);
    }
    if network.is_some() {
        gaps.push(
            network.as_ref().map_or(*span, |network| network.span),
            "a network of a cluster",
            &key_path(),
        );
    }
    gaps.some(alarms.as_ref(), "alarms", key_path);
    of_messages(here, kafka.as_ref(), gaps);
    true
}

fn of_cluster(here: &Here<'_>, cluster: &Cluster, gaps: &mut Gaps<'_>) {
    let Cluster { issuer, egress, version: _, broker: _, gateway: _, max_timeout: _ } = cluster;
    let key_path = || here.site.key_path();
    if !route::entries(here).is_empty() {
        gaps.some(issuer.as_ref(), "certificates of a cluster's own issuer", key_path);
    }
    // Without it `egress` of a function is a declaration that nothing enforces.
    if here.plan.functions_at(here.id).iter().any(|(_, function)| function.egress.is_some()) {
        gaps.some(egress.as_ref(), "rules for what functions may reach (`egress`)", key_path);
    }
}

/// What carries messages, when the site has any to carry.
fn of_messages(here: &Here<'_>, kafka: Option<&Kafka>, gaps: &mut Gaps<'_>) {
    let is_topic = |node| here.plan.program.event(node).map(Here::carrier) == Some(Carrier::Topic);
    let events = event::events(here);
    let of = &here.plan.subscriptions;
    let topic = events.iter().any(|(node, _)| is_topic(*node))
        || !event::sinks(here).is_empty()
        || of.iter().any(|of| of.function.sites.contains(&here.id) && is_topic(of.node));
    let brokers = events.iter().any(|(_, event)| Here::carrier(event) == Carrier::Broker);
    let needs_kafka = brokers && of_broker(here, gaps);
    if topic || needs_kafka {
        of_kafka(here, kafka, gaps);
    }
}

/// Finds gaps of the broker; true when it stands on the site's Kafka.
fn of_broker(here: &Here<'_>, gaps: &mut Gaps<'_>) -> bool {
    let Some(broker) = &here.site.cluster.broker else { return true };
    let key_path = here.site.key_path();
    match &broker.value {
        Broker::Kafka => true,
        Broker::Rabbitmq => {
            gaps.push(broker.span, "messages over RabbitMQ", &key_path);
            false
        }
        Broker::Nats => {
            gaps.push(broker.span, "messages over NATS", &key_path);
            false
        }
        Broker::Class { class, config: _ }
            if [KAFKA_CLASS, CHANNEL_CLASS].contains(&class.value.as_str()) =>
        {
            false
        }
        // A sender needs the broker's address, which each class forms in its own way.
        Broker::Class { class, config: _ } => {
            gaps.push(class.span, &format!("brokers of class `{}`", class.value), &key_path);
            false
        }
    }
}

fn of_kafka(here: &Here<'_>, kafka: Option<&Kafka>, gaps: &mut Gaps<'_>) {
    let key_path = here.site.key_path();
    let Some(Kafka { cluster, bootstrap, auth, credential, span }) = kafka else {
        let place = here.site.cluster.broker.as_ref().map_or(here.site.span, |broker| broker.span);
        gaps.push(
            place,
            "messages over a Kafka whose address is not said (`kafka: { bootstrap: HOST:PORT }`)",
            &key_path,
        );
        return;
    };
    if let Some(cluster) = cluster {
        gaps.push(
            cluster.span,
            "a managed Kafka cluster on Kubernetes (`bootstrap` names its addresses)",
            &key_path,
        );
    } else if here.bootstrap().is_none_or(|servers| servers.is_empty()) {
        let place = bootstrap.as_ref().map_or(*span, |bootstrap| bootstrap.span);
        gaps.push(place, "Kafka addresses that are known only at deployment", &key_path);
    }
    if let Some(auth) = auth {
        gaps.push(auth.span, "Kafka with authentication", &key_path);
    } else if let Some(credential) = credential {
        gaps.push(credential.span, "Kafka with a credential", &key_path);
    }
}
