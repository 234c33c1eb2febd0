//! HTTP entries: a route of the cluster's gateway to the function.
//!
//! A Knative Service is reached through Knative's own ingress, by its host name. The Service that Knative keeps under that
//! name is an ExternalName, which Envoy Gateway refuses to route to (envoyproxy/gateway#5817: "you can use the `Backend`
//! resource"), so the route leads to a Backend with the host name `NAME.NAMESPACE.svc.cluster.local`, and the host of the
//! request is rewritten to it, by which Knative's ingress knows the function. This holds for each of Knative's ingresses.

use std::collections::{BTreeMap, BTreeSet};

use faasc_model::{Cors, Expose, Function, FunctionId, Http, Node, NodeId, Trigger, TriggerKind};

use super::{guard, rate};
use crate::crd::{
    BackendRef, BackendSpec, BackendTrafficPolicySpec, Custom, Endpoint, Filter, Fqdn, HttpRouteSpec,
    LocalRateLimit, Match, ParentRef, PathMatch, RateLimit, RateLimitRule, Rule, TargetRef, Timeouts,
    UrlRewrite,
};
use crate::here::{Here, gateway};
use crate::metadata;
use crate::object::Objects;

/// Seconds that the gateway waits beyond a function's own limit: a function that sleeps has to start first, and the
/// gateway's clock runs from the request on.
const START: u64 = 30;

/// The methods that a route of any method allows to browsers.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// An entry of the gateway.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'h> {
    pub(crate) id: FunctionId,
    pub(crate) function: &'h Function,
    pub(crate) trigger: &'h Trigger,
    pub(crate) http: &'h Http,
}

impl Entry<'_> {
    /// The key path of its trigger.
    pub(crate) fn key_path(&self) -> String {
        format!("{}.triggers.{}", self.function.key_path(), self.trigger.id)
    }
}

/// The public entries at a site, sorted by function and trigger.
pub(crate) fn entries<'h>(here: &Here<'h>) -> Vec<Entry<'h>> {
    let mut found = Vec::new();
    for (id, function) in here.plan.functions_at(here.id) {
        let mut triggers: Vec<_> =
            function.triggers.iter().filter(|trigger| trigger.is_enabled.value).collect();
        triggers.sort_by(|a, b| a.id.cmp(&b.id));
        found.extend(triggers.into_iter().filter_map(|trigger| match &trigger.kind {
            TriggerKind::Http(http) if http.expose.value == Expose::Public => {
                Some(Entry { id, function, trigger, http })
            }
            _ => None,
        }));
    }
    found
}

