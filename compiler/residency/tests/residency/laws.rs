//! Each regime that was read in its sources, at each act that it binds: a place that breaks it and one that does not.
//! The expectations are written by hand; that the table is complete is tested.

use std::collections::BTreeSet;

use faasc_facts::{Act, Confidence, Facts, Rule};

use crate::spec::Spec;

/// What a regime is expected to say.
struct Row {
    regime: &'static str,
    category: &'static str,
    /// Whom or what the data is about.
    subject: &'static str,
    /// Where everything else is.
    home: &'static str,
    /// Where the act is lawful.
    inside: &'static str,
    /// Where it is not.
    outside: &'static str,
    acts: &'static [Act],
}

use Act::{Access, Backup, Collect, Logs, Process, Store};

const TRANSFER: &[Act] = &[Store, Process, Access, Logs, Backup];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { regime: "ae-health", category: "personal.health", subject: "AE", home: "AE", inside: "AE", outside: "BH", acts: &[Collect, Store, Process, Access, Logs, Backup] },
    Row { regime: "br-lgpd", category: "personal.contact", subject: "BR", home: "BR", inside: "IS", outside: "GB", acts: TRANSFER },
    Row { regime: "ca-ns-piidpa", category: "personal.contact", subject: "CA-NS", home: "CA", inside: "CA", outside: "US", acts: TRANSFER },
    Row { regime: "ch-fadp", category: "personal.contact", subject: "CH", home: "CH", inside: "NZ", outside: "JP", acts: TRANSFER },
    Row { regime: "cn-ciio", category: "critical.important-data", subject: "CN", home: "CN", inside: "CN", outside: "HK", acts: &[Collect, Store, Process, Access, Logs, Backup] },
    Row { regime: "cn-pipl", category: "personal.contact", subject: "CN", home: "CN", inside: "CN", outside: "MO", acts: TRANSFER },
    Row { regime: "eu-gdpr", category: "personal.contact", subject: "DE", home: "DE", inside: "RE", outside: "NC", acts: TRANSFER },
    Row { regime: "fr-hds", category: "personal.health", subject: "FR", home: "FR", inside: "NO", outside: "US", acts: TRANSFER },
    Row { regime: "id-gr71-public", category: "gov.public-sector", subject: "ID", home: "ID", inside: "ID", outside: "SG", acts: TRANSFER },
    Row { regime: "id-pdp", category: "personal.contact", subject: "ID", home: "ID", inside: "ID", outside: "SG", acts: TRANSFER },
    Row { regime: "in-rbi-payment", category: "personal.payment", subject: "IN", home: "IN", inside: "IN", outside: "SG", acts: &[Store, Access, Logs, Backup] },
    Row { regime: "kr-pipa", category: "personal.contact", subject: "KR", home: "KR", inside: "KR", outside: "US", acts: TRANSFER },
    Row { regime: "ng-ndpa", category: "personal.contact", subject: "NG", home: "NG", inside: "NG", outside: "GH", acts: TRANSFER },
    Row { regime: "ru-152fz", category: "personal.contact", subject: "RU", home: "RU", inside: "RU", outside: "KZ", acts: &[Collect, Store, Process, Access, Logs, Backup] },
    Row { regime: "sa-pdpl", category: "personal.contact", subject: "SA", home: "SA", inside: "SA", outside: "BH", acts: TRANSFER },
    Row { regime: "tr-kvkk", category: "personal.contact", subject: "TR", home: "TR", inside: "TR", outside: "DE", acts: TRANSFER },
    Row { regime: "uk-gdpr", category: "personal.contact", subject: "GB", home: "GB", inside: "GI", outside: "IN", acts: TRANSFER },
    Row { regime: "us-doj-bulk", category: "personal.genetic", subject: "US", home: "US", inside: "MX", outside: "HK", acts: TRANSFER },
    Row { regime: "us-itar", category: "defence.controlled", subject: "US", home: "US", inside: "PR", outside: "CA", acts: TRANSFER },
    Row { regime: "uz-pdp", category: "personal.biometric", subject: "UZ", home: "UZ", inside: "UZ", outside: "KZ", acts: TRANSFER },
    Row { regime: "vn-pdpl", category: "personal.contact", subject: "VN", home: "VN", inside: "VN", outside: "SG", acts: TRANSFER },
];

