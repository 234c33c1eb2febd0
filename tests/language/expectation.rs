//! What the lines of an example say about themselves: `# error: F0301`, `# warning: F1311`.

use faasc_diagnostics::Severity;
use faasc_tests::archive::Archive;
use faasc_tests::run::Outcome;

/// A code that must be found on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expectation {
    path: String,
    line: usize,
    severity: Severity,
    code: String,
}

/// All that the lines of an archive say.
pub(crate) struct Wanted(Vec<Expectation>);

impl Wanted {
    pub(crate) fn of(archive: &Archive) -> Self {
        let mut all = Vec::new();
        for (path, text) in &archive.files {
            for (at, line) in text.lines().enumerate() {
                for (mark, severity) in [("# error: ", Severity::Error), ("# warning: ", Severity::Warning)] {
                    if let Some((_, codes)) = line.split_once(mark) {
                        all.extend(codes.split(',').map(|code| Expectation {
                            path: path.clone(),
                            line: at + 1,
                            severity,
                            code: code.trim().to_owned(),
                        }));
                    }
                }
            }
        }
        Self(all)
    }

    /// What was found and is not wanted, and what is wanted and was not found.
    pub(crate) fn faults(&self, outcome: &Outcome, judges_warnings: bool) -> Vec<String> {
        let found: Vec<Expectation> = outcome
            .found
            .iter()
            .filter(|found| found.severity != Severity::Note)
            .map(|found| Expectation {
                path: outcome.sources.file(found.primary.span.file).path().to_owned(),
                line: outcome.sources.start(found.primary.span).line as usize,
                severity: found.severity,
                code: found.code.id.to_owned(),
            })
            .collect();
        let say = |what: &str, one: &Expectation| format!("{what}: {} {}:{}", one.code, one.path, one.line);
        let missing = self.0.iter().filter(|one| !found.contains(one)).map(|one| say("not found", one));
        let judged = |one: &&Expectation| judges_warnings || one.severity == Severity::Error;
        let odd =
            found.iter().filter(|one| !self.0.contains(one)).filter(judged).map(|one| say("found", one));
        missing.chain(odd).collect()
    }
}
