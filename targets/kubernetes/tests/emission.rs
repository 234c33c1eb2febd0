//! What a cluster gets: the whole of an app, object by object.

mod fixture;

use std::collections::BTreeSet;

use faasc_model::*;
use serde_json::{Value, json};

use fixture::*;

#[test]
fn an_app_with_everything_that_is_emitted_has_no_gap() {
    assert_eq!(gaps(whole()), Vec::<String>::new());
    let emission = emit(whole());
    assert!(emission.sink.found().is_empty(), "{:?}", emission.sink.found());
}

#[test]
fn what_is_recorded_is_what_is_written() {
    let emission = emit(whole());
    let recorded: BTreeSet<_> = emission.emitted.iter().map(|emitted| emitted.address.clone()).collect();
    let written: BTreeSet<_> = objects(&emission)
        .iter()
        .map(|(_, object)| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            format!(
                "{}/{}/{}",
                text(&object["apiVersion"]),
                text(&object["kind"]),
                text(&object["metadata"]["name"])
            )
        })
        .collect();
    assert_eq!(recorded, written);
    assert_eq!(emission.emitted.len(), written.len(), "each once");
}

#[test]
fn the_kustomization_names_every_file_and_keeps_to_three_keys() {
    let emission = emit(whole());
    let artifact = emission.tree.get("kubernetes/fra/kustomization.yaml").unwrap();
    let read: Value = serde_yaml::from_slice(&artifact.bytes).unwrap();
    let keys: Vec<_> = read.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["apiVersion", "kind", "namespace", "resources", "images"]);
    let files: Vec<_> =
        emission.tree.iter().filter_map(|(path, _)| path.strip_prefix("kubernetes/fra/")).collect();
    let named: BTreeSet<_> =
        read["resources"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    let files: BTreeSet<_> = files.into_iter().filter(|file| *file != "kustomization.yaml").collect();
    assert_eq!(named, files);
    assert_eq!(read["resources"][0], "namespace.yaml");
    assert_eq!(read["images"][0]["newName"], "registry.example/team/shop-live-charge");
    assert_eq!(
        read["images"].as_array().unwrap().len(),
        2,
        "an image of the user's own is named where it is used"
    );
}

#[test]
fn the_order_of_the_source_changes_no_byte() {
    let mut other = whole();
    // Links are places in arenas, so arenas that nothing points into are turned round here.
    other.secrets.reverse();
    other.authenticators.reverse();
    other.inputs.reverse();
    for function in &mut other.functions {
        function.triggers.reverse();
    }
    let bytes = |deployment| {
        let emission = emit(deployment);
        emission.tree.iter().map(|(path, file)| (path.to_owned(), file.bytes.clone())).collect::<Vec<_>>()
    };
    assert_eq!(bytes(whole()), bytes(other));
}

#[test]
fn a_function_is_closed_to_all_but_the_gateway_and_holds_no_token_of_the_cluster() {
    let emission = emit(whole());
    let service = object(&emission, "Service", "shop-live-play");
    assert_eq!(service["metadata"]["labels"]["networking.knative.dev/visibility"], "cluster-local");
    let account = object(&emission, "ServiceAccount", "shop-live-play");
    assert_eq!(account["automountServiceAccountToken"], false);
    let template = &service["spec"]["template"];
    assert_eq!(template["spec"]["serviceAccountName"], "shop-live-play");
    assert_eq!(template["spec"]["containerConcurrency"], 8);
    assert_eq!(template["metadata"]["annotations"]["autoscaling.knative.dev/min-scale"], "1");
    assert_eq!(template["metadata"]["annotations"]["autoscaling.knative.dev/max-scale"], "20");
    let container = &template["spec"]["containers"][0];
    assert_eq!(container["securityContext"]["runAsNonRoot"], true);
    assert_eq!(container["resources"]["limits"], json!({ "ephemeral-storage": "512Mi", "memory": "256Mi" }));
    assert_eq!(container["resources"]["requests"]["cpu"], "145m");
}

