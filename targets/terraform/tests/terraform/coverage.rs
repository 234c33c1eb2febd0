//! What the fact base says of this target is true: a subject is emitted where it has no gap, and not yet where it has one.

use std::collections::BTreeSet;

use faasc_facts::{EmissionStatus, Facts};

use crate::support::compile;

const TARGET: &str = "terraform-aws/";

/// A small app with one subject in it.
#[derive(Clone, Copy, Default)]
struct Spec {
    /// Keys of the function `f`, in one flow mapping each.
    function: &'static str,
    /// Further keys of the file.
    rest: &'static str,
    /// Further keys of the site `eu`.
    site: &'static str,
    /// Further keys of the environment.
    environment: &'static str,
}

impl Spec {
    fn text(self) -> String {
        let Self { function, rest, site, environment } = self;
        let function = function.replace('\n', "\n    ");
        format!(
            "faas: \"1\"\napp: shop\nowner: shop@example.com\nfunctions:\n  f:\n    source: ./src\n    \
             runtime: python3.13\n    {function}\n  g:\n    source: ./src\n    runtime: python3.13\n    \
             triggers: [{{ schedule: every 1h }}]\n{rest}\nsites:\n  \
             eu: {{ provider: aws, region: eu-central-1, account: \"111122223333\"{site} }}\n  \
             us: {{ provider: aws, region: us-east-1, account: \"111122223333\" }}\n\
             environments:\n  production: {{ site: eu{environment} }}\n"
        )
    }
}

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

