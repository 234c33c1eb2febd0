//! What is said about texts that are not right, and what is read of them all the same.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use faasc_diagnostics::{Diagnostic, Sink};
use faasc_source::{FileId, Span};
use faasc_syntax::{Tree, codes, parse};

fn read(text: &str) -> (Tree, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let tree = parse(FileId(0), text, &mut sink);
    (tree, sink.finish())
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

/// The text, the code, the place and the message of its only finding.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("a: \u{1}x", "F0103", "\u{1}", "the character U+0001 is not allowed in YAML"),
    ("a: \0", "F0103", "\0", "the character U+0000 is not allowed in YAML"),
    ("a: x\u{7f}", "F0103", "\u{7f}", "the character U+007F is not allowed in YAML"),
    ("a: [x] y", "F0104", "y", "`y` follows a value that is complete"),
    ("a: - b", "F0104", "-", "a list cannot begin on the line of its key"),
    ("a: x # c\n  y\n", "F0104", "#", "a comment stands inside a text of several lines"),
    ("a: 'x'#c", "F0104", "#c", "a space is missing before this comment"),
    ("a: {z: ${x}}", "F0104", "${", "inside brackets, a text with `${` needs quotes"),
    ("a: {b: c, d:[e]}", "F0104", ":", "a space is missing after this `:`"),
    ("app:hello\nf: 1", "F0104", "app:hello", "no space follows the `:` in `app:hello`"),
    ("f: 1\nb\nc: 2", "F0104", "b", "this line is no key with a value"),
    ("a: 1\n\u{feff}b: 2", "F0104", "\u{feff}", "a byte order mark stands inside the document"),
    ("a: | x\n", "F0104", "|", "`|` and `>` begin a block text, and something else follows on their line"),
    ("a: \"x\nb: 1\n", "F0105", "\"x", "the text that `\"` opens does not end on its line"),
    ("a: \"x\nb: \"y\"\n", "F0105", "\"x", "the text that `\"` opens does not end on its line"),
    ("a: 'it's'", "F0105", "s'", "`s'` follows the end of a quoted text"),
    ("a: [b,\n  c\nd: 1\n", "F0106", "[", "`[` is not closed"),
    ("a: {b: c]", "F0106", "{", "`{` is closed by `]`"),
    ("a: ]", "F0106", "]", "this bracket closes nothing"),
    ("a:\n\t- x\n", "F0107", "\t", "a tab stands where YAML needs spaces"),
    ("a:\n  x: 1\n\ty: 2\n", "F0107", "\t", "a tab stands where YAML needs spaces"),
    ("a:\n  b: 1\n c: 2\n", "F0108", "c: 2", "this line fits none of the levels of indentation above it"),
    (
        "a:\n  b: c\n   d: e\n",
        "F0108",
        "d: e",
        "this line is indented like a part of the text above it, and holds a key",
    ),
    ("- a\nb: c\n", "F0108", "b: c", "this line continues a list but begins with no `- `"),
    ("a: b\n- c\n", "F0108", "- c", "this list item stands where a key is expected"),
    ("a: \"x\\qy\"", "F0109", "\\q", "the escape `\\q` is not known"),
    ("a: \"\\uD800\"", "F0109", "\\uD800", "the escape `\\uD800` is not known"),
    ("a: 1\nb: 2\n\"a\": 3\n", "F0110", "\"a\"", "the key `a` is written twice in one mapping"),
    ("? [a]\n: b\n", "F0111", "[a]", "a list cannot be a key"),
    ("a: {{ x }}", "F0111", "{ x }", "a mapping cannot be a key"),
    (": b", "F0111", ":", "a key is missing before `:`"),
    ("a: *x", "F0112", "*x", "no anchor `&x` stands before this alias"),
    ("a: * x", "F0112", "*", "`*` begins an alias, and no name follows"),
    ("a: &x [*x]", "F0113", "*x", "`*x` stands inside the value that it stands for"),
    ("a: !Ref b", "F0114", "!Ref", "the tag `!Ref` has no meaning here"),
    ("a: !x!y z", "F0114", "!x!y", "the tag `!x!y` cannot be read"),
    ("a: !!int x", "F0115", "x", "`!!int` asks for a whole number, and this is a text"),
    ("a: !!seq {}", "F0115", "{}", "`!!seq` asks for a list, and this is a mapping"),
    ("<<: [1]", "F0116", "1", "`<<` merges mappings, and this is a number"),
    ("a: 1\n---\nb: 2\n", "F0118", "---", "a second document begins here"),
    ("%YAML 2.0\n---\na: 1", "F0120", "%YAML 2.0", "this YAML directive cannot be read"),
    ("%X\na: 1", "F0120", "a: 1", "`---` is missing between the directives and this line"),
    ("a: [@EEA, b]", "F0121", "@EEA", "a plain text cannot begin with `@`"),
    ("a: b: c", "F0122", ":", "a second `: ` stands on this line"),
];

#[test]
fn each_mistake_gives_one_finding_at_its_place() {
    for (text, code, place, message) in TABLE {
        let (_, found) = read(text);
        let shown: Vec<_> = found
            .iter()
            .map(|found| (found.code.id, slice(text, found.primary.span), found.message.as_str()))
            .collect();
        assert_eq!(shown, [(*code, *place, *message)], "{text:?}");
    }
}

#[test]
fn every_finding_says_what_to_do() {
    for (text, ..) in TABLE {
        for found in read(text).1 {
            assert!(found.help.is_some() || !found.fixes.is_empty(), "{text:?}");
            assert!(!found.message.ends_with('.'), "{text:?}");
        }
    }
}

