//! The agreed form.

use faasc_source::FileId;
use faasc_syntax::format;

#[track_caller]
fn check(before: &str, after: &str) {
    let shown = |text: &str| match format(FileId(0), text) {
        Ok(formatted) => formatted,
        Err(found) => panic!("{:?} for {text:?}", found.found()),
    };
    let formatted = shown(before);
    assert_eq!(formatted, after);
    assert_eq!(shown(&formatted), formatted, "not stable");
}

#[test]
fn levels_are_two_spaces_and_lists_are_indented() {
    check(
        "a:\n      b:\n            c: 1\nd:\n- 1\n-   e:  2\n    f: 3\n- - x\n  -   y\ng:\n   - h:\n     - i\n",
        "a:\n  b:\n    c: 1\nd:\n  - 1\n  - e: 2\n    f: 3\n  - - x\n    - y\ng:\n  - h:\n      - i\n",
    );
}

#[test]
fn spaces_between_marks_are_even() {
    check(
        "a:   1\nb:   {x:   1,y: [p,q ,  r] , z: {}, w: [ ], \"v\":1, u: , t}\nc : d\n",
        "a: 1\nb: { x: 1, y: [p, q, r], z: {}, w: [], \"v\": 1, u:, t }\nc: d\n",
    );
    check("a: &x   !!str   b\nc:   *x\n*x : d\n", "a: &x !!str b\nc: *x\n*x : d\n");
    check("?   a\n:   b\n?   c\n", "? a\n: b\n? c\n");
}

#[test]
fn blank_lines_line_ends_and_the_end_of_the_text_are_even() {
    check("\u{feff}\n\n\na: 1   \r\n\r\n\r\n\r\nb: 2\t\r\n\r\n\r\n", "a: 1\n\nb: 2\n");
    check("a: 1", "a: 1\n");
    check("", "");
    check("\n\n", "");
    check("# only\n\n\n# this", "# only\n\n# this\n");
}

#[test]
fn comments_stay_with_what_they_are_about() {
    check(
        "# top\na:     # of a\n      # of b\n    b: 1      #tight\n    # end of a\n# of c\nc:\n- x\n# of d\nd:\n  - y\n  # end of d\n\n  # last of d\n\n# last\n",
        "# top\na: # of a\n  # of b\n  b: 1 #tight\n  # end of a\n# of c\nc:\n  - x\n# of d\nd:\n  - y\n  # end of d\n\n  # last of d\n\n# last\n",
    );
    check("-   # of the item\n    a: 1\n", "- # of the item\n  a: 1\n");
}

#[test]
fn brackets_over_several_lines_keep_their_lines() {
    check(
        "a: [\n      x,   # one\n y, { p: 1,\n   q: 2 },\n   # own\n ]\nb:\n    - [ u,\n  v ]\n    - {\n    w: 1\n    }\n",
        "a: [\n  x, # one\n  y, { p: 1,\n    q: 2 },\n  # own\n]\nb:\n  - [u,\n      v]\n  - {\n      w: 1\n    }\n",
    );
    check("a:\n     [x,\n y]\n", "a:\n  [x,\n    y]\n");
}

#[test]
fn block_texts_keep_their_content() {
    check(
        "a:\n    b: |   # note\n         x\n           y  \n\n         z\n\n\n    c: >-\n      f\n\n      g\n    d: |2\n         led\n      x\n",
        "a:\n  b: | # note\n    x\n      y  \n\n    z\n\n  c: >-\n    f\n\n    g\n  d: |2\n       led\n    x\n",
    );
    check("a: |+\n   x\n\n\n\nb: 1\n", "a: |+\n  x\n\n\n\nb: 1\n");
    check("- |\n a\n- >2-\n    b\n", "- |\n  a\n- >2-\n    b\n");
    check("a:\n- |1\n   x\n", "a:\n  - |1\n     x\n");
    check("a: |-\nb: >\n\n\nc: |+\n\n", "a: |-\nb: >\n\nc: |+\n\n");
    check("--- |\n x\n", "--- |\n  x\n");
}

#[test]
fn texts_of_several_lines_keep_their_folds() {
    check(
        "a: one   \n      two\n\n      three\nb: \"one   \n   two\\\n      three \\\n  \\  four\\ \n  five\"\nc: 'it''s\n      so'\n",
        "a: one\n  two\n\n  three\nb: \"one\n  two\\\n  three \\\n  \\  four\\ \n  five\"\nc: 'it''s\n  so'\n",
    );
    check("key:\n      a long\n      text\n", "key:\n  a long\n  text\n");
}

#[test]
fn documents_and_directives_stay() {
    check(
        "%YAML   1.2   # v\n---   # start\na: 1\n...\n# end\n",
        "%YAML   1.2 # v\n--- # start\na: 1\n...\n# end\n",
    );
}

#[test]
fn merges_and_anchors_stay() {
    check(
        "x-a:   &a\n    k:   v\nb:\n    <<:   *a\nc:   &c\n- *a\n",
        "x-a: &a\n  k: v\nb:\n  <<: *a\nc: &c\n  - *a\n",
    );
}

#[test]
fn a_text_with_faults_is_left_alone() {
    for text in ["a: [", "a: 1\na: 2\n", "a: *x", "a: !Ref b", "a: 1\n---\nb: 2\n"] {
        let found = format(FileId(0), text).expect_err(text);
        assert!(found.has_errors(), "{text:?}");
    }
}
