//! What must never be shown: texts that are credentials.

use faasc_source::Span;

use crate::Diagnostic;

/// A text of the file that no output shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Where it stands.
    pub span: Span,
    /// The entry that it belongs to; whatever else is wrong there follows from it and is not said.
    pub entry: Span,
    /// The text as it is meant, without quotes.
    pub text: String,
    /// The id of the code under which it was reported.
    pub code: &'static str,
}

/// Stands for a hidden text in a sentence.
pub const ELLIPSIS: &str = "…";

/// Shorter texts are words that occur anywhere; they are only hidden where they are quoted.
const SHORT: usize = 8;

impl Hidden {
    /// Whether `found` is about the same mistake.
    pub(crate) fn covers(&self, found: &Diagnostic) -> bool {
        let span = found.primary.span;
        found.code.id != self.code
            && span.file == self.entry.file
            && self.entry.start <= span.start
            && span.end <= self.entry.end
            && !span.is_empty()
    }

    /// `text` without it; none when it is not there.
    fn cut_from(&self, text: &str) -> Option<String> {
        let hidden = if self.text.len() < SHORT { format!("`{}`", self.text) } else { self.text.clone() };
        (!self.text.is_empty() && text.contains(&hidden)).then(|| text.replace(&hidden, ELLIPSIS))
    }
}

impl Diagnostic {
    /// Changes every sentence that it shows: `change` gives the new one, or nothing.
    pub fn reword(&mut self, mut change: impl FnMut(&str) -> Option<String>) {
        let mut each = |text: &mut String| {
            if let Some(new) = change(text) {
                *text = new;
            }
        };
        each(&mut self.message);
        each(&mut self.primary.text);
        self.labels.iter_mut().for_each(|label| each(&mut label.text));
        self.notes.iter_mut().for_each(&mut each);
        self.help.iter_mut().for_each(&mut each);
        self.subject.iter_mut().for_each(&mut each);
        for fix in &mut self.fixes {
            each(&mut fix.title);
            fix.edits.iter_mut().for_each(|edit| each(&mut edit.text));
        }
    }

    /// Leaves out all that is hidden.
    pub(crate) fn conceal(&mut self, hidden: &[Hidden]) {
        for one in hidden {
            self.reword(|text| one.cut_from(text));
        }
    }
}
