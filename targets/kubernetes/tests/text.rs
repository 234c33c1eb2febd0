//! From a faas.yaml to manifests.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use std::collections::BTreeMap;

use faasc_artifacts::{Emission, Target};
use faasc_diagnostics::{Severity, Sink};
use faasc_facts::Facts;
use faasc_kubernetes::Kubernetes;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_model::{DeploymentId, Id, Program};
use faasc_plan::Plan;
use faasc_source::MemoryFiles;

const VIDEO: &str = r#"
faas: "1"
app: video
exports: [play-requested, charge-due]
owner: streaming-team@video.example

inputs:
  ledger-url: { from: kubernetes-secret, name: ledger/url }

data:
  account: { contains: [personal.contact], subjects: ["DE"], purpose: delivery }

auth:
  viewer: { jwt: { issuer: https://id.video.example, audience: video-api, jwks: https://id.video.example/keys } }

secrets:
  psp-key: { rotate: 90d }

events:
  play-requested: { via: kafka, key: viewerId, carries: [account], existing: { fra: { topic: plays, partitions: 6, group: players } } }
  charge-due:     { via: queue, carries: [account], dead_letter: charge-failed }
  charge-failed:  { via: queue, carries: [account], retention: 14d }
  played:         { via: topic, carries: [account] }

stores:
  ledger: { kind: table, key: paymentId, carries: [account], existing: { fra: { url: "${inputs.ledger-url}" } } }

services:
  psp: { url: https://api.psp.example, located: ["IE"], receives: [account], credential: psp-key }

defaults: { runtime: python3.13 }

functions:
  authenticate:
    source: ./f
    timeout: 5s
    triggers:
      - http: POST /play
        auth: viewer
    emits: [play-requested]
  select-server:
    source: ./f
    triggers:
      - event: play-requested
        batch: { size: 50, window: 1s }
        idempotent_by: playId
        retry: { attempts: 5, backoff: exponential }
        dead_letter: { drop: a lost selection is retried by the player }
        accept: { batch: the cluster hands over messages one by one }
    emits: [played, charge-due]
  charge:
    source: ./f
    triggers: [{ event: charge-due, idempotent_by: paymentId, retry: { attempts: 8, backoff: exponential } }]
    calls: [psp, record]
    writes: [ledger]
  record:
    source: ./f
    triggers: [{ event: played, idempotent_by: playId }]
  nightly-settlement:
    source: ./f
    timeout: 5m
    triggers: [{ schedule: "30 4 * * *", timezone: Europe/Berlin }]
    reads: [ledger]

environments:
  cluster: { site: fra }
sites:
  fra:
    provider: kubernetes
    country: "DE"
    registry: registry.video.example/app
    cluster: { broker: kafka, gateway: public/edge }
    kafka: { bootstrap: "a.kafka.svc:9092,b.kafka.svc:9092" }
"#;

const NEWSLETTER: &str = r#"
faas: "1"
app: newsletter
owner: growth@video.example
uses: { video: ../video/faas.yaml }
functions:
  picks:
    source: ./f
    runtime: python3.13
    triggers: [{ event: video/play-requested, idempotent_by: titleId, dead_letter: { drop: the next one replaces it } }]
    emits: [video/charge-due]
environments:
  cluster: { site: fra }
sites:
  fra:
    provider: kubernetes
    country: "DE"
    registry: registry.video.example/app
    cluster: { broker: kafka, gateway: public/edge }
    kafka: { bootstrap: "a.kafka.svc:9092,b.kafka.svc:9092" }
"#;

fn read(roots: &[(&str, &str)]) -> Program {
    let mut files = MemoryFiles::new();
    for (folder, text) in roots {
        files = files.with(&format!("{folder}/faas.yaml"), *text);
        files = files.with(&format!("{folder}/f/main.py"), "def handler(event): ...\n");
        files = files.with(&format!("{folder}/f/requirements.txt"), "functions-framework==3.8.2\n");
    }
    let options = Options {
        files: &files,
        facts: Facts::builtin(),
        environments: Vec::new(),
        vars: Vec::new(),
        today: Date::parse("2026-11-24").unwrap(),
    };
    let roots = roots.iter().map(|(folder, _)| Root::File(format!("{folder}/faas.yaml"))).collect();
    let lowered = lower(roots, &options);
    let errors = lowered.sink.found().iter().filter(|found| found.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|found| format!("{} {}", found.code.id, found.message)).collect();
    assert_eq!(errors, Vec::<String>::new());
    lowered.program
}

fn deployment_of(program: &Program, app: &str) -> DeploymentId {
    Id::new(program.deployments.iter().position(|of| of.app.as_str() == app).unwrap())
}

fn emit(program: &Program, app: &str) -> Emission {
    let plan = Plan::new(program, deployment_of(program, app), faasc_facts::Facts::builtin());
    let mut sink = Sink::new();
    Kubernetes.gaps(&plan, plan.deployment.site, &mut sink);
    let gaps: Vec<_> = sink.found().iter().map(|found| found.message.as_str()).collect();
    assert_eq!(gaps, Vec::<&str>::new());
    let mut emission = Emission::default();
    Kubernetes.emit(&plan, plan.deployment.site, &mut emission);
    assert!(emission.sink.found().is_empty(), "{:?}", emission.sink.found());
    emission
}

fn files(emission: &Emission) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    emission.tree.iter().map(|(path, file)| (path.to_owned(), text(&file.bytes))).collect()
}

#[test]
fn a_video_platform_comes_out_whole() {
    let emission = emit(&read(&[("video", VIDEO)]), "video");
    let addresses: Vec<_> = emission.emitted.iter().map(|emitted| emitted.address.as_str()).collect();
    for address in [
        "serving.knative.dev/v1/Service/video-cluster-authenticate",
        "gateway.networking.k8s.io/v1/HTTPRoute/video-cluster-authenticate-http-post-play",
        "gateway.envoyproxy.io/v1alpha1/SecurityPolicy/video-cluster-authenticate-http-post-play",
        "eventing.knative.dev/v1alpha1/KafkaSink/video-cluster-play-requested",
        "sources.knative.dev/v1/KafkaSource/video-cluster-select-server-event-play-requested",
        "eventing.knative.dev/v1/Broker/video-cluster-record-dead-letter",
        "eventing.knative.dev/v1/Trigger/video-cluster-charge-event-charge-due",
    ] {
        assert!(addresses.contains(&address), "{address} is not among {addresses:#?}");
    }
    let files = files(&emission);
    let events = &files["kubernetes/fra/events.yaml"];
    assert!(events.contains("  consumerGroup: players\n"), "the group that is there goes on");
    assert!(events.contains("  bootstrapServers:\n  - a.kafka.svc:9092\n  - b.kafka.svc:9092\n"));
    assert!(!events.contains("numPartitions"), "a topic that is there is not made");
    assert!(
        files["kubernetes/fra/function-authenticate.yaml"]
            .contains("    namespace: public\n    name: edge\n")
    );
}

#[test]
fn an_app_sends_to_and_reads_from_another() {
    let program = read(&[("video", VIDEO), ("newsletter", NEWSLETTER)]);
    let files = files(&emit(&program, "newsletter"));
    let picks = &files["kubernetes/fra/function-picks.yaml"];
    let address = "http://kafka-broker-ingress.knative-eventing.svc.cluster.local/video-cluster/video-cluster-charge-due";
    assert!(
        picks.contains(&format!("- name: FAASC_EVENT_VIDEO_CHARGE_DUE\n          value: {address}\n")),
        "{picks}"
    );
    let events = &files["kubernetes/fra/events.yaml"];
    assert!(events.contains("  topics:\n  - plays\n"));
    assert!(!events.contains("kind: Broker"), "what is another app's is made there");
}

#[test]
fn comments_and_the_order_of_keys_change_no_byte() {
    // The blocks of the file in another order, and a comment before each.
    let mut blocks: Vec<_> = VIDEO.trim().split("\n\n").collect();
    blocks.reverse();
    let other = blocks.join("\n\n# a comment\n");
    let mut lines: Vec<_> = other.lines().collect();
    let is_event = |line: &&str| line.contains("{ via: ");
    let first = lines.iter().position(&is_event).unwrap();
    let count = lines.iter().filter(|line| is_event(line)).count();
    lines[first..first + count].reverse();
    let other = lines.join("\n");
    let emitted = |text: &str| {
        let emission = emit(&read(&[("video", text)]), "video");
        (files(&emission), emission.emitted, emission.remarks, emission.steps)
    };
    assert_eq!(emitted(VIDEO), emitted(&other));
}