#[test]
fn the_environment_is_the_contracts_and_the_users() {
    let emission = emit(whole());
    let env = |service: &str| {
        let service = object(&emission, "Service", service);
        service["spec"]["template"]["spec"]["containers"][0]["env"].as_array().unwrap().clone()
    };
    let play = env("shop-live-play");
    assert_eq!(play[0]["name"], "FAASC_INPUT_HOST", "what others refer to comes first");
    assert_eq!(play[0]["valueFrom"]["secretKeyRef"], json!({ "name": "host", "key": "value" }));
    let value = |env: &[Value], name: &str| env.iter().find(|of| of["name"] == name).unwrap().clone();
    assert_eq!(value(&play, "DSN")["value"], "sql://$(FAASC_INPUT_HOST)/db");
    assert_eq!(value(&play, "PRICE")["value"], "$$(NOT_A_VARIABLE) ${x}");
    assert_eq!(value(&play, "GREETING")["value"], "NO");
    assert_eq!(
        value(&play, "FAASC_EVENT_DUE")["value"],
        "http://kafka-broker-ingress.knative-eventing.svc.cluster.local/shop-live/shop-live-due"
    );
    assert_eq!(
        value(&play, "FAASC_EVENT_PLAYED")["value"],
        "http://kafka-sink-ingress.knative-eventing.svc.cluster.local/shop-live/shop-live-played"
    );
    assert_eq!(
        value(&play, "FAASC_FUNCTION_CHARGE")["value"],
        "http://shop-live-charge.shop-live.svc.cluster.local"
    );
    let charge = env("shop-live-charge");
    let place = |name: &str| value(&charge, name)["valueFrom"]["secretKeyRef"].clone();
    assert_eq!(place("FAASC_STORE_LEDGER"), json!({ "name": "database", "key": "url" }));
    assert_eq!(place("FAASC_SECRET_PSP_KEY"), json!({ "name": "shop-live-psp-key", "key": "value" }));
    assert_eq!(place("OLD"), json!({ "name": "vault", "key": "old" }));
    assert_eq!(value(&charge, "FAASC_SERVICE_PSP")["value"], "https://psp.example/v1");
}

#[test]
fn a_route_leads_through_knatives_own_ingress() {
    let emission = emit(whole());
    let route = object(&emission, "HTTPRoute", "shop-live-play-http-post-play");
    assert_eq!(route["spec"]["hostnames"], json!(["api.shop.example"]));
    assert_eq!(route["spec"]["parentRefs"][0]["namespace"], "faasc-system");
    let rule = &route["spec"]["rules"][0];
    let host = "shop-live-play.shop-live.svc.cluster.local";
    assert_eq!(rule["filters"][0]["urlRewrite"]["hostname"], host);
    let backend = object(&emission, "Backend", "shop-live-play");
    assert_eq!(backend["spec"]["endpoints"][0]["fqdn"], json!({ "hostname": host, "port": 80 }));
    assert_eq!(rule["timeouts"]["request"], "40s");
    let with_parameters = object(&emission, "HTTPRoute", "shop-live-play-http-get-films-by-id");
    assert_eq!(
        with_parameters["spec"]["rules"][0]["matches"][0]["path"],
        json!({ "type": "RegularExpression", "value": "/films/[^/]+/files/.+" })
    );
}

