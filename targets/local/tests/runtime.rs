//! runtime.json holds all that an environment on a developer's machine needs, and its schema says how.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use std::path::PathBuf;

use faasc_artifacts::{Emission, Target, to_json};
use faasc_diagnostics::Sink;
use faasc_facts::{EmissionStatus, Facts};
use faasc_local::Local;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_model::{Id, Program};
use faasc_plan::Plan;
use faasc_source::MemoryFiles;
use serde_json::{Value, json};

const SPEC: &str = r#"
faas: "1"
app: shop
owner: shop@example.com

inputs:
  region-name: { from: terraform-variable, description: where it runs elsewhere }

secrets:
  psp-key: { rotate: 90d }
  hook: { versions: 2 }

data:
  buyer: { contains: [personal.contact], subjects: ["DE"], purpose: sale }

auth:
  viewer: { jwt: { issuer: https://id.example, audience: shop } }
  sender: { hmac: { preset: github, secret: hook } }

events:
  paid:   { via: kafka, key: id, carries: [buyer], retention: 3d }
  packed: { via: queue, key: id, ordered: true, carries: [] }

stores:
  orders: { kind: table, key: [id, at], indexes: { by-day: { key: day } }, carries: [buyer], expires_by: gone }
  labels: { kind: bucket, carries: [] }

services:
  psp:
    url: https://psp.example
    located: ["DE"]
    receives: [buyer]
    credential: psp-key
    stub: { respond: { status: 201, body: { accepted: true } } }
    expect: { latency: { p50: 40ms, p99: 200ms }, price: 0.01 USD/call }

defaults: { runtime: python3.13 }

functions:
  sell:
    source: ./functions/sell
    env: { GREETING: "NO", WHERE: "in ${inputs.region-name}" }
    triggers:
      - http: POST /orders/{id}
        auth: viewer
        cors: true
        rate_limit: 10/s
      - webhook: POST /hooks
        auth: sender
        idempotent_by: id
    calls: { psp: 1 }
    writes: { orders: 2 }
    emits: { paid: 1 }
  pack:
    source: ./functions/pack
    timeout: 20s
    triggers:
      - event: paid
        batch: { size: 10, window: 1s }
        filter: { kind: [book, film] }
        idempotent_by: id
        retry: { attempts: 4, backoff: linear }
      - schedule: every 5m
        timezone: Europe/Berlin
        overlap: skip
        payload: { all: true, but: [], since: null }
      - object: labels
        prefix: in/
        idempotent_by: key
      - change: orders
        when: [insert]
        idempotent_by: id
      - websocket: /live
        auth: viewer
      - mqtt: boxes/+/weight
        idempotent_by: id
    emits: { packed: 1 }
  ship:
    source: ./functions/ship
    triggers: [{ event: packed, idempotent_by: id, dead_letter: { drop: it is seen by eye } }]
    reads: [orders]

flows:
  order: { from: sell, through: [pack], to: ship, within: { p99: 1m } }

environments:
  dev: { site: laptop }
sites:
  laptop: { provider: local }
"#;

fn program(text: &str) -> Program {
    let mut files = MemoryFiles::new();
    for function in ["sell", "pack", "ship"] {
        files = files.with(&format!("functions/{function}/main.py"), "def handler(event): ...\n");
        files = files.with(&format!("functions/{function}/requirements.txt"), "functions-framework==3.8.2\n");
    }
    let options = Options {
        files: &files,
        facts: Facts::builtin(),
        environments: Vec::new(),
        vars: Vec::new(),
        today: Date::parse("2026-11-24").unwrap(),
    };
    let lowered = lower(vec![Root::Text { path: "faas.yaml".to_owned(), text: text.to_owned() }], &options);
    let errors: Vec<_> = lowered
        .sink
        .found()
        .iter()
        .filter(|found| found.severity == faasc_diagnostics::Severity::Error)
        .map(|found| format!("{} {}", found.code.id, found.message))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    lowered.program
}

fn emit(program: &Program) -> Emission {
    let plan = Plan::new(program, Id::new(0), faasc_facts::Facts::builtin());
    let mut sink = Sink::new();
    Local.gaps(&plan, plan.deployment.site, &mut sink);
    assert!(sink.found().is_empty(), "{:?}", sink.found());
    let mut emission = Emission::default();
    Local.emit(&plan, plan.deployment.site, &mut emission);
    emission
}

fn document() -> Value {
    let emission = emit(&program(SPEC));
    serde_json::from_slice(&emission.tree.get("local/runtime.json").unwrap().bytes).unwrap()
}

/// The item of this name.
fn named<'d>(document: &'d Value, section: &str, name: &str) -> &'d Value {
    let items = document[section].as_array().unwrap();
    items
        .iter()
        .find(|item| item["name"] == name)
        .unwrap_or_else(|| panic!("no {section}.{name} in {items:#?}"))
}

