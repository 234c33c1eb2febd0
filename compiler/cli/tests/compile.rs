//! `faasc compile`: where files go, what is left alone, and what a failing run writes.

mod common;

use common::{Folder, hello};

/// Two apps in one repository.
fn two_apps(name: &str) -> Folder {
    let app = |name: &str| common::HELLO.replace("app: hello", &format!("app: {name}"));
    Folder::with(
        name,
        &[
            ("one/faas.yaml", &app("one")),
            ("one/hello/main.py", ""),
            ("two/faas.yaml", &app("two")),
            ("two/hello/main.py", ""),
        ],
    )
}

#[test]
fn each_app_has_its_own_dist_and_a_shared_folder_is_split_by_app() {
    let folder = two_apps("places");
    folder.run(&["compile"]).ends(0);
    assert!(folder.has("one/dist/local/plan.json") && folder.has("two/dist/local/plan.json"));
    folder.run(&["compile", "--out", "build"]).ends(0);
    assert!(folder.has("build/one/local/plan.json") && folder.has("build/two/local/plan.json"));
    folder.run(&["compile", "one", "--out", "single"]).ends(0);
    assert!(folder.has("single/local/plan.json"));
}

#[test]
fn one_bad_app_and_nothing_is_written() {
    let folder = two_apps("bad-one");
    folder.write("two/faas.yaml", "faas: \"1\"\napp: two\nfunctons: {}\n");
    let ran = folder.run(&["compile"]).ends(1);
    assert!(ran.err.contains("functons") && ran.err.contains("nothing was written"), "{}", ran.err);
    assert!(!folder.has("one/dist"));
}

#[test]
fn the_same_command_twice_writes_nothing_the_second_time() {
    let folder = hello("twice");
    folder.run(&["compile"]).ends(0);
    let before = folder.read("dist/local/plan.json");
    let ran = folder.run(&["compile"]).ends(0);
    assert!(ran.err.contains("nothing had to be written"), "{}", ran.err);
    assert_eq!(folder.read("dist/local/plan.json"), before);
}

#[test]
fn check_lists_what_is_stale_and_writes_nothing() {
    let folder = hello("stale");
    let ran = folder.run(&["compile", "--check"]).ends(1);
    assert!(ran.out.lines().any(|line| line.ends_with("dist/local/plan.json")), "{}", ran.out);
    assert!(!folder.has("dist"));
    folder.run(&["compile"]).ends(0);
    assert_eq!(folder.run(&["compile", "--check"]).ends(0).out, "");
}

#[test]
fn a_hand_edited_file_stops_every_app_until_it_is_forced() {
    let folder = two_apps("edited");
    folder.run(&["compile"]).ends(0);
    folder.write("two/dist/local/plan.json", "mine\n");
    folder.write("one/faas.yaml", &folder.read("one/faas.yaml").replace("GET /hello", "GET /hallo"));
    folder.write("two/faas.yaml", &folder.read("two/faas.yaml").replace("GET /hello", "GET /hallo"));
    let before = folder.read("one/dist/local/plan.json");
    let ran = folder.run(&["compile"]).ends(1);
    assert!(ran.err.contains("edited by hand"), "{}", ran.err);
    assert_eq!(folder.read("two/dist/local/plan.json"), "mine\n");
    assert_eq!(folder.read("one/dist/local/plan.json"), before);
    folder.run(&["compile", "--force"]).ends(0);
    assert_ne!(folder.read("two/dist/local/plan.json"), "mine\n");
}

#[test]
fn one_environment_leaves_the_folders_of_others_alone() {
    let folder = hello("one-env");
    let two = format!("{}environments:\n  a: {{ site: local }}\n  b: {{ site: local }}\n", common::HELLO);
    folder.write("faas.yaml", &two);
    folder.run(&["compile"]).ends(0);
    folder.write("faas.yaml", &two.replace("  b: { site: local }\n", ""));
    folder.run(&["compile", "-e", "a"]).ends(0);
    assert!(folder.has("dist/b/plan.json"));
    folder.run(&["compile"]).ends(0);
    assert!(!folder.has("dist/b/plan.json"));
}

#[test]
fn a_preview_is_compiled_under_its_own_name() {
    let folder = hello("preview");
    let text = format!("{}environments:\n  preview: {{ site: local, expires: 7d }}\n", common::HELLO);
    folder.write("faas.yaml", &text);
    folder.run(&["compile", "-e", "preview=pr-12"]).ends(0);
    assert!(folder.has("dist/pr-12/plan.json"));
    assert!(!folder.has("dist/preview"));
}