/// The subjects, each with an app that asks for it.
fn subjects() -> Vec<(&'static str, Spec)> {
    let tick = "triggers: [{ schedule: every 5m }]";
    vec![
        ("adopt", with(READS, "events: { e: { via: queue, name: old, adopt: true, producer: external } }")),
        (
            "alarms",
            Spec {
                site: ", alarms: \"arn:aws:sns:eu-central-1:111122223333:ops\"",
                ..with(
                    "triggers: [{ event: e, idempotent_by: id }]",
                    "events: { e: { via: queue, producer: external } }",
                )
            },
        ),
        (
            "auth.all",
            with(
                "triggers: [{ http: GET /, auth: { all: [a, b] } }]",
                "auth: { a: { jwt: { issuer: https://i.example, audience: a } }, b: { cloud_iam: {} } }",
            ),
        ),
        (
            "auth.any",
            with(
                "triggers: [{ http: GET /, auth: { any: [a, b] } }]",
                "auth: { a: { jwt: { issuer: https://i.example, audience: a } }, b: { cloud_iam: {} } }",
            ),
        ),
        ("auth.api_key", checked("auth: { a: { api_key: { secret: s } } }\nsecrets: { s: {} }")),
        ("auth.basic", checked("auth: { a: { basic: { secret: s } } }\nsecrets: { s: {} }")),
        ("auth.cloud_iam", checked("auth: { a: { cloud_iam: {} } }")),
        ("auth.custom", checked("auth: { a: { custom: { function: g } } }")),
        ("auth.hmac", checked("auth: { a: { hmac: { preset: github, secret: s } } }\nsecrets: { s: {} }")),
        ("auth.jwt", checked("auth: { a: { jwt: { issuer: https://i.example, audience: a } } }")),
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
                "triggers: [{ http: GET /, auth: { then: { check: a, require: { scopes: [read] } } } }]",
                "auth: { a: { jwt: { issuer: https://i.example, audience: a } } }",
            ),
        ),
        (
            "backup",
            with(
                "reads: [s]\ntriggers: [{ schedule: every 5m }]",
                "stores: { s: { kind: table, key: id, backup: { every: 1d, keep: 35d } } }",
            ),
        ),
        ("calls", function("triggers: [{ schedule: every 5m }]\ncalls: [g]")),
        (
            "concurrency",
            with(
                "triggers: [{ event: e, idempotent_by: id, concurrency: 3, dead_letter: { drop: gone } }]",
                "events: { e: { via: queue, producer: external } }",
            ),
        ),
        (
            "domain",
            Spec {
                environment: ", domain: api.example.com",
                ..function("triggers: [{ http: GET /, auth: { none: open } }]")
            },
        ),
        ("encryption", function("triggers: [{ schedule: every 5m }]\nencryption: customer")),
        ("event.bus", with(READS, "events: { e: { via: bus, producer: external } }")),
        (
            "event.kafka",
            Spec {
                site: ", kafka: { bootstrap: \"k.example:9092\" }",
                ..with(READS, "events: { e: { via: kafka, producer: external } }")
            },
        ),
        ("event.queue", with(READS, "events: { e: { via: queue, producer: external } }")),
        ("event.stream", with(READS, "events: { e: { via: stream, producer: external } }")),
        ("event.topic", with(READS, "events: { e: { via: topic, producer: external } }")),
        (
            "existing",
            with(
                READS,
                "events: { e: { via: queue, producer: external, existing: { eu: { id: \"arn:aws:sqs:eu-central-1:111122223333:q\" } } } }",
            ),
        ),
        ("expiry", Spec { environment: ", expires: 14d", ..function(tick) }),
        ("failover", Spec { environment: ", failover: { eu: us }", ..function(tick) }),
        (
            "grants",
            function(
                "triggers: [{ schedule: every 5m }]\ngrants: [{ aws: { actions: [\"ses:SendEmail\"], resources: [\"*\"] }, because: mail }]",
            ),
        ),
        (
            "invoke",
            function("invoke: { by: [\"arn:aws:iam::111122223333:role/x\"], because: started by hand }"),
        ),
        (
            "layers",
            function(
                "contract: aws-lambda\ntriggers: [{ schedule: every 5m }]\nlayers: [\"arn:aws:lambda:eu-central-1:111122223333:layer:x:1\"]",
            ),
        ),
        (
            "network",
            Spec {
                site: ", network: { subnets: [subnet-1], security_groups: [sg-1] }",
                ..function("triggers: [{ schedule: every 5m }]\nnetwork: { private: true }")
            },
        ),
        (
            "patches",
            with(
                tick,
                "patches: [{ target: terraform, match: { kind: aws_lambda_function, name: f }, merge: { publish: true } }]",
            ),
        ),
        (
            "permissions_boundary",
            function(
                "triggers: [{ schedule: every 5m }]\npermissions_boundary: arn:aws:iam::111122223333:policy/b",
            ),
        ),
        (
            "replicas",
            Spec {
                environment: ", place: { s: [eu, us] }",
                ..with(
                    "reads: [s]\ntriggers: [{ schedule: every 5m }]",
                    "stores: { s: { kind: table, key: id } }",
                )
            },
        ),
        ("rollout", function("triggers: [{ schedule: every 5m }]\nrollout: { canary: 10%, every: 5m }")),
        ("scale", function("triggers: [{ schedule: every 5m }]\nscale: { max: 5 }")),
        (
            "second_site",
            Spec {
                environment: ", place: { g: us }",
                ..function("triggers: [{ schedule: every 5m }]\ncalls: [g]")
            },
        ),
        ("secrets", with("triggers: [{ schedule: every 5m }]\nsecrets: [s]", "secrets: { s: {} }")),
        ("signing", function("triggers: [{ schedule: every 5m }]\nsigning: { profile: p }")),
        (
            "store.bucket",
            with("reads: [s]\ntriggers: [{ schedule: every 5m }]", "stores: { s: { kind: bucket } }"),
        ),
        (
            "store.cache",
            with("reads: [s]\ntriggers: [{ schedule: every 5m }]", "stores: { s: { kind: cache } }"),
        ),
        ("store.sql", with("reads: [s]\ntriggers: [{ schedule: every 5m }]", "stores: { s: { kind: sql } }")),
        (
            "store.table",
            with("reads: [s]\ntriggers: [{ schedule: every 5m }]", "stores: { s: { kind: table, key: id } }"),
        ),
        ("tracing", function("triggers: [{ schedule: every 5m }]\ntracing: true")),
        (
            "trigger.change",
            with(
                "triggers: [{ change: s, idempotent_by: id, dead_letter: { drop: gone } }]",
                "stores: { s: { kind: table, key: id } }",
            ),
        ),
        ("trigger.event", with(READS, "events: { e: { via: queue, producer: external } }")),
        ("trigger.http", function("triggers: [{ http: GET /, auth: { none: open } }]")),
        (
            "trigger.mqtt",
            function("triggers: [{ mqtt: a/b, idempotent_by: id, dead_letter: { drop: gone } }]"),
        ),
        (
            "trigger.object",
            with(
                "triggers: [{ object: s, idempotent_by: key, dead_letter: { drop: gone } }]",
                "stores: { s: { kind: bucket } }",
            ),
        ),
        (
            "trigger.platform",
            function("triggers: [{ platform: { aws: { logs: { group: g, filter: ERROR } } } }]"),
        ),
        ("trigger.schedule", function(tick)),
        (
            "trigger.webhook",
            with(
                "triggers: [{ webhook: POST /hook, auth: a, idempotent_by: id }]",
                "auth: { a: { hmac: { preset: github, secret: s } } }\nsecrets: { s: {} }",
            ),
        ),
        (
            "trigger.websocket",
            with(
                "triggers: [{ websocket: /live, auth: a }]",
                "auth: { a: { jwt: { issuer: https://i.example, audience: a } } }",
            ),
        ),
    ]
}

#[test]
fn what_the_fact_base_says_is_true() {
    let mut wrong = Vec::new();
    for (subject, spec) in subjects() {
        let says = Facts::builtin().is_emitted(TARGET.trim_end_matches('/'), subject);
        let found = compile(&spec.text());
        if says != found.gaps.is_empty() {
            wrong.push(format!("{subject}: emitted is {says}, gaps are {:?}", found.messages()));
        }
        if found.gaps.is_empty() {
            assert!(!found.emission.sink.has_errors(), "{subject}: {:?}", found.emission.sink.found());
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
fn other_clouds_are_told_as_not_yet() {
    for target in ["terraform-azure", "terraform-google", "terraform-linode"] {
        let row = Facts::builtin().coverage(target, "trigger.http");
        assert_eq!(row.map(|row| row.row().status), Some(EmissionStatus::NotYet), "{target}");
    }
}
