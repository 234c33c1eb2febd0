//! What the fact base says of this target is true: a subject is emitted where it has no gap, and not yet where it has one.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use std::collections::BTreeSet;

use faasc_artifacts::{Emission, Target};
use faasc_diagnostics::{Severity, Sink};
use faasc_facts::{EmissionStatus, Facts};
use faasc_kubernetes::Kubernetes;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_plan::Plan;
use faasc_source::MemoryFiles;

const TARGET: &str = "kubernetes-knative/";

/// A small app with one subject in it.
#[derive(Clone, Copy, Default)]
struct Spec {
    /// Keys of the function `f`, a line each.
    function: &'static str,
    /// Further keys of the file.
    rest: &'static str,
    /// Further keys of the site `fra`.
    site: &'static str,
    /// Further keys of its cluster.
    cluster: &'static str,
    /// Further keys of the environment.
    environment: &'static str,
}

impl Spec {
    fn text(self) -> String {
        let Self { function, rest, site, cluster, environment } = self;
        let function = function.replace('\n', "\n    ");
        format!(
            "faas: \"1\"\napp: shop\nowner: shop@example.com\nfunctions:\n  f:\n    source: ./src\n    \
             runtime: python3.13\n    {function}\n  g:\n    source: ./src\n    runtime: python3.13\n    \
             triggers: [{{ schedule: every 1h }}]\n{INPUTS}\n{rest}\nsites:\n  \
             fra: {{ provider: kubernetes, country: \"DE\", registry: registry.example/shop, \
             kafka: {{ bootstrap: \"kafka.kafka.svc:9092\" }}, cluster: {{ broker: kafka{cluster} }}{site} }}\n  \
             ber: {{ provider: kubernetes, country: \"DE\", registry: registry.example/shop }}\n\
             environments:\n  cluster: {{ site: fra{environment} }}\n"
        )
    }

    /// The messages of its gaps; when there are none, all of it is emitted as well.
    fn gaps(self) -> Vec<String> {
        let text = self.text();
        let files = MemoryFiles::new().with("src/main.py", "def handler(event): ...\n");
        let options = Options {
            files: &files,
            facts: Facts::builtin(),
            environments: Vec::new(),
            vars: Vec::new(),
            today: Date::parse("2026-11-24").unwrap(),
        };
        let lowered = lower(vec![Root::Text { path: "faas.yaml".to_owned(), text: text.clone() }], &options);
        let errors: Vec<_> = lowered
            .sink
            .found()
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message.as_str())
            .collect();
        assert!(errors.is_empty(), "the spec of a test is right: {errors:?}\n{text}");
        let plan = Plan::new(
            &lowered.program,
            lowered.program.deployments().next().unwrap().0,
            faasc_facts::Facts::builtin(),
        );
        let mut gaps = Sink::new();
        for (id, site) in plan.sites() {
            if site.name.value.as_str() == "fra" || !plan.functions_at(id).is_empty() {
                Kubernetes.gaps(&plan, id, &mut gaps);
            }
        }
        if gaps.found().is_empty() {
            let mut emission = Emission::default();
            Kubernetes.emit(&plan, plan.deployment.site, &mut emission);
            assert!(emission.sink.found().is_empty(), "{:?}\n{text}", emission.sink.found());
            assert!(!emission.tree.is_empty(), "{text}");
        }
        gaps.found().iter().map(|found| found.message.clone()).collect()
    }
}

const INPUTS: &str = "inputs: { there: { from: kubernetes-secret, name: there/url } }";

fn function(function: &'static str) -> Spec {
    Spec { function, ..Spec::default() }
}

fn with(function: &'static str, rest: &'static str) -> Spec {
    Spec { function, rest, ..Spec::default() }
}

/// A route that asks for the authenticator `a`.
fn checked(authenticator: &'static str) -> Spec {
    with("triggers: [{ http: GET /, auth: a }]", authenticator)
}

const READS: &str = "triggers: [{ event: e, idempotent_by: id, dead_letter: { drop: gone } }]";
const TICK: &str = "triggers: [{ schedule: every 5m }]";
const TOKEN: &str =
    "auth: { a: { jwt: { issuer: https://i.example, audience: a, jwks: https://i.example/keys } } }";
const STORE: &str = "reads: [s]\ntriggers: [{ schedule: every 5m }]";

/// The subjects, each with an app that asks for it.
fn subjects() -> Vec<(&'static str, Spec)> {
    let mut all = of_nodes();
    all.extend(of_auth());
    all.extend(of_functions());
    all.extend(of_places());
    all.extend(of_triggers());
    all
}