/// An app in which one act is done at `place` and everything else at home.
fn app(row: &Row, act: Act, place: &str) -> Spec {
    let Row { regime, category, subject, home, .. } = row;
    let at = |wanted: Act| if act == wanted { "there" } else { "home" };
    let logs = if act == Logs { place } else { home };
    let access = if act == Access { place } else { home };
    // What is processed abroad logs at home, so that one act alone is abroad.
    let there_logs = if act == Process || act == Collect { home } else { place };
    let (entry, work) = (at(Collect), at(Process));
    let (rows, backup) = (at(Store), at(Backup));
    Spec::of(&format!(
        "data: {{ record: {{ contains: [{category}], subjects: [\"{subject}\"], regimes: [{regime}] }} }}\n\
         stores: {{ rows: {{ kind: table, key: id }}, copies: {{ kind: table, key: id, backup: {{ every: 1d, keep: 7d }} }} }}\n\
         services: {{ help: {{ url: https://help.example, located: [\"{home}\"], access: [\"{access}\"] }} }}\n\
         functions:\n\
         \x20 intake:\n    ${{code}}\n    triggers: [{{ http: POST /records, auth: member, body: {{ carries: [record] }} }}]\n\
         \x20   writes: [copies]\n    calls: [work, help]\n\
         \x20 work:\n    ${{code}}\n    writes: [rows]\n\
         sites:\n\
         \x20 home: {{ provider: kubernetes, country: \"{home}\", logs: {{ located: [\"{logs}\"] }} }}\n\
         \x20 there: {{ provider: kubernetes, country: \"{place}\", logs: {{ located: [\"{there_logs}\"] }} }}\n\
         environments: {{ production: {{ site: home, place: {{ intake: {entry}, work: {work}, rows: {rows}, copies.backup: {backup} }} }} }}\n"
    ))
}

/// Whether a regime finds fault with an act, wherever it is done.
fn breaks(spec: &Spec, regime: &str, act: Act) -> bool {
    let begin = format!("{regime} {act} ");
    spec.breaches().iter().any(|breach| breach.starts_with(&begin))
}

#[test]
fn what_a_law_binds_is_free_inside_and_found_outside() {
    for row in ROWS {
        for act in row.acts {
            let inside = app(row, *act, row.inside);
            assert!(!breaks(&inside, row.regime, *act), "{} {act} in {}", row.regime, row.inside);
            let outside = app(row, *act, row.outside);
            assert!(breaks(&outside, row.regime, *act), "{} {act} in {}", row.regime, row.outside);
        }
    }
}

#[test]
fn an_app_at_home_breaks_nothing() {
    for row in ROWS {
        let found = app(row, Store, row.home).breaches();
        assert!(found.iter().all(|breach| !breach.starts_with(row.regime)), "{}: {found:?}", row.regime);
    }
}

#[test]
fn every_regime_that_was_read_stands_in_the_table_with_every_act_that_it_binds() {
    let facts = Facts::builtin();
    // Transit is an act of no node yet: nothing in a faas.yaml passes data on without a readable copy.
    let acts = [Collect, Store, Process, Access, Logs, Backup];
    let mut wanted = BTreeSet::new();
    for regime in facts.regimes().filter(|regime| regime.confidence() == Confidence::Checked) {
        for act in acts {
            let is_bound = match regime.acts.of(act) {
                Rule::Free => false,
                Rule::Denylist => !regime.deny.is_empty(),
                _ => true,
            };
            if is_bound {
                wanted.insert((regime.row().id.as_str(), act));
            }
        }
    }
    let there: BTreeSet<(&str, Act)> =
        ROWS.iter().flat_map(|row| row.acts.iter().map(|act| (row.regime, *act))).collect();
    assert_eq!(wanted, there);
}

#[test]
fn a_law_that_lists_no_country_binds_nothing() {
    let spec = Spec::of(
        "data: { record: { contains: [personal.contact], subjects: [\"IN\"] } }\n\
         functions: { intake: { ${code}, triggers: [{ http: POST /records, auth: member, body: { carries: [record] } }] } }\n\
         sites: { us: { provider: aws, region: us-east-1 } }\n\
         environments: { production: { site: us } }\n",
    );
    assert_eq!(spec.codes(), Vec::<&str>::new());
}
