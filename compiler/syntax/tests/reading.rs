//! What a tree shows of a text.

use std::fmt::Write as _;

use faasc_diagnostics::Sink;
use faasc_source::FileId;
use faasc_syntax::{Map, Node, Shape, Tree, parse, within_budget};

fn read(text: &str) -> Tree {
    let mut sink = Sink::new();
    let tree = parse(FileId(0), text, &mut sink);
    let found: Vec<_> =
        sink.found().iter().map(|found| format!("{} {}", found.code.id, found.message)).collect();
    assert!(found.is_empty(), "{found:?} in {text:?}");
    tree
}

fn slice<'t>(text: &'t str, node: Node<'_>) -> &'t str {
    &text[node.span().start as usize..node.span().end as usize]
}

fn at<'t>(map: Map<'t>, key: &str) -> Node<'t> {
    map.get(key).unwrap_or_else(|| panic!("no {key}")).value
}

fn keys<'t>(map: Map<'t>) -> Vec<&'t str> {
    map.entries().map(|entry| entry.key.text).collect()
}

#[test]
fn every_value_has_its_place() {
    let text = "\u{feff}# top\nplain: a b # c\nnothing:\ntilde: ~\nquoted: \"x\\ty\"\n'key': 'it''s'\nlist:\n- 1\n-\n- [a, {b: c}]\n\
        map:\n  deep:\n    x: 1\n\n\nblock: |2-\n   in\n\n\n# end\nfold: >\n  a\n  b\nlong: one\n  two\nanchored: &n !!str 12\nagain: *n\n? asked\n: answer\n";
    let tree = read(text);
    let root = tree.root().unwrap();
    assert!(slice(text, root).starts_with("plain: a b"));
    assert!(slice(text, root).ends_with("answer"));
    let map = root.as_map().unwrap();
    for (key, wanted, value) in [
        ("plain", "a b", Some("a b")),
        ("nothing", "", Some("")),
        ("tilde", "~", Some("~")),
        ("quoted", "\"x\\ty\"", Some("x\ty")),
        ("key", "'it''s'", Some("it's")),
        ("list", "- 1\n-\n- [a, {b: c}]", None),
        ("map", "deep:\n    x: 1", None),
        ("block", "|2-\n   in", Some(" in")),
        ("fold", ">\n  a\n  b", Some("a b\n")),
        ("long", "one\n  two", Some("one two")),
        ("anchored", "12", Some("12")),
        ("again", "*n", Some("12")),
        ("asked", "answer", Some("answer")),
    ] {
        let node = at(map, key);
        assert_eq!(slice(text, node), wanted, "{key}");
        assert_eq!(node.text(), value, "{key}");
    }
    let items: Vec<&str> = at(map, "list").as_seq().unwrap().iter().map(|item| slice(text, item)).collect();
    assert_eq!(items, ["1", "", "[a, {b: c}]"]);
    let nothing = at(map, "nothing").span();
    assert!(text[..nothing.start as usize].ends_with("nothing:"));
    let again = at(map, "again");
    assert!(again.is_alias() && again.target_span() == at(map, "anchored").span());
    assert_eq!(again.describe(), "a text");
    let key = map.get("key").unwrap().key.span;
    assert_eq!(&text[key.start as usize..key.end as usize], "'key'");
}

#[test]
fn shapes_follow_the_core_schema_and_texts_stay_as_written() {
    let tree = read(
        "[NO, 1.10, 007, 0o17, 0x1F, true, null, '1', .inf, 99999999999999999999, [], {}, !!float 1, ! 2]",
    );
    let shapes: Vec<String> =
        tree.root().unwrap().as_seq().unwrap().iter().map(|item| format!("{:?}", item.shape())).collect();
    assert_eq!(
        shapes[..10],
        [
            "Text(\"NO\")",
            "Float(1.1)",
            "Int(7)",
            "Int(15)",
            "Int(31)",
            "Bool(true)",
            "Null",
            "Text(\"1\")",
            "Float(inf)",
            "Float(1e20)"
        ]
    );
    assert_eq!(shapes[12..], ["Float(1.0)", "Text(\"2\")"]);
    let described: Vec<&str> = tree.root().unwrap().as_seq().unwrap().iter().map(Node::describe).collect();
    assert_eq!(described[..2], ["a text", "a number"]);
    assert_eq!(described[5..8], ["a boolean", "nothing", "a text"]);
    assert_eq!(described[10..12], ["a list", "a mapping"]);
    let seq = tree.root().unwrap().as_seq().unwrap();
    assert_eq!(seq.get(1).and_then(Node::text), Some("1.10"));
    assert_eq!(seq.get(9).and_then(Node::text), Some("99999999999999999999"));
    assert!(seq.get(7).unwrap().is_quoted() && !seq.get(0).unwrap().is_quoted());
}

