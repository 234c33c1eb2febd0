//! What `faasc facts` prints.

use faasc_facts::{FactList, Facts};

#[test]
fn all_words_of_a_query_must_be_there_in_any_case() {
    let found = Facts::builtin().search("LAMBDA memory");
    assert!(found.iter().any(|line| line.section == "limits" && line.id == "aws.lambda.memory"));
    assert!(found.iter().all(|line| line.id.contains("lambda") && line.id.contains("memory")));
    assert!(Facts::builtin().search("no-such-thing").is_empty());
}

#[test]
fn a_title_is_found_too() {
    let found = Facts::builtin().search("frankfurt regions");
    assert!(found.iter().any(|line| line.id == "aws/eu-central-1"));
}

#[test]
fn a_section_is_printed_whole_and_an_unknown_one_is_absent() {
    assert_eq!(Facts::builtin().section("groups").unwrap().len(), 8);
    assert!(Facts::builtin().section("nothing").is_none());
}

#[test]
fn the_json_form_names_its_schema_and_writes_figures_as_text() {
    let list = FactList::from(Facts::builtin().search("aws.lambda.requests prices"));
    let json = serde_json::to_value(&list).unwrap();
    assert_eq!(json["schema"], "faasc.facts/v1");
    assert!(json["facts"][0]["value"].as_str().unwrap().starts_with("0.2 USD per 1000000 request"));
    assert_eq!(json["facts"][0]["confidence"], "checked");
}

#[test]
fn the_summary_counts_every_row_once() {
    for section in Facts::builtin().summary() {
        assert_eq!(
            section.entries,
            section.checked + section.recalled + section.unknown,
            "{}",
            section.section
        );
    }
}
