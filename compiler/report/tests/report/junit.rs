//! JUnit XML: well-formed whatever users write, and its counts are true.

use faasc_report::junit;
use roxmltree::{Document, Node};

use crate::gallery::gallery;

fn count(document: &Document<'_>, tag: &str) -> usize {
    document.descendants().filter(|node| node.has_tag_name(tag)).count()
}

fn number(node: Node<'_, '_>, attribute: &str) -> usize {
    node.attribute(attribute).unwrap().parse().unwrap()
}

#[test]
fn the_gallery_is_well_formed_and_its_counts_are_true() {
    let text = junit(&gallery().findings());
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(number(root, "tests"), count(&document, "testcase"));
    assert_eq!(number(root, "failures"), count(&document, "failure"));
    assert_eq!(number(root, "skipped"), count(&document, "skipped"));
    assert_eq!((count(&document, "failure"), count(&document, "skipped")), (10, 1));
    let suites = || root.children().filter(Node::is_element);
    assert_eq!(suites().map(|suite| number(suite, "tests")).sum::<usize>(), number(root, "tests"));
    let mut names: Vec<&str> = suites().map(|suite| suite.attribute("name").unwrap()).collect();
    names.dedup();
    assert_eq!(names.len(), suites().count(), "one suite per file");
}

#[test]
fn markup_in_users_text_stays_text() {
    let text = junit(&gallery().findings());
    let document = Document::parse(&text).unwrap();
    let shown: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("failure"))
        .filter_map(|node| node.text())
        .collect();
    assert!(shown.iter().any(|text| text.contains("<script>") && text.contains("and <this> & \"that\"")));
}

#[test]
fn findings_of_one_code_at_one_place_are_one_case() {
    let mut gallery = gallery();
    let mut again = gallery.diagnostics[0].clone();
    again.message = "said in other words".to_owned();
    gallery.diagnostics.push(again);
    let text = junit(&gallery.findings());
    let document = Document::parse(&text).unwrap();
    assert_eq!(count(&document, "testcase"), gallery.diagnostics.len() - 1);
    assert!(text.contains("said in other words"));
}

#[test]
fn without_findings_one_case_passes() {
    let mut gallery = gallery();
    gallery.diagnostics.clear();
    let text = junit(&gallery.findings());
    let document = Document::parse(&text).unwrap();
    assert_eq!(
        (number(document.root_element(), "tests"), number(document.root_element(), "failures")),
        (1, 0)
    );
    assert_eq!((count(&document, "testcase"), count(&document, "failure")), (1, 0));
}
