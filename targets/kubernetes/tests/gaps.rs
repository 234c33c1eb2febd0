//! What is asked and not emitted is said, each once.

mod fixture;

use faasc_model::unit::{Rate, Share};
use faasc_model::*;
use serde_json::json;

use fixture::*;

/// The one gap of the whole app after `change`.
fn gap(change: impl FnOnce(&mut Deployment)) -> String {
    let mut found = whole();
    change(&mut found);
    let gaps = gaps(found);
    assert_eq!(gaps.len(), 1, "{gaps:#?}");
    gaps[0].clone()
}

fn with_http(change: impl FnOnce(&mut Http)) -> String {
    gap(|found| {
        let mut trigger = trigger("http-new", TriggerKind::Http(http("GET", "/new", open())));
        if let TriggerKind::Http(http) = &mut trigger.kind {
            change(http);
        }
        found.functions[0].triggers.push(trigger);
    })
}

fn with_due(change: impl FnOnce(&mut Trigger)) -> String {
    gap(|found| change(&mut found.functions[1].triggers[1]))
}

fn delivery_of(trigger: &mut Trigger) -> &mut Delivery {
    match &mut trigger.kind {
        TriggerKind::Event(event) => &mut event.delivery,
        _ => panic!("an event"),
    }
}

#[test]
fn other_flavours_are_one_finding() {
    for (flavour, word) in [(Flavour::Keda, "keda"), (Flavour::Plain, "plain")] {
        let found = gap(|found| found.sites[0].flavour = at(flavour));
        assert_eq!(found, format!("F4001 `kubernetes` does not emit sites of flavour `{word}` yet"));
    }
}

#[test]
fn a_kafka_that_is_not_reached_is_said_once() {
    assert!(gap(|found| found.sites[0].kafka = None).contains("whose address is not said"));
    let waiting = |found: &mut Deployment| {
        found.sites[0].kafka.as_mut().unwrap().bootstrap =
            Some(at(Template(vec![Part::Input(Name::from("host"))])));
    };
    assert!(gap(waiting).contains("known only at deployment"));
    assert!(
        gap(|found| found.sites[0].kafka.as_mut().unwrap().auth = Some(at(KafkaAuth::Scram)))
            .contains("authentication")
    );
}

