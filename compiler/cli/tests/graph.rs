//! `faasc graph`: three formats of one picture.

mod common;

use common::Folder;

const APP: &str = "\
faas: \"1\"
app: shop
owner: team@shop.example
auth:
  viewer: { jwt: { issuer: https://id.shop.example, audience: api } }
events:
  ordered: { via: queue, carries: [] }
stores:
  orders: { kind: table, key: id, carries: [] }
services:
  psp: { url: https://api.psp.example, located: [\"IE\"] }
defaults: { runtime: python3.13 }
functions:
  order:
    source: ./f
    triggers:
      - http: POST /orders
        auth: viewer
    emits: { ordered: 2 }
  bill:
    source: ./f
    triggers: [{ event: ordered, idempotent_by: id }]
    writes: [orders]
    reads: [orders]
    calls: [psp]
  nightly:
    source: ./f
    triggers: [{ schedule: 30 4 * * * }]
    reads: [orders]
";

fn shop(name: &str) -> Folder {
    Folder::with(name, &[("faas.yaml", APP), ("f/main.py", "")])
}

#[test]
fn mermaid_names_every_node_and_edge() {
    let folder = shop("graph-mermaid");
    let picture = folder.run(&["graph"]).ends(0).out;
    for line in [
        "flowchart LR",
        "  subgraph at_shop_local[\"local\"]",
        "    function_bill[\"bill<br/><small>python3.13</small>\"]",
        "    dead_letter_bill_dead_letter{{\"bill-dead-letter<br/><small>dead letter</small>\"}}",
        "  entry_shop_order_http_post_orders([\"POST /orders<br/><small>viewer</small>\"])",
        "  entry_shop_order_http_post_orders --> function_order",
        "  function_order -->|\"\u{d7}2\"| event_ordered",
        "  event_ordered --> function_bill",
        "  function_bill -.->|\"given up\"| dead_letter_bill_dead_letter",
        "  function_bill -->|\"reads, writes\"| store_orders",
        "  function_bill -->|\"calls\"| service_psp",
    ] {
        assert!(picture.lines().any(|found| found == line), "{line}\n{picture}");
    }
}

#[test]
fn dot_and_svg_hold_the_same_nodes() {
    let folder = shop("graph-formats");
    let dot = folder.run(&["graph", "--format", "dot"]).ends(0).out;
    assert!(
        dot.contains("subgraph cluster_at_shop_local {") && dot.contains("function_order -> event_ordered")
    );
    let svg = folder.run(&["graph", "--format", "svg"]).ends(0).out;
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("prefers-color-scheme: dark"));
    for name in ["order", "bill", "nightly", "ordered", "orders", "psp", "POST /orders", "bill-dead-letter"] {
        assert!(svg.contains(&format!(">{name}</text>")), "{name}");
    }
}

#[test]
fn the_order_of_the_keys_changes_no_picture() {
    let folder = shop("graph-order");
    let (head, functions) = APP.split_once("functions:\n").unwrap();
    let mut parts: Vec<&str> = functions.split_inclusive("calls: [psp]\n").collect();
    parts.reverse();
    let before: Vec<String> =
        ["mermaid", "dot", "svg"].map(|format| folder.run(&["graph", "--format", format]).ends(0).out).into();
    // `nightly` first, then the others.
    folder.write("faas.yaml", &format!("{head}functions:\n{}", parts.concat()));
    for (format, before) in ["mermaid", "dot", "svg"].iter().zip(before) {
        assert_eq!(folder.run(&["graph", "--format", format]).ends(0).out, before, "{format}");
    }
}

#[test]
fn apps_that_use_each_other_are_one_picture() {
    let folder = shop("graph-apps");
    folder.write("faas.yaml", &format!("{APP}exports: [ordered]\n"));
    folder.write(
        "mail/faas.yaml",
        "faas: \"1\"\napp: mail\nowner: a\nuses: { shop: ../faas.yaml }\nfunctions:\n  send:\n    source: ./f\n    runtime: python3.13\n    triggers: [{ event: shop/ordered, idempotent_by: id }]\n",
    );
    folder.write("mail/f/main.py", "");
    folder.write("faas.yaml", &folder.read("faas.yaml").replace("via: queue", "via: topic"));
    let picture = folder.run(&["graph"]).ends(0).out;
    assert!(picture.contains("shop_event_ordered --> mail_function_send"), "{picture}");
}

#[test]
fn a_spec_with_errors_is_not_drawn() {
    let folder = Folder::with("graph-bad", &[("faas.yaml", "faas: \"1\"\napp: x\nfunctons: {}\n")]);
    let ran = folder.run(&["graph"]).ends(1);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("functons"));
}

#[test]
fn every_way_in_is_listed_with_what_it_comes_near() {
    let spec = "\
faas: \"1\"
app: shop
owner: team@shop.example
data:
  account: { contains: [personal.contact], subjects: [\"DE\"] }
auth:
  viewer: { jwt: { issuer: https://id.shop.example, audience: api } }
  partner: { api_key: { secret: partner-key } }
secrets: { partner-key: {} }
events:
  ordered: { via: queue, producer: { by: [\"arn:aws:iam::444455556666:role/partner\"], because: they order in bulk } }
stores:
  orders: { kind: table, key: id, carries: [account] }
defaults: { runtime: python3.13 }
functions:
  order:
    source: ./f
    triggers:
      - http: POST /orders
        auth: { any: [viewer, partner] }
        rate_limit: 10/s
        cors: { origins: [\"https://shop.example\"], headers: [authorization, x-api-key] }
        body: { carries: [account] }
      - http: GET /health
        auth: { none: the balancer asks it }
        expose: internal
        returns: { carries: [] }
    reads: [orders]
  bill:
    source: ./f
    triggers: [{ event: ordered, idempotent_by: id }]
    invoke: external
";
    let folder = Folder::with("graph-exposure", &[("faas.yaml", spec), ("f/main.py", "")]);
    let text = folder.run(&["graph", "--exposure"]).ends(0).out;
    let rows: Vec<String> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for row in [
        "shop, local",
        "http POST /orders functions.order public jwt viewer or api_key partner shared 10/s account account https://shop.example",
        "http GET /health functions.order internal nobody is asked nobody - - - -",
        "because: the balancer asks it",
        "invoke functions.bill internal permissions of the account host - - - -",
        "producer events.ordered internal arn:aws:iam::444455556666:role/partner host - - - -",
        "because: they order in bulk",
    ] {
        assert!(rows.iter().any(|found| found == row), "{row}\n{text}");
    }
    let json = folder.run(&["graph", "--exposure", "--format", "json"]).ends(0).out;
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["schema"], "faasc.exposure/v1");
    assert_eq!(document["exposure"][0]["checked"][1]["authenticator"], "partner");
    let markdown = folder.run(&["graph", "--exposure", "--format", "markdown"]).ends(0).out;
    assert!(markdown.starts_with("### shop, local\n"), "{markdown}");
    folder.run(&["graph", "--exposure", "--format", "svg"]).ends(64);
    folder.run(&["graph", "--format", "json"]).ends(64);
}
