//! `faasc check --fix`: only what is safe, and the findings that stay.

mod common;

use common::{HELLO, hello};

/// The smallest app with a line of the function besides.
fn with_line(line: &str) -> String {
    HELLO.replace("    triggers:", &format!("    {line}\n    triggers:"))
}

#[test]
fn a_safe_fix_is_applied_and_the_spec_is_checked_again() {
    let folder = hello("fix");
    folder.write("faas.yaml", &with_line("description: 12"));
    folder.run(&["check"]).ends(1);
    let ran = folder.run(&["check", "--fix"]).ends(0);
    assert!(ran.err.contains("fixed faas.yaml: 1 fix\n"), "{}", ran.err);
    assert_eq!(folder.read("faas.yaml"), with_line("description: \"12\""));
}

#[test]
fn what_no_fix_mends_is_still_found() {
    let folder = hello("fix-rest");
    let text = with_line("description: 12").replace("runtime:", "runtim:");
    folder.write("faas.yaml", &text);
    let ran = folder.run(&["check", "--fix"]).ends(1);
    assert!(ran.out.contains("runtim"), "{}", ran.out);
    assert!(folder.read("faas.yaml").contains("description: \"12\""));
}

#[test]
fn an_app_that_is_merely_used_is_left_alone() {
    let folder = hello("fix-outside");
    let broken = with_line("description: 12");
    folder.write("lib/faas.yaml", &broken.replace("app: hello", "app: lib"));
    folder.write("lib/hello/main.py", "");
    folder.write("faas.yaml", &HELLO.replace("functions:", "uses: { lib: lib/faas.yaml }\nfunctions:"));
    folder.run(&["check", "faas.yaml", "--fix"]).ends(1);
    assert!(folder.read("lib/faas.yaml").contains("description: 12"));
}
