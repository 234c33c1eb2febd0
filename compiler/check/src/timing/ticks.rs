//! Schedules: the scheduler waits as long as the function runs, and the function is done before the next tick where runs
//! do not overlap.

use faasc_diagnostics::{Applicability, Code, Diagnostic};
use faasc_facts::Facts;
use faasc_model::unit::Duration;
use faasc_model::{
    Deployment, Function, Overlap, Provider, Schedule, ScheduleTrigger, Site, Trigger, TriggerKind,
};

use super::bound::{Bound, shown, with_timeout};
use crate::rule::{Findings, Rule};

static SCHEDULER_GIVES_UP: Code = Code::error(
    "F0708",
    "scheduler-gives-up-first",
    "a scheduler that stops waiting before the function is done",
);
static FASTER_THAN_RUNS: Code =
    Code::warning("F0709", "ticks-faster-than-runs", "a schedule that ticks faster than its runs end");

pub(crate) const RULE: Rule =
    Rule { codes: &[&SCHEDULER_GIVES_UP, &FASTER_THAN_RUNS], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Schedule(clock) = &trigger.kind else { continue };
                for site in function.sites.iter().map(|site| deployment.site(*site)) {
                    found.extend(gives_up(findings.facts, deployment, function, trigger, site));
                }
                found.extend(faster(deployment, function, trigger, clock));
            }
        }
    }
    findings.sink.extend_with(found);
}

fn gives_up(
    facts: &Facts,
    deployment: &Deployment,
    function: &Function,
    trigger: &Trigger,
    site: &Site,
) -> Option<Diagnostic> {
    // Elsewhere a tick is a message or a job of its own, and nobody waits for the answer.
    if site.provider.value != Provider::Gcp {
        return None;
    }
    let bound = Bound::most(facts, site, "gcp.scheduler.http_attempt_deadline")?;
    let (name, timeout, most) = (&function.name.value, function.timeout.value, bound.time());
    if timeout <= most {
        return None;
    }
    let found = SCHEDULER_GIVES_UP
        .at(
            function.timeout.span,
            format!("the timeout of `{name}` is {timeout}, and the scheduler of `{}` waits {most}", site.name.value),
        )
        .weigh(bound.severity)
        .label(trigger.kind_span, "this schedule starts it")
        .note(bound.note())
        .note("the scheduler counts the tick as failed while the function still runs")
        .help(format!(
            "set the `timeout` of `{name}` to at most `{most}`; or let the tick emit an event, and do the long work in parts"
        ));
    Some(
        with_timeout(found, function, most, Applicability::NeedsReview)
            .about(function.key_path())
            .within(deployment.environment.to_string()),
    )
}

/// Half of the runs outlast the time between two ticks: then ticks are lost, or pile up, for sure.
fn faster(
    deployment: &Deployment,
    function: &Function,
    trigger: &Trigger,
    clock: &ScheduleTrigger,
) -> Option<Diagnostic> {
    let then = match clock.overlap.value {
        Overlap::Allow => return None,
        Overlap::Skip => "a tick that finds the last run unfinished is skipped: these runs are lost",
        Overlap::Queue => {
            "a tick that finds the last run unfinished waits: the line of waiting ticks never ends"
        }
    };
    let runs = function.duration_p50?.expected;
    let gap = gap(&clock.schedule.value)?;
    if runs <= gap || !trigger.is_enabled.value {
        return None;
    }
    let name = &function.name.value;
    Some(
        FASTER_THAN_RUNS
            .at(
                clock.schedule.span,
                format!(
                    "`{name}` is started every {gap}, and half of its runs take more than {}",
                    shown(runs)
                ),
            )
            .label(clock.overlap.span, "runs do not overlap")
            .label(function.name.span, format!("`expect.duration.p50` is {runs}"))
            .note(then)
            .help(format!(
                "start it less often than every {}, make a run shorter, or let runs overlap",
                shown(runs)
            ))
            .about(function.key_path())
            .within(deployment.environment.to_string()),
    )
}

/// The least time between two ticks of one day; `None` when a day has one tick at most.
fn gap(schedule: &Schedule) -> Option<Duration> {
    let minutes = match schedule {
        Schedule::Every { minutes, .. } => u64::from(*minutes),
        Schedule::Cron { minute, hour, .. } => {
            let hours = (0..24_u64).filter(|at| hour.bits & (1 << at) != 0);
            let mut last = None;
            let mut least = None;
            for at in hours.flat_map(|hour| {
                (0..60_u64).filter(|at| minute.bits & (1 << at) != 0).map(move |minute| hour * 60 + minute)
            }) {
                if let Some(last) = last.replace(at) {
                    let gap: u64 = at - last;
                    least = Some(least.map_or(gap, |least: u64| least.min(gap)));
                }
            }
            least?
        }
    };
    Some(Duration::from_secs(minutes * 60))
}

#[cfg(test)]
mod tests {
    use faasc_model::cron;

    use super::gap;
    use crate::fixture::Spec;

    fn spec(schedule: &str, timeout: &str, rest: &str, site: &str) -> Spec {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    timeout: {timeout}\n    triggers: [{{ schedule: {schedule} }}]\n{rest}\
             sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
        ))
    }

    const GCP: &str = "provider: gcp, region: europe-west3, project: p";
    const LOCAL: &str = "provider: local";

    #[test]
    fn the_scheduler_of_google_waits_half_an_hour() {
        assert_eq!(spec("every 2h", "30m", "", GCP).of_code("F0708").len(), 0);
        assert_eq!(spec("every 2h", "1801s", "", GCP).of_code("F0708").len(), 1);
        assert_eq!(spec("every 2h", "1801s", "", LOCAL).of_code("F0708").len(), 0);
    }

    #[test]
    fn ticks_that_are_sure_to_meet_a_run_are_told() {
        let expect = |p50: &str| format!("    expect: {{ duration: {{ p50: {p50}, p99: 10m }} }}\n");
        for (schedule, p50, wanted) in [
            ("every 1m, overlap: skip", "60s", 0),
            ("every 1m, overlap: skip", "61s", 1),
            ("every 1m, overlap: queue", "61s", 1),
            ("every 1m, overlap: allow", "61s", 0),
            ("\"*/5 * * * *\", overlap: skip", "301s", 1),
            ("\"*/5 * * * *\", overlap: skip", "300s", 0),
            ("\"0 4 * * *\", overlap: skip", "9m", 0),
        ] {
            let found = spec(schedule, "15m", &expect(p50), LOCAL).of_code("F0709");
            assert_eq!(found.len(), wanted, "{schedule} {p50}");
        }
        // A long timeout alone makes nothing sure.
        assert_eq!(spec("every 1m, overlap: skip", "15m", "", LOCAL).codes(), Vec::<&str>::new());
    }

    #[test]
    fn the_gap_is_that_of_one_day() {
        for (text, seconds) in [
            ("every 7m", Some(420)),
            ("*/15 * * * *", Some(900)),
            ("0,10 9-17 * * *", Some(600)),
            ("0 */6 * * *", Some(6 * 3600)),
            ("50 9 * * *", None),
            ("0,50 * * * *", Some(600)),
        ] {
            let found = gap(&cron::parse(text).unwrap()).map(|gap| gap.as_millis() / 1_000);
            assert_eq!(found, seconds, "{text}");
        }
    }
}