#[test]
fn bytes_do_not_depend_on_where_the_run_was_started() {
    let folder = hello("started");
    folder.run(&["compile"]).ends(0);
    let before = folder.read("dist/local/plan.json");
    let above = folder.path().parent().unwrap().to_owned();
    let argument = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    let ran = folder.run_with(&["compile", &argument], b"", |machine| machine.folder = above).ends(0);
    assert!(ran.err.contains("nothing had to be written"), "{}", ran.err);
    assert_eq!(folder.read("dist/local/plan.json"), before);
}

/// A spec whose functions have the name `x` or one that is made up, at sites of one account.
fn spec(app: &str, functions: &str, sites: &str, environments: &str) -> String {
    format!(
        "faas: \"1\"\napp: {app}\nowner: a@b.example\ndefaults: {{ runtime: python3.13 }}\n\
         functions: {functions}\nsites: {sites}\nenvironments: {environments}\n"
    )
}

const CLOCK: &str = "source: ./x, triggers: [{ schedule: every 5m }]";
const EU: &str = "provider: aws, region: eu-central-1, account: \"111122223333\"";

#[test]
fn environments_of_one_account_do_not_meet_under_one_name() {
    let sites = format!("{{ eu: {{ {EU} }} }}");
    let functions = format!("{{ b-c: {{ {CLOCK}, only_in: [a] }}, c: {{ {CLOCK}, only_in: [a-b] }} }}");
    let text = spec("w", &functions, &sites, "{ a: { site: eu }, a-b: { site: eu } }");
    let folder = Folder::with("meeting-environments", &[("faas.yaml", &text), ("x/main.py", "")]);
    let ran = folder.run(&["check", "--format", "json"]).ends(1);
    assert!(ran.out.contains("F4004") && ran.out.contains("w-a-b-c"), "{}", ran.out);
    folder.run(&["check", "-e", "a"]).ends(0);
}

#[test]
fn apps_of_one_account_do_not_meet_under_one_name() {
    let sites = format!("{{ eu: {{ {EU} }} }}");
    let functions = format!("{{ x: {{ {CLOCK} }} }}");
    let one = spec("shop", &functions, &sites, "{ eu-prod: { site: eu } }");
    let two = spec("shop-eu", &functions, &sites, "{ prod: { site: eu } }");
    let files = [("1/faas.yaml", &*one), ("1/x/main.py", ""), ("2/faas.yaml", &two), ("2/x/main.py", "")];
    let folder = Folder::with("meeting-apps", &files);
    let ran = folder.run(&["check", "--format", "json"]).ends(1);
    assert!(ran.out.contains("F4004") && ran.out.contains("shop-eu-prod-x"), "{}", ran.out);
}

#[test]
fn sites_of_one_place_do_not_take_one_function_twice() {
    let sites = format!("{{ eu: {{ {EU} }}, too: {{ {EU} }} }}");
    let functions = format!("{{ x: {{ {CLOCK} }} }}");
    let text = spec("w", &functions, &sites, "{ live: { site: eu, place: { x: [eu, too] } } }");
    let folder = Folder::with("meeting-sites", &[("faas.yaml", &text), ("x/main.py", "")]);
    assert!(folder.run(&["check", "--format", "json"]).ends(1).out.contains("F4004"));
    folder.write("faas.yaml", &text.replacen("eu-central-1", "eu-west-1", 1));
    folder.run(&["check", "--format", "json"]).ends(0);
}

#[test]
fn roles_know_no_region() {
    let sites = format!("{{ eu-dr: {{ {EU} }}, dr: {{ {EU} }} }}").replacen("eu-central-1", "eu-west-1", 1);
    let functions = format!("{{ x: {{ {CLOCK} }}, x-eu: {{ {CLOCK} }} }}");
    let text = spec("w", &functions, &sites, "{ live: { site: eu-dr, place: { x-eu: dr } } }");
    let folder = Folder::with("meeting-roles", &[("faas.yaml", &text), ("x/main.py", "")]);
    let ran = folder.run(&["check", "--format", "json"]).ends(1);
    assert!(ran.out.contains("IAM role named"), "{}", ran.out);
}

#[test]
fn two_functions_that_were_one_are_found_without_compiling() {
    let functions = format!("{{ x: {{ {CLOCK}, was: old }}, y: {{ {CLOCK}, was: old }} }}");
    let text = spec("w", &functions, &format!("{{ eu: {{ {EU} }} }}"), "{ live: { site: eu } }");
    let folder = Folder::with("meeting-renamed", &[("faas.yaml", &text), ("x/main.py", "")]);
    let ran = folder.run(&["check", "--format", "json"]).ends(1);
    assert_eq!(ran.out.matches("\"code\": \"F4004\"").count(), 1, "{}", ran.out);
}
