//! What is said, and how often.

use faasc_diagnostics::{Applicability, Severity};

use crate::spec::Spec;

fn app(class: &str, rest: &str) -> Spec {
    Spec::of(&format!(
        "data: {{ record: {{ {class} }} }}\nstores: {{ rows: {{ kind: table, key: id }} }}\n\
         functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /records, auth: member, body: {{ carries: [record] }} }}], writes: [rows] }} }}\n{rest}"
    ))
}

const PERSON: &str = "contains: [personal.contact], subjects: [\"DE\"]";

#[test]
fn one_mistake_of_a_site_is_one_finding() {
    let found = app(
        PERSON,
        "sites: { home: { provider: aws, region: eu-central-1, logs: { located: [\"US\"], service: Collector } } }\n\
         environments: { production: { site: home } }\n",
    )
    .found();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].subject.as_deref(), Some("sites.home"));
    assert!(
        found[0].message.contains("in the logs of the site `home` with Collector in US"),
        "{}",
        found[0].message
    );
}

#[test]
fn a_finding_shows_the_way_the_rule_and_what_would_mend_it() {
    let spec = app(
        PERSON,
        "sites: { home: { provider: aws, region: us-east-1 } }\nenvironments: { production: { site: home } }\n",
    );
    let found = spec.found();
    let store = found.iter().find(|found| found.subject.as_deref() == Some("stores.rows")).unwrap();
    let notes = store.notes.join("\n");
    assert!(notes.contains("`POST /records`\n→ `intake` (US)\n→ writes `rows` (US)"), "{notes}");
    assert!(notes.contains("2016/679") && notes.contains("2026-08, checked"), "{notes}");
    assert!(notes.contains("not legal advice"), "{notes}");
    assert!(store.labels.iter().any(|label| label.text.contains("enters here")));
    assert!(store.help.as_deref().unwrap().contains("move the site `home` to `eu-"), "{:?}", store.help);
}

#[test]
fn the_way_ends_with_the_hop_that_breaks_and_help_is_about_it() {
    let sites = "home: { provider: aws, region: eu-central-1 }, far: { provider: aws, region: us-east-1 }";
    let text = |place: &str| {
        format!("sites: {{ {sites} }}\nenvironments: {{ production: {{ site: home, {place} }} }}\n")
    };
    // What a failover brings is not mended under `place`, nor by replicating to where it is already.
    let found = app(PERSON, &text("failover: { home: far }")).found();
    let of = |subject: &str| {
        let found = found.iter().find(|found| found.subject.as_deref() == Some(subject)).unwrap();
        (found.notes.join("\n"), found.help.clone().unwrap())
    };
    let (notes, help) = of("stores.rows");
    assert!(notes.contains("→ copied to its replica at `far` (US)"), "{notes}");
    assert!(help.starts_with("let a site take over") && !help.contains("place: {"), "{help}");
    let (notes, help) = of("functions.intake");
    assert!(notes.contains("→ moved by a failover at `far` (US)"), "{notes}");
    assert!(help.starts_with("let a site take over"), "{help}");
    // Logs with somebody else have no key for a mechanism, so none is asked for.
    let logs = "sites: { home: { provider: aws, region: eu-central-1, logs: { located: [\"US\"] } } }\n\
                environments: { production: { site: home } }\n";
    let found = app(PERSON, logs).found();
    let notes = found[0].notes.join("\n");
    assert!(notes.contains("→ written to its logs (US)") && !notes.contains("claims it"), "{notes}");
}

#[test]
fn a_site_is_moved_unasked_only_where_nothing_else_depends_on_it() {
    let how = |sites: &str, environments: &str| {
        let found =
            app(PERSON, &format!("sites: {{ {sites} }}\nenvironments: {{ {environments} }}\n")).found();
        found[0].fixes.first().map(|fix| (fix.applicability, fix.edits[0].text.clone()))
    };
    let site = "home: { provider: aws, region: us-east-1 }";
    let (alone, region) = how(site, "production: { site: home }").unwrap();
    assert_eq!(alone, Applicability::Safe);
    assert_eq!(region, "eu-central-1");
    // Another audience may be right where it is.
    let (shared, _) = how(
        site,
        "production: { site: home }, america: { site: home, data: { record: { subjects: [\"US\"] } } }",
    )
    .unwrap();
    assert_eq!(shared, Applicability::NeedsReview);
}

