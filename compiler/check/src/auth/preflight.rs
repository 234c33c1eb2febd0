//! A route for OPTIONS that asks who calls stands where browsers ask without saying who they are.

use std::collections::BTreeMap;

use faasc_diagnostics::Code;
use faasc_model::{Auth, DeploymentId, Http, TriggerKind};
use faasc_source::Span;

use super::entry::Entry;
use crate::rule::{Findings, Rule};

static PREFLIGHT: Code = Code::error(
    "F1024",
    "preflight-behind-auth",
    "a route for OPTIONS behind `auth` where browsers send their preflight",
);

pub(crate) const RULE: Rule = Rule { codes: &[&PREFLIGHT], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    // By deployment and path: the first `cors`.
    let mut asked: BTreeMap<(DeploymentId, String), Span> = BTreeMap::new();
    let mut options: Vec<(DeploymentId, Entry<'_>, &Http)> = Vec::new();
    for (id, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Http(http) = &trigger.kind else { continue };
                if http.route.value.method == "OPTIONS" && !matches!(http.auth.value, Auth::None(_)) {
                    options.push((id, Entry { deployment, function, trigger, auth: &http.auth }, http));
                }
                if let Some(cors) = &http.cors {
                    asked.entry((id, http.route.value.shape())).or_insert(cors.span);
                }
            }
        }
    }
    for (id, entry, http) in options {
        let Some(cors) = asked.get(&(id, http.route.value.shape())) else { continue };
        let path = &http.route.value.path;
        let found = PREFLIGHT
            .at(
                entry.trigger.kind_span,
                format!("browsers ask `OPTIONS {path}` before they call, and cannot say who they are"),
            )
            .here(format!("starts `{}`", entry.function.name.value))
            .label(http.auth.span, "asks who calls")
            .label(*cors, "lets pages of other origins call")
            .note("Fetch standard, CORS-preflight fetch: a preflight has no credentials")
            .help("take the route out: with `cors` the preflight is answered before `auth`");
        findings.sink.push(entry.about(found));
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(route: &str, auth: &str, cors: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ http: \"{route}\", auth: {auth} }}, {{ http: \"POST /pay/{{id}}\", auth: user{cors} }}] }}\n"
        ))
        .codes()
    }

    #[test]
    fn options_behind_auth_closes_the_door_for_browsers() {
        assert_eq!(spec("OPTIONS /pay/{key}", "user", ", cors: true"), ["F1024"]);
        assert_eq!(spec("OPTIONS /pay/{key}", "{ none: a preflight }", ", cors: true"), Vec::<&str>::new());
        assert_eq!(spec("OPTIONS /pay/{key}", "user", ""), Vec::<&str>::new());
        assert_eq!(spec("ANY /pay/{key}", "user", ", cors: true"), Vec::<&str>::new());
        assert_eq!(spec("OPTIONS /other", "user", ", cors: true"), Vec::<&str>::new());
    }
}
