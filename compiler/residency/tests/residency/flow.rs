//! How classes flow, and what alone stops them.

use crate::spec::Spec;

const PERSON: &str = "data: { person: { contains: [personal.contact], subjects: [\"DE\"] }, note: { contains: [operational] } }\n";
const ENTRY: &str = "triggers: [{ http: POST /persons, auth: member, body: { carries: [person, note] } }]";
const SITE: &str = "sites: { home: { provider: aws, region: eu-central-1 } }\nenvironments: { production: { site: home } }\n";

fn spec(nodes: &str) -> Spec {
    Spec::of(&format!("{PERSON}{}{SITE}", nodes.replace("${entry}", ENTRY)))
}

#[test]
fn a_function_passes_on_all_that_it_holds() {
    let spec = spec(
        "events: { a: { via: topic }, parked: { via: queue } }\nstores: { rows: { kind: table, key: id } }\n\
         services: { mailer: { url: https://mail.example, located: [\"IE\"] } }\n\
         functions:\n  intake: { ${code}, ${entry}, emits: [a] }\n\
         \x20 next: { ${code}, triggers: [{ event: a, idempotent_by: id, dead_letter: parked }], writes: [rows] }\n\
         \x20 read: { ${code}, triggers: [{ schedule: every 1h }], reads: [rows], calls: [mailer] }\n",
    );
    for node in ["intake", "a", "parked", "next", "rows", "read", "mailer"] {
        assert_eq!(spec.label(node), ["person", "note"], "{node}");
    }
}

#[test]
fn a_called_function_answers_with_what_it_holds() {
    let spec = spec(
        "stores: { rows: { kind: table, key: id } }\n\
         functions:\n  intake: { ${code}, ${entry}, writes: [rows] }\n\
         \x20 ask: { ${code}, triggers: [{ schedule: every 1h }], calls: [look] }\n\
         \x20 look: { ${code}, reads: [rows] }\n",
    );
    assert_eq!(spec.label("ask"), ["person", "note"]);
}

#[test]
fn a_service_gives_back_what_it_returns_alone() {
    let spec = spec(
        "services:\n  bank: { url: https://bank.example, located: [\"DE\"], returns: [note] }\n\
         functions:\n  intake: { ${code}, ${entry}, calls: [bank] }\n\
         \x20 ask: { ${code}, triggers: [{ schedule: every 1h }], calls: [bank] }\n",
    );
    assert_eq!(spec.label("bank"), ["person", "note"]);
    assert_eq!(spec.label("ask"), ["note"]);
    // What it returns it knows.
    let knows = self::spec(
        "services:\n  bank: { url: https://bank.example, located: [\"DE\"], receives: [note], returns: [person] }\n\
         functions: { ask: { ${code}, triggers: [{ schedule: every 1h }], calls: [bank] } }\n",
    );
    assert_eq!(knows.codes(), Vec::<&str>::new());
}

#[test]
fn an_edge_drops_what_it_says() {
    let spec = spec(
        "events: { a: { via: topic } }\nstores: { rows: { kind: table, key: id } }\n\
         functions:\n  intake: { ${code}, ${entry}, emits: { a: { drops: { person: only the time is sent } } }, writes: [rows] }\n\
         \x20 next: { ${code}, triggers: [{ event: a, idempotent_by: id, dead_letter: { drop: it comes again } }] }\n\
         \x20 read: { ${code}, triggers: [{ schedule: every 1h }], reads: { rows: { drops: { note: it reads no notes } } } }\n",
    );
    assert_eq!(spec.label("next"), ["note"]);
    assert_eq!(spec.label("rows"), ["person", "note"]);
    assert_eq!(spec.label("read"), ["person"]);
    assert_eq!(spec.analysis().trusts().len(), 2);
}

#[test]
fn a_transform_ends_a_class_behind_the_function_and_not_in_it() {
    let spec = spec(
        "stores: { rows: { kind: table, key: id } }\n\
         functions:\n  intake:\n    ${code}\n    ${entry}\n    writes: [rows]\n\
         \x20   transforms: [{ from: person, to: none, by: aggregate, because: groups, evidence: a.md, approved_by: dpo@clinic.example, expires: 2030-01-01 }]\n",
    );
    assert_eq!(spec.label("intake"), ["person", "note"]);
    assert_eq!(spec.label("rows"), ["note"]);
}

