//! What is large: a file, all files, a value, the number of findings.

use std::fmt::Write as _;
use std::fs::File;
use std::time::Duration;

use faasc_tests::folder::Folder;
use faasc_tests::program::Limits;

use crate::case::{Case, app_with, write_app};

const MIB: u64 = 1 << 20;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("a_file_of_a_hundred_megabytes", |folder| sparse(folder, "app/faas.yaml", 100_000_000))
            .says("`app/faas.yaml` has 100000000 bytes, the limit is 16777216")
            // Far less than the file: it is refused by its size, not by reading it.
            .within(Limits { memory: 48, ..Limits::default() }),
        Case::new("an_include_of_a_hundred_megabytes", |folder| {
            write_app(folder, "include: [large.yaml]\n");
            sparse(folder, "app/large.yaml", 100_000_000);
        })
        .says("F0131")
        .within(Limits { memory: 48, ..Limits::default() }),
        Case::new("files_of_more_than_256_mib_in_all", |folder| {
            write_app(folder, "include: [\"parts/*.yaml\"]\n");
            for at in 0..18 {
                sparse(folder, &format!("app/parts/{at:02}.yaml"), 16 * MIB);
            }
        })
        .says("F0132")
        .check_alone(),
        Case::new("a_file_of_exactly_the_limit", |folder| {
            write_app(folder, "");
            let mut text = app_with("");
            let line = format!("# {}\n", "x".repeat(97));
            text.extend(std::iter::repeat_n(line.as_str(), ((16 * MIB) as usize - text.len()) / line.len()));
            folder.write("app/faas.yaml", text);
        })
        .stays_clean()
        .check_alone(),
        Case::new("a_value_of_fifteen_megabytes", |folder| {
            write_app(folder, &format!("description: {}\n", "x".repeat(15_000_000)));
        })
        .stays_clean()
        .check_alone(),
        Case::new("a_name_of_fifteen_megabytes", |folder| {
            folder.write(
                "app/faas.yaml",
                app_with("").replace("app: hostile", &format!("app: {}", "x".repeat(15_000_000))),
            );
        })
        .says("F0204")
        .check_alone(),
        Case::new("ten_thousand_findings", |folder| {
            let mut text = app_with("events:\n");
            for at in 0..10_000 {
                let _ = writeln!(text, "  e{at}: {{ via: pigeon }}");
            }
            folder.write("app/faas.yaml", text);
        })
        .says("F0205")
        .within(Limits { time: Duration::from_secs(60), ..Limits::default() }),
        Case::new("ten_thousand_findings_on_one_line", |folder| {
            let mut text = app_with("events: {");
            for at in 0..10_000 {
                let _ = write!(text, " e{at}: {{ via: pigeon }},");
            }
            folder.write("app/faas.yaml", format!("{text} }}\n"));
        })
        .says("F0205")
        .within(Limits { time: Duration::from_secs(60), ..Limits::default() }),
        Case::new("ten_thousand_environments", |folder| {
            let mut text = app_with("environments:\n");
            for at in 0..10_000 {
                let _ = writeln!(text, "  e{at}: {{ site: local }}");
            }
            folder.write("app/src/main.py", "");
            folder.write("app/faas.yaml", text);
        })
        .check_alone()
        .within(Limits { time: Duration::from_secs(60), memory: 1_024 }),
    ]
}

/// A file of zeros that takes no room.
fn sparse(folder: &Folder, path: &str, size: u64) {
    folder.write(path, "");
    let made = File::options().write(true).open(folder.path().join(path)).and_then(|file| file.set_len(size));
    made.unwrap_or_else(|fault| panic!("{path}: {fault}"));
}
