//! What this version cannot emit is said, each at its key.

use crate::support::compile;

/// An app with `function` (lines of the function `f`) and `rest` (further top-level keys).
fn app(function: &str, rest: &str) -> String {
    let function: String = function.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "faas: \"1\"\napp: shop\nfunctions:\n  f:\n    source: ./src\n    runtime: python3.13\n{function}{rest}\n\
         sites:\n  eu: {{ provider: aws, region: eu-central-1 }}\nenvironments:\n  production: {{ site: eu }}\n"
    )
}

fn says(function: &str, rest: &str, expected: &str) {
    let spec = app(function, rest);
    let found = compile(&spec);
    let expected = format!("`terraform` does not emit {expected} yet");
    assert_eq!(found.messages(), [expected.as_str()], "{spec}");
    let gap = &found.gaps[0];
    assert_eq!(gap.code.id, "F4001");
    assert!(gap.help.is_some() && gap.subject.is_some(), "{spec}");
}

#[test]
fn keys_of_a_function() {
    says("scale: { min: 1 }", "", "instances that are kept warm");
    says("scale: { per_instance: 10 }", "", "several requests at once in an instance");
    says("encryption: customer", "", "a key of one's own for a function");
    says("rollout: { canary: 10%, every: 5m }", "", "a gradual rollout");
    says("cpu: 2", "", "a processor's share apart from memory");
    says("network: { private: true }", "", "a network that the site does not name");
}

#[test]
fn keys_of_a_trigger() {
    let webhook = "triggers: [{ webhook: POST /hook, auth: gh, idempotent_by: id }]";
    let gh = "auth: { gh: { hmac: { preset: github, secret: hook } } }\nsecrets: { hook: {} }";
    says(webhook, gh, "`webhook` triggers on AWS");
    let http = |auth: &str| format!("triggers: [{{ http: GET /, auth: {auth} }}]");
    let key = "auth: { key: { api_key: { secret: k } } }\nsecrets: { k: {} }";
    says(&http("key"), key, "a check by `api_key`");
    let jwt = "auth: { v: { jwt: { issuer: https://id.x.example, audience: a, algorithms: [RS256] } } }";
    says(&http("{ then: { check: v, require: { scopes: [a, b] } } }"), jwt, "a check of these scopes");
    says(&http("{ then: { check: v, require: { claims: { role: admin } } } }"), jwt, "a check of claims");
    says(&http("{ none: open }, expose: internal"), "", "routes inside a network");
    says(
        "triggers: [{ schedule: \"0 0 */2 * MON\" }]",
        "",
        "a day of the month and a weekday that must both hold",
    );
    says("triggers: [{ schedule: every 5m, overlap: skip }]", "", "ticks that heed the run before");
}

#[test]
fn events_and_their_delivery() {
    let reads = |more: &str| format!("triggers: [{{ event: e, idempotent_by: id{more} }}]");
    let queue = "events: { e: { via: queue, producer: external } }";
    says(&reads(""), "events: { e: { via: bus, producer: external } }", "events by `bus` on AWS");
    says(&reads(", concurrency: 1"), queue, "one batch at a time");
    says(&reads(", filter: { ce-type: a }"), queue, "a filter by the envelope");
    says(&reads(", from: earliest"), queue, "a start with all that is kept");
    let customer = "events: { e: { via: queue, encryption: customer, producer: external } }";
    let made = "a key of one's own for an event";
    assert!(compile(&app(&reads(""), customer)).messages().iter().any(|message| message.contains(made)));
    let topic = "events: { e: { via: queue, producer: external, dead_letter: d }, d: { via: topic } }";
    says(&reads(""), topic, "a dead letter by `topic`");
}

#[test]
fn stores() {
    says("reads: [s]", "stores: { s: { kind: cache } }", "stores of kind `cache` on AWS");
    says(
        "reads: [s]",
        "stores: { s: { kind: table, key: id, encryption: customer } }",
        "a key of one's own for a store",
    );
    let long = "stores: { s: { kind: table, key: id, backup: { every: 1d, keep: 90d } } }";
    says("reads: [s]", long, "backups that are kept longer than 35 days");
    let bucket = "stores: { s: { kind: bucket, backup: { every: 1d, keep: 9d } } }";
    says("reads: [s]", bucket, "backups of a bucket");
}