#[test]
fn a_transform_makes_a_class_of_another() {
    let spec = Spec::of(&format!(
        "data: {{ person: {{ contains: [personal.contact], subjects: [\"DE\"] }}, number: {{ contains: [personal.pseudonymised], subjects: [\"DE\"] }} }}\n\
         stores: {{ rows: {{ kind: table, key: id }} }}\n\
         functions:\n  intake:\n    ${{code}}\n    triggers: [{{ http: POST /persons, auth: member, body: {{ carries: [person] }} }}]\n    writes: [rows]\n\
         \x20   transforms: [{{ from: person, to: number, by: pseudonymise, because: the key stays here, evidence: a.md, approved_by: dpo@clinic.example, expires: 2030-01-01 }}]\n{SITE}"
    ));
    assert_eq!(spec.label("rows"), ["number"]);
    // Under the same law nothing has to be accepted.
    assert_eq!(spec.codes(), Vec::<&str>::new());
    let analysis = spec.analysis();
    let node = analysis.nodes().find(|node| &*spec.program.node(*node).name().value == "rows").unwrap();
    let class = analysis.label(node).iter().next().unwrap();
    let hops = analysis.witness(node, class);
    assert_eq!(hops.len(), 3, "{hops:?}");
    assert_ne!(hops[0].class, class);
}

const CLOSED: &str = r#"{ "type": "object", "additionalProperties": false, "properties": {
    "id": { "type": "string", "x-data-class": "none" }, "text": { "type": "string", "x-data-class": "note" } } }"#;

#[test]
fn a_closed_schema_lets_in_what_its_fields_are_marked_with() {
    let nodes = "events: { a: { via: topic, schema: a.json } }\n\
         functions:\n  intake: { ${code}, ${entry}, emits: [a] }\n\
         \x20 next: { ${code}, triggers: [{ event: a, idempotent_by: id, dead_letter: { drop: it comes again } }] }\n";
    let text = format!("{PERSON}{}{SITE}", nodes.replace("${entry}", ENTRY));
    let closed = Spec::with(&text, &[("a.json", CLOSED)]);
    assert_eq!(closed.label("next"), ["note"]);
    assert_eq!(closed.analysis().trusts().len(), 1);
    let open = CLOSED.replace("\"additionalProperties\": false, ", "");
    let open = Spec::with(&text, &[("a.json", &open)]);
    assert_eq!(open.label("next"), ["person", "note"]);
    assert_eq!(open.analysis().trusts().len(), 0);
}

#[test]
fn marks_of_a_body_bring_its_classes_in() {
    let text = format!(
        "{PERSON}functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /a, auth: member, body: {{ schema: a.json }} }}] }} }}\n{SITE}"
    );
    assert_eq!(Spec::with(&text, &[("a.json", CLOSED)]).label("intake"), ["note"]);
}

#[test]
fn a_contract_is_a_bound_and_no_filter() {
    let spec = spec(
        "events: { a: { via: topic, carries: [note] }, b: { via: topic, carries: [] } }\n\
         functions:\n  intake: { ${code}, ${entry}, emits: [a] }\n\
         \x20 next: { ${code}, triggers: [{ event: a, idempotent_by: id, dead_letter: { drop: it comes again } }], emits: [b] }\n\
         \x20 last: { ${code}, triggers: [{ event: b, idempotent_by: id, dead_letter: { drop: it comes again } }] }\n",
    );
    assert_eq!(spec.label("last"), ["person", "note"]);
    let found = spec.found();
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    // `person` is said where it first goes beyond a contract, `note` where that is.
    assert_eq!(
        messages,
        [
            "`person` flows into event `a`, which does not list it under `carries`",
            "`note` flows into event `b`, which says `carries: []`, so nothing classified"
        ]
    );
}

#[test]
fn what_is_declared_is_taken_to_be_there() {
    let spec = spec(
        "events: { a: { via: topic, carries: [person], producer: external } }\n\
         functions:\n  next: { ${code}, triggers: [{ event: a, idempotent_by: id, dead_letter: { drop: it comes again } }] }\n",
    );
    assert_eq!(spec.label("next"), ["person"]);
}

#[test]
fn who_decides_about_callers_sees_what_they_bring() {
    let spec = Spec::of(&format!(
        "auth: {{ judge: {{ custom: {{ function: decide }} }} }}\n{PERSON}{SITE}\
         functions:\n  intake: {{ ${{code}}, triggers: [{{ http: POST /a, auth: judge, body: {{ carries: [person] }} }}] }}\n\
         \x20 decide: {{ ${{code}} }}\n"
    ));
    assert_eq!(spec.label("decide"), ["person"]);
}
