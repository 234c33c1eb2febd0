//! What is expected of durations fits into the timeouts: those of a function's own runs, and of the services that it calls.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_model::unit::{Duration, Estimate};
use faasc_model::{Deployment, Function, Service};
use faasc_source::Span;

use crate::rule::{Findings, Rule};

static CUT_OFF: Code = Code::error(
    "F0707",
    "cut-off-by-timeout",
    "runs or answers that are expected to take longer than the timeout",
);

pub(crate) const RULE: Rule = Rule { codes: &[&CUT_OFF], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            if let Some(part) =
                Part::past(function.duration_p50, function.duration_p99, function.timeout.value)
            {
                found.push(of_runs(deployment, function, &part));
                continue;
            }
            let slowest = function
                .calls
                .iter()
                .filter_map(|edge| {
                    let service = program.service(edge.to.node)?;
                    let part = Part::past(service.latency_p50, service.latency_p99, function.timeout.value)?;
                    Some((edge.to.span, service, part))
                })
                .max_by_key(|(span, _, part)| (part.time, std::cmp::Reverse(*span)));
            if let Some((span, service, part)) = slowest {
                found.push(of_service(deployment, function, service, span, &part));
            }
        }
    }
    findings.sink.extend_with(found);
}

/// A share of the runs that takes longer than allowed.
struct Part {
    time: Duration,
    word: &'static str,
    share: &'static str,
    /// Half of all is a fault; one in a hundred is a surprise.
    severity: Severity,
}

impl Part {
    fn past(
        p50: Option<Estimate<Duration>>,
        p99: Option<Estimate<Duration>>,
        most: Duration,
    ) -> Option<Self> {
        let half = p50.map(|time| (time, "p50", "half", Severity::Error));
        let few = p99.map(|time| (time, "p99", "one in a hundred", Severity::Warning));
        let (time, word, share, severity) =
            [half, few].into_iter().flatten().find(|(time, ..)| time.expected > most)?;
        Some(Self { time: time.expected, word, share, severity })
    }
}

fn of_runs(deployment: &Deployment, function: &Function, part: &Part) -> Diagnostic {
    let (name, timeout) = (&function.name.value, function.timeout.value);
    CUT_OFF
        .at(
            function.timeout.span,
            format!(
                "the timeout of `{name}` is {timeout}, and its runs are expected to take {} (`{}`)",
                part.time, part.word
            ),
        )
        .weigh(part.severity)
        .note(format!("{} of the runs is cut off, and done again where the trigger tries again", part.share))
        .help(format!("set the `timeout` of `{name}` to more than `{}`, or split the work", part.time))
        .about(function.key_path())
        .within(deployment.environment.to_string())
}

fn of_service(
    deployment: &Deployment,
    function: &Function,
    service: &Service,
    span: Span,
    part: &Part,
) -> Diagnostic {
    let (name, timeout) = (&function.name.value, function.timeout.value);
    CUT_OFF
        .at(
            span,
            format!(
                "`{name}` waits at most {timeout} for `{}`, which is expected to take {} (`{}`)",
                service.name.value, part.time, part.word
            ),
        )
        .weigh(part.severity)
        .label(function.timeout.span, format!("the timeout of `{name}`"))
        .note(format!("{} of the calls is given up while the service still works on it", part.share))
        .help(format!("set the `timeout` of `{name}` to more than `{}`", part.time))
        .about(function.key_path())
        .within(deployment.environment.to_string())
}

#[cfg(test)]
mod tests {
    use faasc_diagnostics::Severity;

    use crate::fixture::Spec;

    fn found(function: &str, service: &str) -> Vec<Severity> {
        Spec::of(&format!(
            "services: {{ psp: {{ url: \"https://psp.example\", located: [\"IE\"], receives: []{service} }} }}\n\
             functions:\n  a:\n    ${{code}}\n    timeout: 10s\n    triggers: [{{ schedule: every 1h }}]\n    calls: [psp]\n{function}"
        ))
        .of_code("F0707")
        .into_iter()
        .map(|found| found.severity)
        .collect()
    }

    #[test]
    fn runs_are_expected_to_fit_into_the_timeout() {
        for (duration, wanted) in [
            ("p50: 2s, p99: 10s", &[][..]),
            ("p50: 2s, p99: 10001ms", &[Severity::Warning]),
            ("p50: 10s, p99: 10s", &[]),
            ("p50: 11s, p99: 20s", &[Severity::Error]),
        ] {
            let function = format!("    expect: {{ duration: {{ {duration} }} }}\n");
            assert_eq!(found(&function, ""), wanted, "{duration}");
        }
    }

    #[test]
    fn a_service_is_expected_to_answer_within_the_timeout() {
        for (latency, wanted) in [
            ("p50: 100ms, p99: 10s", &[][..]),
            ("p50: 100ms, p99: 11s", &[Severity::Warning]),
            ("p50: 11s, p99: 12s", &[Severity::Error]),
        ] {
            assert_eq!(found("", &format!(", expect: {{ latency: {{ {latency} }} }}")), wanted, "{latency}");
        }
    }
}
