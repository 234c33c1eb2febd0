//! `faasc init`: what it makes passes every rule and compiles.

mod common;

use common::Folder;

#[test]
fn the_made_app_passes_without_a_warning_and_compiles() {
    for (site, made) in [
        ("local", "dist/local/plan.json"),
        ("aws:eu-central-1", "dist/production/terraform/eu/main.tf"),
        ("kubernetes:DE", "dist/production/kubernetes/cluster/kustomization.yaml"),
    ] {
        let folder = Folder::new(&format!("init-{}", site.replace(':', "-")));
        folder.run(&["init", "hello", "--site", site]).ends(0);
        let ran = folder.run(&["check", "hello", "--fail-on", "warning"]).ends(0);
        assert!(!ran.out.contains("warning[") && !ran.out.contains("error["), "{site}: {}", ran.out);
        folder.run(&["compile", "hello"]).ends(0);
        assert!(folder.has(&format!("hello/{made}")), "{site}");
        assert_eq!(folder.run(&["fmt", "--check", "hello"]).ends(0).out, "", "{site}");
    }
}

#[test]
fn the_next_commands_name_what_compile_writes() {
    let folder = Folder::new("init-next");
    let ran = folder.run(&["init", "hello", "--site", "aws:us-east-1"]).ends(0);
    assert_eq!(ran.out, "");
    for command in
        ["cd hello", "faasc check", "faasc compile", "terraform -chdir=dist/production/terraform/us init"]
    {
        assert!(ran.err.contains(command), "{}", ran.err);
    }
    folder.run(&["compile", "hello"]).ends(0);
    assert!(folder.has("hello/dist/production/terraform/us"));
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::with("init-twice", &[("hello/README.md", "mine")]);
    let ran = folder.run(&["init", "hello"]).ends(1);
    assert!(ran.err.contains("`hello/README.md` is there already"), "{}", ran.err);
    assert_eq!(folder.read("hello/README.md"), "mine");
    assert!(!folder.has("hello/faas.yaml"));
}

#[test]
fn the_app_is_called_like_its_folder_unless_told_otherwise() {
    let folder = Folder::new("init-name");
    folder.run(&["init", "My Shop"]).ends(0);
    assert!(folder.read("My Shop/faas.yaml").contains("app: my-shop\n"));
    folder.run(&["init", "other", "--name", "shop", "--owner", "Team: A"]).ends(0);
    let text = folder.read("other/faas.yaml");
    assert!(text.contains("app: shop\n") && text.contains("owner: \"Team: A\""), "{text}");
}
