//! `auth`: authenticators, and what a trigger asks of its caller.

use crate::form::{
    Form, Kind, KindsForm, Late, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named, needed,
};
use crate::key::top::{DURATION, TEXT, TEXTS, of, to};

const PASSED: Form = Form::Scalar(Scalar::Passed(Late::Passed));
const SECRET: Form = to(Ref::Secret);

static ALGORITHMS: &[&str] =
    &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
pub(crate) static PRESETS: &[&str] = &["github", "stripe", "slack", "standard-webhooks"];

pub(crate) static AUTHENTICATORS: NamedForm =
    named("an authenticator", NameOf::Declared, Form::Kinds(&AUTHENTICATOR));

#[rustfmt::skip]
pub(crate) static AUTHENTICATOR: KindsForm = KindsForm { what: "an authenticator", common: &[], kinds: &[
    kind(needed("jwt", Form::Map(&JWT), "A bearer token, checked against the issuer's keys.", "{ issuer: https://id.video.example, audience: video-api }")),
    kind(needed("oidc", Form::Map(&OIDC), "A browser login with a session.", "{ issuer: https://id.video.example, client_id: web, client_secret: web-secret }")),
    kind(needed("api_key", Form::Map(&API_KEY), "A shared key in a header.", "{ secret: partner-key }")),
    kind(needed("mtls", Form::Map(&MTLS), "A client certificate, checked where TLS ends.", "{ trust: device-ca }")),
    kind(needed("hmac", Form::Map(&HMAC), "A signature over the body, as webhooks have.", "{ preset: stripe, secret: psp-webhook }")),
    kind(needed("basic", Form::Map(&BASIC), "User and password.", "{ secret: staff-login }")),
    kind(needed("cloud_iam", Form::Map(&CLOUD_IAM), "The identities of the site's own cloud.", "{}")),
    kind(needed("custom", Form::Map(&CUSTOM), "A function of the app decides.", "{ function: authorise }")),
] };

const fn kind(key: crate::form::Key) -> Kind {
    Kind { key, own: &[] }
}

#[rustfmt::skip]
static JWT: MapForm = map("a token", &[
    needed("issuer", PASSED, "Who signs.", "https://id.video.example"),
    needed("audience", Form::OneOrMany(&PASSED), "For whom tokens are; one of these must be in the token.", "video-api"),
    key("algorithms", Form::NonEmptyList(&Form::Scalar(Scalar::Word(ALGORITHMS))), "Which signatures count; `none` never does.", "[RS256]", "[RS256]"),
    key("jwks", PASSED, "Where the keys are.", "the issuer's discovery document says it", "https://id.video.example/keys"),
]);
#[rustfmt::skip]
static OIDC: MapForm = map("a login", &[
    needed("issuer", PASSED, "Who signs.", "https://id.video.example"),
    needed("client_id", PASSED, "Our name at the issuer.", "web"),
    needed("client_secret", SECRET, "The secret of the client.", "web-secret"),
    key("scopes", TEXTS, "What is asked for.", "[openid]", "[openid, email]"),
]);
#[rustfmt::skip]
static API_KEY: MapForm = map("an API key", &[
    needed("secret", SECRET, "The secret with the key.", "partner-key"),
    key("header", of(&grammar::HEADER), "The header that carries it.", "x-api-key", "x-api-key"),
]);
#[rustfmt::skip]
static MTLS: MapForm = map("a client certificate", &[
    needed("trust", SECRET, "The secret with the certificates that are trusted.", "device-ca"),
]);
#[rustfmt::skip]
static HMAC: MapForm = map("a signature", &[
    needed("secret", SECRET, "The secret with the key.", "psp-webhook"),
    key("preset", Form::Scalar(Scalar::Word(PRESETS)), "A sender whose signatures are known exactly; or describe it by `header`, `algorithm`, `encoding`, `signed`, `timestamp`, `tolerance`.", "none", "stripe"),
    key("header", of(&grammar::HEADER), "The header that carries the signature.", "required without a preset", "x-signature"),
    key("algorithm", Form::Scalar(Scalar::Word(&["sha256", "sha384", "sha512", "sha1"])), "The hash.", "sha256", "sha256"),
    key("encoding", Form::Scalar(Scalar::Word(&["hex", "base64"])), "How the signature is written.", "hex", "base64"),
    key("signed", TEXT, "What is signed, of `{id}`, `{timestamp}` and `{body}`.", "\"{body}\"", "\"{timestamp}.{body}\""),
    key("timestamp", of(&grammar::HEADER), "The header with the time of sending.", "none", "x-timestamp"),
    key("tolerance", DURATION, "How old a request may be.", "5m", "5m"),
]);
#[rustfmt::skip]
static BASIC: MapForm = map("user and password", &[
    needed("secret", SECRET, "The secret with `USER:PASSWORD`.", "staff-login"),
]);
static CLOUD_IAM: MapForm = map("cloud identities", &[]);
#[rustfmt::skip]
static CUSTOM: MapForm = map("a deciding function", &[
    needed("function", to(Ref::OwnFunction), "The function: it gets the request's line, headers and parameters and answers 2xx with claims, or 401 or 403.", "authorise"),
    key("header", of(&grammar::HEADER), "The header that it is asked about.", "authorization", "authorization"),
    key("cache", DURATION, "How long an answer holds.", "0s", "5m"),
]);

