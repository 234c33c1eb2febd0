//! `then` asks more about a token: there must be one, and something must be asked.

use faasc_diagnostics::Code;
use faasc_model::{Auth, AuthenticatorKind};

use super::entry::{entries, parts};
use crate::rule::{Findings, Rule};

static WITHOUT_TOKEN: Code =
    Code::error("F1007", "then-without-token", "scopes or claims of an authenticator that has no token");
static WITHOUT_DEMAND: Code = Code::error("F1008", "then-without-demand", "a `then` that demands nothing");

pub(crate) const RULE: Rule = Rule { codes: &[&WITHOUT_TOKEN, &WITHOUT_DEMAND], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for entry in entries(findings.program) {
        for part in parts(&entry.auth.value) {
            let Auth::Then { check, scopes, claims } = part else { continue };
            let Some(kind) = entry.kind(&check.value) else { continue };
            let name = &check.value;
            if !has_token(kind) {
                let word = kind.word();
                let one = WITHOUT_TOKEN
                    .at(
                        check.span,
                        format!("`{name}` is known by `{word}`, which has no scopes and no claims"),
                    )
                    .here("nothing more can be asked about its callers")
                    .note("`jwt` and `oidc` have them in their token, `custom` in the answer of its function")
                    .help(format!("ask for `{name}` alone, or check an authenticator that has a token"));
                found.push(entry.about(one));
            } else if scopes.is_empty() && claims.is_empty() {
                let one = WITHOUT_DEMAND
                    .at(check.span, format!("nothing is asked of `{name}` beyond its token"))
                    .here("every token of this issuer passes")
                    .help(format!(
                        "say which scopes or claims it must have, or ask for `{name}` without `then`"
                    ));
                found.push(entry.about(one));
            }
        }
    }
    findings.sink.extend_with(found);
}

const fn has_token(kind: &AuthenticatorKind) -> bool {
    matches!(
        kind,
        AuthenticatorKind::Jwt { .. } | AuthenticatorKind::Oidc { .. } | AuthenticatorKind::Custom { .. }
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(check: &str, require: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth:\n  user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }}\n  one: {{ api_key: {{ secret: key }} }}\n\
             secrets: {{ key: {{}} }}\n\
             functions:\n  pay:\n    ${{code}}\n    triggers:\n      - http: POST /pay\n        \
             auth: {{ then: {{ check: {check}, require: {{ {require} }} }} }}\n      \
             - {{ http: GET /pay, auth: {{ any: [one, user] }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_key_has_no_scopes() {
        assert_eq!(spec("one", "scopes: [pay]"), ["F1007"]);
        assert_eq!(spec("user", "scopes: [pay]"), Vec::<&str>::new());
    }

    #[test]
    fn something_must_be_demanded() {
        assert_eq!(spec("user", ""), ["F1008"]);
        assert_eq!(spec("user", "claims: { role: staff }"), Vec::<&str>::new());
    }
}
