//! What browsers will not do, whatever the answer to the preflight says.

use faasc_diagnostics::{Applicability, Code, list_of};
use faasc_model::{Cors, Http, TriggerKind};
use faasc_source::Spanned;

use super::entry::{Entry, entries, header, is_closed};
use crate::rule::{Findings, Rule};

static ANY_ORIGIN: Code =
    Code::error("F1021", "any-origin-with-credentials", "cookies for every origin, which browsers refuse");
static WITHOUT_HEADER: Code = Code::error(
    "F1022",
    "cors-without-header",
    "an entry for browsers whose credential's header they may not send",
);

pub(crate) const RULE: Rule = Rule { codes: &[&ANY_ORIGIN, &WITHOUT_HEADER], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for entry in entries(findings.program) {
        let TriggerKind::Http(Http { cors: Some(cors), .. }) = &entry.trigger.kind else { continue };
        if let Some(any) =
            cors.value.origins.iter().find(|origin| origin.value == "*" && cors.value.credentials)
        {
            let one = ANY_ORIGIN
                .at(any.span, "browsers send no cookies to an entry that lets in every origin")
                .note("Fetch standard, CORS check: with credentials the allowed origin is never `*`")
                .help("list the origins that are meant, such as `origins: [https://shop.example]`");
            found.push(entry.about(one));
        }
        found.extend(without_header(&entry, cors));
    }
    findings.sink.extend_with(found);
}

fn without_header(entry: &Entry<'_>, cors: &Spanned<Cors>) -> Option<faasc_diagnostics::Diagnostic> {
    let allowed = &cors.value.headers;
    let may_send = |header: &str| {
        allowed.iter().any(|found| {
            // A wildcard never means `authorization`.
            found.value.eq_ignore_ascii_case(header) || found.value == "*" && header != "authorization"
        })
    };
    let lacks = |name: &faasc_model::Name| {
        entry.kind(name).and_then(header).is_some_and(|header| !may_send(&header.to_ascii_lowercase()))
    };
    if !is_closed(&entry.auth.value, &lacks) {
        return None;
    }
    let name = entry.auth.value.names().into_iter().find(|name| lacks(&name.value))?;
    let header = entry.kind(&name.value).and_then(header)?.to_ascii_lowercase();
    let listed: Vec<&str> = allowed.iter().map(|header| header.value.as_str()).collect();
    let all = listed.iter().copied().chain([header.as_str()]).collect::<Vec<_>>().join(", ");
    let found = WITHOUT_HEADER
        .at(
            cors.span,
            format!("browsers may not send `{header}`, by which `{}` knows its callers", name.value),
        )
        .here(format!("lets them send {}", list_of(listed.iter().copied(), "and")))
        .label(name.span, "who may call");
    let found = match allowed.last() {
        // Headers that are written can be added to.
        Some(last) if last.span != cors.span => {
            let end = last.span.part(last.span.len() as usize, last.span.len() as usize);
            found.replace(format!("add `{header}`"), end, format!(", {header}"), Applicability::NeedsReview)
        }
        _ => found,
    };
    Some(entry.about(found.help(format!("say `cors: {{ headers: [{all}] }}`"))))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(auth: &str, cors: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth:\n  user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }}\n  partner: {{ api_key: {{ secret: key }} }}\n\
             secrets: {{ key: {{}} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: {auth}, cors: {cors} }}, {{ http: GET /pay, auth: {{ any: [user, partner] }} }}] }}\n"
        ))
        .codes()
    }

    #[test]
    fn cookies_and_every_origin_do_not_go_together() {
        assert_eq!(spec("user", "{ credentials: true }"), ["F1021"]);
        assert_eq!(spec("user", "{ origins: [\"*\"], credentials: true }"), ["F1021"]);
        assert_eq!(
            spec("user", "{ origins: [\"https://shop.example\"], credentials: true }"),
            Vec::<&str>::new()
        );
        assert_eq!(spec("user", "true"), Vec::<&str>::new());
    }

    #[test]
    fn the_header_of_the_credential_may_be_sent() {
        assert_eq!(spec("partner", "true"), ["F1022"]);
        assert_eq!(spec("user", "{ headers: [x-trace] }"), ["F1022"]);
        assert_eq!(spec("user", "{ headers: [\"*\"] }"), ["F1022"]);
        assert_eq!(spec("{ all: [user, partner] }", "true"), ["F1022"]);
        assert_eq!(spec("partner", "{ headers: [content-type, X-API-Key] }"), Vec::<&str>::new());
        assert_eq!(spec("{ any: [user, partner] }", "true"), Vec::<&str>::new());
        assert_eq!(spec("{ none: everybody may }", "{ headers: [x-trace] }"), Vec::<&str>::new());
    }
}
