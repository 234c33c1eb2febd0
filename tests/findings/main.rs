//! Each mistake gives one finding, at its line, whatever else is wrong: single mistakes in a spec that is in order,
//! and many of them at once.

mod mistakes;
mod spec;

use std::process::ExitCode;

use faasc_report::Findings;
use libtest_mimic::{Arguments, Failed, Trial};

use mistakes::{MISTAKES, Mistake};
use spec::{Error, errors, mutated};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        Trial::test("the_spec_without_mistakes_has_no_finding_above_a_note", the_base_is_clean),
        Trial::test("ten_mistakes_are_ten_findings_in_file_order", ten_at_once),
        Trial::test("any_two_to_ten_mistakes_are_as_many_findings", any_of_them_together),
        Trial::test("there_are_at_least_forty_mistakes_of_at_least_twenty_codes", there_are_enough),
    ];
    for mistake in MISTAKES {
        let name = format!("{}_at_{}", mistake.code, slug(mistake.by));
        trials.push(Trial::test(name, move || alone(mistake)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn slug(text: &str) -> String {
    let words: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    words.split('_').filter(|word| !word.is_empty()).take(6).collect::<Vec<_>>().join("_")
}

fn there_are_enough() -> Result<(), Failed> {
    let mut codes: Vec<&str> = MISTAKES.iter().map(|mistake| mistake.code).collect();
    codes.sort_unstable();
    codes.dedup();
    if MISTAKES.len() < 40 || codes.len() < 20 {
        return Err(format!("{} mistakes of {} codes", MISTAKES.len(), codes.len()).into());
    }
    Ok(())
}

fn the_base_is_clean() -> Result<(), Failed> {
    let outcome = spec::run(spec::BASE);
    let loud: Vec<_> =
        outcome.found.iter().filter(|found| found.severity > faasc_diagnostics::Severity::Note).collect();
    if loud.is_empty() { Ok(()) } else { Err(outcome.drawn().into()) }
}

fn alone(mistake: &Mistake) -> Result<(), Failed> {
    expect(&[mistake])
}

/// Exactly the errors of these mistakes, each at its line, in file order.
fn expect(mistakes: &[&Mistake]) -> Result<(), Failed> {
    let (text, mut wanted) = mutated(mistakes);
    let outcome = spec::run(&text);
    let found = errors(&outcome);
    wanted.sort();
    let mut sorted = found.clone();
    sorted.sort();
    if sorted != wanted {
        let names: Vec<&str> = mistakes.iter().map(|mistake| mistake.by).collect();
        return Err(format!("{names:#?}\nwanted {wanted:?}\nfound  {sorted:?}\n{}", outcome.drawn()).into());
    }
    if !found.is_sorted_by_key(|error| error.line) {
        return Err(format!("not in file order: {found:?}").into());
    }
    in_sarif(&outcome, &wanted)
}

/// The same errors in SARIF, which meets its schema.
fn in_sarif(outcome: &faasc_tests::run::Outcome, wanted: &[Error]) -> Result<(), Failed> {
    let findings =
        Findings { sources: &outcome.sources, diagnostics: &outcome.found, tool_version: "0", codes: &[] };
    let log: serde_json::Value =
        serde_json::from_str(&faasc_report::sarif(&findings)).map_err(|fault| fault.to_string())?;
    let schema = spec::sarif_schema();
    if let Some(fault) = schema.iter_errors(&log).next() {
        return Err(format!("{fault} at {}", fault.instance_path()).into());
    }
    let results = log["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    let mut found: Vec<Error> = results
        .iter()
        .filter(|result| result["level"] == "error")
        .map(|result| Error {
            line: result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap_or(0),
            code: result["ruleId"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    found.sort();
    if found == wanted { Ok(()) } else { Err(format!("SARIF has {found:?}, wanted {wanted:?}").into()) }
}

fn ten_at_once() -> Result<(), Failed> {
    let every_fourth: Vec<&Mistake> =
        MISTAKES.iter().filter(|mistake| mistake.is_independent).step_by(4).take(10).collect();
    expect(&every_fourth)
}

fn any_of_them_together() -> Result<(), Failed> {
    let independent: Vec<&Mistake> = MISTAKES.iter().filter(|mistake| mistake.is_independent).collect();
    let mut state = 0x5eed_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % end
    };
    for _ in 0..150 {
        let mut chosen: Vec<&Mistake> = Vec::new();
        let size = 2 + below(9);
        while chosen.len() < size {
            let next = independent[below(independent.len())];
            if chosen.iter().all(|one| one.find != next.find) {
                chosen.push(next);
            }
        }
        expect(&chosen)?;
    }
    Ok(())
}
