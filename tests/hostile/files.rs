//! Files that include and use each other, folders that lead back to themselves, and what is no file at all.

use std::process::Command;

use faasc_tests::folder::Folder;

use crate::case::{Case, write_app};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("a_file_that_includes_itself", |folder| write_app(folder, "include: [faas.yaml]\n")).says("F0134"),
        Case::new("two_files_that_include_each_other", |folder| {
            write_app(folder, "include: [a.yaml]\n");
            folder.write("app/a.yaml", "include: [b.yaml]\n");
            folder.write("app/b.yaml", "include: [a.yaml]\n");
        })
        .says("F0134"),
        Case::new("a_chain_of_ten_thousand_includes", |folder| {
            write_app(folder, "include: [n0.yaml]\n");
            for at in 0..10_000 {
                folder.write(&format!("app/n{at}.yaml"), format!("include: [n{}.yaml]\n", at + 1));
            }
        })
        .says("F0135")
        .check_alone(),
        Case::new("a_glob_that_matches_ten_thousand_files", |folder| {
            write_app(folder, "include: [\"parts/**/*.yaml\"]\n");
            for at in 0..10_000 {
                let text = format!("events: {{ e{at}: {{ via: queue, retention: 1d }} }}\n");
                folder.write(&format!("app/parts/{}/{at}.yaml", at % 100), text);
            }
        })
        .check_alone(),
        Case::new("an_include_above_the_app", |folder| {
            write_app(folder, "include: [../../../../../../../../../../etc/passwd]\n");
        }),
        Case::new("a_source_above_everything", |folder| {
            write_app(folder, "");
            let spec = crate::case::app_with("").replace("./src", "../../../../../../../../../../../..");
            folder.write("app/faas.yaml", spec);
        }),
        Case::new("globs_that_are_none", |folder| {
            write_app(folder, "include: [\"[\", \"{a,b\", \"**/**/**/**/*.yaml\", \"\\\\\", \"***\", \"{a,{b,{c,{d}}}}\"]\n");
        })
        .says("F0135"),
        Case::new("an_app_that_uses_itself", |folder| write_app(folder, "uses: { me: . }\n")),
        Case::new("two_apps_that_use_each_other", |folder| {
            write_app(folder, "uses: { other: ../other }\n");
            folder.write("other/faas.yaml", crate::case::app_with("uses: { back: ../app }\n").replace("app: hostile", "app: other"));
            folder.write("other/src/main.py", "");
        }),
        Case::new("a_chain_of_two_thousand_apps", |folder| {
            write_app(folder, "uses: { next: ../u0 }\n");
            for at in 0..2_000 {
                let text = format!("faas: \"1\"\napp: u{at}\nuses: {{ next: ../u{} }}\n", at + 1);
                folder.write(&format!("u{at}/faas.yaml"), text);
            }
        })
        .check_alone(),
        Case::new("folders_that_link_to_themselves", |folder| {
            write_app(folder, "include: [\"parts/**/*.yaml\"]\n");
            folder.write("app/parts/a.yaml", "events: { e: { via: queue, retention: 1d } }\n");
            for link in ["app/parts/x", "app/parts/y", "app/src/x", "app/src/y", "app/z"] {
                link_to(folder, ".", link);
            }
        }),
        Case::new("a_link_to_itself", |folder| {
            write_app(folder, "include: [loop.yaml]\n");
            link_to(folder, "loop.yaml", "app/loop.yaml");
        })
        .says("F0135"),
        Case::new("a_pipe_among_the_includes", |folder| {
            write_app(folder, "include: [pipe.yaml, \"*.yaml\"]\nuses: { other: ./pipe.yaml }\n");
            let made = Command::new("mkfifo").arg(folder.path().join("app/pipe.yaml")).status();
            assert!(made.is_ok_and(|status| status.success()), "mkfifo");
        })
        .says("F0135"),
        Case::new("devices_among_the_files", |folder| {
            write_app(folder, "include: [/dev/zero, /dev/tty, /dev/random]\nuses: { other: /dev/zero }\n");
        })
        .says("F0135"),
        Case::new("a_folder_where_a_file_is_meant", |folder| {
            write_app(folder, "include: [parts.yaml]\n");
            folder.write("app/parts.yaml/x", "");
        })
        .says("F0135"),
        Case::new("an_event_whose_schema_is_hostile", |folder| {
            write_app(folder, "events: { e: { via: queue, format: json, schema: s.json, retention: 1d } }\n");
            folder.write("app/s.json", "[".repeat(200_000));
        })
        .says("F0315"),
        Case::new("an_event_whose_schema_refers_to_itself", |folder| {
            write_app(folder, "events: { e: { via: queue, format: json, schema: s.json, retention: 1d } }\n");
            folder.write("app/s.json", "{ \"$ref\": \"#\" }");
        }),
        Case::new("an_event_whose_schema_is_elsewhere", |folder| {
            write_app(folder, "events: { e: { via: queue, format: json, schema: s.json, retention: 1d } }\n");
            folder.write("app/s.json", "{ \"$ref\": \"https://192.0.2.1/never.json\" }");
        }),
    ]
}

#[cfg(unix)]
fn link_to(folder: &Folder, target: &str, link: &str) {
    std::os::unix::fs::symlink(target, folder.path().join(link))
        .unwrap_or_else(|fault| panic!("{link}: {fault}"));
}

#[cfg(not(unix))]
fn link_to(_: &Folder, _: &str, _: &str) {}
