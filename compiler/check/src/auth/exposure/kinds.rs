//! The words of the inventory.

use std::fmt;

use faasc_model::{Auth, AuthenticatorKind, Deployment, PlatformKind, Template, TriggerKind};
use faasc_source::Spanned;
use serde::Serialize;

use crate::auth::entry::kind;

/// Who can reach an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Everybody.
    Public,
    /// The site's network, or principals of the host.
    Internal,
}

/// How well the weakest way in knows its callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// Not at all.
    Nobody,
    /// By a secret that all of them share.
    Shared,
    /// By something that one of them alone has.
    Own,
    /// By the host itself: identities of the account, the broker's own logins.
    Host,
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "public",
            Self::Internal => "internal",
        })
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "nobody",
            Self::Shared => "shared",
            Self::Own => "own",
            Self::Host => "host",
        })
    }
}

/// Who checks an authenticator at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The site.
    pub site: String,
    /// The authenticator.
    pub authenticator: String,
    /// Whether the host does it itself, before anything of the app runs.
    pub is_native: bool,
    /// How, in words of the fact base.
    pub how: String,
}

/// The entry of a trigger that somebody outside reaches; none of the others.
pub(super) fn entry(kind: &TriggerKind) -> Option<String> {
    match kind {
        TriggerKind::Http(http) => Some(format!("{} {}", http.route.value.method, http.route.value.path)),
        TriggerKind::Webhook(hook) => Some(format!("{} {}", hook.route.value.method, hook.route.value.path)),
        TriggerKind::Websocket(socket) => Some(socket.path.value.clone()),
        TriggerKind::Mqtt(mqtt) => Some(mqtt.topic.value.clone()),
        TriggerKind::Platform(platform) => match &platform.kind.value {
            PlatformKind::Alb { path, .. } => Some(path.value.clone()),
            _ => None,
        },
        TriggerKind::Schedule(_)
        | TriggerKind::Event(_)
        | TriggerKind::Object(_)
        | TriggerKind::Change(_) => None,
    }
}

/// `jwt customer, or api_key partner and mtls device`.
pub(super) fn in_words(deployment: &Deployment, auth: &Auth) -> String {
    let each = |parts: &[Auth], word: &str| {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Auth::Any(_) | Auth::All(_) => format!("({})", in_words(deployment, part)),
                _ => in_words(deployment, part),
            })
            .collect();
        parts.join(word)
    };
    match auth {
        Auth::None(_) => "nobody".to_owned(),
        Auth::By(name) => {
            let word = kind(deployment, &name.value).map_or("", AuthenticatorKind::word);
            format!("{word} {}", name.value)
        }
        Auth::Any(parts) => each(parts, " or "),
        Auth::All(parts) => each(parts, " and "),
        Auth::Then { check, scopes, claims } => {
            let word = kind(deployment, &check.value).map_or("", AuthenticatorKind::word);
            let scopes = scopes.iter().map(|scope| format!("scope {}", scope.value));
            let claims = claims.iter().map(|claim| {
                let values: Vec<&str> = claim.values.iter().map(|value| value.value.as_str()).collect();
                format!("{} {}", claim.name.value, values.join("|"))
            });
            let asked: Vec<String> = scopes.chain(claims).collect();
            format!("{word} {} with {}", check.value, asked.join(", "))
        }
    }
}

/// How well the weakest way through knows its callers.
pub(super) fn known(deployment: &Deployment, auth: &Auth) -> Known {
    match auth {
        Auth::None(_) => Known::Nobody,
        Auth::By(name) | Auth::Then { check: name, .. } => match kind(deployment, &name.value) {
            Some(AuthenticatorKind::ApiKey { .. } | AuthenticatorKind::Basic { .. }) | None => Known::Shared,
            Some(_) => Known::Own,
        },
        Auth::Any(parts) => parts.iter().map(|part| known(deployment, part)).min().unwrap_or(Known::Nobody),
        Auth::All(parts) => parts.iter().map(|part| known(deployment, part)).max().unwrap_or(Known::Nobody),
    }
}

/// Principals in the host's words.
pub(super) fn listed(principals: &[Spanned<Template>]) -> String {
    principals.iter().map(|principal| principal.value.to_string()).collect::<Vec<_>>().join(", ")
}
