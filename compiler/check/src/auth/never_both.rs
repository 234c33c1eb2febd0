//! `all` of authenticators that read one header and want different things in it lets nobody in.

use faasc_diagnostics::Code;
use faasc_model::{Auth, AuthenticatorKind};

use super::entry::{Entry, entries, header, parts};
use crate::rule::{Findings, Rule};

static NEVER_BOTH: Code =
    Code::error("F1005", "never-both", "two authenticators that no request can satisfy at once");

pub(crate) const RULE: Rule = Rule { codes: &[&NEVER_BOTH], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for entry in entries(findings.program) {
        for part in parts(&entry.auth.value) {
            if let Auth::All(parts) = part {
                of_all(&entry, parts, &mut found);
            }
        }
    }
    findings.sink.extend_with(found);
}

fn of_all(entry: &Entry<'_>, parts: &[Auth], found: &mut Vec<faasc_diagnostics::Diagnostic>) {
    let named: Vec<_> = parts
        .iter()
        .filter_map(|part| match part {
            Auth::By(name) | Auth::Then { check: name, .. } => Some((name, entry.kind(&name.value)?)),
            _ => None,
        })
        .collect();
    for (at, (name, kind)) in named.iter().enumerate() {
        let Some((first, other)) = named[..at].iter().find(|(_, other)| are_apart(kind, other)) else {
            continue;
        };
        let header = header(kind).unwrap_or_default();
        let one = NEVER_BOTH
            .at(name.span, format!("no request satisfies both `{}` and `{}`", first.value, name.value))
            .here(format!("wants a {} in `{header}`", in_words(kind)))
            .label(first.span, format!("wants a {} there too", in_words(other)))
            .note("a header has one value")
            .help("ask for `any` of them, or give one of them a header of its own");
        found.push(entry.about(one));
        return;
    }
}

/// Whether both read the same header and no value of it satisfies both.
fn are_apart(one: &AuthenticatorKind, two: &AuthenticatorKind) -> bool {
    use AuthenticatorKind::{ApiKey, Basic, Custom, Jwt};
    let is_shared = match (header(one), header(two)) {
        (Some(one), Some(two)) => one.eq_ignore_ascii_case(two),
        _ => false,
    };
    is_shared
        && match (one, two) {
            // A function may look at what another authenticator checks, and decide more.
            (Custom { .. }, _) | (_, Custom { .. }) => false,
            (Jwt { issuer: one, .. }, Jwt { issuer: two, .. }) => one.value != two.value,
            (Basic { secret: one }, Basic { secret: two })
            | (ApiKey { secret: one, .. }, ApiKey { secret: two, .. }) => one.value != two.value,
            _ => true,
        }
}

const fn in_words(kind: &AuthenticatorKind) -> &'static str {
    match kind {
        AuthenticatorKind::Jwt { .. } => "token of its issuer",
        AuthenticatorKind::Basic { .. } => "user with its password",
        _ => "key of its own",
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(auth: &str) -> Vec<String> {
        Spec::of(&format!(
            "auth:\n  user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }}\n  \
             admin: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: b }} }}\n  \
             staff: {{ jwt: {{ issuer: \"https://staff.shop.example\", audience: a }} }}\n  \
             till: {{ basic: {{ secret: login }} }}\n  \
             one: {{ api_key: {{ secret: key-one }} }}\n  two: {{ api_key: {{ secret: key-two, header: X-Api-Key }} }}\n  \
             gate: {{ custom: {{ function: decide }} }}\n\
             secrets: {{ login: {{}}, key-one: {{}}, key-two: {{}} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: {auth} }}] }}\n  decide: {{ ${{code}} }}\n"
        ))
        .messages("F1005")
    }

    #[test]
    fn two_values_of_one_header_are_never_there_at_once() {
        assert_eq!(spec("{ all: [user, staff] }"), ["no request satisfies both `user` and `staff`"]);
        assert_eq!(spec("{ any: [one, { all: [user, till] }] }").len(), 1);
        assert_eq!(spec("{ all: [one, two] }").len(), 1);
    }

    #[test]
    fn what_one_request_can_bring_is_free() {
        for auth in [
            "{ all: [user, admin] }",
            "{ all: [user, one] }",
            "{ all: [user, gate] }",
            "{ any: [user, staff] }",
        ] {
            assert_eq!(spec(auth), Vec::<String>::new(), "{auth}");
        }
    }
}
