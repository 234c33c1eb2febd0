//! Gaps of functions.

use faasc_model::{
    Architecture, Contract, Edge, Function, FunctionEncryption, Invoke, Node, Part, Provider, Scale,
};

use super::Gaps;
use crate::emit::environment;
use crate::here::Here;
use crate::metadata::{is_dns_label, is_label_key};

/// What Knative says to a function itself and lets nobody else say.
const RESERVED: [&str; 4] = ["PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION"];

/// The longest that the name of a Knative Service may be: revisions and their helpers add to it.
const LONGEST_NAME: usize = 50;

/// Finds them.
pub(super) fn find(here: &Here<'_>, function: &Function, gaps: &mut Gaps<'_>) {
    let Function {
        contract,
        architecture,
        env,
        grants,
        layers,
        is_traced,
        encryption,
        rollout,
        signing,
        permissions_boundary,
        labels,
        was: _,
        given_name,
        invoke,
        scale: Scale { min: _, max: _, per_instance: _ },
        // Emission reads these.
        name: _,
        source: _,
        memory: _,
        cpu: _,
        ephemeral_disk: _,
        timeout: _,
        secrets: _,
        owner: _,
        description: _,
        triggers: _,
        calls: _,
        emits: _,
        reads: _,
        writes: _,
        sites: _,
        // A build reads these; the manifest names an image.
        build: _,
        runtime: _,
        entry: _,
        // A pod is in its cluster's network; what it writes is kept by the cluster's own collector.
        is_private: _,
        logs_retention: _,
        // By the cluster, which says what enforces it.
        egress: _,
        span: _,
        // Checks, cost and residency judge these.
        transforms: _,
        accept: _,
        duration_p50: _,
        duration_p99: _,
        cold_start: _,
        error_rate: _,
        rate: _,
    } = function;
    let key_path = || function.key_path();
    if contract.value != Contract::Portable {
        gaps.push(contract.span, "handlers of AWS Lambda on a cluster", &key_path());
    }
    if architecture.value == Architecture::Arm64 {
        gaps.push(architecture.span, "nodes of one architecture (`architecture: arm64`)", &key_path());
    }
    for grant in grants.iter().filter(|grant| grant.provider.value == Provider::Kubernetes) {
        gaps.push(grant.span, "further permissions on a cluster (`grants`)", &key_path());
    }
    if let Some(layer) = layers.first() {
        gaps.push(layer.span, "layers", &key_path());
    }
    if is_traced.value {
        gaps.push(is_traced.span, "traces", &key_path());
    }
    if !matches!(encryption.value, FunctionEncryption::Platform) {
        gaps.push(encryption.span, "encryption of environment and logs by a key of your own", &key_path());
    }
    gaps.some(rollout.as_ref(), "a canary (`rollout`)", key_path);
    gaps.some(signing.as_ref(), "signed code", key_path);
    gaps.some(permissions_boundary.as_ref(), "the boundary of a role", key_path);
    for (key, _) in labels.iter().filter(|(key, _)| !is_label_key(&key.value)) {
        gaps.push(key.span, &format!("the label `{}`, whose name no cluster takes", key.value), &key_path());
    }
    let is_name = |name: &str| is_dns_label(name) && name.len() <= LONGEST_NAME;
    if let Some(given) = given_name.as_ref().filter(|given| !is_name(&given.value)) {
        gaps.push(given.span, "a function whose name is no DNS label of at most 50 characters", &key_path());
    }
    if let Some(Invoke::By { because, .. }) = invoke.as_ref().map(|invoke| &invoke.value) {
        gaps.push(because.span, "permissions of outer callers", &key_path());
    }
    for (name, _) in env.iter().filter(|(name, _)| RESERVED.contains(&name.value.as_str())) {
        gaps.push(
            name.span,
            &format!("the variable `{}`, which Knative sets itself", name.value),
            &key_path(),
        );
    }
    of_texts(function, gaps);
    of_edges(here, function, gaps);
}

/// Texts that are passed on as they are.
fn of_texts(function: &Function, gaps: &mut Gaps<'_>) {
    for text in function.owner.iter().chain(&function.description) {
        gaps.text(&text.value, text.span, || function.key_path());
    }
    for (_, value) in &function.env {
        for part in &value.value.0 {
            if let Part::Text(text) = part {
                gaps.text(text, value.span, || function.key_path());
            }
        }
    }
}

/// Edges that leave the cluster, and variables that cannot be written.
fn of_edges(here: &Here<'_>, function: &Function, gaps: &mut Gaps<'_>) {
    let mut is_whole = true;
    for edge in function.edges().filter(|edge| !here.is_here(edge.to.node)) {
        is_whole = false;
        gaps.push(
            edge.to.span,
            &format!("an edge to `{}`, which stands at another site", edge.to.name),
            &function.key_path(),
        );
    }
    // What a store lacks is said of the store.
    let is_lacking = |edge: &Edge| {
        here.plan.program.store(edge.to.node).is_some_and(|store| {
            !store
                .sites
                .iter()
                .any(|site| store.existing_at(*site).is_some_and(|existing| existing.url.is_some()))
        })
    };
    if !is_whole || is_plain(here, function) || function.edges().any(is_lacking) {
        return;
    }
    let Err(unwritable) = environment::of_function(here, function) else { return };
    for found in unwritable {
        let written =
            function.env.iter().find(|(name, _)| name.value == found.variable).map(|(_, value)| value.span);
        let secret =
            function.secrets.iter().find(|used| used.variable == found.variable).map(|used| used.secret.span);
        let place = written.or(secret).unwrap_or(function.name.span);
        gaps.push(place, &found.what, &function.key_path());
    }
}

/// Whether nothing in the environment of a function waits for deployment or is a secret: then all of it can be written,
/// and a check need not try.
fn is_plain(here: &Here<'_>, function: &Function) -> bool {
    let is_literal = |edge: &Edge| match here.plan.node(edge.to.node) {
        Node::Function(_) => true,
        Node::Event(event) => event.existing.is_empty(),
        Node::Service(service) => service.url.value.as_literal().is_some(),
        Node::Store(_) => false,
    };
    function.secrets.is_empty()
        && function.env.iter().all(|(_, value)| value.value.as_literal().is_some())
        && function.edges().all(is_literal)
}
