//! YAML that explodes, nests, repeats or contradicts itself.

use std::fmt::Write as _;

use faasc_tests::folder::Folder;

use crate::case::{Case, write_app};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("brackets_nested_a_hundred_thousand_deep", |folder| {
            folder.write("app/faas.yaml", format!("a: {}", "[".repeat(100_000)));
        })
        .says("F0117"),
        Case::new("braces_nested_a_hundred_thousand_deep", |folder| {
            folder.write("app/faas.yaml", format!("a: {}", "{a: ".repeat(100_000)));
        })
        .says("F0117"),
        Case::new("dashes_nested_a_hundred_thousand_deep", |folder| {
            folder.write("app/faas.yaml", "- ".repeat(100_000));
        })
        .says("F0117"),
        Case::new("blocks_nested_a_hundred_thousand_deep", |folder| {
            // Each line is one deeper; beyond a few thousand columns the file itself would be over the limit.
            let lines: String = (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
            folder.write("app/faas.yaml", lines);
        })
        .says("F0117"),
        Case::new("question_marks_nested_deep", |folder| folder.write("app/faas.yaml", "? ".repeat(100_000))),
        Case::new("a_hundred_thousand_closing_brackets", |folder| folder.write("app/faas.yaml", "]".repeat(100_000))),
        Case::new("quotes_that_never_end", |folder| {
            let lines = "- \"a\n".repeat(20_000);
            folder.write("app/faas.yaml", lines);
        }),
        Case::new("laughs_in_functions", |folder| laughs(folder, "functions: *a12\n")).says("F0119"),
        Case::new("laughs_in_a_payload", |folder| {
            laughs_in(folder, "    triggers: [{ schedule: every 1h, payload: *a12 }]\n", "");
        })
        .says("F0119"),
        Case::new("laughs_in_the_answer_of_a_stub", |folder| {
            laughs_in(folder, "", "services: { s: { url: https://s.example, stub: { respond: { status: 200, body: *a12 } } } }\n");
        })
        .says("F0119"),
        Case::new("laughs_in_patches", |folder| laughs_in(folder, "", "patches: *a12\n")).says("F0119"),
        Case::new("a_payload_just_under_the_limit_of_aliases", |folder| {
            laughs_in(folder, "    triggers: [{ schedule: every 1h, payload: *a5 }]\n", "");
        }),
        Case::new("merges_of_merges", |folder| {
            let mut text = String::from("faas: \"1\"\napp: x\nx-a: &a0 { k0: 1 }\n");
            for at in 1..200 {
                let nine = vec![format!("*a{}", at - 1); 9].join(", ");
                let _ = writeln!(text, "x-{at}: &a{at} {{ <<: [{nine}], k{at}: 1 }}");
            }
            folder.write("app/faas.yaml", format!("{text}functions: {{ <<: *a199 }}\n"));
        }),
        Case::new("one_mapping_merged_ten_thousand_times", |folder| {
            let all = vec!["*a"; 10_000].join(", ");
            write_app(folder, &format!("x-a: &a {{ k: 1 }}\nevents: {{ <<: [{all}] }}\n"));
        }),
        Case::new("an_alias_to_its_own_parent", |folder| write_app(folder, "events: &e { a: *e }\n")).says("F0113"),
        Case::new("a_merge_of_its_own_parent", |folder| write_app(folder, "events: &e { <<: *e }\n")).says("F0113"),
        Case::new("a_key_twice", |folder| write_app(folder, "app: again\n")).says("F0110"),
        Case::new("a_key_ten_thousand_times", |folder| write_app(folder, &"owner: a@b.example\n".repeat(10_000)))
            .says("F0110"),
        Case::new("no_for_norway", |folder| {
            write_app(folder, "services: { s: { url: https://s.example, located: [NO] } }\n");
        })
        .stays_clean(),
        Case::new("false_for_norway", |folder| {
            write_app(folder, "services: { s: { url: https://s.example, located: [false] } }\n");
        })
        .says("F0211"),
        Case::new("a_thousand_documents", |folder| write_app(folder, &"---\na: 1\n".repeat(1_000))).says("F0118"),
        Case::new("a_thousand_tags", |folder| write_app(folder, &"x-a: !Ref b\n".repeat(1_000))),
        Case::new("a_line_of_a_million_words", |folder| {
            write_app(folder, &format!("description: {}\n", "word ".repeat(1_000_000)));
        }),
        Case::new("a_list_of_a_million_items", |folder| {
            write_app(folder, &format!("exports: [{}]\n", "f, ".repeat(1_000_000)));
        })
        .check_alone(),
        Case::new("interpolations_without_end", |folder| {
            write_app(folder, &format!("vars: {{ a: {{ default: \"{}\" }} }}\n", "${vars.a}".repeat(20_000)));
        }),
    ]
}

/// Nine of nine of nine …: a12 stands for 9¹² values.
fn anchors() -> String {
    let mut text = String::from("x-a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
    for at in 1..13 {
        let nine = vec![format!("*a{}", at - 1); 9].join(", ");
        let _ = writeln!(text, "x-a{at}: &a{at} [{nine}]");
    }
    text
}

fn laughs(folder: &Folder, end: &str) {
    folder.write("app/faas.yaml", format!("faas: \"1\"\napp: laughs\n{}{end}", anchors()));
}

/// An app with the anchors, `triggers` of its function and `more` after it.
fn laughs_in(folder: &Folder, triggers: &str, more: &str) {
    let triggers = if triggers.is_empty() { "    triggers: [{ schedule: every 1h }]\n" } else { triggers };
    folder.write("app/src/main.py", "");
    folder.write(
        "app/faas.yaml",
        format!(
            "faas: \"1\"\napp: laughs\nowner: a@b.example\n{}functions:\n  f:\n    source: ./src\n    runtime: python3.13\n{triggers}{more}",
            anchors()
        ),
    );
}
