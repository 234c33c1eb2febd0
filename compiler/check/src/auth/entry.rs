//! Entries: triggers that callers from outside reach, with what they ask of them.

use faasc_diagnostics::Diagnostic;
use faasc_model::{Auth, Authenticator, AuthenticatorKind, Deployment, Function, Name, Program, Trigger};
use faasc_source::Spanned;

/// An entry of a deployment.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'p> {
    pub(crate) deployment: &'p Deployment,
    pub(crate) function: &'p Function,
    pub(crate) trigger: &'p Trigger,
    pub(crate) auth: &'p Spanned<Auth>,
}

/// All entries that say who may call.
pub(crate) fn entries(program: &Program) -> impl Iterator<Item = Entry<'_>> {
    program.deployments().flat_map(|(_, deployment)| {
        deployment.functions.iter().flat_map(move |function| {
            function.triggers.iter().filter_map(move |trigger| {
                let auth = trigger.kind.auth()?;
                Some(Entry { deployment, function, trigger, auth })
            })
        })
    })
}

/// All authenticators, each with its deployment.
pub(crate) fn authenticators(program: &Program) -> impl Iterator<Item = (&Deployment, &Authenticator)> {
    program.deployments().flat_map(|(_, deployment)| {
        deployment.authenticators.iter().map(move |authenticator| (deployment, authenticator))
    })
}

impl<'p> Entry<'p> {
    /// How an authenticator of this deployment knows its callers.
    pub(crate) fn kind(&self, name: &Name) -> Option<&'p AuthenticatorKind> {
        kind(self.deployment, name)
    }

    /// The finding as one about this entry.
    pub(crate) fn about(&self, found: Diagnostic) -> Diagnostic {
        found.about(self.function.key_path()).within(self.deployment.environment.to_string())
    }
}

/// How an authenticator knows its callers.
pub(crate) fn kind<'p>(deployment: &'p Deployment, name: &Name) -> Option<&'p AuthenticatorKind> {
    deployment.authenticators.iter().find(|found| found.name.value == *name).map(|found| &found.kind)
}

/// The header that a caller puts its credential into; none where it uses none of its own choice.
pub(crate) fn header(kind: &AuthenticatorKind) -> Option<&str> {
    match kind {
        AuthenticatorKind::Jwt { .. } | AuthenticatorKind::Basic { .. } => Some("authorization"),
        AuthenticatorKind::ApiKey { header, .. } | AuthenticatorKind::Custom { header, .. } => {
            Some(&header.value)
        }
        AuthenticatorKind::Oidc { .. }
        | AuthenticatorKind::Mtls { .. }
        | AuthenticatorKind::Hmac { .. }
        | AuthenticatorKind::CloudIam => None,
    }
}

/// Whether every way through `auth` needs something that `lacks` says is not to be had.
pub(crate) fn is_closed(auth: &Auth, lacks: &dyn Fn(&Name) -> bool) -> bool {
    match auth {
        Auth::None(_) => false,
        Auth::By(name) | Auth::Then { check: name, .. } => lacks(&name.value),
        Auth::Any(parts) => !parts.is_empty() && parts.iter().all(|part| is_closed(part, lacks)),
        Auth::All(parts) => parts.iter().any(|part| is_closed(part, lacks)),
    }
}

/// All compositions in `auth`, itself first.
pub(crate) fn parts(auth: &Auth) -> Vec<&Auth> {
    let mut found = vec![auth];
    if let Auth::Any(inner) | Auth::All(inner) = auth {
        found.extend(inner.iter().flat_map(parts));
    }
    found
}