#[test]
fn codes_are_sorted_and_distinct() {
    let ids: Vec<&str> = codes().iter().map(|code| code.id).collect();
    let sorted: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids, sorted.into_iter().collect::<Vec<_>>());
    assert!(ids.iter().all(|id| ("F0101"..="F0129").contains(id)));
}

#[test]
fn reading_goes_on_behind_a_syntax_error() {
    let text =
        "app: x\nbad: \"open\nfunctions:\n  f:\n    runtime: [a\nstores:\n  s: {}\nworse: @x\nlast: *s\n";
    let (tree, found) = read(text);
    let codes: Vec<&str> = found.iter().map(|found| found.code.id).collect();
    assert_eq!(codes, ["F0105", "F0106", "F0121", "F0112"]);
    let root = tree.root().unwrap();
    let keys: Vec<&str> = root.as_map().unwrap().entries().map(|entry| entry.key.text).collect();
    assert_eq!(keys, ["app", "bad", "functions", "stores", "worse", "last"]);
    assert!(tree.is_broken() && root.is_cut_short());
    let at = |key: &str| root.as_map().unwrap().get(key).unwrap().value;
    assert!(at("bad").is_faulty() && at("functions").is_cut_short());
    assert!(!at("stores").is_cut_short() && !at("stores").is_faulty());
}

#[test]
fn anchors_of_before_a_syntax_error_are_known_behind_it() {
    let (tree, found) = read("x-a: &a {k: v}\nbad: [\ngood: *a\n");
    assert_eq!(found.len(), 1);
    let good = tree.root().unwrap().as_map().unwrap().get("good").unwrap().value;
    assert_eq!(good.as_map().unwrap().len(), 1);
}

#[test]
fn of_duplicate_keys_the_first_stays_and_each_later_one_is_reported() {
    for count in [3, 40] {
        let mut text = "a: first\n".to_owned();
        for at in 0..count {
            writeln!(text, "k{at}: 1\na: later").unwrap();
        }
        let (tree, found) = read(&text);
        assert_eq!(found.len(), count);
        for finding in &found {
            assert_eq!((finding.code.id, finding.labels[0].span.start), ("F0110", 0));
            assert!(finding.primary.span.start > 0);
        }
        let map = tree.root().unwrap().as_map().unwrap();
        assert_eq!(map.get("a").and_then(|entry| entry.value.text()), Some("first"));
        assert_eq!(map.len(), count + 1);
    }
}

#[test]
fn an_unknown_alias_is_named_once_with_what_may_be_meant() {
    let (_, found) =
        read("x: &defaults 1\na: *default\nb: *default\nc: *later\nd: &later 2\ne: *.example.com\n");
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].fixes[0].edits[0].text, "*defaults");
    assert_eq!(found[0].labels.len(), 1);
    assert!(found[1].labels[0].text.contains("only here"));
    assert_eq!(found[2].fixes[0].edits[0].text, "\"*.example.com\"");
}

#[test]
fn nesting_is_limited_also_through_aliases() {
    let mut chain = "m0: &m0 [a]\n".to_owned();
    for at in 1..200 {
        writeln!(chain, "m{at}: &m{at} [*m{}]", at - 1).unwrap();
    }
    let deep: String = (0..200).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{a: ".repeat(1000),
        deep,
        format!("a: {}", "[[".repeat(90)),
    ] {
        let (tree, found) = read(&text);
        let ids: Vec<&str> = found.iter().map(|found| found.code.id).collect();
        assert_eq!(ids, ["F0117"], "{}", &text[..10]);
        assert!(tree.is_broken());
    }
    let (_, found) = read(&chain);
    assert_eq!(found[0].code.id, "F0117");
    assert!(found[0].message.contains("with what this alias stands for"));
    let (tree, found) = read(&format!("{}x{}", "[".repeat(128), "]".repeat(128)));
    assert!(found.is_empty() && !tree.is_broken());
}

#[test]
fn a_bomb_of_aliases_is_refused_and_walks_stay_short() {
    let mut text = "a0: &a0 [x, x]\n".to_owned();
    for at in 1..40 {
        writeln!(text, "a{at}: &a{at} [*a{0}, *a{0}]", at - 1).unwrap();
    }
    let (tree, found) = read(&text);
    assert_eq!(found.iter().map(|found| found.code.id).collect::<Vec<_>>(), ["F0119"]);
    let last = tree.root().unwrap().as_map().unwrap().get("a39").unwrap().value.as_seq().unwrap();
    assert!(last.iter().all(|item| item.is_faulty()));
}

#[test]
fn findings_of_one_text_are_bounded_and_the_rest_is_counted() {
    let (_, found) = read(&"a: 1\n".repeat(2000));
    assert_eq!(found.len(), 500);
    assert!(found.last().unwrap().notes.iter().any(|note| note.starts_with("1499 more")));
}

#[test]
fn garbage_of_any_size_is_read_in_one_pass() {
    for part in [
        "\"",
        "'a",
        "? ",
        "&a ",
        "!a ",
        "a:#\n",
        "{a,",
        "%a\n",
        "---\n",
        "\t",
        "|\n",
        "- |\n",
        "*a\n",
        "[[]",
        "? \n# c\n",
        "-\n",
    ] {
        let started = std::time::Instant::now();
        read(&part.repeat(200_000));
        assert!(started.elapsed().as_secs() < 30, "{part:?}");
    }
}