#[test]
fn number_and_boolean_keys_are_texts() {
    let tree = read("{1: a, true: b, 1.10: c, null: d, \"\": e}");
    assert_eq!(keys(tree.root().unwrap().as_map().unwrap()), ["1", "true", "1.10", "null", ""]);
}

#[test]
fn merges_are_a_view_in_which_own_keys_and_earlier_mappings_win() {
    let text = "a: &a {x: a, y: a}\nb: &b {y: b, z: b}\nc: &c {<<: *b, w: c}\n\
        m: {x: own, <<: [*a, *c], v: own}\nq: {'<<': 1}\n";
    let tree = read(text);
    let root = tree.root().unwrap().as_map().unwrap();
    let merged = at(root, "m").as_map().unwrap();
    let found: Vec<(&str, &str, bool)> = merged
        .entries()
        .map(|entry| (entry.key.text, entry.value.text().unwrap(), entry.is_merged))
        .collect();
    assert_eq!(
        found,
        [("x", "own", false), ("v", "own", false), ("y", "a", true), ("w", "c", true), ("z", "b", true)]
    );
    assert_eq!(merged.len(), 5);
    assert_eq!(merged.own_entries().map(|entry| entry.key.text).collect::<Vec<_>>(), ["x", "v"]);
    assert!(merged.get("<<").is_none());
    assert_eq!(merged.get("z").map(|entry| entry.is_merged), Some(true));
    assert_eq!(keys(at(root, "q").as_map().unwrap()), ["<<"]);
}

#[test]
fn large_mappings_are_searched_and_keep_the_order_of_the_text() {
    let text: String = (0..1000).rev().map(|at| format!("k{at}: {at}\n")).collect();
    let tree = read(&text);
    let map = tree.root().unwrap().as_map().unwrap();
    assert_eq!((map.len(), keys(map)[0], keys(map)[999]), (1000, "k999", "k0"));
    for at in 0..1000 {
        assert_eq!(
            map.get(&format!("k{at}")).and_then(|entry| entry.value.text()),
            Some(at.to_string().as_str())
        );
    }
    assert!(map.get("k1000").is_none());
}

#[test]
fn stacked_merges_cost_nothing() {
    let mut text = "m0: &m0 {a: 1}\n".to_owned();
    for at in 1..31 {
        writeln!(text, "m{at}: &m{at} {{<<: [*m{0}, *m{0}], k{at}: 1}}", at - 1).unwrap();
    }
    let tree = read(&text);
    let last = at(tree.root().unwrap().as_map().unwrap(), "m30").as_map().unwrap();
    assert_eq!(last.len(), 31);
    assert!(within_budget(last.node(), 1000));
}

#[test]
fn what_aliases_stand_for_is_counted() {
    let tree = read("a: &a [1, 2, 3]\nb: &b [*a, *a]\nc: *b\n");
    let root = tree.root().unwrap().as_map().unwrap();
    // The list, its two lists, their three items each.
    assert!(within_budget(at(root, "c"), 9) && !within_budget(at(root, "c"), 8));
}

#[test]
fn a_text_without_a_value_has_no_root() {
    for text in ["", "\n\n", "# only a comment\n", "\u{feff}", "%YAML 1.2\n---\n...\n"] {
        let mut sink = Sink::new();
        let tree = parse(FileId(0), text, &mut sink);
        let is_nothing = tree.root().is_none_or(|root| matches!(root.shape(), Shape::Null));
        assert!(is_nothing && !tree.is_broken(), "{text:?}");
    }
    assert!(read("# only a comment\n").root().is_none());
}

#[test]
fn comments_are_kept_with_their_places() {
    let text = "# one\na: 1 #two\nb: |  # three\n  # no comment\n# four";
    let tree = read(text);
    let found: Vec<(&str, bool, &str)> = tree
        .comments()
        .iter()
        .map(|comment| {
            (
                &*comment.text,
                comment.is_trailing,
                &text[comment.span.start as usize..comment.span.end as usize],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (" one", false, "# one"),
            ("two", true, "#two"),
            (" three", true, "# three"),
            (" four", false, "# four")
        ]
    );
}

#[test]
fn a_tree_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    is_shared(&read("a: 1"));
}

#[test]
fn windows_line_ends_change_no_value() {
    let tree = read("a: |\r\n  x\r\n  y\r\nb: one\r\n  two\r\nc: 'p\r\n\r\n  q'\r\n");
    let map = tree.root().unwrap().as_map().unwrap();
    assert_eq!(at(map, "a").text(), Some("x\ny\n"));
    assert_eq!(at(map, "b").text(), Some("one two"));
    assert_eq!(at(map, "c").text(), Some("p\nq"));
}
