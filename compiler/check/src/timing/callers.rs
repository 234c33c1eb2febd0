//! Who calls a function waits for it: a caller's timeout is at least that of what it calls, along the whole chain.

use faasc_diagnostics::{Applicability, Code, Diagnostic};
use faasc_model::{Deployment, Function};

use super::bound::with_timeout;
use crate::rule::{Findings, Rule};

static CALLER_GIVES_UP: Code = Code::error(
    "F0706",
    "caller-gives-up-first",
    "a function that stops waiting before what it calls is done",
);

pub(crate) const RULE: Rule = Rule { codes: &[&CALLER_GIVES_UP], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for caller in &deployment.functions {
            // Every link of a chain holds when each one does, so only neighbors are compared; of several callees the
            // slowest speaks.
            let slowest = caller
                .calls
                .iter()
                .filter(|edge| !edge.count.value.0.is_zero())
                .filter_map(|edge| Some((edge, program.function(edge.to.node)?)))
                .filter(|(_, callee)| callee.timeout.value > caller.timeout.value)
                .max_by_key(|(edge, callee)| (callee.timeout.value, std::cmp::Reverse(edge.to.span)));
            if let Some((edge, callee)) = slowest {
                found.push(judge(deployment, caller, callee, &edge.to));
            }
        }
    }
    findings.sink.extend_with(found);
}

fn judge(
    deployment: &Deployment,
    caller: &Function,
    callee: &Function,
    link: &faasc_model::Link,
) -> Diagnostic {
    let name = &caller.name.value;
    let (waits, runs) = (caller.timeout.value, callee.timeout.value);
    let found = CALLER_GIVES_UP
        .at(link.span, format!("`{name}` waits at most {waits} for `{}`, which may run {runs}", link.name))
        .here("a call waits for its answer")
        .label(caller.timeout.span, format!("the timeout of `{name}`"))
        .label(callee.timeout.span, format!("the timeout of `{}`", link.name))
        .note("the caller is cut off or tries again while the call still runs: its effect happens and nobody learns of it")
        .help(format!(
            "give `{name}` a `timeout` of at least `{runs}`, or `{}` one of at most `{waits}`; or send it an event instead of \
             a call",
            link.name
        ));
    with_timeout(found, caller, runs, Applicability::NeedsReview)
        .about(caller.key_path())
        .within(deployment.environment.to_string())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(first: &str, second: &str, third: &str) -> Vec<String> {
        Spec::of(&format!(
            "functions:\n  a: {{ ${{code}}, timeout: {first}, triggers: [{{ schedule: every 1h }}], calls: [b] }}\n  \
             b: {{ ${{code}}, timeout: {second}, calls: [c], invoke: external }}\n  \
             c: {{ ${{code}}, timeout: {third}, invoke: external }}\n"
        ))
        .messages("F0706")
    }

    #[test]
    fn every_link_of_a_chain_waits_long_enough() {
        assert_eq!(spec("30s", "20s", "10s"), Vec::<String>::new());
        assert_eq!(spec("10s", "10s", "10s"), Vec::<String>::new());
        assert_eq!(spec("30s", "20s", "21s"), ["`b` waits at most 20s for `c`, which may run 21s"]);
        assert_eq!(spec("19s", "20s", "20s"), ["`a` waits at most 19s for `b`, which may run 20s"]);
    }

    #[test]
    fn of_several_callees_the_slowest_speaks() {
        let found = Spec::of(
            "functions:\n  a: { ${code}, timeout: 5s, triggers: [{ schedule: every 1h }], calls: [b, c] }\n  \
             b: { ${code}, timeout: 6s, invoke: external }\n  c: { ${code}, timeout: 7s, invoke: external }\n",
        );
        assert_eq!(found.messages("F0706"), ["`a` waits at most 5s for `c`, which may run 7s"]);
    }

    #[test]
    fn messages_are_not_waited_for() {
        let found = Spec::of(
            "events: { sold: { via: queue } }\nfunctions:\n  \
             a: { ${code}, timeout: 5s, triggers: [{ schedule: every 1h }], emits: [sold] }\n  \
             b: { ${code}, timeout: 60s, triggers: [{ event: sold, idempotent_by: id }] }\n",
        );
        assert_eq!(found.codes(), Vec::<&str>::new());
    }
}