#[test]
fn routes_agree_on_what_browsers_may_do() {
    let two = "triggers:\n  - { http: GET /a, auth: { none: open }, cors: true }\n  - { http: GET /b, auth: { none: open } }";
    says(two, "", "a route without `cors` in an API that has it");
    let same = two.replace("GET /b, auth: { none: open }", "GET /b, auth: { none: open }, cors: true");
    assert!(compile(&app(&same, "")).gaps.is_empty());
}

#[test]
fn a_patch_that_matches_nothing_names_what_there_is() {
    let patch = "patches: [{ target: terraform, match: { kind: aws_lambda_function, name: g }, merge: { timeout: 9 } }]";
    let found = compile(&app("", patch));
    assert_eq!(found.messages(), ["no `aws_lambda_function` named `g` is emitted"]);
    assert_eq!(found.gaps[0].notes, ["`aws_lambda_function` is emitted as `f`"]);
    let patch = patch
        .replace("name: g", "name: f")
        .replace("merge: { timeout: 9 }", "json_patch: [{ op: remove, path: /x }]");
    let found = compile(&app("", &patch));
    assert_eq!(found.messages(), ["the patch does not fit `aws_lambda_function.f`: there is no `/x`"]);
}

#[test]
fn what_is_only_declared_is_said_and_no_gap() {
    let spec = app("triggers: [{ schedule: every 5m }]", "").replace(
        "region: eu-central-1",
        "region: eu-central-1, logs: { located: [US] }, telemetry: { located: [US] }",
    );
    let found = compile(&spec);
    assert_eq!(found.messages(), Vec::<&str>::new());
    let declared = found.emission.remarks.iter().filter(|remark| remark.contains("declared only")).count();
    assert_eq!(declared, 2, "{:?}", found.emission.remarks);
    let of_other = |key: &str| {
        let sites = format!("eu-central-1, {key}: us }}\n  us: {{ provider: aws, region: us-east-1");
        compile(&app("triggers: [{ schedule: every 5m }]", "").replace("eu-central-1", &sites))
    };
    assert_eq!(of_other("logs").messages(), ["`terraform` does not emit logs at another site yet"]);
    assert_eq!(of_other("telemetry").messages(), ["`terraform` does not emit telemetry to another site yet"]);
}

#[test]
fn a_handler_that_nobody_named_is_the_usual_one() {
    for (runtime, entry, handler) in [
        ("python3.13", "", "main.handler"),
        ("python3.13", "entry: api/app.py", "api/app.handler"),
        ("python3.13", "entry: app.py:start", "app.start"),
        ("node22", "", "index.handler"),
        ("go", "", "bootstrap"),
    ] {
        let function = format!("contract: aws-lambda\ntriggers: [{{ schedule: every 5m }}]\n{entry}");
        let found = compile(&app(&function, "").replace("python3.13", runtime));
        assert_eq!(found.messages(), Vec::<&str>::new());
        let file = found.file("function-f.tf");
        assert!(
            file.lines()
                .any(|line| line.trim_start().starts_with("handler")
                    && line.ends_with(&format!("\"{handler}\""))),
            "{handler}\n{file}"
        );
    }
}

#[test]
fn sites_of_other_clouds_wait() {
    let spec = app("", "").replace("provider: aws", "provider: gcp").replace("eu-central-1", "europe-west1");
    assert_eq!(compile(&spec).messages(), ["`terraform` does not emit sites of `gcp` yet"]);
}

#[test]
fn two_resources_of_one_name_are_an_error() {
    let reader = "triggers: [{ event: e, id: by-x, idempotent_by: id, dead_letter: { drop: gone } }]";
    let events =
        "events: { e: { via: topic, producer: external }, f-by-x: { via: queue, producer: external } }";
    let found = compile(&app(reader, events));
    let said: Vec<_> =
        found.emission.sink.found().iter().map(|found| (found.code.id, found.message.as_str())).collect();
    let message = "`events.f-by-x` and `functions.f.triggers.by-x` are both emitted as the `aws_sqs_queue` named `shop-production-f-by-x`";
    assert_eq!(said, [("F4004", message)]);
}
