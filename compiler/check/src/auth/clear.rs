//! Keys of issuers and credentials do not travel in the clear.

use faasc_diagnostics::{Applicability, Code, Diagnostic};
use faasc_model::{AuthenticatorKind, Deployment, Provider, Template};
use faasc_source::{Span, Spanned};

use super::entry::authenticators;
use crate::rule::{Findings, Rule};

static ISSUER_WITHOUT_TLS: Code =
    Code::error("F1014", "issuer-without-tls", "keys of an issuer that are fetched without TLS");
static CREDENTIAL_IN_CLEAR: Code =
    Code::error("F1015", "credential-in-clear", "a credential that is sent without TLS");

pub(crate) const RULE: Rule =
    Rule { codes: &[&ISSUER_WITHOUT_TLS, &CREDENTIAL_IN_CLEAR], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (deployment, authenticator) in authenticators(findings.program) {
        if is_local(deployment) {
            continue;
        }
        let (issuer, jwks) = match &authenticator.kind {
            AuthenticatorKind::Jwt { issuer, jwks, .. } => (issuer, jwks.as_ref()),
            AuthenticatorKind::Oidc { issuer, .. } => (issuer, None),
            _ => continue,
        };
        // The keys come from `jwks` where it is said; the issuer is then a name.
        let Some(rest) = in_clear(jwks.unwrap_or(issuer), "http") else { continue };
        let span = jwks.unwrap_or(issuer).span;
        let name = &authenticator.name.value;
        let one = ISSUER_WITHOUT_TLS
            .at(span, format!("the keys that `{name}` is checked by are fetched without TLS"))
            .here("whoever stands on the way puts in keys of their own, and signs tokens with them")
            .note("OpenID Connect Discovery 1.0, 4: an issuer is an `https` URL")
            .replace("write `https`", span, format!("\"https://{rest}\""), Applicability::NeedsReview)
            .about(format!("auth.{name}"));
        found.push(one.within(deployment.environment.to_string()));
    }
    for (_, deployment) in findings.program.deployments() {
        if !is_local(deployment) {
            credentials(deployment, &mut found);
        }
    }
    findings.sink.extend_with(found);
}

fn credentials(deployment: &Deployment, found: &mut Vec<Diagnostic>) {
    for service in &deployment.services {
        if let Some(credential) = &service.credential {
            let name = format!("services.{}", service.name.value);
            found.extend(sent(deployment, &service.url, "http", credential.span, &credential.value, name));
        }
    }
    for site in &deployment.sites {
        if let Some(mqtt) = &site.mqtt
            && let Some(credential) = &mqtt.credential
        {
            found.extend(sent(
                deployment,
                &mqtt.url,
                "mqtt",
                credential.span,
                &credential.value,
                site.key_path(),
            ));
        }
    }
}

fn sent(
    deployment: &Deployment,
    url: &Spanned<Template>,
    scheme: &str,
    credential: Span,
    secret: &str,
    about: String,
) -> Option<Diagnostic> {
    let rest = in_clear(url, scheme)?;
    let found = CREDENTIAL_IN_CLEAR
        .at(url.span, format!("`{secret}` is sent to `{}` without TLS", host_of(rest)))
        .here("everybody on the way reads along")
        .label(credential, "this goes with every call")
        .replace(
            format!("write `{scheme}s`"),
            url.span,
            format!("\"{scheme}s://{rest}\""),
            Applicability::NeedsReview,
        )
        .about(about)
        .within(deployment.environment.to_string());
    Some(found)
}

/// What follows `SCHEME://` in a URL of a public host; none where it has another scheme or stays in a network of one's own.
fn in_clear<'u>(url: &'u Spanned<Template>, scheme: &str) -> Option<&'u str> {
    let rest = url.value.as_literal()?.strip_prefix(scheme)?.strip_prefix("://")?;
    (!is_inside(host_of(rest))).then_some(rest)
}

/// The host at the start of what follows the scheme, without user and port.
fn host_of(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    host.split(':').next().unwrap_or(host)
}

/// Whether a host is one of the machine, the cluster or the private network.
fn is_inside(host: &str) -> bool {
    const ENDS: [&str; 7] = [".local", ".localhost", ".internal", ".svc", ".lan", ".home.arpa", ".test"];
    const STARTS: [&str; 3] = ["127.", "10.", "192.168."];
    !host.contains('.')
        || ENDS.iter().any(|end| host.ends_with(end))
        || STARTS.iter().any(|start| host.starts_with(start))
        || host
            .strip_prefix("172.")
            .and_then(|rest| rest.split('.').next()?.parse::<u8>().ok())
            .is_some_and(|part| (16..32).contains(&part))
}

/// Whether everything stands on one machine.
fn is_local(deployment: &Deployment) -> bool {
    deployment.sites.iter().all(|site| site.provider.value == Provider::Local)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(issuer: &str, url: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ user: {{ jwt: {{ issuer: \"{issuer}\", audience: a }} }} }}\nsecrets: {{ key: {{}} }}\n\
             services: {{ psp: {{ url: \"{url}\", located: [\"DE\"], credential: key }} }}\n\
             functions: {{ pay: {{ ${{code}}, calls: [psp], triggers: [{{ http: POST /pay, auth: user }}] }} }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ live: {{ site: here }} }}\n"
        ))
        .codes()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";
    const SAFE: &str = "https://id.shop.example";

    #[test]
    fn keys_and_credentials_in_the_clear_are_errors() {
        assert_eq!(spec("http://id.shop.example", SAFE, AWS), ["F1014"]);
        assert_eq!(spec(SAFE, "http://api.psp.example/v1", AWS), ["F1015"]);
    }

    #[test]
    fn what_stays_inside_is_free() {
        assert_eq!(spec(SAFE, SAFE, AWS), Vec::<&str>::new());
        for host in
            ["psp", "psp.pay.svc", "psp.svc.cluster.local", "10.0.0.7:8080", "172.16.0.1", "psp.internal"]
        {
            assert_eq!(
                spec(&format!("http://{host}/a"), &format!("http://{host}"), AWS),
                Vec::<&str>::new(),
                "{host}"
            );
        }
        let laptop = "provider: local";
        assert_eq!(spec("http://id.shop.example", "http://api.psp.example", laptop), Vec::<&str>::new());
    }
}
