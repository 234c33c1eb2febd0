//! A zone beside an interval, which counts in UTC.

use faasc_diagnostics::Code;
use faasc_model::cron::Pattern;
use faasc_model::{Schedule, TriggerKind};
use jiff::tz::TimeZone;

use crate::rule::{Findings, Rule};

static DEAF: Code = Code::warning("F0905", "zone-of-interval", "a time zone that an interval does not heed");

pub(crate) const RULE: Rule = Rule { codes: &[&DEAF], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for trigger in &function.triggers {
                let TriggerKind::Schedule(clock) = &trigger.kind else { continue };
                let (schedule, zone) = (&clock.schedule.value, &clock.timezone.value);
                if !matches!(schedule, Schedule::Every { .. }) || zone == "UTC" {
                    continue;
                }
                let is_deaf = TimeZone::get(zone).is_ok_and(|zone| schedule.is_deaf_to(&zone));
                let Some(pattern) = schedule.pattern().filter(|_| is_deaf) else { continue };
                let found = DEAF
                    .at(
                        clock.timezone.span,
                        format!("`{schedule}` counts from midnight in UTC, whatever the time in `{zone}` is"),
                    )
                    .help(format!(
                        "write `schedule: \"{}\"` for the clock of `{zone}`, or leave `timezone` out",
                        on_the_clock(&pattern)
                    ))
                    .about(function.key_path())
                    .within(deployment.environment.to_string());
                findings.sink.push(found);
            }
        }
    }
}

/// The same interval as cron fields.
fn on_the_clock(pattern: &Pattern) -> String {
    let field = |bits: u64, range: u32| match range / bits.count_ones() {
        1 => "*".to_owned(),
        step if step == range => "0".to_owned(),
        step => format!("*/{step}"),
    };
    format!("{} {} * * *", field(pattern.minutes, 60), field(pattern.hours, 24))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn found(schedule: &str, zone: &str) -> Vec<String> {
        let spec = Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: {schedule}, timezone: {zone} }}]\n"
        ));
        spec.of_code("F0905").into_iter().map(|found| found.help.unwrap_or_default()).collect()
    }

    #[test]
    fn an_interval_that_the_zone_would_move_is_said() {
        let help = found("every 1d", "Europe/Berlin");
        assert!(help.len() == 1 && help[0].contains("\"0 0 * * *\""), "{help:?}");
        assert!(found("every 6h", "America/New_York")[0].contains("\"0 */6 * * *\""));
        assert_eq!(found("every 1h", "Asia/Kolkata").len(), 1, "half past by the clock there");
    }

    #[test]
    fn where_it_makes_no_difference_nothing_is_said() {
        for (schedule, zone) in [
            ("every 1h", "Europe/Berlin"),
            ("every 5m", "Asia/Kolkata"),
            ("every 1d", "UTC"),
            ("every 7m", "Europe/Berlin"),
        ] {
            assert_eq!(found(schedule, zone), Vec::<String>::new(), "{schedule} {zone}");
        }
    }
}
