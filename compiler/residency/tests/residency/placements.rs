//! Copies that nobody wrote down: those that a faas.yaml can express, one of each; the others in a list.

use std::collections::BTreeSet;

use faasc_facts::Facts;

use crate::spec::Spec;

/// Implicit placements of the fact base that a faas.yaml can express.
const EXPRESSED: &[&str] = &[
    "aws.backup-copy",
    "aws.lambda-log-group",
    "aws.replication",
    "gcp.default-log-buckets",
    "gcp.telemetry",
    "kubernetes.log-shipper",
    "kubernetes.node-pool",
    "saas.processor",
];

/// The others, each with the key that is missing. This list may only shrink.
const NOT_EXPRESSED: &[(&str, &str)] = &[
    ("aws.api-gateway-edge", "the kind of endpoint of `gateway`: the one that is made is regional"),
    ("aws.bedrock-cross-region", "models are called as services"),
    ("aws.cloudfront", "a network in front of entries"),
    ("aws.cloudtrail", "a trail of the account"),
    ("aws.edge-function", "functions at the edge"),
    ("aws.eventbridge-global-endpoint", "a global endpoint of a bus"),
    ("aws.global-control-plane", "labels hold no data of a class"),
    ("aws.messages-to-people", "mail and text messages other than by `grants`"),
    ("aws.separate-partition", "a bridge over partitions"),
    ("azure.cosmos-periodic-backup", "the redundancy of a backup"),
    ("azure.event-grid-geo-pair", "the boundary of a topic: the one that is made is set within its region"),
    ("azure.functions-host-storage", "the storage of the host: the one that is made is at the site"),
    ("azure.geo-redundant-storage", "the redundancy of a bucket"),
    ("azure.global-resource", "a network in front of entries"),
    ("azure.key-vault", "secrets hold no data of a class"),
    ("azure.namespace-geo-replication", "replicas of an event"),
    ("azure.sql-backup", "the redundancy of a backup"),
    ("azure.telemetry", "the workspace: the one that is made is at the site"),
    ("gcp.bucket-without-location", "a bucket without a place: the one that is made has the site's"),
    ("gcp.eventarc-storage-transport", "the transport of an `object` trigger: it stands at the bucket"),
    ("gcp.global-load-balancer", "the kind of load balancer: the one that is made is regional"),
    ("gcp.multi-region-database", "a multi-region as the region of a site"),
    ("gcp.payload-of-scheduler", "the region of a clock: it is the function's"),
    (
        "gcp.pubsub-message-store",
        "the storage policy of a topic: the one that is made is set to the site's region",
    ),
    ("gcp.source-deploy", "images hold no data of a class"),
    ("kubernetes.image-registry", "images hold no data of a class"),
    ("kubernetes.stretched-broker", "mirrors of a broker"),
];

fn app(store: &str, function: &str, sites: &str, place: &str) -> Spec {
    Spec::of(&format!(
        "data: {{ person: {{ contains: [personal.contact], subjects: [\"DE\"] }} }}\n\
         stores: {{ rows: {{ kind: table, key: id{store} }} }}\n\
         functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /persons, auth: member, body: {{ carries: [person] }} }}], writes: [rows]{function} }} }}\n\
         sites: {{ {sites} }}\n\
         environments: {{ production: {{ site: home{place} }} }}\n"
    ))
}

const HOME: &str = "home: { provider: aws, region: eu-central-1 }";
const OHIO: &str = "ohio: { provider: aws, region: us-east-2 }";
const DUBLIN: &str = "ohio: { provider: aws, region: eu-west-1 }";
const CLEAN: [&str; 0] = [];

#[test]
fn every_implicit_placement_is_expressed_or_listed() {
    let all: BTreeSet<&str> =
        Facts::builtin().implicit_placements().map(|row| row.row().id.as_str()).collect();
    let named = EXPRESSED.iter().copied().chain(NOT_EXPRESSED.iter().map(|(id, _)| *id));
    let named: BTreeSet<&str> = named.collect();
    assert_eq!(all, named);
    assert_eq!(EXPRESSED.len() + NOT_EXPRESSED.len(), named.len());
    assert!(NOT_EXPRESSED.len() <= 27, "the list may only shrink");
}

#[test]
fn a_replica_is_a_copy() {
    let at =
        |sites: &str| app("", "", &format!("{HOME}, {sites}"), ", place: { rows: [home, ohio] }").breaches();
    assert_eq!(at(OHIO), ["eu-gdpr backup rows"]);
    assert_eq!(at(DUBLIN), CLEAN);
}

#[test]
fn a_backup_is_a_copy() {
    let backup = ", backup: { every: 1d, keep: 7d }";
    let at = |sites: &str| {
        app(backup, "", &format!("{HOME}, {sites}"), ", place: { rows.backup: ohio }").breaches()
    };
    assert_eq!(at(OHIO), ["eu-gdpr backup rows"]);
    assert_eq!(at(DUBLIN), CLEAN);
}

