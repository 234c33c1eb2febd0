//! Each check that the build makes, on a row that breaks it.

use super::{FactFault, Tables};

/// Our own files that these tests lean on.
const GROUND: &str = r#"
facts: "1"
defaults: {source: a test, as_of: "2026", confidence: checked}
countries: [{id: "CA", name: Canada}, {id: "DE", name: Germany}]
categories: [{id: personal, parents: []}, {id: personal.contact, parents: [personal]}]
mechanisms: [{id: eu-scc, name: clauses, evidence: a contract}]
declassifiers: [{id: aggregate, produces: personal, evidence: k}]
groups: [{id: EU, countries: ["DE"]}]
adequacy_lists: [{id: eu-adequate, authority: somebody, entries: [{country: "CA"}]}]
lambda_runtimes: [{id: python3.13, in_api: true}]
runtimes: [{id: python3.13, family: python, lambda: python3.13}]
regions: [{id: aws/ca-central-1, name: Canada, country: "CA", lat: 45.5, lon: -73.6, point: city, status: available}]
capabilities:
  - {id: aws/*, level: exact, how: somehow}
  - {id: azure/*, level: exact, how: somehow}
  - {id: gcp/*, level: exact, how: somehow}
  - {id: keda/*, level: exact, how: somehow}
  - {id: knative/*, level: exact, how: somehow}
  - {id: linode/*, level: exact, how: somehow}
  - {id: local/*, level: exact, how: somehow}
  - {id: plain/*, level: exact, how: somehow}
grants:
  - {id: aws/*, instead: somehow}
  - {id: azure/*, instead: somehow}
  - {id: gcp/*, instead: somehow}
  - {id: kubernetes/*, instead: somehow}
"#;

fn taken_in(path: &str, rows: &str) -> Result<Tables, Vec<FactFault>> {
    let file =
        format!("facts: \"1\"\ndefaults: {{source: a test, as_of: \"2026\", confidence: checked}}\n{rows}");
    Tables::of_house(&[("ground.yaml".to_owned(), GROUND.to_owned()), (path.to_owned(), file)])
}

/// The one fault of these rows, with its place.
fn fault_in(path: &str, rows: &str) -> String {
    let faults = taken_in(path, rows).expect_err("must be refused");
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(faults[0].path == path && faults[0].line.is_some(), "{said:#?}");
    said[0].clone()
}

#[track_caller]
fn refuses(rows: &str, reason: &str) {
    let said = fault_in("x.yaml", rows);
    assert!(said.contains(reason), "{said}");
}

const REGIME: &str = "{id: x, name: X, kind: hard, mode: exclusive, categories: [personal], nexus: [], applies: {subjects: [\"DE\"], categories: [personal], how: implied}, inside: [\"DE\"], mechanisms: [], acts: {collect: free, store: free, process: free, access: free, transit: free, logs: free, backup: free}}";

fn regime(from: &str, to: &str) -> String {
    assert!(REGIME.contains(from));
    format!("regimes:\n  - {}", REGIME.replace(from, to))
}

#[test]
fn the_ground_is_sound() {
    taken_in("x.yaml", &regime("x", "x")).unwrap();
}

#[test]
fn a_row_stands_once_and_in_order() {
    refuses("limits:\n  - {id: a.b, kind: hard, max: 1}\n  - {id: a.b, kind: hard, max: 2}", "stands twice");
    refuses(
        "limits:\n  - {id: a.c, kind: hard, max: 1}\n  - {id: a.b, kind: hard, max: 2}",
        "rows are sorted by id",
    );
    refuses("countries:\n  - {id: \"DE\", name: Germany}", "stands in ground.yaml too");
}

#[test]
fn a_row_lies_in_its_providers_file() {
    let said = fault_in("limits/aws.yaml", "limits:\n  - {id: gcp.run.x, kind: hard, max: 1}");
    assert_eq!(
        said,
        "limits/aws.yaml:4: `gcp.run.x`: does not belong into this file, whose ids begin with `aws.`"
    );
}

#[test]
fn sources_are_there_and_used() {
    refuses(
        "limits:\n  - {id: a.b, kind: hard, max: 1, source: [gone]}",
        "source `gone` is not among the `sources`",
    );
    let unused = taken_in("x.yaml", "sources: {idle: {title: T, as_of: \"2026\"}}").unwrap_err();
    assert_eq!(unused[0].to_string(), "x.yaml: source `idle` is cited by no row");
    let bare = Tables::of_house(&[(
        "x.yaml".to_owned(),
        "facts: \"1\"\nlimits:\n  - {id: a.b, kind: hard, max: 1, as_of: \"2026\"}".to_owned(),
    )]);
    assert!(bare.unwrap_err()[0].to_string().contains("has no `source`"));
}

#[test]
fn a_limit_says_something_and_does_not_contradict_itself() {
    refuses("limits:\n  - {id: a.b, kind: hard}", "says nothing");
    refuses("limits:\n  - {id: a.b, kind: hard, min: 2, max: 1}", "is above");
    refuses("limits:\n  - {id: a.b, kind: hard, min: 2, max: 3, default: 4}", "outside its own bounds");
    refuses("limits:\n  - {id: a.b, kind: hard, min: 2, step: 0}", "above zero");
    refuses("limits:\n  - {id: a.b, kind: hard, max: 1.2.3}", "no decimal figure");
    refuses("limits:\n  - {id: a.b, kind: harsh, max: 1}", "unknown variant `harsh`");
}

#[test]
fn a_runtime_leads_to_one_that_is_there() {
    refuses("runtimes:\n  - {id: go, family: go, lambda: gone}", "not among `lambda_runtimes`");
    refuses("runtimes:\n  - {id: go, family: go, successor: gone}", "not among `runtimes`");
    refuses(
        "lambda_runtimes:\n  - {id: go1.x, in_api: true, successor: gone}",
        "not among `lambda_runtimes`",
    );
    refuses("lambda_runtimes:\n  - {id: go1.x, in_api: true, deprecated: soon}", "is no date");
}

#[test]
fn a_price_has_regions_and_rising_tiers() {
    let price = |rest: &str| format!("prices:\n  - {{id: aws.x.y, unit: u, per: 1, {rest}}}");
    refuses(&price("regions: [all]"), "neither `price` nor `tiers`");
    refuses(&price("regions: [all], price: 1, tiers: [{price: 1}]"), "both `price` and `tiers`");
    refuses(
        &price("regions: [all], tiers: [{up_to: 2, price: 1}, {up_to: 1, price: 1}, {price: 1}]"),
        "must rise",
    );
    refuses(&price("regions: [all], tiers: [{up_to: 2, price: 1}]"), "must rise");
    refuses(&price("regions: [mars-1], price: 1"), "`mars-1` is no region of aws");
    refuses("price_aliases:\n  - {id: a, same_as: [gone]}", "no price is called `gone`");
    let twice = "prices:\n  - {id: aws.x.y, unit: u, per: 1, regions: [all], price: 1}\n  - {id: aws.x.y, unit: u, per: 1, regions: [all], price: 2}";
    let faults = taken_in("x.yaml", twice).unwrap_err();
    assert!(faults.iter().all(|fault| fault.message.contains("name the same region")), "{faults:#?}");
}

#[test]
fn a_region_lies_in_a_country_that_is_there() {
    let region = |rest: &str| {
        format!(
            "regions:\n  - {{id: aws/x-1, name: X, lat: 1, lon: 1, point: city, status: available, {rest}}}"
        )
    };
    refuses(&region("country: \"ZZ\""), "`country: ZZ` is not in countries.yaml");
    refuses(&region("city: Berlin"), "has no `country`");
    refuses(&region("country: \"DE\", paired: gone"), "is no region of aws");
    refuses(
        "subdivisions:\n  - {id: aws/ca-central-1, code: \"DE-BE\"}",
        "no subdivision of the region's country",
    );
    refuses("subdivisions:\n  - {id: aws/gone, code: \"DE-BE\"}", "is no region");
    refuses(
        "region_pairs:\n  - {id: aws/ca-central-1, from_country: \"DE\", to: ca-central-1, to_country: \"CA\"}",
        "does not lie in DE",
    );
}

#[test]
fn a_group_names_countries_and_never_itself() {
    refuses("groups:\n  - {id: G, countries: [\"ZZ\"]}", "`ZZ` is not in countries.yaml");
    refuses("groups:\n  - {id: G, countries: [], includes: [\"@GONE\"]}", "is no group");
    refuses("groups:\n  - {id: G, countries: [], includes: [\"@G\"]}", "includes itself");
    refuses("groups:\n  - {id: G, countries: [\"DE\"], not_inside: [\"DE\"]}", "both inside and not inside");
}

#[test]
fn an_adequacy_entry_says_where_and_on_which_condition() {
    let list = |entry: &str| format!("adequacy_lists:\n  - {{id: l, authority: a, entries: [{entry}]}}");
    refuses(&list("{country: \"ZZ\"}"), "is no country or group");
    refuses(&list("{group: \"@l\"}"), "is no country or group");
    refuses(&list("{since: \"2026\"}"), "either a `country` or a `group`");
    refuses(&list("{country: \"DE\", partial: true}"), "says no `scope`");
    refuses(&list("{country: \"DE\", requires: gone}"), "is no mechanism");
    refuses(&list("{country: \"DE\", since: \"2026\", until: \"2025\"}"), "ends before it starts");
    refuses("adequacy_lists:\n  - {id: l, authority: a, entries: [], used_by: [gone]}", "is no regime");
}

#[test]
fn categories_form_no_circle() {
    refuses("categories:\n  - {id: x, parents: [gone]}", "parent `gone` is no category");
    refuses("categories:\n  - {id: x, parents: [x]}", "its own ancestor");
    refuses("declassifiers:\n  - {id: x, produces: gone, evidence: e}", "is no category");
}

#[test]
fn a_regime_refers_to_what_is_there() {
    refuses(
        &regime("categories: [personal], nexus", "categories: [gone, personal], nexus"),
        "`gone` is no category",
    );
    refuses(
        &regime("categories: [personal], nexus", "categories: [personal.contact], nexus"),
        "which it does not bind",
    );
    refuses(&regime("inside: [\"DE\"]", "inside: [\"@GONE\"]"), "is no country, subdivision or group");
    refuses(&regime("mechanisms: []", "mechanisms: [gone]"), "is no mechanism");
    refuses(&regime("mechanisms: []", "mechanisms: [], adequacy: gone"), "is no adequacy list");
    refuses(
        &regime("mechanisms: []", "mechanisms: [], declassifiers_accepted: [gone]"),
        "is no declassifier",
    );
    refuses(&regime("how: implied", "how: ask"), "`question` goes with `how: ask`");
    refuses(&regime("store: free", "store: maybe"), "unknown variant `maybe`");
}

#[test]
fn a_capability_is_one_that_is_asked_for() {
    refuses("capabilities:\n  - {id: moon/trigger.http, level: exact, how: x}", "`moon` is no host");
    refuses(
        "capabilities:\n  - {id: aws/trigger.telepathy, level: exact, how: x}",
        "no capability that the compiler asks for",
    );
    refuses("capabilities:\n  - {id: aws/trigger.http, level: impossible, how: x}", "needs `alternatives`");
    refuses("coverage:\n  - {id: terraform-aws/x, status: emitted}", "`since` goes with `status: emitted`");
}

#[test]
fn a_host_that_does_not_answer_is_found() {
    let ground = GROUND.replace("  - {id: plain/*, level: exact, how: somehow}\n", "");
    let faults = Tables::of_house(&[("ground.yaml".to_owned(), ground)]).unwrap_err();
    assert!(faults.iter().any(|fault| fault.message == "no row for plain/trigger.http"));
}

#[test]
fn a_grant_names_each_permission_and_says_why_it_is_wide() {
    let row = |statement: &str| format!("grants:\n  - {{id: aws/send.queue, statements: [{statement}]}}");
    taken_in("x.yaml", &row("{may: [\"sqs:SendMessage\"], on: [\"{queue}\"]}")).unwrap();
    refuses(&row("{may: [\"sqs:*\"], on: [\"{queue}\"]}"), "is not one permission");
    refuses(&row("{may: [\"sqs:SendMessage\"], on: [\"*\"]}"), "does not say why");
    refuses(&row("{may: [\"sqs:SendMessage\"], on: [\"{quue}\"]}"), "nothing that can be filled in");
    refuses("grants:\n  - {id: aws/send.queue}", "what stands `instead`");
    refuses("grants:\n  - {id: aws/send.pigeon, instead: x}", "an id is a host and a need");
}

#[test]
fn a_crossing_that_is_impossible_has_alternatives() {
    let row = |id: &str| format!("crossings:\n  - {{id: {id}, passage: impossible, how: x}}");
    refuses(&row("aws/region/send.queue"), "needs `alternatives`");
    refuses(&row("aws/moon/send.queue").replace("impossible", "native"), "an id is a host, a distance");
}
