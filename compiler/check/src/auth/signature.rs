//! A signature in the file's own words: what is signed must be known, hold the body, and hold the time that is checked.

use faasc_diagnostics::{Applicability, Code, Diagnostic, did_you_mean};
use faasc_model::{AuthenticatorKind, Hmac, Signature};

use super::entry::authenticators;
use crate::rule::{Findings, Rule};

static OTHER_PARTS: Code = Code::error(
    "F1011",
    "signature-of-other-parts",
    "a signature over something that is not known, or without the body",
);
static UNSIGNED_TIME: Code = Code::error(
    "F1012",
    "time-not-signed",
    "a time of sending that is checked and not signed, or signed and not there",
);

pub(crate) const RULE: Rule = Rule { codes: &[&OTHER_PARTS, &UNSIGNED_TIME], needs_whole: false, check };

/// What a signature can be over.
const PARTS: [&str; 3] = ["id", "timestamp", "body"];

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (deployment, authenticator) in authenticators(findings.program) {
        let AuthenticatorKind::Hmac { signature: Hmac::Own(signature), .. } = &authenticator.kind else {
            continue;
        };
        if let Some(one) = parts(signature).or_else(|| time(signature)) {
            let about = format!("auth.{}", authenticator.name.value);
            found.push(one.about(about).within(deployment.environment.to_string()));
        }
    }
    findings.sink.extend_with(found);
}

fn parts(signature: &Signature) -> Option<Diagnostic> {
    let signed = &signature.signed;
    if let Some(unknown) = placeholders(&signed.value).find(|name| !PARTS.contains(name)) {
        let found = OTHER_PARTS
            .at(signed.span, format!("`{{{unknown}}}` is no part of what a signature is over"))
            .note("a signature is over `{id}`, `{timestamp}` and `{body}`; one over the URL breaks wherever a proxy rewrites host or path")
            .help("write what the sender signs, of `{id}`, `{timestamp}` and `{body}`");
        return Some(match did_you_mean(unknown, PARTS) {
            Some(meant) => found.replace(
                format!("write `{{{meant}}}`"),
                signed.span,
                format!("{:?}", signed.value.replace(&format!("{{{unknown}}}"), &format!("{{{meant}}}"))),
                Applicability::NeedsReview,
            ),
            None => found,
        });
    }
    if placeholders(&signed.value).any(|name| name == "body") {
        return None;
    }
    let found = OTHER_PARTS
        .at(signed.span, "the signature is not over the body".to_owned())
        .here("whoever has seen one signed request can send any body with it")
        .help("write what the sender signs, with `{body}`, such as `signed: \"{timestamp}.{body}\"`");
    Some(found)
}

fn time(signature: &Signature) -> Option<Diagnostic> {
    let is_signed = placeholders(&signature.signed.value).any(|name| name == "timestamp");
    match &signature.timestamp {
        Some(header) if !is_signed => Some(
            UNSIGNED_TIME
                .at(header.span, format!("the time in `{}` is checked and not signed", header.value))
                .here("whoever repeats a request writes a new time into it")
                .label(signature.signed.span, "what is signed")
                .help("write what the sender signs, with `{timestamp}`; where it signs no time, leave `timestamp` out"),
        ),
        None if is_signed => Some(
            UNSIGNED_TIME
                .at(signature.signed.span, "the signature is over a time, and no header is said to bring it".to_owned())
                .help("name the header with the time of sending, such as `timestamp: x-timestamp`"),
        ),
        _ => None,
    }
}

/// The names in braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(parts: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ sender: {{ hmac: {{ secret: key, header: x-signature{parts} }} }} }}\nsecrets: {{ key: {{}} }}\n\
             functions: {{ hook: {{ ${{code}}, triggers: [{{ webhook: POST /hook, auth: sender, idempotent_by: id }}] }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_signature_is_over_known_parts_and_the_body() {
        assert_eq!(spec(", signed: \"{url}{body}\""), ["F1011"]);
        assert_eq!(spec(", signed: \"{id}\""), ["F1011"]);
        assert_eq!(spec(", signed: \"v0:{id}:{body}\""), Vec::<&str>::new());
        assert_eq!(spec(""), Vec::<&str>::new());
    }

    #[test]
    fn the_time_that_is_checked_is_signed() {
        assert_eq!(spec(", timestamp: x-time"), ["F1012"]);
        assert_eq!(spec(", signed: \"{timestamp}.{body}\""), ["F1012"]);
        assert_eq!(spec(", timestamp: x-time, signed: \"{timestamp}.{body}\""), Vec::<&str>::new());
    }
}
