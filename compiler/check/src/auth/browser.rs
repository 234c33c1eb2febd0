//! An entry for browsers that no browser can pass.

use faasc_diagnostics::Code;
use faasc_model::{AuthenticatorKind, Http, TriggerKind};

use super::entry::{entries, is_closed};
use crate::rule::{Findings, Rule};

static NO_BROWSER: Code = Code::warning(
    "F1023",
    "no-browser-can-pass",
    "an entry for browsers that asks for what scripts in a browser do not have",
);

pub(crate) const RULE: Rule = Rule { codes: &[&NO_BROWSER], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for entry in entries(findings.program) {
        let TriggerKind::Http(Http { cors: Some(cors), .. }) = &entry.trigger.kind else { continue };
        let lacks = |name: &faasc_model::Name| entry.kind(name).and_then(why).is_some();
        if !is_closed(&entry.auth.value, &lacks) {
            continue;
        }
        let Some(name) = entry.auth.value.names().into_iter().find(|name| lacks(&name.value)) else {
            continue;
        };
        let Some(reason) = entry.kind(&name.value).and_then(why) else { continue };
        let one = NO_BROWSER
            .at(name.span, format!("no page in a browser passes `{}`: {reason}", name.value))
            .label(cors.span, "lets pages of other origins call")
            .help("take `jwt` or `oidc` for people in browsers; for calls of machines leave `cors` out");
        found.push(entry.about(one));
    }
    findings.sink.extend_with(found);
}

/// Why a page has no such credential.
const fn why(kind: &AuthenticatorKind) -> Option<&'static str> {
    match kind {
        AuthenticatorKind::Mtls { .. } => Some("a preflight carries no client certificate"),
        AuthenticatorKind::CloudIam => Some("pages have no identity of a cloud"),
        AuthenticatorKind::Hmac { .. } => Some("a page cannot keep the key of a signature"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(auth: &str, cors: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth:\n  user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }}\n  device: {{ mtls: {{ trust: ca }} }}\n  cloud: {{ cloud_iam: {{}} }}\n\
             secrets: {{ ca: {{}} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: {auth}{cors} }}, {{ http: GET /pay, auth: {{ any: [user, device, cloud] }} }}] }}\n"
        ))
        .codes()
    }

    #[test]
    fn certificates_and_identities_of_clouds_are_not_for_pages() {
        assert_eq!(spec("device", ", cors: true"), ["F1023"]);
        assert_eq!(spec("cloud", ", cors: true"), ["F1023"]);
        assert_eq!(spec("{ all: [user, device] }", ", cors: true"), ["F1023"]);
    }

    #[test]
    fn another_way_in_and_no_browser_at_all_are_free() {
        assert_eq!(spec("{ any: [user, device] }", ", cors: true"), Vec::<&str>::new());
        assert_eq!(spec("device", ""), Vec::<&str>::new());
        assert_eq!(spec("user", ", cors: true"), Vec::<&str>::new());
    }
}
