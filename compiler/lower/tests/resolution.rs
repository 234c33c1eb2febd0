//! What stands where, under which name, and what two layers say about one thing.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use faasc_facts::Facts;
use faasc_lower::{EnvironmentChoice, Lowered, Options, Root, lower};
use faasc_model::unit::Date;
use faasc_source::MemoryFiles;

/// Lowers a spec with two functions on a clock, and what is added to it.
fn lowered(more: &str, environments: &[(&str, Option<&str>)]) -> Lowered {
    lowered_with(more, environments, &[])
}

fn lowered_with(more: &str, environments: &[(&str, Option<&str>)], vars: &[(&str, &str)]) -> Lowered {
    let files = MemoryFiles::new().with("src/main.py", "def handler(request): ...\n");
    let choice = |(declared, under): &(&str, Option<&str>)| EnvironmentChoice {
        declared: (*declared).to_owned(),
        under: under.map(str::to_owned),
    };
    let options = Options {
        files: &files,
        facts: Facts::builtin(),
        environments: environments.iter().map(choice).collect(),
        vars: vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        today: Date::parse("2026-11-24").unwrap(),
    };
    let text = format!("faas: \"1\"\napp: shop\ndefaults: {{ runtime: python3.13 }}\n{SITES}{more}");
    lower(vec![Root::Text { path: "faas.yaml".to_owned(), text }], &options)
}

const SITES: &str = "\
sites:
  eu: { provider: aws, region: eu-central-1 }
  us: { provider: aws, region: us-east-1 }
  laptop: { provider: local }
";
const ENVIRONMENT: &str = "environments: { live: { site: eu } }\n";
const FUNCTION: &str = "functions: { tick: { source: ./src, triggers: [{ schedule: every 5m }] } }\n";

/// The codes and messages of all errors.
fn errors(lowered: &Lowered) -> Vec<String> {
    let found = lowered.sink.found().iter();
    found.map(|found| format!("{}: {}", found.code.id, found.message)).collect()
}

#[test]
fn a_preview_does_not_take_the_name_of_another_environment() {
    let spec =
        format!("{FUNCTION}environments: {{ live: {{ site: eu }}, try: {{ site: eu, expires: 2d }} }}\n");
    let taken = ["F0406: `try` cannot be compiled as `live`: that name belongs to the environment `live`"];
    assert_eq!(errors(&lowered(&spec, &[("try", Some("live"))])), taken);
    assert_eq!(errors(&lowered(&spec, &[("live", None), ("try", Some("live"))])), taken);
    assert_eq!(errors(&lowered(&spec, &[("try", None), ("try", Some("try")), ("live", None)])), [""; 0]);
}

#[test]
fn two_environments_are_not_compiled_under_one_name() {
    let spec = format!("{FUNCTION}environments: {{ a: &a {{ site: eu, expires: 2d }}, b: *a }}\n");
    let found = lowered(&spec, &[("a", Some("pr-1")), ("b", Some("pr-1"))]);
    assert_eq!(
        errors(&found),
        ["F0406: `b` cannot be compiled as `pr-1`: that name belongs to the environment `a`"]
    );
}

#[test]
fn a_local_environment_fails_over_to_nowhere() {
    let spec = format!("{FUNCTION}environments: {{ dev: {{ site: laptop, failover: {{ laptop: eu }} }} }}\n");
    assert_eq!(
        errors(&lowered(&spec, &[])),
        ["F0410: the environment `dev` is local, so everything is on that machine"]
    );
}

#[test]
fn a_place_that_an_environment_gives_to_a_site_is_known() {
    let spec =
        format!("{FUNCTION}environments: {{ live: {{ site: eu, sites: {{ eu: {{ logs: us }} }} }} }}\n");
    let found = lowered(&spec, &[]);
    assert_eq!(errors(&found), [""; 0]);
    let live = &found.program.deployments[0];
    assert_eq!(live.sites.len(), 2, "logs go to `us`, so it is a site of this environment");
    assert!(live.sites.iter().any(|site| site.name.value.as_str() == "eu" && site.logs.is_some()));
}

#[test]
fn a_site_that_is_named_twice_is_one_place() {
    let spec = format!("{FUNCTION}environments: {{ live: {{ site: us, place: {{ tick: [eu, eu] }} }} }}\n");
    assert_eq!(lowered(&spec, &[]).program.deployments[0].functions[0].sites.len(), 1);
}

#[test]
fn an_environment_may_say_what_a_function_was() {
    let spec = format!(
        "{FUNCTION}environments: {{ live: {{ site: eu, functions: {{ tick: {{ was: cron }} }} }} }}\n"
    );
    let found = lowered(&spec, &[]);
    let was = found.program.deployments[0].functions[0].was.as_ref().map(|was| was.value.to_string());
    assert_eq!(was.as_deref(), Some("cron"));
}

