//! What a person does with the manifests, and what must be there first.

use faasc_artifacts::{Emission, Step};
use faasc_model::{Broker, SecretStore, TriggerKind};

use super::{event, guard, kustomization, route, secret};
use crate::here::{CHANNEL_CLASS, Carrier, Here, REPLICAS, gateway};
use crate::template::SECRET_KEY;

/// Adds the steps and the remarks of a site.
pub(crate) fn add(here: &Here<'_>, emission: &mut Emission) {
    let site = here.site.name.value.to_string();
    let mut step = |title: &str, commands: Vec<String>, note: String| {
        emission.steps.push((site.clone(), Step { title: title.to_owned(), commands, note }));
    };
    step("have the cluster ready", Vec::new(), list(&prerequisites(here)));
    let secrets = secrets(here);
    if !secrets.is_empty() {
        let namespace = here.namespace();
        let create =
            format!("kubectl create namespace {namespace} --dry-run=client -o yaml | kubectl apply -f -");
        let commands = std::iter::once(create).chain(secrets).collect();
        step("fill the secrets, each from a file with its value alone", commands, String::new());
    }
    let images = kustomization::images(here);
    if !images.is_empty() {
        step("build and push the images, and say their digests", Vec::new(), images_note(&site, &images));
    }
    step("apply the manifests", vec![format!("kubectl apply -k kubernetes/{site}")], String::new());
    remarks(here, emission, images.is_empty());
}

fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

fn prerequisites(here: &Here<'_>) -> Vec<String> {
    let mut found =
        vec!["Knative Serving 1.16 or later with one of its ingresses, on nodes of `linux/amd64`".to_owned()];
    let entries = route::entries(here);
    if !entries.is_empty() {
        let (namespace, name) = gateway(here.site);
        found.push(format!(
            "Envoy Gateway with `extensionApis.enableBackend: true`, and its Gateway `{namespace}/{name}`, whose listener takes routes from the namespace `{}`",
            here.namespace()
        ));
    }
    let events = event::events(here);
    let is_broker = events.iter().any(|(_, event)| Here::carrier(event) == Carrier::Broker);
    let is_topic = !event::sinks(here).is_empty()
        || here.plan.subscriptions.iter().any(|of| {
            here.plan.program.event(of.node).is_some_and(|event| Here::carrier(event) == Carrier::Topic)
        });
    let is_clock = here.plan.functions_at(here.id).iter().any(|(_, function)| {
        function.triggers.iter().any(|trigger| matches!(trigger.kind, TriggerKind::Schedule(_)))
    });
    if is_broker || is_topic || is_clock {
        found.push("Knative Eventing 1.16 or later".to_owned());
    }
    if is_broker {
        match here.site.cluster.broker.as_ref().map(|broker| &broker.value) {
            Some(Broker::Class { class, config }) => found.push(format!(
                "a Knative broker of class `{}`, configured by the ConfigMap `{}`",
                class.value, config.value
            )),
            _ => found.push("Knative's broker for Apache Kafka".to_owned()),
        }
    }
    if is_topic {
        found.push("Knative's KafkaSource and KafkaSink".to_owned());
    }
    if let Some(bootstrap) = here.bootstrap().filter(|_| is_broker || is_topic) {
        found.push(format!(
            "Kafka at `{}` without TLS and SASL, with at least {REPLICAS} brokers (each topic is kept {REPLICAS} times)",
            bootstrap.join(",")
        ));
    }
    if let Some(SecretStore::ExternalSecrets(store)) = here.site.secrets.as_ref().map(|store| &store.value) {
        found.push(format!("External Secrets with its ClusterSecretStore `{store}`"));
    }
    found
}

/// The commands that make the Secrets which nobody else fills.
fn secrets(here: &Here<'_>) -> Vec<String> {
    if matches!(here.site.secrets.as_ref().map(|store| &store.value), Some(SecretStore::ExternalSecrets(_))) {
        return Vec::new();
    }
    let namespace = here.namespace();
    let used = secret::used(here).into_iter().filter(|name| !secret::is_existing(here, name));
    used.map(|name| {
        let object = here.secret_object(name);
        format!(
            "kubectl -n {namespace} create secret generic {object} --from-file={SECRET_KEY}=./{name}.secret"
        )
    })
    .collect()
}

fn images_note(site: &str, images: &[(String, String)]) -> String {
    let mut note = format!(
        "This version builds no images. Each function is an image that answers HTTP on `$PORT` as a user other than root. \
         Until its digest is known a placeholder stands in `kubernetes/{site}/kustomization.yaml`, and the function does not \
         start. Say the digests in a kustomization of your own, which no compile touches, and apply that one:\n\n```yaml\nresources:\n- PATH/TO/kubernetes/{site}\nimages:\n"
    );
    for (_, place) in images {
        note.push_str("- name: ");
        note.push_str(place);
        note.push_str("\n  digest: sha256:…\n");
    }
    note.push_str("```");
    note
}

fn remarks(here: &Here<'_>, emission: &mut Emission, is_built: bool) {
    let site = &here.site.name.value;
    if !is_built {
        emission.remark(format!(
            "`{site}`: functions start when their images are built and their digests are said (README.md)"
        ));
    }
    emission.remark(format!(
        "`{site}`: no NetworkPolicy is emitted; inside the cluster any pod can call any function"
    ));
    for (_, function) in here.plan.functions_at(here.id) {
        if function.egress.is_some() {
            let name = &function.name.value;
            emission
                .remark(format!("`{site}`: the `egress` of `{name}` is declared only; nothing enforces it"));
        }
    }
    if here.site.telemetry.is_some() {
        emission.remark(format!(
            "`{site}`: `telemetry` is declared only; the cluster's own collector sends it there"
        ));
    }
    if here.plan.deployment.expires.is_some() {
        emission
            .remark(format!("`{site}`: the end of the environment is a label, and nothing deletes it yet"));
    }
    let events = event::events(here);
    if events.iter().any(|(_, event)| event.key.is_some()) {
        emission.remark(format!(
            "`{site}`: order per key needs senders that set the attribute `partitionkey` of CloudEvents to the key"
        ));
    }
    if here.broker_class() == CHANNEL_CLASS && events.iter().any(|(_, event)| event.retention.is_some()) {
        emission.remark(format!(
            "`{site}`: how long messages are kept is the broker's own; `retention` changes nothing"
        ));
    }
    entry_remarks(here, emission);
    for of in here.plan.subscriptions.iter().filter(|of| of.function.sites.contains(&here.id)) {
        if of.event.delivery.batch.is_some() {
            emission.remark(format!(
                "`{site}`: `{}` gets messages one by one, not in batches",
                of.function.name.value
            ));
        }
    }
}

fn entry_remarks(here: &Here<'_>, emission: &mut Emission) {
    let site = &here.site.name.value;
    for entry in route::entries(here) {
        if entry.http.rate_limit.is_some() {
            emission
                .remark(format!("`{site}`: each instance of the gateway counts its rate limits for itself"));
        }
        let is_token = guard::of(here, &entry.http.auth).is_ok_and(|guard| !guard.tokens.is_empty());
        if is_token {
            emission.remark(format!(
                "`{site}`: the gateway takes every signature for which the issuer's key set has a key; `algorithms` does not narrow it"
            ));
        }
    }
}