static PART: Form = Form::Either(&PARTS);
static PARTS: [Form; 2] = [NAME, Form::Kinds(&PART_KINDS)];
const NAME: Form = to(Ref::Authenticator);

/// What a trigger asks: a name, or one of `any`, `all`, `then`, `none`.
pub(crate) const ASKED: Form = Form::Either(&[NAME, Form::Kinds(&ASKED_KINDS)]);

macro_rules! any {
    () => {
        kind(needed("any", Form::NonEmptyList(&PART), "One of these is enough.", "[viewer, partner]"))
    };
}
macro_rules! all {
    () => {
        kind(needed("all", Form::NonEmptyList(&PART), "Each of these.", "[viewer, device]"))
    };
}
macro_rules! then {
    () => {
        kind(needed(
            "then",
            Form::Map(&THEN_MAP),
            "First this, and then more about its token.",
            "{ check: viewer, require: { scopes: [play] } }",
        ))
    };
}

#[rustfmt::skip]
static ASKED_KINDS: KindsForm = KindsForm { what: "what is asked of the caller", common: &[], kinds: &[
    kind(needed("none", Form::Scalar(Scalar::Reason), "Everybody may call; the reason is the value.", "public greeting")),
    any!(),
    all!(),
    then!(),
] };
static PART_KINDS: KindsForm =
    KindsForm { what: "what is asked of the caller", common: &[], kinds: &[any!(), all!(), then!()] };

#[rustfmt::skip]
static THEN_MAP: MapForm = map("a check and what it must yield", &[
    needed("check", NAME, "The authenticator.", "viewer"),
    needed("require", Form::Map(&REQUIRE), "What its token must hold.", "{ scopes: [play] }"),
]);
static CLAIMS: NamedForm =
    named("a claim", NameOf::Grammar(&CLAIM), Form::OneOrMany(&Form::Scalar(Scalar::Plain)));
#[rustfmt::skip]
static CLAIM: crate::form::Grammar = crate::form::Grammar {
    what: "a claim", pattern: r"^[!-~]+$", words: "a name of ASCII characters without spaces", example: "role",
    matches: |text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()),
    elsewhere: |_| None,
};
#[rustfmt::skip]
static REQUIRE: MapForm = map("what a token must hold", &[
    key("scopes", TEXTS, "Scopes, each of which it must have.", "none", "[play]"),
    key("claims", Form::Named(&CLAIMS), "Claims with the values, one of which each must have.", "none", "{ role: [staff, admin] }"),
]);

#[cfg(test)]
mod tests {
    use faasc_facts::Facts;

    use super::PRESETS;

    #[test]
    fn every_preset_is_a_sender_whose_signature_is_known() {
        for preset in PRESETS {
            assert!(Facts::builtin().signature(preset).is_some(), "{preset}");
        }
    }
}
