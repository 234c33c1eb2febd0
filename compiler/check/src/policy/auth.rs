//! How callers must be known, by rule of the house.

use faasc_diagnostics::{Code, Diagnostic, list_of};
use faasc_model::{Auth, AuthKinds, Deployment, TriggerKind};

use super::scope::Scope;

pub(super) static WEAK_ENTRY: Code = Code::error(
    "F1201",
    "policy-auth-kind",
    "an entry that knows its callers less well than a rule of the house wants",
);

/// Judges the entries that a rule selects.
pub(super) fn judge(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(wanted) = &scope.policy.require.auth_kind else { return };
    // With a store, event or service the rule binds the entries whose data reaches them.
    if scope.names_nodes() {
        return;
    }
    for (function, trigger) in scope.triggers() {
        let Some(auth) = trigger.kind.auth() else { continue };
        let Some(fault) = fault(scope.deployment, &auth.value, &wanted.value) else { continue };
        let message = format!("{} {fault}", entry(&trigger.kind));
        let finding = scope
            .breach(&WEAK_ENTRY, trigger.kind_span, &message)
            .here(format!("starts `{}`", function.name.value))
            .label(auth.span, "who may call")
            .label(wanted.span, "what the rule wants")
            .help(help(&wanted.value))
            .about(function.key_path());
        found.push(finding);
    }
}

/// What is wrong with what an entry asks of its caller, as the end of a sentence.
pub(crate) fn fault(deployment: &Deployment, auth: &Auth, wanted: &AuthKinds) -> Option<String> {
    match wanted {
        AuthKinds::Any(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.value.as_str()).collect();
            (!always(deployment, auth, &kinds))
                .then(|| format!("can be passed without {}{}", list_of(kinds, "or"), by(deployment, auth)))
        }
        AuthKinds::All(kinds) => {
            let missing: Vec<&str> = kinds
                .iter()
                .map(|kind| kind.value.as_str())
                .filter(|kind| !always(deployment, auth, &[kind]))
                .collect();
            (!missing.is_empty())
                .then(|| format!("can be passed without {}{}", list_of(missing, "and"), by(deployment, auth)))
        }
    }
}

fn by(deployment: &Deployment, auth: &Auth) -> String {
    let names = auth.names();
    let mut kinds: Vec<&str> = names.iter().filter_map(|name| kind_of(deployment, &name.value)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        ": it asks for nothing".to_owned()
    } else {
        format!(", with {}", list_of(kinds, "or"))
    }
}

fn kind_of<'d>(deployment: &'d Deployment, name: &str) -> Option<&'d str> {
    let found = deployment.authenticators.iter().find(|found| found.name.value.as_str() == name)?;
    Some(found.kind.word())
}

/// Whether nobody passes without one of `kinds`.
fn always(deployment: &Deployment, auth: &Auth, kinds: &[&str]) -> bool {
    match auth {
        Auth::None(_) => false,
        Auth::By(name) | Auth::Then { check: name, .. } => {
            kind_of(deployment, &name.value).is_some_and(|kind| kinds.contains(&kind))
        }
        Auth::Any(parts) => !parts.is_empty() && parts.iter().all(|part| always(deployment, part, kinds)),
        Auth::All(parts) => parts.iter().any(|part| always(deployment, part, kinds)),
    }
}

/// An entry in words.
pub(crate) fn entry(kind: &TriggerKind) -> String {
    match kind {
        TriggerKind::Http(http) => format!("`{} {}`", http.route.value.method, http.route.value.path),
        TriggerKind::Webhook(webhook) => {
            format!("the webhook `{} {}`", webhook.route.value.method, webhook.route.value.path)
        }
        TriggerKind::Websocket(socket) => format!("the websocket `{}`", socket.path.value),
        other => format!("a trigger of kind `{}`", other.word()),
    }
}

/// What mends an entry.
pub(crate) fn help(wanted: &AuthKinds) -> String {
    let names = |kinds: &[faasc_source::Spanned<faasc_model::Name>], last: &str| {
        list_of(kinds.iter().map(|kind| kind.value.as_str()), last)
    };
    match wanted {
        AuthKinds::Any(kinds) => format!("ask for an authenticator of the kind {}", names(kinds, "or")),
        AuthKinds::All(kinds) if kinds.len() == 1 => {
            format!("ask for an authenticator of the kind {}", names(kinds, "and"))
        }
        AuthKinds::All(kinds) => {
            format!(
                "ask for authenticators of the kinds {} together: `auth: {{ all: […] }}`",
                names(kinds, "and")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(require: &str, auth: &str, carries: &str) -> Spec {
        Spec::of(&format!(
            "data: {{ card: {{ contains: [personal.payment], subjects: [\"DE\"] }}, other: {{ contains: [] }} }}\n\
             secrets: {{ ca: {{}}, key: {{}} }}\n\
             auth:\n  buyer: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: shop }} }}\n  \
             device: {{ mtls: {{ trust: ca }} }}\n  robot: {{ api_key: {{ secret: key }} }}\n\
             policy:\n  - {{ rule: strong, select: {{ trigger: [http, webhook], carries: card }}, require: {{ auth_kind: {require} }} }}\n\
             functions:\n  pay:\n    ${{code}}\n    triggers:\n      \
             - {{ http: POST /pay, auth: {auth}, body: {{ carries: [{carries}] }} }}\n      \
             - {{ http: GET /all, auth: {{ all: [buyer, device, robot] }} }}\n"
        ))
    }

    #[test]
    fn all_kinds_must_be_asked_for_together() {
        let wanted = "{ all: [jwt, mtls] }";
        assert_eq!(spec(wanted, "{ all: [buyer, device] }", "card").messages("F1201"), Vec::<String>::new());
        assert_eq!(
            spec(wanted, "buyer", "card").messages("F1201"),
            ["the rule `strong` is broken: `POST /pay` can be passed without `mtls`, with `jwt`"]
        );
        assert_eq!(spec(wanted, "{ any: [buyer, device] }", "card").of_code("F1201").len(), 1);
    }

    #[test]
    fn any_kind_is_asked_for_on_every_way_in() {
        let wanted = "{ any: [jwt, mtls] }";
        assert_eq!(spec(wanted, "{ any: [buyer, device] }", "card").messages("F1201"), Vec::<String>::new());
        assert_eq!(spec(wanted, "{ any: [buyer, robot] }", "card").of_code("F1201").len(), 1);
        assert_eq!(spec(wanted, "{ all: [robot, buyer] }", "card").of_code("F1201").len(), 0);
        assert_eq!(spec(wanted, "{ none: everybody may }", "card").of_code("F1201").len(), 1);
    }

    #[test]
    fn what_the_rule_does_not_select_is_free() {
        assert_eq!(spec("{ all: [jwt, mtls] }", "robot", "other").messages("F1201"), Vec::<String>::new());
    }

    #[test]
    fn an_advisory_rule_warns() {
        let text = "auth: { robot: { api_key: { secret: key } } }\nsecrets: { key: {} }\n\
             policy: [{ rule: soft, select: { trigger: http }, require: { auth_kind: { any: [jwt] } }, level: advisory }]\n\
             functions: { pay: { ${code}, triggers: [{ http: POST /pay, auth: robot }] } }\n";
        assert_eq!(Spec::of(text).of_code("F1201")[0].severity.word(), "warning");
        assert_eq!(
            Spec::of(&text.replace(", level: advisory", "")).of_code("F1201")[0].severity.word(),
            "error"
        );
    }
}
