//! Who may use a route: Envoy Gateway's SecurityPolicy.

use std::collections::BTreeSet;

use faasc_model::{Auth, Authenticator, AuthenticatorKind, Claim, Name, Node};
use faasc_source::{Span, Spanned};

use super::route::{self, Entry, Preflight};
use super::secret;
use crate::crd::{
    ApiKeyAuth, Authorization, AuthorizationRule, ClaimRule, CorsPolicy, Custom, ExtractFrom, Jwt,
    JwtPrincipal, JwtProvider, Principal, RemoteJwks, SecretRef, SecurityPolicySpec,
};
use crate::here::Here;
use crate::metadata;
use crate::object::Objects;

/// Claims beyond which the rules would be too many: each may be a text or a list, in every combination.
const MOST_CLAIMS: usize = 4;

/// What the gateway checks. Tokens of any of the issuers are good; a key is needed beside them.
#[derive(Default)]
pub(crate) struct Guard<'h> {
    pub(crate) tokens: Vec<Token<'h>>,
    pub(crate) api_keys: Vec<ApiKey<'h>>,
    then: Option<Then<'h>>,
}

/// What a token must hold beyond being good.
struct Then<'h> {
    provider: &'h Name,
    scopes: &'h [Spanned<String>],
    claims: &'h [Claim],
}

/// A kind of token.
pub(crate) struct Token<'h> {
    name: &'h Name,
    issuer: &'h str,
    audiences: Vec<&'h str>,
    jwks: &'h str,
}

/// A shared key.
pub(crate) struct ApiKey<'h> {
    pub(crate) secret: &'h Name,
    header: &'h str,
}

/// What the gateway cannot check, and where it is asked for.
pub(crate) struct Unchecked {
    pub(crate) span: Span,
    pub(crate) what: String,
}

/// What the gateway checks for `auth`.
pub(crate) fn of<'h>(here: &Here<'h>, auth: &'h Spanned<Auth>) -> Result<Guard<'h>, Unchecked> {
    let mut guard = Guard::default();
    add(here, &auth.value, auth.span, &mut guard)?;
    Ok(guard)
}

fn add<'h>(here: &Here<'h>, auth: &'h Auth, span: Span, guard: &mut Guard<'h>) -> Result<(), Unchecked> {
    match auth {
        Auth::None(_) => Ok(()),
        Auth::By(name) => add_named(here, name, guard),
        Auth::Then { check, scopes, claims } => {
            add_named(here, check, guard)?;
            if guard.tokens.len() != 1 || !guard.api_keys.is_empty() || claims.len() > MOST_CLAIMS {
                let what = "`then` after anything but one `jwt`, or with more than four claims".to_owned();
                return Err(Unchecked { span: check.span, what });
            }
            guard.then = Some(Then { provider: &check.value, scopes, claims });
            Ok(())
        }
        Auth::Any(parts) if parts.iter().all(|part| matches!(part, Auth::By(_))) => {
            parts.iter().try_for_each(|part| add(here, part, span, guard))?;
            let is_one_family = guard.tokens.len() == parts.len();
            is_one_family.then_some(()).ok_or_else(|| {
                let what = "`any` of others than `jwt`".to_owned();
                Unchecked { span, what }
            })
        }
        Auth::All(parts) if parts.iter().all(|part| matches!(part, Auth::By(_))) => {
            parts.iter().try_for_each(|part| add(here, part, span, guard))?;
            let is_one_each = guard.tokens.len() <= 1 && guard.api_keys.len() <= 1;
            is_one_each.then_some(()).ok_or_else(|| {
                let what = "`all` of two authenticators of one kind".to_owned();
                Unchecked { span, what }
            })
        }
        Auth::Any(_) | Auth::All(_) => {
            Err(Unchecked { span, what: "`any` and `all` that are not a list of authenticators".to_owned() })
        }
    }
}

