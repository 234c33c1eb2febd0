//! A text of the spec against what a host lets a text be: its length and its characters.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_facts::{Fact, Facts, Limit};
use faasc_model::Site;
use faasc_source::Spanned;
use regex_lite::Regex;

use super::figure::cited;

/// The patterns of limits, each made when it is first asked for.
#[derive(Default)]
pub(crate) struct Patterns<'f> {
    made: BTreeMap<&'f str, Option<Regex>>,
}

/// What is wrong with a text.
enum Unfit {
    Long(usize, usize),
    Short(usize, usize),
    Characters,
}

impl<'f> Patterns<'f> {
    /// Whether a text has the form that the limit `id` wants; one without a pattern takes any.
    pub(crate) fn fits(&mut self, facts: &'f Facts, id: &str, text: &str) -> bool {
        let Some(fact) = facts.limit(id) else { return true };
        self.is_match(fact, text)
    }

    fn is_match(&mut self, fact: Fact<'f, Limit>, text: &str) -> bool {
        let limit: &'f Limit = fact.row();
        let made = self.made.entry(limit.id.as_str()).or_insert_with(|| {
            // The classes of Unicode stand for their Latin letters here, as `folded` puts them into the text.
            let pattern = limit.pattern.as_deref()?;
            let classes = [
                (r"\p{Ll}", "a-z"),
                (r"\p{Lo}", "a-z"),
                (r"\p{L}", "A-Za-z"),
                (r"\p{N}", "0-9"),
                (r"\p{Z}", " "),
            ];
            let ascii = classes
                .iter()
                .fold(pattern.to_owned(), |text, (class, letters)| text.replace(class, letters));
            Regex::new(&ascii).ok()
        });
        made.as_ref().is_none_or(|pattern| pattern.is_match(&folded(text)))
    }

    /// The finding when `text`, which is called `what`, is not what the limit `id` allows.
    pub(crate) fn judge(
        &mut self,
        facts: &'f Facts,
        id: &str,
        what: &str,
        text: &Spanned<String>,
        (site, code): (&Site, &'static Code),
    ) -> Option<Diagnostic> {
        let fact = facts.limit(id)?;
        let unfit = self.unfit(fact, &text.value)?;
        let site = &site.name.value;
        let message = match unfit {
            Unfit::Long(has, most) => {
                format!("{what} has {has} characters, and `{site}` allows at most {most}")
            }
            Unfit::Short(has, least) => {
                format!("{what} has {has} characters, and `{site}` wants at least {least}")
            }
            Unfit::Characters => format!("{what} has characters that `{site}` does not allow"),
        };
        let found = code.at(text.span, message).note(cited(fact));
        let found = match &fact.note {
            Some(note) => found.note(note.clone()),
            None => found,
        };
        Some(match self.nearest(fact, &text.value) {
            Some(nearest) => found.help(format!("the nearest that is allowed is `{nearest}`")),
            None => found,
        })
    }

    fn unfit(&mut self, fact: Fact<'f, Limit>, text: &str) -> Option<Unfit> {
        let count = text.chars().count();
        let bound = |figure: rust_decimal::Decimal| usize::try_from(figure.trunc()).ok();
        if let Some(most) = fact.ceiling().and_then(bound).filter(|most| count > *most) {
            return Some(Unfit::Long(count, most));
        }
        if let Some(least) = fact.min.and_then(|min| bound(*min)).filter(|least| count < *least) {
            return Some(Unfit::Short(count, least));
        }
        (!self.is_match(fact, text)).then_some(Unfit::Characters)
    }

    /// The text with what is not allowed replaced by `-`, in lower case where nothing else is taken, and cut.
    fn nearest(&mut self, fact: Fact<'f, Limit>, text: &str) -> Option<String> {
        let most = fact.ceiling().and_then(|most| usize::try_from(most.trunc()).ok()).unwrap_or(usize::MAX);
        let dashed: String = text
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' })
            .take(most)
            .collect();
        let dashed = dashed.trim_matches('-').to_owned();
        [dashed.clone(), dashed.to_lowercase()].into_iter().find(|text| self.unfit(fact, text).is_none())
    }
}

/// The text with letters and digits beyond ASCII as Latin ones, so that a pattern of ASCII judges it.
fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        _ if c.is_ascii() => c,
        _ if c.is_uppercase() => 'A',
        _ if c.is_alphabetic() => 'a',
        _ if c.is_numeric() => '0',
        _ if c.is_whitespace() => ' ',
        _ => c,
    };
    text.chars().map(fold).collect()
}
