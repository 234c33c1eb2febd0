//! What an entry asks of its caller.

use faasc_model::{Auth, Authenticator, AuthenticatorKind, Name, Template};
use faasc_source::{Span, Spanned};

use super::Gaps;

/// What to do until the bridge checks it.
const TODAY: &str =
    "use a `jwt` or `cloud_iam` authenticator, or `{ none: REASON }` and check it in the function";

impl Gaps<'_> {
    pub(super) fn of_auth(&mut self, auth: &Spanned<Auth>, subject: &str) {
        match &auth.value {
            Auth::None(_) => {}
            Auth::By(name) => self.of_authenticator(name, subject),
            Auth::Any(_) => self.missing(auth.span, "`any` of several authenticators", subject, TODAY),
            Auth::All(_) => self.missing(auth.span, "`all` of several authenticators", subject, TODAY),
            Auth::Then { check, scopes, claims } => {
                self.of_authenticator(check, subject);
                if let Some(claim) = claims.first() {
                    self.missing(claim.name.span, "a check of claims", subject, "check them in the function");
                }
                let is_jwt = matches!(self.kind_of(&check.value), Some(AuthenticatorKind::Jwt { .. }));
                // An HTTP API lets in who has one of the scopes; the language asks for each.
                if let ([_, second, ..], _) | ([second], false) = (scopes.as_slice(), is_jwt) {
                    let today = "ask for one scope of a `jwt`, and check others in the function";
                    self.missing(second.span, "a check of these scopes", subject, today);
                }
            }
        }
    }

    fn kind_of(&self, name: &Name) -> Option<&AuthenticatorKind> {
        self.deployment()
            .authenticators
            .iter()
            .find(|found| found.name.value == *name)
            .map(|found| &found.kind)
    }

    fn of_authenticator(&mut self, name: &Spanned<Name>, subject: &str) {
        let deployment = self.deployment();
        let found = deployment.authenticators.iter().find(|found| found.name.value == name.value);
        let Some(Authenticator { name: _, kind, span: _ }) = found else { return };
        match kind {
            AuthenticatorKind::Jwt { issuer, audience, algorithms, jwks } => {
                self.of_template(issuer, subject);
                self.of_templates(audience, subject);
                if let Some(jwks) = jwks
                    && !is_of_issuer(&jwks.value, &issuer.value)
                {
                    let today = "leave `jwks` out: the API reads the issuer's discovery document";
                    self.missing(jwks.span, "keys from another place than the issuer's", subject, today);
                }
                if let Some(other) = algorithms.iter().find(|algorithm| !algorithm.value.starts_with("RS")) {
                    let what = format!("tokens signed by `{}`", other.value);
                    self.missing(other.span, &what, subject, "use RS256");
                }
            }
            AuthenticatorKind::CloudIam => {}
            AuthenticatorKind::Oidc { .. }
            | AuthenticatorKind::ApiKey { .. }
            | AuthenticatorKind::Mtls { .. }
            | AuthenticatorKind::Hmac { .. }
            | AuthenticatorKind::Basic { .. }
            | AuthenticatorKind::Custom { .. } => self.unchecked(name.span, kind.word(), subject),
        }
    }

    fn unchecked(&mut self, span: Span, word: &str, subject: &str) {
        let what = format!("a check by `{word}`");
        self.missing(span, &what, subject, TODAY);
    }
}

/// Whether keys lie below their issuer, where its discovery document leads.
fn is_of_issuer(jwks: &Template, issuer: &Template) -> bool {
    let (jwks, issuer) = (jwks.to_string(), issuer.to_string());
    jwks.strip_prefix(issuer.trim_end_matches('/')).is_some_and(|rest| rest.starts_with("/.well-known/"))
}
