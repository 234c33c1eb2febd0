//! Where the stages put what they find.

use crate::{Diagnostic, Hidden, Severity};

/// Collects findings; a stage never stops at the first.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    hidden: Vec<Hidden>,
}

impl Sink {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds what there is.
    pub fn extend_with(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Sink) {
        self.found.extend(other.found);
        self.hidden.extend(other.hidden);
    }

    /// Hides a text: no finding shows it, and what else is wrong with its entry is not said.
    pub fn hide(&mut self, hidden: Hidden) {
        self.hidden.push(hidden);
    }

    /// The texts that are hidden, in the order of finding.
    #[must_use]
    pub fn hidden(&self) -> &[Hidden] {
        &self.hidden
    }

    /// What was found so far, in the order of finding.
    #[must_use]
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The same, for the waivers that cover some of it.
    pub fn found_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.found
    }

    /// Whether an error that no waiver covers was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error && found.waived.is_none())
    }

    /// All findings in file order. What several environments share is said once, with their names.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if !self.hidden.is_empty() {
            self.found.retain(|found| !self.hidden.iter().any(|hidden| hidden.covers(found)));
            self.found.iter_mut().for_each(|found| found.conceal(&self.hidden));
        }
        self.found.sort_by(|a, b| {
            (a.primary.span, a.code.id, &a.message).cmp(&(b.primary.span, b.code.id, &b.message))
        });
        let mut out: Vec<Diagnostic> = Vec::with_capacity(self.found.len());
        for found in self.found {
            match out.last_mut() {
                Some(last)
                    if last.code.id == found.code.id
                        && last.primary.span == found.primary.span
                        && last.message == found.message =>
                {
                    last.severity = last.severity.max(found.severity);
                    for environment in found.environments {
                        if !last.environments.contains(&environment) {
                            last.environments.push(environment);
                        }
                    }
                }
                _ => out.push(found),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use faasc_source::{FileId, Span};

    use super::Sink;
    use crate::{Code, Hidden};

    static CODE: Code = Code::error("F9999", "for-tests", "for tests");
    static OTHER: Code = Code::error("F9998", "for-tests", "for tests");

    fn at(start: u32, end: u32) -> Span {
        Span::new(FileId(0), start, end)
    }

    #[test]
    fn what_is_hidden_is_said_once_and_never_shown() {
        let mut sink = Sink::new();
        let text = "correct-horse".to_owned();
        sink.hide(Hidden { span: at(5, 18), entry: at(0, 18), text, code: CODE.id });
        sink.push(CODE.at(at(5, 18), "`PASSWORD` holds a credential"));
        sink.push(OTHER.at(at(5, 18), "there is no secret `correct-horse`"));
        sink.push(OTHER.at(at(30, 31), "unlike `correct-horse`").note("not correct-horse"));
        let found = sink.finish();
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(messages, ["`PASSWORD` holds a credential", "unlike `…`"]);
        assert_eq!(found[1].notes, ["not …"]);
    }

    #[test]
    fn a_short_text_is_hidden_only_where_it_is_quoted() {
        let mut sink = Sink::new();
        sink.hide(Hidden { span: at(0, 4), entry: at(0, 4), text: "root".to_owned(), code: CODE.id });
        sink.push(OTHER.at(at(9, 9), "the root of `root` is rooted"));
        assert_eq!(sink.finish()[0].message, "the root of … is rooted");
    }
}