/// How a path is matched: as it is, or with parameters.
pub(crate) fn path_match(path: &str) -> PathMatch {
    if !path.contains('{') {
        return PathMatch { r#type: "Exact", value: path.to_owned() };
    }
    let segments = path.split('/').map(|segment| match segment.strip_prefix('{') {
        Some(rest) if rest.ends_with("+}") => ".+".to_owned(),
        Some(_) => "[^/]+".to_owned(),
        None => escaped(segment),
    });
    PathMatch { r#type: "RegularExpression", value: segments.collect::<Vec<_>>().join("/") }
}

fn escaped(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    for character in literal.chars() {
        if !character.is_alphanumeric()
            && !matches!(character, '-' | '_' | '~' | '%' | '@' | ':' | '!' | ',' | ';')
        {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// What browsers of other origins may do on a path, and which of its routes answers for it.
pub(crate) struct Preflight<'h> {
    /// The route that also takes `OPTIONS`.
    pub(crate) carrier: Entry<'h>,
    /// What the path allows.
    pub(crate) cors: &'h Cors,
    /// The methods of all routes of the path.
    pub(crate) methods: BTreeSet<String>,
}

/// The preflights of a site by the shape of the path, and the routes whose cross-origin rules differ from another's on the
/// same path, of which one browser's question could have only one answer.
pub(crate) fn preflights<'h>(entries: &[Entry<'h>]) -> (BTreeMap<String, Preflight<'h>>, Vec<Entry<'h>>) {
    let mut found: BTreeMap<String, Preflight<'h>> = BTreeMap::new();
    let mut differing = Vec::new();
    for entry in entries {
        let Some(cors) = &entry.http.cors else { continue };
        let shape = entry.http.route.value.shape();
        let methods = methods(entry.http, &cors.value);
        match found.get_mut(&shape) {
            None => {
                found.insert(shape, Preflight { carrier: *entry, cors: &cors.value, methods });
            }
            Some(before) if is_alike(before.cors, &cors.value) => before.methods.extend(methods),
            Some(_) => differing.push(*entry),
        }
    }
    (found, differing)
}

fn methods(http: &Http, cors: &Cors) -> BTreeSet<String> {
    if !cors.methods.is_empty() {
        return cors.methods.iter().map(|method| method.value.clone()).collect();
    }
    match http.route.value.method.as_str() {
        "ANY" => METHODS.iter().map(|method| (*method).to_owned()).collect(),
        method => BTreeSet::from([method.to_owned()]),
    }
}

fn is_alike(a: &Cors, b: &Cors) -> bool {
    (&a.origins, &a.headers, &a.expose_headers, a.credentials, &a.max_age)
        == (&b.origins, &b.headers, &b.expose_headers, b.credentials, &b.max_age)
}

/// Adds the routes of a site with their checks.
pub(crate) fn emit(here: &Here<'_>, objects: &mut Objects) {
    let entries = entries(here);
    let (preflights, _) = preflights(&entries);
    let mut with_backend = BTreeSet::new();
    for entry in &entries {
        if with_backend.insert(entry.id) {
            add_backend(here, entry, objects);
        }
        let preflight = preflights.get(&entry.http.route.value.shape()).filter(|_| entry.http.cors.is_some());
        let is_carrier = preflight.is_some_and(|preflight| {
            preflight.carrier.id == entry.id && preflight.carrier.trigger.id == entry.trigger.id
        });
        add_route(here, entry, is_carrier, objects);
        guard::emit(here, entry, preflight, objects);
        add_limit(here, entry, objects);
    }
}

fn add_backend(here: &Here<'_>, entry: &Entry<'_>, objects: &mut Objects) {
    let (name, key_path) = (here.service(entry.id), entry.function.key_path());
    let hostname = here.service_host(here.own(NodeId::Function(entry.id)));
    let metadata = metadata::of_node(here, &name, Node::Function(entry.function), &key_path);
    let spec = BackendSpec { endpoints: vec![Endpoint { fqdn: Fqdn { hostname, port: 80 } }] };
    objects.add(
        &file(entry),
        &Custom::new(metadata, spec),
        &key_path,
        &key_path,
        "function as a route's end",
    );
}

fn add_route(here: &Here<'_>, entry: &Entry<'_>, is_carrier: bool, objects: &mut Objects) {
    let key_path = entry.key_path();
    let name = name(here, entry);
    let metadata = metadata::of_node(here, &name, Node::Function(entry.function), &key_path);
    let (namespace, gateway) = gateway(here.site);
    let spec = HttpRouteSpec {
        parent_refs: vec![ParentRef {
            group: "gateway.networking.k8s.io",
            kind: "Gateway",
            namespace: namespace.to_owned(),
            name: gateway.to_owned(),
        }],
        hostnames: here.plan.deployment.domain.iter().map(|domain| domain.host.value.clone()).collect(),
        rules: vec![rule(here, entry, is_carrier)],
    };
    let node = entry.function.key_path();
    objects.add(&file(entry), &Custom::new(metadata, spec), &node, &key_path, "route of the gateway");
}

fn rule(here: &Here<'_>, entry: &Entry<'_>, is_carrier: bool) -> Rule {
    let route = &entry.http.route.value;
    let path = path_match(&route.path);
    let method = (route.method != "ANY").then(|| route.method.clone());
    let mut matches = vec![Match { path: path.clone(), method }];
    if is_carrier && !matches!(route.method.as_str(), "ANY" | "OPTIONS") {
        matches.push(Match { path, method: Some("OPTIONS".to_owned()) });
    }
    let hostname = here.service_host(here.own(NodeId::Function(entry.id)));
    Rule {
        matches,
        filters: vec![Filter { r#type: "URLRewrite", url_rewrite: UrlRewrite { hostname } }],
        backend_refs: vec![BackendRef {
            group: "gateway.envoyproxy.io",
            kind: "Backend",
            name: here.service(entry.id),
            port: 80,
        }],
        timeouts: Timeouts { request: format!("{}s", entry.function.timeout.value.as_secs_up() + START) },
    }
}

fn add_limit(here: &Here<'_>, entry: &Entry<'_>, objects: &mut Objects) {
    let Some(limit) = entry.http.rate_limit.as_ref().and_then(|limit| rate::limit(limit.value)) else {
        return;
    };
    let key_path = entry.key_path();
    let metadata = metadata::of_node(here, &name(here, entry), Node::Function(entry.function), &key_path);
    let spec = BackendTrafficPolicySpec {
        target_refs: vec![target(here, entry)],
        rate_limit: RateLimit {
            r#type: "Local",
            local: LocalRateLimit { rules: vec![RateLimitRule { limit }] },
        },
    };
    let node = entry.function.key_path();
    objects.add("policies.yaml", &Custom::new(metadata, spec), &node, &key_path, "rate limit of a route");
}

/// The name of an entry's route and policies.
pub(crate) fn name(here: &Here<'_>, entry: &Entry<'_>) -> String {
    here.object(Node::Function(entry.function), &entry.trigger.id)
}

/// An entry's route as what a policy is about.
pub(crate) fn target(here: &Here<'_>, entry: &Entry<'_>) -> TargetRef {
    TargetRef { group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: name(here, entry) }
}

fn file(entry: &Entry<'_>) -> String {
    format!("function-{}.yaml", entry.function.name.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_parameters_is_a_regular_expression() {
        for (path, kind, value) in [
            ("/", "Exact", "/"),
            ("/a.b/c", "Exact", "/a.b/c"),
            ("/users/{id}", "RegularExpression", "/users/[^/]+"),
            ("/v1.0/{id}/files/{rest+}", "RegularExpression", r"/v1\.0/[^/]+/files/.+"),
        ] {
            assert_eq!(path_match(path), PathMatch { r#type: kind, value: value.to_owned() });
        }
    }
}
