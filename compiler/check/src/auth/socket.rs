//! A socket asks who connects once, at `$connect`: somebody must, and what stands elsewhere is never asked.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Deployment, Function, Trigger, TriggerKind, Websocket};

use crate::rule::{Findings, Rule};

static OPEN_SOCKET: Code =
    Code::error("F1009", "open-socket", "a websocket that does not say who may connect");
static NEVER_ASKED: Code =
    Code::error("F1010", "auth-beside-connect", "the `auth` of a socket where nobody connects");

pub(crate) const RULE: Rule = Rule { codes: &[&OPEN_SOCKET, &NEVER_ASKED], needs_whole: false, check };

/// The route that a connection takes first.
const CONNECT: &str = "$connect";

/// A trigger of a socket.
struct Part<'d> {
    function: &'d Function,
    trigger: &'d Trigger,
    socket: &'d Websocket,
}

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        for parts in sockets(deployment).into_values() {
            found.extend(judge(&parts).map(|one| one.within(deployment.environment.to_string())));
        }
    }
    findings.sink.extend_with(found);
}

/// The triggers of each socket, by path.
fn sockets(deployment: &Deployment) -> BTreeMap<&str, Vec<Part<'_>>> {
    let mut found: BTreeMap<&str, Vec<Part<'_>>> = BTreeMap::new();
    for function in &deployment.functions {
        for trigger in &function.triggers {
            if let TriggerKind::Websocket(socket) = &trigger.kind {
                found.entry(&socket.path.value).or_default().push(Part { function, trigger, socket });
            }
        }
    }
    found
}

fn judge(parts: &[Part<'_>]) -> Option<Diagnostic> {
    let connect = parts.iter().find(|part| part.socket.routes.iter().any(|route| route.value == CONNECT));
    let path = &parts.first()?.socket.path.value;
    let Some(connect) = connect else {
        let first = parts.first()?;
        let found = OPEN_SOCKET
            .at(
                first.trigger.kind_span,
                format!("nobody is asked who connects to `{path}`: no function has its `{CONNECT}`"),
            )
            .here(format!("starts `{}`", first.function.name.value))
            .note("a credential is looked at once, when the connection is opened; later messages bring none")
            .help(format!("give one of its functions the route `{CONNECT}`, and `auth` with it"))
            .about(first.function.key_path());
        return Some(match &first.socket.auth {
            Some(auth) => found.label(auth.span, "is never asked"),
            None => found,
        });
    };
    if connect.socket.auth.is_none() {
        return Some(
            OPEN_SOCKET
                .at(connect.trigger.kind_span, format!("`{path}` does not say who may connect"))
                .here(format!("`{}` has its `{CONNECT}`", connect.function.name.value))
                .help("say `auth: NAME`; for everybody `auth: { none: REASON }`")
                .about(connect.function.key_path()),
        );
    }
    let idle = parts.iter().find(|part| {
        part.socket.auth.is_some() && !part.socket.routes.iter().any(|route| route.value == CONNECT)
    })?;
    let span = idle.socket.auth.as_ref()?.span;
    Some(
        NEVER_ASKED
            .at(
                span,
                format!(
                    "this `auth` is never asked: `{}` has the `{CONNECT}` of `{path}`",
                    connect.function.name.value
                ),
            )
            .label(connect.trigger.kind_span, "who connects is asked here")
            .note("a credential is looked at once, when the connection is opened; later messages bring none")
            .help(format!("say it at `{}`, and leave it out here", connect.function.name.value))
            .about(idle.function.key_path()),
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(first: &str, second: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "auth: {{ user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ websocket: /chat{first} }}, {{ http: GET /a, auth: user }}] }}\n  \
             b: {{ ${{code}}, triggers: [{{ websocket: /chat, routes: [$default]{second} }}] }}\n"
        ))
        .codes()
    }

    const CONNECT: &str = ", routes: [$connect]";

    #[test]
    fn somebody_asks_who_connects() {
        assert_eq!(spec(CONNECT, ""), ["F1009"]);
        assert_eq!(spec(", routes: [say]", ""), ["F1009"]);
        assert_eq!(spec(", routes: [say]", ", auth: user"), ["F1009"]);
        assert_eq!(spec(&format!("{CONNECT}, auth: user"), ""), Vec::<&str>::new());
        assert_eq!(spec(&format!("{CONNECT}, auth: {{ none: a public chat }}"), ""), Vec::<&str>::new());
    }

    #[test]
    fn what_stands_beside_connect_is_never_asked() {
        assert_eq!(spec(&format!("{CONNECT}, auth: user"), ", auth: user"), ["F1010"]);
    }
}