fn of_auth() -> Vec<(&'static str, Spec)> {
    vec![
        (
            "auth.all",
            with(
                "triggers: [{ http: GET /, auth: { all: [a, b] } }]",
                "auth: { a: { jwt: { issuer: https://i.example, audience: a, jwks: https://i.example/keys } }, b: { api_key: { secret: s } } }\nsecrets: { s: {} }",
            ),
        ),
        (
            "auth.any",
            with(
                "triggers: [{ http: GET /, auth: { any: [a, b] } }]",
                "auth: { a: { jwt: { issuer: https://i.example, audience: a, jwks: https://i.example/keys } }, b: { jwt: { issuer: https://j.example, audience: a, jwks: https://j.example/keys } } }",
            ),
        ),
        ("auth.api_key", checked("auth: { a: { api_key: { secret: s } } }\nsecrets: { s: {} }")),
        ("auth.basic", checked("auth: { a: { basic: { secret: s } } }\nsecrets: { s: {} }")),
        ("auth.cloud_iam", checked("auth: { a: { cloud_iam: {} } }")),
        ("auth.custom", checked("auth: { a: { custom: { function: g } } }")),
        ("auth.hmac", checked("auth: { a: { hmac: { preset: github, secret: s } } }\nsecrets: { s: {} }")),
        ("auth.jwt", checked(TOKEN)),
        ("auth.mtls", checked("auth: { a: { mtls: { trust: s } } }\nsecrets: { s: {} }")),
        ("auth.none", function("triggers: [{ http: GET /, auth: { none: open } }]")),
        (
            "auth.oidc",
            checked(
                "auth: { a: { oidc: { issuer: https://i.example, client_id: c, client_secret: s } } }\nsecrets: { s: {} }",
            ),
        ),
        (
            "auth.then",
            with(
                "triggers: [{ http: GET /, auth: { then: { check: a, require: { claims: { role: admin } } } } }]",
                TOKEN,
            ),
        ),
    ]
}

fn of_nodes() -> Vec<(&'static str, Spec)> {
    vec![
        ("adopt", with(READS, "events: { e: { via: queue, name: old, adopt: true, producer: external } }")),
        (
            "backup",
            with(
                STORE,
                "stores: { s: { kind: table, key: id, backup: { every: 1d, keep: 35d }, existing: { fra: { url: \"${inputs.there}\" } } } }",
            ),
        ),
        (
            "concurrency",
            with(
                "triggers: [{ event: e, idempotent_by: id, concurrency: 3, dead_letter: { drop: gone } }]",
                "events: { e: { via: queue, producer: external } }",
            ),
        ),
        (
            "encryption",
            with(READS, "events: { e: { via: queue, encryption: customer, producer: external } }"),
        ),
        ("event.bus", with(READS, "events: { e: { via: bus, producer: external } }")),
        ("event.kafka", with(READS, "events: { e: { via: kafka, producer: external } }")),
        ("event.queue", with(READS, "events: { e: { via: queue, producer: external } }")),
        ("event.stream", with(READS, "events: { e: { via: stream, key: id, producer: external } }")),
        ("event.topic", with(READS, "events: { e: { via: topic, producer: external } }")),
        (
            "existing",
            with(
                READS,
                "events: { e: { via: kafka, producer: external, existing: { fra: { topic: there } } } }",
            ),
        ),
        (
            "store.bucket",
            with(STORE, "stores: { s: { kind: bucket, existing: { fra: { url: \"${inputs.there}\" } } } }"),
        ),
        (
            "store.cache",
            with(STORE, "stores: { s: { kind: cache, existing: { fra: { url: \"${inputs.there}\" } } } }"),
        ),
        (
            "store.sql",
            with(STORE, "stores: { s: { kind: sql, existing: { fra: { url: \"${inputs.there}\" } } } }"),
        ),
        (
            "store.table",
            with(
                STORE,
                "stores: { s: { kind: table, key: id, existing: { fra: { url: \"${inputs.there}\" } } } }",
            ),
        ),
    ]
}