#[test]
fn a_function_has_its_code_its_environment_and_its_edges() {
    let document = document();
    let sell = named(&document, "functions", "sell");
    assert_eq!(sell["source"], json!({ "folder": "functions/sell" }));
    assert_eq!(sell["runtime"], "python3.13");
    assert_eq!(sell["entry"], "main.py:handler");
    assert_eq!(sell["contract"], "portable");
    assert_eq!(sell["timeout"], "10s");
    let variables: Vec<_> = sell["environment"].as_array().unwrap().clone();
    let variable = |name: &str| variables.iter().find(|of| of["name"] == name).unwrap()["value"].clone();
    assert_eq!(variable("GREETING"), json!({ "text": "NO" }));
    assert_eq!(variable("WHERE"), json!({ "text": "in ${inputs.region-name}" }));
    assert_eq!(variable("FAASC_EVENT_PAID"), json!({ "address_of": "events.paid" }));
    assert_eq!(variable("FAASC_NAME_OF_PAID"), json!({ "name_of": "events.paid" }));
    assert_eq!(variable("FAASC_STORE_ORDERS"), json!({ "address_of": "stores.orders" }));
    assert_eq!(variable("FAASC_SERVICE_PSP"), json!({ "address_of": "services.psp" }));
    assert_eq!(variable("FAASC_SECRET_PSP_KEY"), json!({ "secret": "psp-key" }));
    assert_eq!(sell["writes"], json!([{ "to": "stores.orders", "count": "2" }]));
}

#[test]
fn every_kind_of_trigger_has_all_its_keys() {
    let document = document();
    let of = |function: &str, kind: &str| {
        let triggers = named(&document, "functions", function)["triggers"].as_array().unwrap();
        triggers.iter().find_map(|trigger| trigger["kind"].get(kind)).unwrap().clone()
    };
    let http = of("sell", "http");
    assert_eq!(http["route"], json!({ "method": "POST", "path": "/orders/{id}" }));
    assert_eq!((&http["auth"], &http["rate_limit"]), (&json!({ "by": "viewer" }), &json!("10/s")));
    assert_eq!(http["cors"]["origins"], json!(["*"]));
    assert_eq!(of("sell", "webhook")["idempotent_by"], json!({ "field": "id" }));
    let event = of("pack", "event");
    assert_eq!(event["event"], "paid");
    assert_eq!(event["delivery"]["batch"], json!({ "size": 10, "window": "1s" }));
    assert_eq!(event["delivery"]["filter"], json!([{ "field": "kind", "values": ["book", "film"] }]));
    assert_eq!(event["delivery"]["retry"]["attempts"], 4);
    assert_eq!(event["delivery"]["dead_letter"], json!({ "event": "pack-dead-letter" }));
    let clock = of("pack", "schedule");
    assert_eq!((&clock["schedule"], &clock["timezone"]), (&json!("every 5m"), &json!("Europe/Berlin")));
    assert_eq!(
        (&clock["overlap"], &clock["payload"]),
        (&json!("skip"), &json!({ "all": true, "but": [], "since": null }))
    );
    assert_eq!(of("pack", "object")["prefix"], json!(["in/"]));
    assert_eq!(of("pack", "change")["when"], json!(["insert"]));
    assert_eq!(of("pack", "websocket")["path"], "/live");
    assert_eq!(of("pack", "mqtt")["topic"], "boxes/+/weight");
}