#[test]
fn moving_the_site_mends_all_and_breaks_nothing() {
    let text = |region: &str| {
        format!(
            "sites: {{ home: {{ provider: aws, region: {region} }} }}\nenvironments: {{ production: {{ site: home }} }}\n"
        )
    };
    for (class, region) in [
        (PERSON, "us-east-1"),
        ("contains: [personal.health], subjects: [\"AE\"], regimes: [ae-health]", "me-south-1"),
        ("contains: [personal.contact], subjects: [\"ID\"], regimes: [id-gr71-public]", "ap-southeast-1"),
        ("contains: [personal.contact], subjects: [\"DE\"], stay_in: [\"@EEA\"]", "eu-west-2"),
    ] {
        let found = app(class, &text(region)).found();
        let fix = found.iter().flat_map(|found| &found.fixes).next().unwrap();
        assert_eq!(fix.applicability, Applicability::Safe, "{class}");
        let mended = app(class, &text(&fix.edits[0].text));
        assert_eq!(mended.codes(), Vec::<&str>::new(), "{class} in {}", fix.edits[0].text);
    }
}

#[test]
fn a_store_that_cannot_lie_anywhere_is_split() {
    let spec = Spec::of(
        "data:\n  citizen: { contains: [personal.contact], subjects: [\"ID\"], regimes: [id-gr71-public] }\n\
         \x20 payment: { contains: [personal.payment], subjects: [\"IN\"], regimes: [in-rbi-payment] }\n\
         stores: { rows: { kind: table, key: id } }\n\
         functions:\n\
         \x20 register: { ${code}, triggers: [{ http: POST /a, auth: member, body: { carries: [citizen] } }], writes: [rows] }\n\
         \x20 pay: { ${code}, triggers: [{ http: POST /b, auth: member, body: { carries: [payment] } }], writes: [rows] }\n\
         sites: { jakarta: { provider: aws, region: ap-southeast-3, account: \"1\" }, mumbai: { provider: aws, region: ap-south-1, account: \"1\" } }\n\
         environments: { production: { site: jakarta, place: { pay: mumbai } } }\n",
    );
    let found = spec.found();
    let torn: Vec<_> = found.iter().filter(|found| found.code.id == "F1412").collect();
    assert_eq!(torn.len(), 1);
    assert!(torn[0].message.contains("`id-gr71-public`") && torn[0].message.contains("`in-rbi-payment`"));
    assert!(torn[0].help.as_deref().unwrap().starts_with("split the store"));
    assert_eq!(found.iter().filter(|found| found.subject.as_deref() == Some("stores.rows")).count(), 1);
}

#[test]
fn the_order_of_the_first_write_counts() {
    let app = |writes: &str| {
        Spec::of(&format!(
            "data: {{ person: {{ contains: [personal.contact], subjects: [\"RU\"] }} }}\n\
             stores: {{ home-rows: {{ kind: table, key: id }}, far-rows: {{ kind: table, key: id }} }}\n\
             functions:\n  intake: {{ ${{code}}, triggers: [{{ http: POST /a, auth: member, body: {{ carries: [person] }} }}], {writes} }}\n\
             sites: {{ home: {{ provider: kubernetes, country: \"RU\" }}, far: {{ provider: kubernetes, country: \"DE\", logs: home, mechanism: {{ by: regulator-approval, evidence: notice 4 }} }} }}\n\
             environments: {{ production: {{ site: home, place: {{ far-rows: far }} }} }}\n"
        ))
        .breaches()
    };
    // Written abroad after it was written and read at home.
    let later = "writes: [home-rows] }\n  copy: { ${code}, triggers: [{ schedule: every 1h }], reads: [home-rows], writes: [far-rows]"
        .replace("${code}", "source: ./src");
    assert_eq!(app(&later), Vec::<String>::new());
    // Two writes of one function come in any order.
    assert_eq!(app("writes: [home-rows, far-rows]"), ["ru-152fz store far-rows"]);
}

