//! A part of an `any` or `all` that changes nothing: something else was meant.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Auth, Name};
use faasc_source::{Span, Spanned};

use super::entry::{Entry, entries, parts};
use crate::rule::{Findings, Rule};

static AUTHENTICATOR_TWICE: Code = Code::warning(
    "F1006",
    "authenticator-twice",
    "a part of `any` or `all` that changes nothing about who comes in",
);

pub(crate) const RULE: Rule = Rule { codes: &[&AUTHENTICATOR_TWICE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for entry in entries(findings.program) {
        for part in parts(&entry.auth.value) {
            match part {
                Auth::Any(inner) => found.extend(of(&entry, inner, "any")),
                Auth::All(inner) => found.extend(of(&entry, inner, "all")),
                Auth::None(_) | Auth::By(_) | Auth::Then { .. } => {}
            }
        }
    }
    findings.sink.extend_with(found);
}

/// The first part that another one makes idle.
fn of(entry: &Entry<'_>, parts: &[Auth], word: &str) -> Option<Diagnostic> {
    parts.iter().enumerate().find_map(|(at, part)| {
        let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
        let (first, name, span) = others.into_iter().find_map(|(other, plain)| {
            let Auth::By(plain) = plain else { return None };
            let (name, span) = is_idle(part, plain, word, other < at)?;
            Some((plain, name, span))
        })?;
        let message =
            format!("`{name}` here changes nothing: `{}` stands beside it in `{word}`", first.value);
        let why = if word == "any" { "lets in everybody whom this would" } else { "is asked for already" };
        let one = AUTHENTICATOR_TWICE
            .at(span, message)
            .label(first.span, why)
            .help("take one of them out, or name the authenticator that was meant");
        Some(entry.about(one))
    })
}

/// Whether a part is idle beside a plain authenticator; its name and place.
fn is_idle<'a>(
    part: &'a Auth,
    plain: &Spanned<Name>,
    word: &str,
    is_later: bool,
) -> Option<(&'a Name, Span)> {
    match part {
        Auth::By(name) => (name.value == plain.value && is_later).then_some((&name.value, name.span)),
        // Who passes `then` of `x` passes `x`; who passes all of several passes each.
        Auth::Then { check, .. } if word == "any" => {
            (check.value == plain.value).then_some((&check.value, check.span))
        }
        Auth::All(inner) if word == "any" => named(inner, plain),
        Auth::Any(inner) if word == "all" => named(inner, plain),
        _ => None,
    }
}

fn named<'a>(parts: &'a [Auth], plain: &Spanned<Name>) -> Option<(&'a Name, Span)> {
    parts.iter().find_map(|part| match part {
        Auth::By(name) if name.value == plain.value => Some((&name.value, name.span)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(auth: &str) -> Vec<String> {
        Spec::of(&format!(
            "auth:\n  user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }}\n  one: {{ api_key: {{ secret: key }} }}\n\
             secrets: {{ key: {{}} }}\n\
             functions: {{ pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: {auth} }}] }} }}\n"
        ))
        .messages("F1006")
    }

    #[test]
    fn a_part_that_another_one_makes_idle_is_shown() {
        assert_eq!(
            spec("{ any: [user, user] }"),
            ["`user` here changes nothing: `user` stands beside it in `any`"]
        );
        assert_eq!(spec("{ any: [user, { all: [user, one] }] }").len(), 1);
        assert_eq!(spec("{ any: [{ then: { check: user, require: { scopes: [pay] } } }, user] }").len(), 1);
        assert_eq!(spec("{ all: [user, { any: [user, one] }] }").len(), 1);
    }

    #[test]
    fn parts_that_each_decide_something_are_free() {
        for auth in [
            "{ any: [user, one] }",
            "{ all: [user, one] }",
            "{ any: [one, { then: { check: user, require: { scopes: [pay] } } }] }",
            "{ any: [{ then: { check: user, require: { scopes: [pay] } } }, { then: { check: user, require: { scopes: [all] } } }] }",
        ] {
            assert_eq!(spec(auth), Vec::<String>::new(), "{auth}");
        }
    }
}
