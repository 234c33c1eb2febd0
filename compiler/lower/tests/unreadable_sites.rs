//! Every node's site leads somewhere, whatever could not be read: rules index sites without a second look.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_source::MemoryFiles;

#[test]
fn sites_that_cannot_be_read_still_have_a_place_in_the_arena() {
    let sites = [
        "eu: [1]",
        "eu: 7",
        "other: { provider: aws }",
        "eu: { provider: aws, region: eu-central-1 }\n  us: []",
    ];
    let environments = [
        "site: eu",
        "site: nowhere",
        "site: us, place: { a: [eu, us] }",
        "site: local, failover: { local: us }",
    ];
    for sites in sites {
        for environment in environments {
            let text = format!(
                "faas: \"1\"\napp: shop\nfunctions:\n  a: {{ source: ./src, runtime: python3.13, triggers: [{{ schedule: every 5m }}] }}\n\
                 sites:\n  {sites}\nenvironments:\n  production: {{ {environment} }}\n"
            );
            let files = MemoryFiles::new().with("src/main.py", "").with("faas.yaml", text.clone());
            let today = Date::parse("2026-11-24").unwrap();
            let options = Options {
                files: &files,
                facts: Facts::builtin(),
                environments: Vec::new(),
                vars: Vec::new(),
                today,
            };
            let program = lower(vec![Root::File("faas.yaml".to_owned())], &options).program;
            for (_, deployment) in program.deployments() {
                assert!(deployment.site.index() < deployment.sites.len(), "{text}");
                for site in deployment.functions.iter().flat_map(|function| &function.sites) {
                    assert!(site.index() < deployment.sites.len(), "{text}");
                }
            }
        }
    }
}
