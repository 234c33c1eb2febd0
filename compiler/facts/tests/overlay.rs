//! A user's own facts over ours.

use faasc_facts::{Confidence, FactFault, Facts, LimitKind, Provider};

fn overlay(text: &str) -> Result<Facts, Vec<FactFault>> {
    Facts::builtin().overlay(vec![("facts/own.yaml".to_owned(), text.to_owned())])
}

fn refused(text: &str) -> FactFault {
    let mut faults = overlay(text).expect_err("must be refused");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.remove(0)
}

#[test]
fn a_row_takes_the_place_of_the_one_with_its_id_and_others_stay() {
    let facts = overlay(
        "facts: \"1\"\nlimits:\n  - {id: aws.lambda.memory, kind: soft, min: 128, max: 32768, unit: MB, source: our contract of May, as_of: \"2026-05\", confidence: checked}\n",
    )
    .unwrap();
    let memory = facts.limit("aws.lambda.memory").unwrap();
    assert_eq!(memory.kind, LimitKind::Soft);
    assert_eq!(memory.max.unwrap().to_string(), "32768");
    assert_eq!(memory.provenance().sources, ["our contract of May"]);
    assert_eq!(facts.limits().count(), Facts::builtin().limits().count());
    assert_eq!(Facts::builtin().limit("aws.lambda.memory").unwrap().max.unwrap().to_string(), "10240");
}

#[test]
fn a_row_may_cite_sources_of_its_file_and_lean_on_its_defaults() {
    let facts = overlay(
        "facts: \"1\"\nsources:\n  memo: {title: Memo of the platform team, as_of: \"2026-09\"}\ndefaults: {source: [memo], as_of: \"2026-09\"}\nregions:\n  - {id: linode/xx-own-1, name: Own, country: \"DE\", lat: 50.1, lon: 8.6, point: city, status: available}\n",
    )
    .unwrap();
    let region = facts.region(Provider::Linode, "xx-own-1").unwrap();
    assert_eq!(region.provenance().sources, ["Memo of the platform team"]);
    assert_eq!(region.confidence(), Confidence::Recalled, "what nobody vouches for does not gate");
}

#[test]
fn a_price_is_replaced_in_its_regions_only() {
    let facts = overlay(
        "facts: \"1\"\nprices:\n  - {id: aws.lambda.requests, regions: [eu-west-1], unit: request, per: 1000000, price: 0.15, source: our discount, as_of: \"2026\"}\n",
    )
    .unwrap();
    let price = |region| facts.price("aws.lambda.requests", region).unwrap().first().unwrap().to_string();
    assert_eq!(price("eu-west-1"), "0.15");
    assert_eq!(price("eu-central-1"), "0.2");
    let facts = overlay(
        "facts: \"1\"\nprices:\n  - {id: linode.nodebalancer, regions: [de-fra-2], unit: balancer-hour, per: 1, price: 0.01, source: our discount, as_of: \"2026\"}\n",
    )
    .unwrap();
    let price = |region| facts.price("linode.nodebalancer", region).unwrap().first().unwrap().to_string();
    assert_eq!(
        (price("de-fra-2").as_str(), price("fr-par").as_str(), price("id-cgk").as_str()),
        ("0.01", "0.015", "0.018")
    );
}

#[test]
fn an_unknown_key_is_refused_with_its_place() {
    let fault = refused("facts: \"1\"\nlimits:\n  - {id: aws.lambda.memory, kind: hard, maximum: 5}\n");
    assert_eq!((fault.path.as_str(), fault.line), ("facts/own.yaml", Some(3)));
    assert!(fault.message.contains("unknown field `maximum`"), "{fault}");
}

#[test]
fn a_row_without_source_or_date_is_refused_with_its_place() {
    let text = "facts: \"1\"\nlimits:\n  - {id: aws.lambda.memory, kind: hard, max: 5, as_of: \"2026\"}\n  - {id: own.thing.size, kind: hard, max: 5, source: me}\n";
    let faults = overlay(text).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("facts/own.yaml:3: `aws.lambda.memory`: has no `source`"), "{}", said[0]);
    assert!(said[1].starts_with("facts/own.yaml:4: `own.thing.size`: has no `as_of`"), "{}", said[1]);
}

#[test]
fn a_price_as_words_and_a_date_that_is_none_are_refused() {
    let fault = refused(
        "facts: \"1\"\nprices:\n  - {id: aws.x.y, regions: [all], unit: u, per: 1, price: cheap, source: me, as_of: \"2026\"}\n",
    );
    assert!(fault.message.contains("`cheap` is no decimal figure"), "{fault}");
    let fault =
        refused("facts: \"1\"\nlimits:\n  - {id: a.b, kind: hard, max: 5, source: me, as_of: \"2026-13\"}\n");
    assert!(fault.message.contains("is no date"), "{fault}");
}

#[test]
fn what_is_no_fact_file_is_refused_and_never_panics() {
    let deep = format!("facts: \"1\"\nlimits: {}", "[".repeat(100_000));
    for text in [
        "",
        "\u{0}",
        "facts: \"2\"",
        "- a",
        "facts: \"1\"\nlimits: 5",
        "{",
        "&a *a",
        deep.as_str(),
        "facts: \"1\"\nnonsense: []",
    ] {
        let faults = overlay(text).expect_err("must be refused");
        assert!(!faults.is_empty());
    }
}

#[test]
fn files_given_together_do_not_override_each_other() {
    let row = "facts: \"1\"\nlimits:\n  - {id: a.b, kind: hard, max: 5, source: me, as_of: \"2026\"}\n";
    let files = vec![("a.yaml".to_owned(), row.to_owned()), ("b.yaml".to_owned(), row.to_owned())];
    let faults = Facts::builtin().overlay(files).unwrap_err();
    assert_eq!(faults[0].to_string(), "b.yaml:3: `a.b`: stands in a.yaml too");
}

#[test]
fn no_files_change_nothing() {
    let facts = Facts::builtin().overlay(Vec::new()).unwrap();
    assert_eq!(facts.summary(), Facts::builtin().summary());
}
