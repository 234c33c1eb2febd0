//! An app of which only its `exports.json` is at hand, read as the spec that it stands for: the exported nodes,
//! their classes and sites, in the one environment that was compiled.

use serde_json::{Map, Value, json};

/// The name and version of the format.
const SCHEMA: &str = "faasc.exports/v1";
/// Functions of such an app run elsewhere; where their code is does not matter here.
const NO_CODE: &str = "elsewhere@sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// The spec, as JSON, which is YAML too.
///
/// # Errors
/// With the cause, when the text is no document of this format.
pub(crate) fn as_spec(text: &str) -> Result<String, String> {
    let document: Value = serde_json::from_str(text).map_err(|fault| format!("it is no JSON: {fault}"))?;
    match document.get("schema").and_then(Value::as_str) {
        Some(SCHEMA) => {}
        Some(other) => return Err(format!("it is of the form `{other}`, and this version reads `{SCHEMA}`")),
        None => return Err(format!("it has no `schema`; one that `faasc compile` writes says `{SCHEMA}`")),
    }
    let (Some(app), Some(environment)) = (text_of(&document, "app"), text_of(&document, "environment"))
    else {
        return Err("it names no app or no environment".to_owned());
    };
    let (sites, main) = sites(&document);
    let mut place = Map::new();
    let mut exported = Vec::new();
    let mut nodes = |key: &str, spec: fn(&Value) -> Value| -> Value {
        let mut all = Map::new();
        for node in document.get(key).and_then(Value::as_array).into_iter().flatten() {
            let Some(name) = text_of(node, "name") else { continue };
            all.insert(name.clone(), spec(node));
            place.insert(name.clone(), node.get("sites").cloned().unwrap_or_default());
            exported.push(name);
        }
        all.into()
    };
    let (events, stores, functions) =
        (nodes("events", event), nodes("stores", store), nodes("functions", function));
    // Everything of a local environment is on that machine, so nothing is placed.
    let is_local = sites.get(&main).is_none_or(|site| site["provider"] == "local");
    place.retain(|_, sites| !is_local && sites.as_array().is_some_and(|sites| !sites.is_empty()));
    let spec = json!({
        "faas": "1",
        "app": app,
        "owner": document.get("owner"),
        "exports": exported,
        "data": classes(&document),
        "events": events,
        "stores": stores,
        "functions": functions,
        "sites": sites,
        "environments": { environment: { "site": main, "place": place } },
    });
    Ok(without_nulls(spec).to_string())
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn sites(document: &Value) -> (Value, String) {
    const KEYS: [&str; 7] = ["provider", "region", "country", "flavour", "registry", "kafka", "mqtt"];
    let mut all = Map::new();
    let mut main = "local".to_owned();
    for site in document.get("sites").and_then(Value::as_array).into_iter().flatten().rev() {
        let Some(name) = text_of(site, "name") else { continue };
        let mut spec = picked(site, &KEYS);
        let account = match text_of(site, "provider").as_deref() {
            Some("gcp") => "project",
            Some("azure") => "subscription",
            _ => "account",
        };
        if let Some(found) = site.get("account") {
            spec.insert(account.to_owned(), found.clone());
        }
        all.insert(name.clone(), spec.into());
        main = name;
    }
    (all.into(), main)
}

fn classes(document: &Value) -> Value {
    const KEYS: [&str; 7] = ["contains", "subjects", "regimes", "stay_in", "purpose", "basis", "controller"];
    let found = document.get("classes").and_then(Value::as_object);
    // Classes of further apps keep their qualified names out: nothing of those apps is at hand.
    let own = found.into_iter().flatten().filter(|(name, _)| !name.contains('/'));
    let mut all = Map::new();
    for (name, class) in own {
        let mut spec = picked(class, &KEYS);
        let taken = class.get("not_regimes").and_then(Value::as_array).into_iter().flatten();
        let taken: Map<String, Value> = taken
            .filter_map(|found| Some((text_of(found, "regime")?, found.get("because")?.clone())))
            .collect();
        if !taken.is_empty() {
            spec.insert("not_regimes".to_owned(), taken.into());
        }
        all.insert(name.clone(), spec.into());
    }
    all.into()
}

fn picked(value: &Value, keys: &[&str]) -> Map<String, Value> {
    keys.iter().filter_map(|key| Some(((*key).to_owned(), value.get(*key)?.clone()))).collect()
}

/// Own classes alone; those of further apps are not at hand.
fn carries(node: &Value) -> Option<Value> {
    let list = node.get("carries")?.as_array()?;
    Some(
        list.iter()
            .filter(|class| class.as_str().is_some_and(|class| !class.contains('/')))
            .cloned()
            .collect(),
    )
}

fn event(node: &Value) -> Value {
    const KEYS: [&str; 8] =
        ["via", "format", "key", "ordered", "retention", "size", "encryption", "max_hops"];
    let mut spec = picked(node, &KEYS);
    spec.insert("producer".to_owned(), json!("external"));
    spec.insert("carries".to_owned(), carries(node).unwrap_or_default());
    spec.insert("name".to_owned(), node.get("given_name").cloned().unwrap_or_default());
    spec.into()
}

fn store(node: &Value) -> Value {
    let mut spec = picked(node, &["kind", "expires_by", "retention", "encryption"]);
    spec.insert("carries".to_owned(), carries(node).unwrap_or_default());
    spec.insert("name".to_owned(), node.get("given_name").cloned().unwrap_or_default());
    if let Some(key) = node.get("key") {
        let fields = [key.get("partition"), key.get("sort")];
        spec.insert("key".to_owned(), fields.into_iter().flatten().cloned().collect());
    }
    spec.into()
}

fn function(node: &Value) -> Value {
    let mut spec = picked(node, &["contract", "timeout"]);
    spec.insert("source".to_owned(), json!({ "image": NO_CODE }));
    spec.insert("invoke".to_owned(), json!("external"));
    spec.insert("name".to_owned(), node.get("given_name").cloned().unwrap_or_default());
    spec.insert(
        "scale".to_owned(),
        json!({ "min": node.get("min_instances"), "max": node.get("max_instances") }),
    );
    spec.into()
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::as_spec;

    #[test]
    fn other_documents_are_refused_with_the_cause() {
        assert!(as_spec("{").unwrap_err().contains("no JSON"));
        assert!(as_spec("{}").unwrap_err().contains("no `schema`"));
        assert!(as_spec(r#"{"schema": "faasc.exports/v9"}"#).unwrap_err().contains("faasc.exports/v9"));
    }

    #[test]
    fn exported_nodes_become_a_spec() {
        let text = r#"{"schema": "faasc.exports/v1", "app": "video", "environment": "production",
            "sites": [{"name": "eu", "provider": "aws", "region": "eu-central-1", "account": "111122223333"}],
            "events": [{"name": "trend", "sites": ["eu"], "via": "topic", "format": "json", "ordered": false, "carries": []}]}"#;
        let spec: serde_json::Value = serde_json::from_str(&as_spec(text).unwrap()).unwrap();
        assert_eq!(spec["events"]["trend"]["via"], "topic");
        assert_eq!(spec["environments"]["production"]["place"]["trend"][0], "eu");
        assert_eq!(spec["exports"][0], "trend");
    }
}
