//! What the documents say.

use serde_json::{Value, json};

use crate::fixture;

fn document(path: &str) -> Value {
    serde_json::from_str(&fixture::file(path)).unwrap()
}

#[test]
fn an_environment_is_described_by_five_files() {
    let emission = fixture::described();
    let paths: Vec<_> =
        emission.tree.iter().map(|(path, _)| path).filter(|path| !path.contains('/')).collect();
    assert_eq!(paths, [".gitattributes", "README.md", "exports.json", "plan.json", "sources.json"]);
    assert_eq!(fixture::file(".gitattributes"), "* -text linguist-generated=true gitlab-generated=true\n");
}

#[test]
fn every_emitted_resource_is_in_the_plan_and_in_the_source_map() {
    let emitted = document("plan.json")["emitted"].as_array().unwrap().clone();
    let resources = document("sources.json")["resources"].as_array().unwrap().clone();
    let address =
        |entries: &[Value]| -> Vec<Value> { entries.iter().map(|e| e["address"].clone()).collect() };
    assert_eq!(address(&emitted), address(&resources));
    assert_eq!(emitted.len(), 4);
}

#[test]
fn the_source_map_names_the_file_of_the_spec_and_the_key() {
    let resources = &document("sources.json")["resources"];
    assert_eq!(
        resources[1],
        json!({
            "site": "eu", "target": "terraform", "address": "aws_dynamodb_table.orders",
            "key_path": "stores.orders", "file": "parts/stores.yaml", "rule": "table of a store"
        })
    );
    assert_eq!(resources[0]["file"], "faas.yaml");
    assert_eq!(resources[0]["key_path"], "functions.charge.triggers.http-post-orders");
}

#[test]
fn exports_hold_what_another_app_needs_to_know() {
    let exports = document("exports.json");
    assert_eq!(exports["schema"], "faasc.exports/v1");
    assert_eq!((&exports["app"], &exports["environment"]), (&json!("shop"), &json!("production")));
    assert_eq!(
        exports["sites"],
        json!([{ "name": "eu", "provider": "aws", "region": "eu-central-1", "account": "111122223333" }])
    );
    assert_eq!(
        exports["classes"],
        json!({ "account": { "name": "account", "contains": ["personal.contact"] } })
    );
    assert_eq!(
        exports["events"],
        json!([{
            "name": "order-placed", "sites": ["eu"], "via": "queue", "format": "json",
            "schema": "schemas/order.json", "carries": ["account"], "key": "orderId", "ordered": true,
            "retention": "4d", "encryption": "platform",
            "names": [{
                "site": "eu", "name": "shop-production-order-placed.fifo", "emitted": ["aws_sqs_queue.order-placed"]
            }]
        }])
    );
    assert_eq!(exports["stores"][0]["carries"], json!([]), "nothing classified is not the same as not said");
    assert_eq!(exports["stores"][0]["names"][0]["name"], "shop-production-orders");
    assert_eq!(exports["functions"][0]["names"][0]["name"], "shop-production-charge");
    assert_eq!(exports["functions"][0]["timeout"], "10s");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let (one, two) = (fixture::described(), fixture::described());
    for ((path, a), (_, b)) in one.tree.iter().zip(two.tree.iter()) {
        assert_eq!(a.bytes, b.bytes, "{path}");
        assert!(a.bytes.ends_with(b"\n") && !a.bytes.contains(&b'\r'), "{path}");
    }
}