#[test]
fn two_made_dead_letters_of_one_name_are_an_error() {
    let spec = "
events:
  first: { via: queue, ordered: true, key: id, producer: external }
  other: { via: queue, producer: external }
functions:
  pay: { source: ./src, triggers: [{ event: first, idempotent_by: id }] }
  pay-ordered: { source: ./src, triggers: [{ event: other, idempotent_by: id }] }
";
    assert_eq!(
        errors(&lowered(spec, &[])),
        ["F0302: the made dead letter `pay-ordered-dead-letter` is declared twice"]
    );
}

#[test]
fn variables_with_the_names_of_nodes_meet_too() {
    let spec = "
events: { due: { via: topic } }
functions:
  tick:
    source: ./src
    triggers: [{ schedule: every 5m }]
    emits: [due]
    env: { FAASC_NAME_OF_DUE: mine }
";
    assert_eq!(
        errors(&lowered(spec, &[])),
        ["F0313: `FAASC_NAME_OF_DUE` and `due` both become the variable `FAASC_NAME_OF_DUE`"]
    );
}

#[test]
fn a_value_for_a_variable_that_nobody_declares_is_an_error() {
    let spec = format!("{FUNCTION}vars: {{ domain: {{ default: a.example }} }}\n");
    let found = lowered_with(&spec, &[], &[("domian", "b.example"), ("domain", "c.example")]);
    assert_eq!(errors(&found), ["F0303: there is no variable `domian` for `--var` to give a value"]);
}

#[test]
fn a_value_names_no_node_that_the_environment_does_not_have() {
    let spec = "
stores: { book: { kind: table, key: id, only_in: [live] } }
functions:
  tick:
    source: ./src
    triggers: [{ schedule: every 5m }]
    env: { A: \"${stores.book.name}\", B: \"${stores.book.name} ${stores.book.address}\" }
environments: { live: { site: eu }, try: { site: eu } }
";
    let said = "F0316: `book` does not exist in the environment `try`";
    assert_eq!(errors(&lowered(spec, &[("try", None)])), [said, said], "at each of the two values");
    assert_eq!(errors(&lowered(spec, &[("live", None)])), [""; 0]);
}

#[test]
fn two_rules_of_the_house_of_one_name_are_an_error() {
    let rule = |name: &str| {
        format!("  - {{ rule: {name}, select: {{ function: tick }}, require: {{ owner: true }} }}\n")
    };
    let of = |second: &str| {
        errors(&lowered(&format!("{FUNCTION}policy:\n{}{}{ENVIRONMENT}", rule("owned"), rule(second)), &[]))
    };
    assert_eq!(of("also-owned"), Vec::<String>::new());
    assert_eq!(of("owned"), ["F0302: the policy rule `owned` is declared twice"]);
}

#[test]
fn an_entry_is_a_file_of_the_source_folder_unless_a_build_makes_it() {
    let of = |keys: &str| {
        errors(&lowered(
            &format!(
                "functions: {{ tick: {{ source: ./src, {keys}, triggers: [{{ schedule: every 5m }}] }} }}\n{ENVIRONMENT}"
            ),
            &[],
        ))
    };
    assert_eq!(of("entry: \"main.py:handler\""), Vec::<String>::new());
    assert_eq!(of("entry: main.py"), Vec::<String>::new());
    assert_eq!(of("entry: com.example.App"), Vec::<String>::new());
    assert_eq!(of("entry: \"man.py:handler\""), ["F0307: the entry `man.py` is not there"]);
    assert_eq!(
        of("entry: \"dist/index.js:handler\", build: { command: npm run build }"),
        Vec::<String>::new()
    );
}

#[test]
fn the_same_trigger_twice_is_one_finding_and_one_trigger() {
    let twice = "functions: { tick: { source: ./src, triggers: [{ schedule: every 5m }, { schedule: every 5m }] } }\n";
    let found = lowered(&format!("{twice}{ENVIRONMENT}"), &[]);
    assert_eq!(errors(&found).len(), 1);
    let (_, deployment) = found.program.deployments().next().unwrap();
    assert_eq!(deployment.functions[0].triggers.len(), 1);
}

#[test]
fn a_missing_authenticator_is_sought_among_those_of_the_app() {
    let of = |auth: &str| {
        let spec = format!(
            "{auth}functions: {{ tick: {{ source: ./src, triggers: [{{ http: GET /x }}] }} }}\n{ENVIRONMENT}"
        );
        let found = lowered(&spec, &[]);
        let help = found.sink.found().iter().find_map(|found| found.help.clone());
        help.unwrap_or_default()
    };
    let named = "auth: { staff: { jwt: { issuer: \"https://id.example\", audience: [a] } } }\n";
    assert_eq!(of(named), "add `auth: staff`");
    assert!(of("").ends_with("or add `auth: { none: REASON }`"));
}

#[test]
fn a_key_of_another_tool_is_one_finding_though_ours_is_missing() {
    let spec = format!(
        "functions: {{ tick: {{ codeUri: ./src, triggers: [{{ schedule: every 5m }}] }} }}\n{ENVIRONMENT}"
    );
    assert_eq!(errors(&lowered(&spec, &[])), ["F0201: a function has no key `codeUri`"]);
}
