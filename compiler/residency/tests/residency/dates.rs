//! Last days, at both sides.

use crate::spec::Spec;

fn service(located: &str, subject: &str, mechanism: &str) -> Spec {
    Spec::of(&format!(
        "data: {{ person: {{ contains: [personal.contact], subjects: [\"{subject}\"] }} }}\n\
         services: {{ mailer: {{ url: https://mail.example, located: [\"{located}\"]{mechanism} }} }}\n\
         functions: {{ intake: {{ ${{code}}, triggers: [{{ http: POST /persons, auth: member, body: {{ carries: [person] }} }}], calls: [mailer] }} }}\n\
         sites: {{ home: {{ provider: kubernetes, country: \"{subject}\" }} }}\n\
         environments: {{ production: {{ site: home }} }}\n"
    ))
}

#[test]
fn a_mechanism_holds_to_the_end_of_its_last_day() {
    let spec = || service("IN", "DE", ", mechanism: { by: eu-scc, evidence: contract 1, until: 2027-01-31 }");
    assert_eq!(spec().on("2027-01-31").codes(), Vec::<&str>::new());
    let late = spec().on("2027-02-01");
    assert_eq!(late.codes(), ["F1410"]);
    assert!(late.found()[0].notes.iter().any(|note| note.contains("its last day was 2027-01-31")));
}

#[test]
fn an_adequacy_finding_holds_from_its_first_to_its_last_day() {
    // Great Britain, to the end of 2031-12-27; Brazil, from 2026-01-26.
    assert_eq!(service("GB", "DE", "").on("2031-12-27").codes(), Vec::<&str>::new());
    assert_eq!(service("GB", "DE", "").on("2031-12-28").codes(), ["F1410"]);
    assert_eq!(service("BR", "DE", "").on("2026-01-26").codes(), Vec::<&str>::new());
    assert_eq!(service("BR", "DE", "").on("2026-01-25").codes(), ["F1410"]);
}

#[test]
fn a_declassification_holds_to_the_end_of_its_last_day() {
    let spec = || {
        Spec::of(
            "data: { person: { contains: [personal.contact], subjects: [\"DE\"] } }\n\
             stores: { counts: { kind: table, key: id } }\n\
             functions:\n  count:\n    ${code}\n    triggers: [{ http: POST /persons, auth: member, body: { carries: [person] } }]\n\
             \x20   transforms: [{ from: person, to: none, by: aggregate, because: groups of fifty, evidence: docs/a.md, approved_by: dpo@clinic.example, expires: 2027-06-30 }]\n\
             \x20   writes: [counts]\n\
             sites: { home: { provider: aws, region: eu-central-1 } }\n\
             environments: { production: { site: home } }\n",
        )
    };
    assert_eq!(spec().on("2027-06-30").codes(), Vec::<&str>::new());
    assert_eq!(spec().on("2027-07-01").codes(), ["F1422"]);
}
