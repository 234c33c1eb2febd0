//! A caller cannot be known by a header that proxies write.

use faasc_diagnostics::{Code, Severity};
use faasc_model::{AuthenticatorKind, Hmac};
use faasc_source::Spanned;

use super::entry::authenticators;
use crate::rule::{Findings, Rule};

static PROXY_HEADER: Code = Code::error(
    "F1013",
    "header-of-a-proxy",
    "callers known by a header that proxies write, add to or take away",
);

pub(crate) const RULE: Rule = Rule { codes: &[&PROXY_HEADER], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (deployment, authenticator) in authenticators(findings.program) {
        for header in headers(&authenticator.kind) {
            let Some(row) = findings.facts.proxy_header(&header.value) else { continue };
            let provenance = row.provenance();
            let source = provenance.main_source();
            let name = &authenticator.name.value;
            let severity = if row.gates() { Severity::Error } else { Severity::Warning };
            found.push(
                PROXY_HEADER
                    .at(header.span, format!("`{name}` knows callers by `{}`, which is no header of theirs", header.value))
                    .here(format!("written by {}", row.by))
                    .note(format!("what a caller writes there is lost on the way, or anybody may write it: `{}`: {source}, {}", row.id, provenance.as_of))
                    .help("take a header of your own, such as `x-api-key`")
                    .about(format!("auth.{name}"))
                    .within(deployment.environment.to_string())
                    .weigh(severity),
            );
        }
    }
    findings.sink.extend_with(found);
}

fn headers(kind: &AuthenticatorKind) -> Vec<&Spanned<String>> {
    match kind {
        AuthenticatorKind::ApiKey { header, .. } | AuthenticatorKind::Custom { header, .. } => vec![header],
        AuthenticatorKind::Hmac { signature: Hmac::Own(signature), .. } => {
            std::iter::once(&signature.header).chain(&signature.timestamp).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(header: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ partner: {{ api_key: {{ secret: key, header: {header} }} }} }}\nsecrets: {{ key: {{}} }}\n\
             functions: {{ pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: partner }}] }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn headers_of_proxies_know_nobody() {
        assert_eq!(spec("X-Forwarded-For"), ["F1013"]);
        assert_eq!(spec("x-ms-client-principal-name"), ["F1013"]);
        assert_eq!(spec("forwarded"), ["F1013"]);
    }

    #[test]
    fn headers_of_ones_own_are_free() {
        for header in ["x-api-key", "authorization", "x-forward-key", "x-shop-host"] {
            assert_eq!(spec(header), Vec::<&str>::new(), "{header}");
        }
    }
}