#[test]
fn one_route_of_a_path_answers_browsers_for_all_of_them() {
    let emission = emit(whole());
    let methods = |route: &str| {
        let route = object(&emission, "HTTPRoute", route);
        let matches = route["spec"]["rules"][0]["matches"].as_array().unwrap().clone();
        matches.iter().map(|one| one["method"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(methods("shop-live-play-http-delete-play"), ["DELETE", "OPTIONS"]);
    assert_eq!(methods("shop-live-play-http-post-play"), ["POST"]);
    let policy = object(&emission, "SecurityPolicy", "shop-live-play-http-delete-play");
    assert_eq!(policy["spec"]["cors"]["allowMethods"], json!(["DELETE", "POST"]));
}

#[test]
fn a_route_is_checked_as_it_says() {
    let emission = emit(whole());
    let policy = |trigger: &str| {
        object(&emission, "SecurityPolicy", &format!("shop-live-play-{trigger}"))["spec"].clone()
    };
    let plain = policy("http-post-play");
    assert_eq!(plain["jwt"]["providers"][0]["remoteJWKS"]["uri"], "https://id.shop.example/keys");
    assert_eq!(plain["jwt"]["providers"][0]["audiences"], json!(["shop-api"]));
    assert_eq!(plain["targetRefs"][0]["name"], "shop-live-play-http-post-play");
    assert_eq!(plain["authorization"], Value::Null);
    let then = &policy("http-delete-play")["authorization"];
    assert_eq!(then["defaultAction"], "Deny");
    let kinds: Vec<_> = then["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["principal"]["jwt"]["claims"][0]["valueType"])
        .collect();
    assert_eq!(kinds, ["String", "StringArray"]);
    assert_eq!(then["rules"][0]["principal"]["jwt"]["scopes"], json!(["plays:write"]));
    let both = policy("http-get-films-by-id");
    assert_eq!(both["apiKeyAuth"]["credentialRefs"][0]["name"], "shop-live-partner-key");
    assert!(both["jwt"].is_object());
    let open = objects(&emission).into_iter().any(|(_, object)| {
        object["kind"] == "SecurityPolicy" && object["metadata"]["name"] == "shop-live-play-http-get-health"
    });
    assert!(!open, "what is public and has no cross-origin rules has no policy");
    let limit = object(&emission, "BackendTrafficPolicy", "shop-live-play-http-post-play");
    assert_eq!(
        limit["spec"]["rateLimit"]["local"]["rules"][0]["limit"],
        json!({ "requests": 100, "unit": "Second" })
    );
}

#[test]
fn messages_are_carried_kept_retried_and_never_lost_in_silence() {
    let emission = emit(whole());
    let source = object(&emission, "KafkaSource", "shop-live-charge-event-played")["spec"].clone();
    assert_eq!(source["topics"], json!(["shop-live-played"]));
    assert_eq!(source["consumerGroup"], "shop-live-charge-event-played");
    assert_eq!(source["initialOffset"], "latest");
    assert_eq!(source["consumers"], 10);
    assert_eq!(source["delivery"]["retry"], 2, "the first try does not count");
    assert_eq!(source["delivery"]["deadLetterSink"]["ref"]["kind"], "KafkaSink");
    let sink = object(&emission, "KafkaSink", "shop-live-lost")["spec"].clone();
    assert_eq!((&sink["numPartitions"], &sink["replicationFactor"]), (&json!(10), &json!(3)));

    let trigger = object(&emission, "Trigger", "shop-live-charge-event-due");
    assert_eq!(trigger["metadata"]["annotations"]["kafka.eventing.knative.dev/delivery.order"], "ordered");
    let spec = &trigger["spec"];
    assert_eq!(spec["broker"], "shop-live-due");
    assert_eq!(
        spec["filters"],
        json!([{ "any": [{ "exact": { "type": "a" } }, { "exact": { "type": "b" } }] }])
    );
    assert_eq!(spec["delivery"]["retry"], 7);
    let dead_letter = &spec["delivery"]["deadLetterSink"]["ref"];
    assert_eq!(
        (&dead_letter["kind"], &dead_letter["name"]),
        (&json!("Broker"), &json!("shop-live-charge-dead-letter"))
    );
    let config = object(&emission, "ConfigMap", "shop-live-charge-dead-letter-broker");
    assert_eq!(config["data"]["default.topic.config.retention.ms"], (14 * 86_400_000_u64).to_string());
    let clicks = object(&emission, "Broker", "shop-live-clicks");
    assert_eq!(clicks["metadata"]["annotations"]["kafka.eventing.knative.dev/external.topic"], "clicks-v1");
    let dropped = object(&emission, "Trigger", "shop-live-charge-event-clicks");
    assert_eq!(dropped["spec"]["delivery"]["deadLetterSink"], Value::Null);
}

#[test]
fn a_clock_has_its_zone_and_its_payload() {
    let emission = emit(whole());
    let spec = object(&emission, "PingSource", "shop-live-charge-schedule-nightly")["spec"].clone();
    assert_eq!(spec["schedule"], "30 4 * * 0");
    assert_eq!(spec["timezone"], "Europe/Berlin");
    assert_eq!(
        (&spec["contentType"], &spec["data"]),
        (&json!("application/json"), &json!(r#"{"day":"today"}"#))
    );
    assert_eq!(spec["sink"]["ref"]["name"], "shop-live-charge");
}

#[test]
fn objects_say_whose_they_are() {
    let emission = emit(whole());
    for (path, object) in objects(&emission) {
        let labels = &object["metadata"]["labels"];
        assert_eq!(labels["app.kubernetes.io/managed-by"], "faasc", "{path}");
        assert_eq!(labels["app.kubernetes.io/part-of"], "shop", "{path}");
        assert_eq!(labels["faasc.dev/expires-after"], "14d", "{path}");
        assert!(object["metadata"]["annotations"]["faasc.dev/node"].is_string(), "{path}");
    }
    let play = object(&emission, "Service", "shop-live-play");
    assert_eq!(play["metadata"]["labels"]["team"], "web");
    assert_eq!(play["metadata"]["annotations"]["faasc.dev/owner"], "shop@example.com");
}

#[test]
fn a_disabled_entry_has_no_route_and_a_disabled_consumer_waits() {
    let mut off = whole();
    for function in &mut off.functions {
        for trigger in &mut function.triggers {
            trigger.is_enabled =
                at(trigger.id.as_str() == "event-due" || trigger.id.as_str() == "event-clicks");
        }
    }
    let emission = emit(off);
    assert!(
        objects(&emission)
            .iter()
            .all(|(_, object)| object["kind"] != "HTTPRoute" && object["kind"] != "PingSource")
    );
    assert_eq!(object(&emission, "KafkaSource", "shop-live-charge-event-played")["spec"]["consumers"], 0);
}

#[test]
fn external_secrets_fill_what_is_ours_and_leave_what_is_there() {
    let mut other = whole();
    other.sites[0].secrets = Some(at(SecretStore::ExternalSecrets("vault".to_owned())));
    let emission = emit(other);
    let names: Vec<_> = objects(&emission)
        .into_iter()
        .filter(|(_, object)| object["kind"] == "ExternalSecret")
        .map(|(_, object)| object["metadata"]["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["shop-live-partner-key", "shop-live-psp-key"]);
    let spec = object(&emission, "ExternalSecret", "shop-live-psp-key")["spec"].clone();
    assert_eq!(spec["secretStoreRef"], json!({ "kind": "ClusterSecretStore", "name": "vault" }));
    assert_eq!(spec["data"][0]["remoteRef"]["key"], "shop-live-psp-key");
}

#[test]
fn a_renamed_function_keeps_the_names_of_its_objects() {
    let names = |found: Deployment| -> Vec<String> {
        objects(&emit(found)).into_iter().map(|(_, of)| of["metadata"]["name"].to_string()).collect()
    };
    let before = names(whole());
    let mut found = whole();
    found.functions[1].name = name("settle");
    found.functions[1].was = Some(name("charge"));
    let mut after = names(found);
    after.sort();
    let mut before = before;
    before.sort();
    assert_eq!(after, before);
}

#[test]
fn no_artifact_holds_a_secret_object() {
    let emission = emit(whole());
    assert!(objects(&emission).iter().all(|(_, object)| object["kind"] != "Secret"));
    let commands: Vec<_> = emission.steps.iter().flat_map(|(_, step)| step.commands.clone()).collect();
    let fills = |name: &str| {
        commands.iter().any(|command| command.contains(&format!("create secret generic {name} ")))
    };
    assert!(fills("shop-live-psp-key") && fills("shop-live-partner-key"));
    assert!(!commands.iter().any(|command| command.contains("old-key")), "it is there already");
    assert_eq!(commands.last().unwrap(), "kubectl apply -k kubernetes/fra");
}