fn add_named<'h>(here: &Here<'h>, name: &'h Spanned<Name>, guard: &mut Guard<'h>) -> Result<(), Unchecked> {
    let found = here.plan.deployment.authenticators.iter().find(|found| found.name.value == name.value);
    let unchecked = |what: &str| Unchecked { span: name.span, what: what.to_owned() };
    let Some(Authenticator { kind, .. }) = found else {
        return Err(unchecked("an authenticator that nothing declares"));
    };
    match kind {
        // Which signatures are good the gateway cannot be told: it takes those for which the key set has a key.
        AuthenticatorKind::Jwt { issuer, audience, algorithms: _, jwks } => {
            let Some(jwks) = jwks else {
                return Err(unchecked(
                    "a `jwt` without `jwks` (the gateway does not look for the issuer's keys)",
                ));
            };
            let audiences: Option<Vec<_>> =
                audience.iter().map(|audience| audience.value.as_literal()).collect();
            let (Some(issuer), Some(jwks), Some(audiences)) =
                (issuer.value.as_literal(), jwks.value.as_literal(), audiences)
            else {
                return Err(unchecked("a `jwt` whose parts are known only at deployment"));
            };
            guard.tokens.push(Token { name: &name.value, issuer, audiences, jwks });
            Ok(())
        }
        AuthenticatorKind::ApiKey { secret, header } => {
            let Some(declared) = secret::declared(here, &secret.value) else {
                return Err(unchecked("a secret that nothing declares"));
            };
            if declared.versions.value != 1 {
                return Err(unchecked("an `api_key` whose secret has two versions"));
            }
            // Each key of the Secret would be good, whatever else lies in it.
            if secret::is_existing(here, &secret.value) {
                return Err(unchecked("an `api_key` whose secret is `existing`"));
            }
            if secret::place(here, &secret.value).is_err() {
                return Err(unchecked("an `api_key` whose secret lies in a cloud's own store"));
            }
            guard.api_keys.push(ApiKey { secret: &secret.value, header: &header.value });
            Ok(())
        }
        AuthenticatorKind::Oidc { .. }
        | AuthenticatorKind::Mtls { .. }
        | AuthenticatorKind::Hmac { .. }
        | AuthenticatorKind::Basic { .. }
        | AuthenticatorKind::CloudIam
        | AuthenticatorKind::Custom { .. } => Err(unchecked(&format!("`{}` authentication", kind.word()))),
    }
}

/// Adds the policy of an entry, when it has any check.
pub(crate) fn emit(
    here: &Here<'_>,
    entry: &Entry<'_>,
    preflight: Option<&Preflight<'_>>,
    objects: &mut Objects,
) {
    let Ok(guard) = of(here, &entry.http.auth) else { return };
    let spec = SecurityPolicySpec {
        target_refs: vec![route::target(here, entry)],
        cors: preflight.map(cors),
        api_key_auth: api_key_auth(here, &guard.api_keys),
        authorization: guard.then.as_ref().map(authorization),
        jwt: jwt(guard.tokens),
    };
    if spec.cors.is_none() && spec.api_key_auth.is_none() && spec.jwt.is_none() {
        return;
    }
    let key_path = entry.key_path();
    let metadata =
        metadata::of_node(here, &route::name(here, entry), Node::Function(entry.function), &key_path);
    let node = entry.function.key_path();
    objects.add("policies.yaml", &Custom::new(metadata, spec), &node, &key_path, "checks of a route");
}

fn cors(preflight: &Preflight<'_>) -> CorsPolicy {
    let texts = |texts: &[Spanned<String>]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
    CorsPolicy {
        allow_origins: texts(&preflight.cors.origins),
        allow_methods: preflight.methods.iter().cloned().collect(),
        allow_headers: texts(&preflight.cors.headers),
        expose_headers: texts(&preflight.cors.expose_headers),
        max_age: preflight.cors.max_age.as_ref().map(|age| format!("{}s", age.value.as_secs_up())),
        allow_credentials: preflight.cors.credentials.then_some(true),
    }
}

fn jwt(tokens: Vec<Token<'_>>) -> Option<Jwt> {
    let providers: Vec<_> = tokens
        .into_iter()
        .map(|token| JwtProvider {
            name: token.name.to_string(),
            issuer: token.issuer.to_owned(),
            audiences: token.audiences.into_iter().map(str::to_owned).collect(),
            remote_jwks: RemoteJwks { uri: token.jwks.to_owned() },
        })
        .collect();
    (!providers.is_empty()).then_some(Jwt { providers })
}

fn api_key_auth(here: &Here<'_>, keys: &[ApiKey<'_>]) -> Option<ApiKeyAuth> {
    let refs =
        keys.iter().map(|key| SecretRef { group: "", kind: "Secret", name: here.secret_object(key.secret) });
    let headers: BTreeSet<_> = keys.iter().map(|key| key.header.to_owned()).collect();
    (!keys.is_empty()).then(|| ApiKeyAuth {
        credential_refs: refs.collect(),
        extract_from: vec![ExtractFrom { headers: headers.into_iter().collect() }],
    })
}

/// Everything is denied but a token with all scopes and all claims. A claim is a text with some issuers and a list with
/// others: one rule for each combination.
fn authorization(then: &Then<'_>) -> Authorization {
    let Then { provider, scopes, claims } = *then;
    let rules = (0..1_usize << claims.len()).map(|lists| {
        let claims = claims.iter().enumerate().map(|(at, claim)| ClaimRule {
            name: claim.name.value.clone(),
            value_type: if lists & (1 << at) == 0 { "String" } else { "StringArray" },
            values: claim.values.iter().map(|value| value.value.clone()).collect(),
        });
        let jwt = JwtPrincipal {
            provider: provider.to_string(),
            scopes: scopes.iter().map(|scope| scope.value.clone()).collect(),
            claims: claims.collect(),
        };
        AuthorizationRule { action: "Allow", principal: Principal { jwt } }
    });
    Authorization { default_action: "Deny", rules: rules.collect() }
}
