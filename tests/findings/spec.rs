//! The spec that is in order, and what is found in it when it is not.

use std::sync::OnceLock;

use faasc_diagnostics::Severity;
use faasc_tests::archive::Archive;
use faasc_tests::run::{Command, Outcome};

use crate::mistakes::Mistake;

/// A spec in which nothing is wrong.
pub(crate) const BASE: &str = include_str!("base.yaml");

const SCHEMA: &str = r#"{ "type": "object", "properties": { "orderId": { "type": "string" }, "seatId": { "type": "string" } } }"#;

/// An error, as far as the mistakes say what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Error {
    pub(crate) line: u64,
    pub(crate) code: String,
}

/// Checks `text`, with the files that it names beside it.
pub(crate) fn run(text: &str) -> Outcome {
    let mut archive = Archive::of_one("faas.yaml", text);
    for name in ["schemas/seat-taken.json", "schemas/order.json"] {
        archive.files.push((name.to_owned(), SCHEMA.to_owned()));
    }
    faasc_tests::run::run(&archive, &Command::default())
}

/// The errors of a run in its order.
pub(crate) fn errors(outcome: &Outcome) -> Vec<Error> {
    outcome
        .found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| Error {
            line: outcome.sources.start(found.primary.span).line.into(),
            code: found.code.id.to_owned(),
        })
        .collect()
}

/// The base with these mistakes in it, and the errors that they are.
pub(crate) fn mutated(mistakes: &[&Mistake]) -> (String, Vec<Error>) {
    // From the last to the first, so that the places of the others stay.
    let mut places: Vec<(usize, &Mistake)> = mistakes
        .iter()
        .map(|mistake| {
            assert_eq!(BASE.matches(mistake.find).count(), 1, "`{}` must be there once", mistake.find);
            (BASE.find(mistake.find).unwrap_or_default(), *mistake)
        })
        .collect();
    places.sort_by_key(|place| place.0);
    let mut text = String::new();
    let mut wanted = Vec::new();
    let mut from = 0;
    for (at, mistake) in places {
        assert!(at >= from, "`{}` overlaps with another mistake", mistake.find);
        text.push_str(&BASE[from..at]);
        let line = text.matches('\n').count() + 1 + mistake.lines_below;
        wanted.push(Error { line: line as u64, code: mistake.code.to_owned() });
        text.push_str(mistake.by);
        from = at + mistake.find.len();
    }
    text.push_str(&BASE[from..]);
    (text, wanted)
}

/// The schema of SARIF 2.1.0.
pub(crate) fn sarif_schema() -> &'static jsonschema::Validator {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = include_str!("../../compiler/report/tests/sarif-schema/sarif-schema-2.1.0.json");
        // One pattern of the official schema, for `run.language`, has a stray bracket, which strict readers refuse.
        let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
        let schema =
            serde_json::from_str(&text).unwrap_or_else(|fault| panic!("the schema is JSON: {fault}"));
        jsonschema::validator_for(&schema).unwrap_or_else(|fault| panic!("the schema is one: {fault}"))
    })
}