#[test]
fn nodes_say_how_they_behave() {
    let document = document();
    let paid = named(&document, "events", "paid");
    assert_eq!(
        (&paid["via"], &paid["key"], &paid["retention"]),
        (&json!("kafka"), &json!("id"), &json!("3d"))
    );
    assert_eq!(named(&document, "events", "pack-dead-letter")["made_from"], json!({ "function": "pack" }));
    let orders = named(&document, "stores", "orders");
    assert_eq!(orders["key"], json!({ "partition": "id", "sort": "at" }));
    assert_eq!(orders["expires_by"], "gone");
    let psp = named(&document, "services", "psp");
    assert_eq!(psp["stub"], json!({ "respond": { "status": 201, "body": { "accepted": true } } }));
    assert_eq!(named(&document, "authenticators", "sender")["kind"]["hmac"]["secret"], "hook");
    assert_eq!(named(&document, "secrets", "hook")["variable"], "HOOK");
    assert_eq!(named(&document, "inputs", "region-name")["variable"], "REGION_NAME");
    assert_eq!(named(&document, "flows", "order")["to"], "ship");
    assert_eq!(named(&document, "classes", "buyer")["purpose"], "sale");
}

#[test]
fn every_node_is_recorded() {
    let emission = emit(&program(SPEC));
    let recorded: Vec<_> = emission.emitted.iter().map(|emitted| emitted.address.as_str()).collect();
    for node in ["functions.sell", "events.pack-dead-letter", "stores.labels", "services.psp"] {
        assert!(recorded.contains(&node), "{node}");
    }
    assert!(emission.steps[0].1.note.contains("`HOOK`, `PSP_KEY`, `REGION_NAME`"));
}

#[test]
fn what_the_fact_base_says_of_this_target_is_true() {
    let told: Vec<_> = Facts::builtin()
        .all_coverage()
        .filter(|row| row.row().status == EmissionStatus::NotYet)
        .filter_map(|row| row.row().id.strip_prefix("local/"))
        .collect();
    // There is no failover without a second site.
    assert_eq!(told, ["failover", "second_site"]);
    let mut program = program(SPEC);
    let sites = &mut program.deployments[0].sites;
    let mut desk = sites[0].clone();
    desk.name.value = "desk".into();
    sites.push(desk);
    let plan = Plan::new(&program, Id::new(0), faasc_facts::Facts::builtin());
    let mut sink = Sink::new();
    Local.gaps(&plan, plan.deployment.site, &mut sink);
    assert_eq!(sink.found()[0].message, "`local` does not emit a second local site of one environment yet");
}

#[test]
fn the_order_of_the_source_changes_no_byte() {
    let bytes = |program: &Program| emit(program).tree.get("local/runtime.json").unwrap().bytes.clone();
    let mut other = program(SPEC);
    let deployment = &mut other.deployments[0];
    deployment.secrets.reverse();
    deployment.authenticators.reverse();
    deployment.classes.reverse();
    for function in &mut deployment.functions {
        function.triggers.reverse();
    }
    assert_eq!(bytes(&program(SPEC)), bytes(&other));
}

#[test]
fn the_published_schema_is_current_and_fits() {
    let schema = faasc_local::schema();
    if let Err(fault) = jsonschema::meta::validate(&schema) {
        panic!("{fault}");
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schemas/runtime.schema.json");
    let text = to_json(&schema);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{} is not current: run the tests with BLESS=1", path.display());
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document = document();
    let faults: Vec<_> =
        validator.iter_errors(&document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
}
