//! No key takes a class out of a label but those that are counted as trust: each key is set on an app that breaks a law,
//! with its example and its other short forms, and no pair of node and class may vanish.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::spec::Spec;

/// An app that breaks a law at every kind of node. Data comes in by two entries and a declaration, so that what one of
/// them says of itself takes nothing from the others. Each `%…%` is where keys of that part of the schema are set.
const APP: &str = r#"
data:
  person: { contains: [personal.contact], subjects: ["DE"], %data.NAME% }
events:
  change: { via: topic, %events.NAME% }
  parked: { via: queue }
stores:
  rows: { kind: table, key: id, %stores.NAME% }
secrets: { psp-key: {} }
services:
  mailer: { url: "https://mail.example", located: ["US"], %services.NAME% }
functions:
  intake:
    ${code}
    triggers:
      - { http: POST /a, auth: member, body: { carries: [person] } }
      - { http: POST /b, auth: member, %functions.NAME.triggers.ITEM% }
    emits: { change: { count: 1, %functions.NAME.calls.NAME% } }
    writes: [rows]
    calls: [mailer, help]
    %functions.NAME%
  help: { ${code} }
  next: { ${code}, triggers: [{ event: change, idempotent_by: id, %event-trigger% }], reads: [rows] }
sites:
  us: { provider: aws, region: us-east-1, account: "111122223333", %sites.NAME% }
  eu: { provider: aws, region: eu-central-1, account: "111122223333" }
environments:
  production: { site: us, %environments.NAME% }
"#;

/// Parts of the app, and the definition of the schema whose keys are set there.
const PARTS: [(&str, &str); 9] = [
    ("data.NAME", "data.NAME"),
    ("events.NAME", "events.NAME"),
    ("stores.NAME", "stores.NAME"),
    ("services.NAME", "services.NAME"),
    ("functions.NAME", "functions.NAME"),
    ("functions.NAME.calls.NAME", "functions.NAME.calls.NAME"),
    ("sites.NAME", "sites.NAME"),
    ("environments.NAME", "environments.NAME"),
    ("event-trigger", "functions.NAME.triggers.ITEM"),
];

/// The keys that may: what is counted as trust. (A closed schema needs a file and has a test of its own.)
const TRUSTED: [&str; 2] = ["drops", "transforms"];

/// Names of the examples, and what stands for them here.
const NAMES: [(&str, &str); 8] = [
    ("account", "person"),
    ("viewing", "person"),
    ("ledger", "rows"),
    ("charge-failed", "parked"),
    ("psp:", "mailer:"),
    ("viewer", "member"),
    ("eu-dr", "eu"),
    ("card", "person"),
];

fn app(part: &str, setting: &str) -> String {
    let mut text = APP.replace(&format!("%{part}%"), setting);
    for (other, _) in PARTS {
        text = text.replace(&format!(", %{other}%"), "").replace(&format!("%{other}%"), "");
    }
    text.replace(", %functions.NAME.triggers.ITEM%", ", body: { carries: [person] }")
}

fn pairs(spec: &Spec) -> BTreeSet<String> {
    let analysis = spec.analysis();
    let mut all = BTreeSet::new();
    for node in analysis.nodes() {
        let name = &spec.program.node(node).name().value;
        all.extend(
            analysis.label(node).iter().map(|class| format!("{name} {}", analysis.class(class).name())),
        );
    }
    all
}

/// The properties of a definition; of one with several kinds, those of all.
fn properties(definition: &Value) -> Vec<(&String, &Value)> {
    let own = definition.get("properties").and_then(Value::as_object).into_iter().flatten();
    let kinds = definition.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    own.chain(kinds.filter_map(|kind| kind.get("properties")?.as_object()).flatten()).collect()
}

/// The example of a key and its other short forms.
fn forms(key: &str, value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let description = value.get("description").and_then(Value::as_str).unwrap_or_default();
    if let Some(example) = description.split("Example: `").nth(1).and_then(|rest| rest.strip_suffix('`')) {
        let example = NAMES.iter().fold(example.to_owned(), |text, (from, to)| text.replace(from, to));
        all.push(example);
    }
    let text = value.to_string();
    for word in ["true", "false"].into_iter().filter(|_| text.contains("defs/boolean")) {
        all.push(format!("{key}: {word}"));
    }
    let alternatives = value.get("anyOf").and_then(Value::as_array).into_iter().flatten().chain([value]);
    for alternative in alternatives {
        let words = alternative.get("enum").and_then(Value::as_array).into_iter().flatten();
        all.extend(words.filter_map(Value::as_str).map(|word| format!("{key}: {word}")));
        if alternative.get("type").and_then(Value::as_str) == Some("array") {
            all.push(format!("{key}: []"));
        }
    }
    all
}

/// The pairs that a setting takes away; absent where the app then says something wrong.
fn vanished(part: &str, setting: &str, before: &BTreeSet<String>) -> Option<Vec<String>> {
    let spec = Spec::try_of(&app(part, setting))?;
    let after = pairs(&spec);
    let nodes = spec.names();
    // A made dead letter goes where another is named: what is not there holds nothing.
    let is_there = |pair: &String| pair.split(' ').next().is_some_and(|name| nodes.contains(name));
    Some(before.iter().filter(|pair| is_there(pair) && !after.contains(*pair)).cloned().collect())
}

#[test]
fn no_key_takes_a_class_away() {
    let schema = faasc_lower::json_schema();
    let before = pairs(&Spec::of(&app("", "")));
    assert_eq!(before.len(), 7, "{before:?}");
    let (mut tried, mut legal) = (0, 0);
    for (part, definition) in PARTS {
        let definition = &schema["$defs"][definition];
        for (key, value) in properties(definition) {
            for form in forms(key, value) {
                let setting = if part == "functions.NAME" { form.clone() } else { format!("{form} ") };
                tried += 1;
                let Some(gone) = vanished(part, &setting, &before) else { continue };
                legal += 1;
                let is_trusted = TRUSTED.contains(&key.as_str());
                assert!(gone.is_empty() || is_trusted, "`{form}` at {part} takes {gone:?} away");
            }
        }
    }
    assert!(legal > 80, "only {legal} of {tried} forms could be judged: the test proves little");
}

#[test]
fn a_key_that_takes_a_class_away_is_noticed() {
    let before = pairs(&Spec::of(&app("", "")));
    let drops = vanished("functions.NAME.calls.NAME", "drops: { person: not needed }", &before).unwrap();
    assert_eq!(drops, ["change person", "next-dead-letter person"]);
    let transforms = "transforms: [{ from: person, to: none, by: aggregate, because: groups, evidence: a.md, \
                      approved_by: dpo@clinic.example, expires: 2030-01-01 }]";
    let gone = vanished("functions.NAME", transforms, &before).unwrap();
    assert!(gone.contains(&"mailer person".to_owned()), "{gone:?}");
}
