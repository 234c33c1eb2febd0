//! Who may call.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::Duration;
use crate::{Link, Name, Template};

/// A way to know the caller.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Authenticator {
    /// Its name.
    pub name: Spanned<Name>,
    /// How it knows.
    pub kind: AuthenticatorKind,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}

/// The families of authentication.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticatorKind {
    /// A bearer token, checked against the issuer's keys.
    Jwt {
        /// Who signs.
        issuer: Spanned<Template>,
        /// For whom tokens are.
        audience: Vec<Spanned<Template>>,
        /// Which signatures count.
        algorithms: Vec<Spanned<String>>,
        /// Where the keys are; absent: the issuer's discovery document.
        jwks: Option<Spanned<Template>>,
    },
    /// A browser login.
    Oidc {
        /// Who signs.
        issuer: Spanned<Template>,
        /// Our name there.
        client_id: Spanned<Template>,
        /// The secret of the client.
        client_secret: Spanned<Name>,
        /// What is asked for.
        scopes: Vec<Spanned<String>>,
    },
    /// A shared key in a header.
    ApiKey {
        /// The secret with the key.
        secret: Spanned<Name>,
        /// The header (`x-api-key`).
        header: Spanned<String>,
    },
    /// A client certificate.
    Mtls {
        /// The secret with the certificates that are trusted.
        trust: Spanned<Name>,
    },
    /// A signature over the body.
    Hmac {
        /// The secret with the key.
        secret: Spanned<Name>,
        /// How it is made.
        signature: Hmac,
    },
    /// User and password.
    Basic {
        /// The secret with them.
        secret: Spanned<Name>,
    },
    /// The site's own identities.
    CloudIam,
    /// A function of the app decides.
    Custom {
        /// The function.
        function: Link,
        /// What it is asked about (`authorization`).
        header: Spanned<String>,
        /// How long an answer holds (0s).
        cache: Spanned<Duration>,
    },
}

impl AuthenticatorKind {
    /// The key that names it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Jwt { .. } => "jwt",
            Self::Oidc { .. } => "oidc",
            Self::ApiKey { .. } => "api_key",
            Self::Mtls { .. } => "mtls",
            Self::Hmac { .. } => "hmac",
            Self::Basic { .. } => "basic",
            Self::CloudIam => "cloud_iam",
            Self::Custom { .. } => "custom",
        }
    }
}

/// How a webhook is signed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hmac {
    /// As a known sender does.
    Preset(Spanned<HmacPreset>),
    /// In the file's own words.
    Own(Box<Signature>),
}

/// Senders whose signatures are known exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HmacPreset {
    /// GitHub.
    Github,
    /// Stripe.
    Stripe,
    /// Slack.
    Slack,
    /// Standard Webhooks (Svix and others).
    StandardWebhooks,
}

/// A signature described by its parts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Signature {
    /// The header that carries it.
    pub header: Spanned<String>,
    /// The hash (`sha256`).
    pub algorithm: Spanned<String>,
    /// `hex` or `base64`.
    pub encoding: Spanned<String>,
    /// What is signed: a template of `{timestamp}`, `{id}`, `{body}`.
    pub signed: Spanned<String>,
    /// The header with the time.
    pub timestamp: Option<Spanned<String>>,
    /// How old it may be (5m).
    pub tolerance: Spanned<Duration>,
}

/// A claim that must hold.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Claim {
    /// Its name.
    pub name: Spanned<String>,
    /// The values, one of which it has.
    pub values: Vec<Spanned<String>>,
}

/// What an entry asks of its caller.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// Nothing, with a reason.
    None(Spanned<String>),
    /// One authenticator.
    By(Spanned<Name>),
    /// Any of several.
    Any(Vec<Auth>),
    /// Each of several.
    All(Vec<Auth>),
    /// One, and then more about its token.
    Then {
        /// Who checks.
        check: Spanned<Name>,
        /// Scopes that the token needs.
        scopes: Vec<Spanned<String>>,
        /// Claims that must hold.
        claims: Vec<Claim>,
    },
}

impl Auth {
    /// The names of all authenticators in it.
    #[must_use]
    pub fn names(&self) -> Vec<&Spanned<Name>> {
        match self {
            Self::None(_) => Vec::new(),
            Self::By(name) | Self::Then { check: name, .. } => vec![name],
            Self::Any(parts) | Self::All(parts) => parts.iter().flat_map(Self::names).collect(),
        }
    }
}
