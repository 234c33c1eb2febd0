//! On which ground data may leave.

use crate::spec::Spec;

fn service(class: &str, country: &str, located: &str, mechanism: &str) -> Spec {
    Spec::of(&format!(
        "data: {{ record: {{ {class} }} }}\n\
         services: {{ mailer: {{ url: https://mail.example, located: [\"{located}\"]{mechanism} }} }}\n\
         functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /records, auth: member, body: {{ carries: [record] }} }}], calls: [mailer] }} }}\n\
         sites: {{ home: {{ provider: kubernetes, country: \"{country}\" }} }}\n\
         environments: {{ production: {{ site: home }} }}\n"
    ))
}

fn person(subject: &str, located: &str, by: &str) -> Vec<&'static str> {
    let mechanism = match by {
        "" => String::new(),
        by => format!(", mechanism: {{ by: {by}, evidence: paper 7 }}"),
    };
    let class = format!("contains: [personal.contact], subjects: [\"{subject}\"]");
    service(&class, subject, located, &mechanism).codes()
}

const CLEAN: [&str; 0] = [];

#[test]
fn a_partial_finding_holds_with_its_condition_alone() {
    // A certification that the finding requires.
    assert_eq!(person("DE", "US", ""), ["F1410"]);
    assert_eq!(person("DE", "US", "dpf-certified"), CLEAN);
    // It counts for the list that requires it, and where it does.
    assert_eq!(person("DE", "IN", "dpf-certified"), ["F1410"]);
    assert_eq!(person("DE", "US", "dpf-uk-extension"), ["F1410"]);
    assert_eq!(person("GB", "US", "dpf-uk-extension"), CLEAN);
    assert_eq!(person("GB", "US", "dpf-certified"), ["F1410"]);
    // A scope that only the file can claim.
    assert_eq!(person("DE", "JP", ""), ["F1410"]);
    assert_eq!(person("DE", "JP", "adequacy"), CLEAN);
    // It does not stand in for the certification, nor for a finding that is not there.
    assert_eq!(person("DE", "US", "adequacy"), ["F1410"]);
    assert_eq!(person("DE", "IN", "adequacy"), ["F1410"]);
    // A finding without a condition needs nothing.
    assert_eq!(person("DE", "CH", ""), CLEAN);
}

#[test]
fn lists_do_not_compose() {
    assert_eq!(person("GB", "GI", ""), CLEAN);
    assert_eq!(person("DE", "GI", ""), ["F1410"]);
    // Under both laws both lists must hold.
    let both = |located: &str| {
        service("contains: [personal.contact], subjects: [\"DE\", \"GB\"]", "DE", located, "").codes()
    };
    assert_eq!(both("JE"), CLEAN);
    assert_eq!(both("GI"), ["F1410"]);
}

#[test]
fn a_mechanism_counts_where_the_regime_knows_it() {
    assert_eq!(person("DE", "IN", "eu-scc"), CLEAN);
    assert_eq!(person("GB", "IN", "eu-scc"), ["F1410"]);
    assert_eq!(person("TR", "DE", "eu-scc"), ["F1410"]);
    assert_eq!(person("TR", "DE", "tr-standard-contract"), CLEAN);
}

#[test]
fn no_contract_takes_out_what_must_be_inside() {
    let store = |site: &str| {
        Spec::of(&format!(
            "data: {{ record: {{ contains: [personal.health], subjects: [\"FR\"], regimes: [fr-hds] }} }}\n\
             stores: {{ rows: {{ kind: table, key: id }} }}\n\
             functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /records, auth: member, body: {{ carries: [record] }} }}], writes: [rows] }} }}\n\
             sites: {{ home: {{ provider: kubernetes, country: \"FR\" }}, there: {{ {site} }} }}\n\
             environments: {{ production: {{ site: home, place: {{ rows: there }} }} }}\n"
        ))
        .breaches()
    };
    let scc = "mechanism: { by: eu-scc, evidence: contract 1 }";
    assert_eq!(store(&format!("provider: kubernetes, country: \"US\", {scc}")), ["fr-hds store rows"]);
    assert_eq!(store(&format!("provider: kubernetes, country: \"CH\", {scc}")), ["fr-hds store rows"]);
}

#[test]
fn an_authority_may_take_out_what_it_keeps() {
    let class = "contains: [critical.important-data], subjects: [\"CN\"], regimes: [cn-ciio]";
    let with = |mechanism: &str| service(class, "CN", "SG", mechanism).codes();
    assert_eq!(with(""), ["F1410"]);
    assert_eq!(with(", mechanism: { by: cn-standard-contract, evidence: filing 3 }"), ["F1410"]);
    assert_eq!(with(", mechanism: { by: cn-security-assessment, evidence: filing 3 }"), CLEAN);
}

#[test]
fn where_nobody_can_read_is_a_ground_for_keeping_and_not_for_working() {
    let app = |place: &str, country: &str, by: &str| {
        Spec::of(&format!(
            "data: {{ drawing: {{ contains: [defence.controlled], regimes: [us-itar] }} }}\n\
             stores: {{ rows: {{ kind: table, key: id }} }}\n\
             functions:\n  intake: {{ ${{code}}, triggers: [{{ http: POST /drawings, auth: member, body: {{ carries: [drawing] }} }}], writes: [rows], calls: [work] }}\n  work: {{ ${{code}} }}\n\
             sites: {{ home: {{ provider: kubernetes, country: \"US\" }}, there: {{ provider: kubernetes, country: \"{country}\", logs: home, mechanism: {{ by: {by}, evidence: custody 5 }} }} }}\n\
             environments: {{ production: {{ site: home, place: {{ {place}: there }} }} }}\n"
        ))
        .breaches()
    };
    assert_eq!(app("rows", "CA", "e2ee-carveout"), Vec::<String>::new());
    assert_eq!(app("work", "CA", "e2ee-carveout"), ["us-itar process work"]);
    assert_eq!(app("work", "CA", "export-licence"), Vec::<String>::new());
    // Nothing goes to a country of 22 CFR 126.1.
    assert_eq!(app("rows", "CN", "export-licence"), ["us-itar store rows"]);
}

#[test]
fn a_regime_that_was_taken_away_binds_no_more_and_is_counted() {
    let spec = service(
        "contains: [personal.contact], subjects: [\"DE\"], not_regimes: { eu-gdpr: the figures are invented }",
        "DE",
        "IN",
        "",
    );
    assert_eq!(spec.codes(), CLEAN);
    assert_eq!(spec.analysis().trusts().len(), 1);
}

#[test]
fn what_would_be_if_a_mechanism_fell() {
    let mut spec = service(
        "contains: [personal.contact], subjects: [\"DE\"]",
        "DE",
        "US",
        ", mechanism: { by: dpf-certified, evidence: list 1 }",
    );
    assert_eq!(spec.codes(), CLEAN);
    spec.options.without_mechanisms.push("dpf-certified".to_owned());
    assert_eq!(spec.codes(), ["F1410"]);
    spec.options.without_mechanisms.clear();
    spec.options.added_subjects.push("GB".to_owned());
    assert_eq!(spec.codes(), ["F1410"]);
}

#[test]
fn a_country_is_no_province() {
    let spec = |located: &str| {
        service("contains: [personal.contact], subjects: [\"CA-QC\"]", "CA-QC", located, "").strict().codes()
    };
    assert_eq!(spec("CA-QC"), CLEAN);
    assert_eq!(spec("CA"), ["F1410"]);
    assert_eq!(spec("CA-AB"), ["F1410"]);
}
