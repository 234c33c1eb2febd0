//! Makes credentials unreadable before anything is shown: the texts that findings point into, and the findings' own words.

use std::ops::Range;

use faasc_diagnostics::{Diagnostic, ELLIPSIS, Hidden};
use faasc_facts::{Credentials, Facts};
use faasc_source::{SourceMap, Span};

/// The texts without what is hidden and without all that has the shape of a credential, which stands also where nobody
/// looked for it: beside a syntax error, in a schema.
pub(crate) fn sources(sources: &SourceMap, hidden: &[Hidden]) -> SourceMap {
    let known = Facts::builtin().credentials();
    let mut spans: Vec<Span> = hidden.iter().map(|hidden| hidden.span).collect();
    for (file, source) in sources.iter() {
        let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        let seen = known.seen_in(source.text());
        spans.extend(seen.iter().map(|seen| Span::new(file, at(seen.start), at(seen.end))));
    }
    sources.masked(&spans)
}

/// The words of the findings without all that has the shape of a credential.
pub(crate) fn words(found: &mut [Diagnostic]) {
    let known = Facts::builtin().credentials();
    for one in found {
        one.reword(|text| cut(text, &known));
    }
}

fn cut(text: &str, known: &Credentials<'_>) -> Option<String> {
    let seen: Vec<Range<usize>> = known.seen_in(text).iter().map(|seen| seen.start..seen.end).collect();
    if seen.is_empty() {
        return None;
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for range in seen {
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(ELLIPSIS);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_in_a_sentence_is_left_out() {
        let known = Facts::builtin().credentials();
        let cut = |text| cut(text, &known);
        assert_eq!(
            cut("there is no secret `AKIAIOSFODNN7EXAMPLE`").as_deref(),
            Some("there is no secret `…`")
        );
        assert_eq!(cut("there is no secret `partner-key`"), None);
    }
}
