//! Changes by hand to what is emitted.

mod fixture;

use faasc_model::*;
use serde_json::json;

use fixture::*;

fn patched(kind: &str, of: Option<&str>, action: PatchAction) -> faasc_artifacts::Emission {
    let mut found = whole();
    let target = at(PatchTarget::Kubernetes);
    found.patches = vec![Patch { target, kind: text(kind), name: of.map(text), action, span: span() }];
    emit(found)
}

#[test]
fn a_merge_reaches_every_object_of_its_kind() {
    let merge = json!({ "data": { "default.topic.replication.factor": "1" } });
    let emission = patched("ConfigMap", None, PatchAction::Merge(merge));
    for (_, object) in objects(&emission).into_iter().filter(|(_, object)| object["kind"] == "ConfigMap") {
        assert_eq!(object["data"]["default.topic.replication.factor"], "1");
    }
}

#[test]
fn a_json_patch_reaches_the_object_of_its_name() {
    let operations = json!([{ "op": "replace", "path": "/spec/consumers", "value": 3 }]);
    let name = "shop-live-charge-event-played";
    let emission = patched("KafkaSource", Some(name), PatchAction::JsonPatch(operations));
    assert_eq!(object(&emission, "KafkaSource", name)["spec"]["consumers"], 3);
}

#[test]
fn a_patch_that_matches_nothing_names_what_there_is() {
    let emission = patched("Deployment", None, PatchAction::Merge(json!({})));
    let found = &emission.sink.found()[0];
    assert_eq!((found.code.id, found.message.as_str()), ("F4002", "no `Deployment` is emitted"));
    assert!(found.notes[0].contains("`KafkaSource`"));
    let emission = patched("Broker", Some("shop-live-du"), PatchAction::Merge(json!({})));
    assert_eq!(emission.sink.found()[0].message, "no `Broker` named `shop-live-du` is emitted");
    assert!(emission.sink.found()[0].notes[0].contains("`shop-live-due`"));
    assert!(emission.tree.is_empty());
}

#[test]
fn a_patch_renames_nothing() {
    let emission =
        patched("Broker", Some("shop-live-due"), PatchAction::Merge(json!({ "metadata": { "name": "x" } })));
    assert_eq!(emission.sink.found()[0].code.id, "F4003");
}

#[test]
fn two_things_under_one_name_are_an_error() {
    let mut found = whole();
    found.functions[2].given_name = Some(text("shop-live-play"));
    let emission = emit(found);
    let found = &emission.sink.found()[0];
    assert_eq!(found.code.id, "F4004");
    assert_eq!(
        found.message,
        "`functions.inside` and `functions.play` are both emitted as the `ServiceAccount` named `shop-live-play`"
    );
}
