//! What holds for every text: no panic, true places, the same values as another reader, a stable form.

mod documents;

use documents::{Writer, fragments, written};
use faasc_diagnostics::Sink;
use faasc_source::FileId;
use faasc_syntax::{Node, Shape, Tree, format, parse, read_text, within_budget};
use proptest::prelude::*;

const FILE: FileId = FileId(0);

fn read(text: &str) -> (Tree, Sink) {
    let mut sink = Sink::new();
    let tree = parse(FILE, text, &mut sink);
    (tree, sink)
}

/// The value as `serde_yaml` has it.
fn plain(node: Node<'_>) -> serde_yaml::Value {
    use serde_yaml::Value;
    match node.shape() {
        Shape::Null => Value::Null,
        Shape::Bool(value) => Value::Bool(value),
        Shape::Int(value) => Value::Number(value.into()),
        Shape::Float(value) => Value::Number(value.into()),
        Shape::Text(text) => Value::String(text.to_owned()),
        Shape::Seq(items) => Value::Sequence(items.iter().map(plain).collect()),
        Shape::Map(map) => Value::Mapping(
            map.entries()
                .map(|entry| (Value::String(entry.key.text.to_owned()), plain(entry.value)))
                .collect(),
        ),
    }
}

/// Walks all that can be reached and checks that places are places of `text`.
fn check_places(node: Node<'_>, text: &str) {
    let span = node.span();
    let slice = text.get(span.start as usize..span.end as usize);
    let slice = slice.unwrap_or_else(|| panic!("{span:?} is no place of {text:?}"));
    let target = node.target_span();
    assert!(text.get(target.start as usize..target.end as usize).is_some());
    let is_tight = !slice.starts_with([' ', '\n']) && !slice.ends_with('\n');
    assert!(is_tight || node.tree().is_broken(), "{slice:?} in {text:?}");
    if let Some(items) = node.as_seq() {
        assert!(node.is_alias() || slice.starts_with(['[', '-']), "{slice:?} in {text:?}");
        items.iter().for_each(|item| check_places(item, text));
    } else if let Some(map) = node.as_map() {
        for entry in map.entries() {
            let key = entry.key.span;
            assert!(text.get(key.start as usize..key.end as usize).is_some());
            assert_eq!(map.get(entry.key.text).map(|found| found.value.id()), Some(entry.value.id()));
            check_places(entry.value, text);
        }
        assert_eq!(map.len(), map.entries().count());
    } else if !node.is_alias() && !node.is_quoted() && !node.is_faulty() && !slice.contains(['\n', '\r']) {
        assert_eq!(node.text(), Some(slice));
    }
}

fn check_findings(sink: Sink, text: &str) {
    for found in sink.finish() {
        for label in found.labels.iter().chain([&found.primary]) {
            let span = label.span;
            assert!(
                text.get(span.start as usize..span.end as usize).is_some(),
                "{span:?} of {found:?} in {text:?}"
            );
        }
        for edit in found.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(
                text.get(edit.span.start as usize..edit.span.end as usize).is_some(),
                "{found:?} in {text:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = read_text("faas.yaml", bytes) {
            let (tree, sink) = read(&text);
            if let Some(root) = tree.root() {
                check_places(root, &text);
            }
            check_findings(sink, &text);
        }
    }

    #[test]
    fn any_row_of_fragments_gives_true_places_and_a_stable_form(text in fragments()) {
        let (tree, sink) = read(&text);
        if let Some(root) = tree.root() {
            check_places(root, &text);
        }
        let is_broken = sink.has_errors();
        prop_assert!(is_broken || !tree.is_broken());
        check_findings(sink, &text);
        match format(FILE, &text) {
            Ok(formatted) => {
                prop_assert!(!is_broken);
                let again = format(FILE, &formatted).map_err(|_| TestCaseError::fail("not read again"))?;
                prop_assert_eq!(again, formatted);
            }
            Err(found) => prop_assert!(is_broken, "{:?} for {:?}", found.found(), text),
        }
    }

    #[test]
    fn generated_documents_have_the_values_that_serde_yaml_finds(value in written(), step in 2..5_usize) {
        let text = Writer::write(&value, step);
        let (tree, sink) = read(&text);
        let found: Vec<_> = sink.found().iter().map(|found| &found.message).collect();
        if let Ok(theirs) = serde_yaml::from_str::<serde_yaml::Value>(&text) {
            prop_assert!(found.is_empty(), "{found:?} in\n{text}");
            let ours = tree.root().map_or(serde_yaml::Value::Null, plain);
            prop_assert_eq!(ours, theirs, "{}", text);
        }
        if let Some(root) = tree.root() {
            check_places(root, &text);
            prop_assert!(within_budget(root, 1_000_000));
        }
    }

    #[test]
    fn formatting_generated_documents_keeps_the_value_and_is_stable(value in written(), step in 2..5_usize) {
        let text = Writer::write(&value, step);
        let (tree, sink) = read(&text);
        if !sink.has_errors() {
            let formatted = format(FILE, &text).map_err(|_| TestCaseError::fail(format!("refused:\n{text}")))?;
            let (after, _) = read(&formatted);
            prop_assert_eq!(tree.root().map(plain), after.root().map(plain));
            prop_assert_eq!(format(FILE, &formatted).ok(), Some(formatted));
        }
    }

    #[test]
    fn line_ends_do_not_change_values(value in written()) {
        let text = Writer::write(&value, 2);
        let windows = text.replace('\n', "\r\n");
        let ((unix, _), (windows, _)) = (read(&text), read(&windows));
        prop_assert_eq!(unix.root().map(plain), windows.root().map(plain));
    }
}
