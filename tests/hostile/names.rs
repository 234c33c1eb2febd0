//! Names that no terminal, path or host should see, and paths that would leave the output folder.

use crate::case::{Case, app_with, write_app};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("names_with_escapes_of_terminals", |folder| {
            write_app(folder, "events: { \"a\\e[31m\\x07b\": { via: queue } }\n");
        })
        .says("F0210"),
        Case::new("names_that_turn_the_direction_of_text", |folder| {
            write_app(folder, "events: { \"a\u{202e}b\": { via: queue } }\n");
        })
        .says("F0210"),
        Case::new("names_that_are_paths", |folder| {
            write_app(folder, "environments: { ../../up: { site: local }, \"..\": {}, \"/etc\": {} }\n");
        })
        .says("F0210"),
        Case::new("an_app_whose_name_is_a_path", |folder| {
            folder.write("app/faas.yaml", app_with("").replace("app: hostile", "app: ../../up"));
        })
        .says("F0204"),
        Case::new("names_of_javascript_and_yaml", |folder| {
            write_app(folder, "events: { __proto__: {}, constructor: {}, null: {}, ~: {}, yes: {}, 1: {}, 1.5: {}, \"\": {} }\n");
        }),
        Case::new("a_name_of_a_hundred_thousand_letters", |folder| {
            write_app(folder, &format!("events: {{ {}: {{ via: queue }} }}\n", "a".repeat(100_000)));
        }),
        Case::new("a_text_that_looks_like_an_annotation", |folder| {
            write_app(folder, "events: { \"x\\n::error file=a::b\": { via: queue } }\n");
        })
        .says("F0210"),
        Case::new("numbers_that_no_machine_holds", |folder| {
            let spec = app_with("    timeout: 99999999999999999999999999999999d\n    memory: 1e400GiB\n    scale: { max: 99999999999999999999 }\n");
            folder.write("app/faas.yaml", spec);
            folder.write("app/src/main.py", "");
        })
        .says("F02"),
    ]
}