#[test]
fn what_a_function_asks_and_does_not_get_is_said() {
    type Change = fn(&mut Function);
    let cases: [(&str, Change); 9] = [
        ("a control character", |f| f.env = vec![(text("A"), literal("\u{7f}"))]),
        ("handlers of AWS Lambda", |f| f.contract = at(Contract::AwsLambda)),
        ("architecture: arm64", |f| f.architecture = at(Architecture::Arm64)),
        ("traces", |f| f.is_traced = at(true)),
        ("a key of your own", |f| f.encryption = at(FunctionEncryption::Customer)),
        ("a canary", |f| {
            f.rollout = Some(at(Rollout { canary: at(Share::parse("10%").unwrap()), every: duration("5m") }));
        }),
        ("layers", |f| f.layers = vec![literal("arn")]),
        ("`PORT`", |f| f.env = vec![(text("PORT"), literal("1"))]),
        ("the input `nowhere`", |f| {
            f.env = vec![(text("A"), at(Template(vec![Part::Input(Name::from("nowhere"))])))]
        }),
    ];
    for (words, change) in cases {
        let found = gap(|found| change(&mut found.functions[2]));
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn what_the_gateway_does_not_check_is_said() {
    assert!(with_http(|http| http.auth = at(Auth::Any(vec![Auth::By(name("viewer")), Auth::By(name("partner"))]))).contains("`any`"));
    assert!(
        with_http(|http| http.rate_limit = Some(at(Rate::parse("5/month").unwrap()))).contains("rate limit")
    );
    let without_keys = gap(|found| {
        found.authenticators.push(authenticator("bare", jwt(None)));
        let entry = http("GET", "/bare", Auth::By(name("bare")));
        found.functions[0].triggers.push(trigger("http-bare", TriggerKind::Http(entry)));
    });
    assert!(without_keys.contains("without `jwks`"), "{without_keys}");
    let inside = gap(|found| {
        let mut entry = http("GET", "/in", Auth::By(name("viewer")));
        entry.expose = at(Expose::Internal);
        found.functions[0].triggers.push(trigger("http-in", TriggerKind::Http(entry)));
    });
    assert!(inside.contains("inside a cluster"), "{inside}");
}

#[test]
fn routes_that_the_gateway_would_mix_up_are_said() {
    let both = |first: &str, second: &str| {
        let mut found = deployment(vec![function("a")]);
        for (id, path) in [("one", first), ("two", second)] {
            found.functions[0].triggers.push(trigger(id, TriggerKind::Http(http("GET", path, open()))));
        }
        gaps(found).len()
    };
    assert_eq!(both("/{a}/files-of-all", "/users/{id}"), 1);
    assert_eq!(both("/{a}/list", "/users/{id}"), 0);
    assert_eq!(both("/users/{id}", "/users/{rest+}"), 0);
    assert_eq!(both("/users/{id}", "/films/{id}"), 0);
    assert_eq!(both("/users/{id}", "/users/me"), 0);
    assert_eq!(both("/users/{id}/x", "/users/{id}"), 0);
}

#[test]
fn what_delivery_asks_and_does_not_get_is_said() {
    let filter = Filter { field: text("amount"), values: vec![at(json!(1))] };
    assert!(with_due(|of| delivery_of(of).filter = vec![filter]).contains("fields of a message"));
    assert!(with_due(|of| delivery_of(of).retry.backoff = at(Backoff::Fixed)).contains("all alike"));
    assert!(
        with_due(|of| delivery_of(of).concurrency = Some(Concurrency::Total(at(2))))
            .contains("`concurrency`")
    );
    assert!(with_due(|of| of.is_enabled = at(false)).contains("switched-off"));
}

#[test]
fn what_is_accepted_is_no_gap() {
    let mut found = whole();
    let accept = Accept { guarantee: Guarantee::Retry, because: text("any wait will do"), span: span() };
    let due = &mut found.functions[1].triggers[1];
    due.accept = vec![accept];
    delivery_of(due).retry.backoff = at(Backoff::Fixed);
    assert_eq!(gaps(found), Vec::<String>::new());
}

#[test]
fn other_triggers_and_stores_are_said() {
    let kind = TriggerKind::Mqtt(MqttTrigger {
        topic: text("a/b"),
        qos: at(1),
        body: None,
        delivery: delivery(DeadLetter::Drop(text("x"))),
    });
    assert!(gap(|found| found.functions[0].triggers.push(trigger("mqtt", kind))).contains("`mqtt` triggers"));
    assert!(gap(|found| found.stores[0].existing.clear()).contains("not `existing`"));
    let clock = schedule("every 7m", "UTC");
    assert!(
        gap(|found| found.functions[0].triggers.push(trigger("clock", clock))).contains("divides neither")
    );
}

#[test]
fn other_brokers_are_said_and_channels_are_emitted() {
    assert!(gap(|found| found.sites[0].cluster.broker = Some(at(Broker::Nats))).contains("NATS"));
    let class =
        |class: &str| Some(at(Broker::Class { class: text(class), config: text("knative-eventing/own") }));
    let gaps_of = |of: &str| {
        let mut found = whole();
        found.sites[0].cluster.broker = class(of);
        found.events[1].is_ordered = at(false);
        found.events[3].existing.clear();
        gaps(found)
    };
    assert_eq!(gaps_of("MTChannelBasedBroker"), Vec::<String>::new());
    assert_eq!(gaps_of("RabbitMQBroker").len(), 1);
}

#[test]
fn what_is_only_declared_is_no_gap() {
    let mut found = whole();
    found.functions[0].egress = Some(vec![literal("psp.example")]);
    found.functions[0].was = Some(name("old-play"));
    let elsewhere = || {
        Some(Place::Elsewhere { located: vec![at(Country(Name::from("US")))], service: None, span: span() })
    };
    found.sites[0].logs = elsewhere();
    found.sites[0].telemetry = elsewhere();
    found.sites[0].state = elsewhere();
    assert_eq!(gaps(found.clone()), Vec::<String>::new());
    let said = emit(found.clone()).remarks;
    assert!(said.iter().any(|remark| remark.contains("`egress` of `play` is declared only")), "{said:?}");
    assert!(said.iter().any(|remark| remark.contains("`telemetry` is declared only")), "{said:?}");
    found.sites[0].cluster.egress = Some(at(Egress::Cilium));
    assert!(gaps(found)[0].contains("`egress`"));
}

#[test]
fn patches_that_wait_for_deployment_are_said() {
    let found = gap(|found| {
        found.patches = vec![Patch {
            target: at(PatchTarget::Kubernetes),
            kind: text("Broker"),
            name: None,
            action: PatchAction::Merge(json!({ "spec": { "x": ["${inputs.host}"] } })),
            span: span(),
        }];
    });
    assert!(found.contains("a patch"), "{found}");
}