fn of_functions() -> Vec<(&'static str, Spec)> {
    vec![
        ("calls", function("triggers: [{ schedule: every 5m }]\ncalls: [g]")),
        (
            "grants",
            function(
                "triggers: [{ schedule: every 5m }]\ngrants: [{ kubernetes: { verbs: [get], resources: [pods] }, because: status }]",
            ),
        ),
        ("invoke", function("invoke: { by: [batch], because: started by hand }")),
        ("layers", function("triggers: [{ schedule: every 5m }]\nlayers: [tools]")),
        (
            "network",
            Spec {
                cluster: ", egress: cilium",
                ..function("triggers: [{ schedule: every 5m }]\nnetwork: { egress: [psp.example] }")
            },
        ),
        ("permissions_boundary", function("triggers: [{ schedule: every 5m }]\npermissions_boundary: b")),
        ("rollout", function("triggers: [{ schedule: every 5m }]\nrollout: { canary: 10%, every: 5m }")),
        ("scale", function("triggers: [{ schedule: every 5m }]\nscale: { min: 1, max: 5, per_instance: 8 }")),
        ("secrets", with("triggers: [{ schedule: every 5m }]\nsecrets: [s]", "secrets: { s: {} }")),
        ("signing", function("triggers: [{ schedule: every 5m }]\nsigning: { profile: p }")),
        ("tracing", function("triggers: [{ schedule: every 5m }]\ntracing: true")),
    ]
}

fn of_places() -> Vec<(&'static str, Spec)> {
    vec![
        ("alarms", Spec { site: ", alarms: ops@example.com", ..function(TICK) }),
        (
            "domain",
            Spec {
                environment: ", domain: api.example.com",
                ..function("triggers: [{ http: GET /, auth: { none: open } }]")
            },
        ),
        ("expiry", Spec { environment: ", expires: 14d", ..function(TICK) }),
        ("failover", Spec { environment: ", failover: { fra: ber }", ..function(TICK) }),
        (
            "patches",
            with(
                TICK,
                "patches: [{ target: kubernetes, match: { kind: Service }, merge: { metadata: { labels: { a: b } } } }]",
            ),
        ),
        (
            "replicas",
            Spec {
                environment: ", place: { s: [fra, ber] }",
                ..with(
                    STORE,
                    "stores: { s: { kind: table, key: id, existing: { fra: { url: \"${inputs.there}\" }, ber: { url: \"${inputs.there}\" } } } }",
                )
            },
        ),
        (
            "second_site",
            Spec {
                environment: ", place: { g: ber }",
                ..function("triggers: [{ schedule: every 5m }]\ncalls: [g]")
            },
        ),
    ]
}

fn of_triggers() -> Vec<(&'static str, Spec)> {
    vec![
        (
            "trigger.change",
            with(
                "triggers: [{ change: s, idempotent_by: id, dead_letter: { drop: gone } }]",
                "stores: { s: { kind: table, key: id, existing: { fra: { url: \"${inputs.there}\" } } } }",
            ),
        ),
        ("trigger.event", with(READS, "events: { e: { via: queue, producer: external } }")),
        ("trigger.http", function("triggers: [{ http: GET /, auth: { none: open } }]")),
        (
            "trigger.mqtt",
            Spec {
                site: ", mqtt: { url: mqtts://m.example }",
                ..function("triggers: [{ mqtt: a/b, idempotent_by: id, dead_letter: { drop: gone } }]")
            },
        ),
        (
            "trigger.object",
            with(
                "triggers: [{ object: s, idempotent_by: key, dead_letter: { drop: gone } }]",
                "stores: { s: { kind: bucket, existing: { fra: { url: \"${inputs.there}\" } } } }",
            ),
        ),
        (
            "trigger.platform",
            function("triggers: [{ platform: { aws: { logs: { group: g, filter: ERROR } } } }]"),
        ),
        ("trigger.schedule", function(TICK)),
        (
            "trigger.webhook",
            with(
                "triggers: [{ webhook: POST /hook, auth: a, idempotent_by: id }]",
                "auth: { a: { hmac: { preset: github, secret: s } } }\nsecrets: { s: {} }",
            ),
        ),
        ("trigger.websocket", with("triggers: [{ websocket: /live, auth: a }]", TOKEN)),
    ]
}

#[test]
fn what_the_fact_base_says_is_true() {
    let mut wrong = Vec::new();
    for (subject, spec) in subjects() {
        let says = Facts::builtin().is_emitted(TARGET.trim_end_matches('/'), subject);
        let gaps = spec.gaps();
        if says != gaps.is_empty() {
            wrong.push(format!("{subject}: emitted is {says}, gaps are {gaps:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_row_has_a_proof() {
    let proved: BTreeSet<&str> = subjects().into_iter().map(|(subject, _)| subject).collect();
    let told: BTreeSet<&str> =
        Facts::builtin().all_coverage().filter_map(|row| row.row().id.strip_prefix(TARGET)).collect();
    assert_eq!(proved, told);
}

#[test]
fn other_flavours_are_told_as_not_yet() {
    for target in ["kubernetes-keda", "kubernetes-plain"] {
        let row = Facts::builtin().coverage(target, "trigger.http");
        assert_eq!(row.map(|row| row.row().status), Some(EmissionStatus::NotYet), "{target}");
    }
}