#[test]
fn a_copy_inside_is_a_store_that_holds_all() {
    let app = |drops: &str, place: &str| {
        Spec::of(&format!(
            "data: {{ person: {{ contains: [personal.contact], subjects: [\"KZ\"] }} }}\n\
             stores: {{ rows: {{ kind: table, key: id }}, others: {{ kind: table, key: id }} }}\n\
             functions:\n  intake: {{ ${{code}}, triggers: [{{ http: POST /a, auth: member, body: {{ carries: [person] }} }}], writes: {{ rows: 1, others: {drops} }} }}\n\
             sites: {{ home: {{ provider: kubernetes, country: \"KZ\" }}, far: {{ provider: kubernetes, country: \"DE\", mechanism: {{ by: comparable-protection, evidence: contract 4 }} }} }}\n\
             environments: {{ production: {{ site: home, place: {{ {place} }} }} }}\n"
        ))
        .codes()
    };
    assert_eq!(app("1", "rows: far"), Vec::<&str>::new());
    assert_eq!(app("1", "rows: far, others: far"), ["F1414"]);
    assert_eq!(app("{ drops: { person: only counts } }", "rows: far"), ["F1414"]);
}

#[test]
fn a_recalled_law_warns_and_strictness_makes_it_an_error() {
    let spec = || {
        app(
            "contains: [personal.contact], subjects: [\"SG\"]",
            "sites: { home: { provider: aws, region: us-east-1 } }\nenvironments: { production: { site: home } }\n",
        )
    };
    assert!(spec().found().iter().all(|found| found.severity == Severity::Warning));
    let strict = spec().strict().found();
    assert!(!strict.is_empty() && strict.iter().all(|found| found.severity == Severity::Error));
}

#[test]
fn a_law_that_may_apply_is_asked_where_it_would_be_broken() {
    let spec = |more: &str, region: &str| {
        app(
            &format!("contains: [personal.health], subjects: [\"FR\"]{more}"),
            &format!("sites: {{ home: {{ provider: aws, region: {region} }} }}\nenvironments: {{ production: {{ site: home }} }}\n"),
        )
        .codes()
    };
    assert_eq!(spec("", "eu-west-3"), Vec::<&str>::new());
    assert_eq!(spec("", "eu-central-2"), ["F1430"]);
    assert_eq!(spec(", not_regimes: { fr-hds: our own patients }", "eu-central-2"), Vec::<&str>::new());
    assert_eq!(spec(", regimes: [fr-hds]", "eu-central-2"), ["F1410", "F1410"]);
}

#[test]
fn a_dead_letter_beside_its_event_is_no_second_finding() {
    let spec = Spec::of(
        "data: { person: { contains: [personal.contact], subjects: [\"DE\"] } }\nevents: { change: { via: topic } }\n\
         functions:\n  intake: { ${code}, triggers: [{ http: POST /a, auth: member, body: { carries: [person] } }], emits: [change] }\n\
         \x20 next: { ${code}, triggers: [{ event: change, idempotent_by: id }] }\n\
         sites: { home: { provider: aws, region: eu-central-1, account: \"1\" }, us: { provider: aws, region: us-east-1, account: \"1\" } }\n\
         environments: { production: { site: home, place: { change: us } } }\n",
    );
    assert_eq!(spec.codes(), ["F1410"]);
}

#[test]
fn a_promise_is_stricter_than_the_law() {
    let spec = |region: &str| {
        app(
            "contains: [personal.contact], subjects: [\"DE\"], stay_in: [\"@EEA\"]",
            &format!("sites: {{ home: {{ provider: aws, region: {region} }} }}\nenvironments: {{ production: {{ site: home }} }}\n"),
        )
        .codes()
    };
    assert_eq!(spec("eu-west-2"), ["F1411", "F1411"]);
    assert_eq!(spec("eu-west-1"), Vec::<&str>::new());
}