#[test]
fn what_takes_over_holds_the_same() {
    let at = |sites: &str| app("", "", &format!("{HOME}, {sites}"), ", failover: { home: ohio }").breaches();
    let found = at(OHIO);
    assert!(found.contains(&"eu-gdpr process intake".to_owned()), "{found:?}");
    assert!(
        found.contains(&"eu-gdpr store rows".to_owned()) || found.contains(&"eu-gdpr backup rows".to_owned()),
        "{found:?}"
    );
    assert_eq!(at(DUBLIN), CLEAN);
}

#[test]
fn logs_lie_beside_the_function_unless_the_site_says_otherwise() {
    assert_eq!(app("", "", HOME, "").breaches(), CLEAN);
    let logs = |place: &str| app("", "", &HOME.replace(" }", &format!(", logs: {place} }}")), "").breaches();
    assert_eq!(logs("{ located: [\"US\"] }"), ["eu-gdpr logs intake"]);
    assert_eq!(logs("{ located: [\"IE\"] }"), CLEAN);
    let telemetry =
        |place: &str| app("", "", &HOME.replace(" }", &format!(", telemetry: {place} }}")), "").breaches();
    assert_eq!(telemetry("{ located: [\"US\"] }"), ["eu-gdpr logs intake"]);
    assert_eq!(telemetry("{ located: [\"IE\"] }"), CLEAN);
}

#[test]
fn logs_of_google_cloud_lie_anywhere_unless_they_are_pinned() {
    let site = "home: { provider: gcp, region: europe-west3 }";
    let found = app("", "", site, "");
    assert_eq!(found.breaches(), ["eu-gdpr logs intake"]);
    assert_eq!(found.codes(), ["F1410"]);
    assert_eq!(app("", "", &site.replace(" }", ", logs: home }"), "").breaches(), CLEAN);
}

#[test]
fn traces_of_google_cloud_lie_anywhere_and_that_is_only_recalled() {
    let site = "home: { provider: gcp, region: europe-west3, logs: home }";
    assert_eq!(app("", "", site, "").breaches(), CLEAN);
    let traced = app("", ", tracing: true", site, "");
    assert_eq!(traced.breaches(), ["eu-gdpr logs intake"]);
    assert!(traced.found().iter().all(|found| found.severity == faasc_diagnostics::Severity::Warning));
    assert!(traced.strict().found().iter().all(|found| found.severity == faasc_diagnostics::Severity::Error));
}

#[test]
fn state_holds_all_that_is_at_its_site() {
    let state =
        |place: &str| app("", "", &HOME.replace(" }", &format!(", state: {place} }}")), "").breaches();
    let found = state("{ located: [\"US\"] }");
    assert!(
        found.contains(&"eu-gdpr store rows".to_owned())
            && found.contains(&"eu-gdpr store intake".to_owned())
    );
    assert_eq!(state("home"), CLEAN);
    assert_eq!(state("{ located: [\"FR\"] }"), CLEAN);
}

#[test]
fn who_can_read_from_elsewhere_is_named() {
    let access = |countries: &str| {
        app("", "", &HOME.replace(" }", &format!(", access: [{countries}] }}")), "").breaches()
    };
    let found = access("\"IN\"");
    assert!(found.contains(&"eu-gdpr access rows".to_owned()), "{found:?}");
    assert_eq!(access("\"IE\""), CLEAN);
}

#[test]
fn a_cluster_lies_in_its_country() {
    let at = |country: &str| {
        app("", "", &format!("home: {{ provider: kubernetes, country: \"{country}\" }}"), "").breaches()
    };
    assert_eq!(at("US"), ["eu-gdpr logs intake", "eu-gdpr process intake", "eu-gdpr store rows"]);
    assert_eq!(at("NO"), CLEAN);
}

#[test]
fn a_processor_has_countries_of_working_and_of_reading() {
    let service = |service: &str| {
        Spec::of(&format!(
            "data: {{ person: {{ contains: [personal.contact], subjects: [\"DE\"] }} }}\n\
             services: {{ apm: {{ url: https://apm.example{service} }} }}\n\
             functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /persons, auth: member, body: {{ carries: [person] }} }}], calls: [apm] }} }}\n\
             sites: {{ {HOME} }}\nenvironments: {{ production: {{ site: home }} }}\n"
        ))
    };
    assert_eq!(service("").codes(), ["F1413"]);
    assert_eq!(service(", located: [\"IE\"]").codes(), CLEAN);
    assert_eq!(service(", located: [\"US\"]").codes(), ["F1410"]);
    assert_eq!(service(", located: [\"IE\"], access: [\"IN\"]").breaches(), ["eu-gdpr access apm"]);
    assert_eq!(service(", located: [\"US\"], access: [\"US\"]").codes(), ["F1410"]);
}

#[test]
fn the_machine_of_a_developer_is_not_judged() {
    let spec = Spec::of(
        "data: { person: { contains: [personal.contact], subjects: [\"DE\"], stay_in: [\"DE\"] } }\n\
         services: { apm: { url: https://apm.example } }\n\
         functions: { intake: { ${code}, triggers: [{ http: POST /persons, auth: member, body: { carries: [person] } }], calls: [apm] } }\n",
    );
    assert_eq!(spec.codes(), CLEAN);
}
