//! A run at a time of day that a change of clocks skips or repeats.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_facts::{Capability, Level};
use faasc_model::cron::{ClockChange, ClockChangeKind, Pattern, clock_changes};
use faasc_model::{Deployment, Function, Schedule, ScheduleTrigger, Site, TriggerKind};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::host::host;
use crate::rule::{Findings, Rule};

static SKIPPED: Code =
    Code::warning("F0903", "skipped-time", "a schedule at a time of day that its zone skips once a year");
static REPEATED: Code =
    Code::warning("F0904", "repeated-time", "a schedule at a time of day that its zone repeats once a year");

pub(crate) const RULE: Rule = Rule { codes: &[&SKIPPED, &REPEATED], needs_whole: false, check };

/// How far ahead is looked: a monthly run meets a change of clocks once in some years.
const AHEAD: SignedDuration = SignedDuration::from_hours(5 * 365 * 24);
/// A schedule that fires so shortly before the change and so shortly after it misses nothing, and is used to runs in a
/// row.
const NEAR: SignedDuration = SignedDuration::from_hours(2);

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let Ok(today) = TimeZone::UTC.to_timestamp(findings.today.day().at(0, 0, 0, 0)) else { return };
    let mut known: BTreeMap<&str, (TimeZone, Vec<ClockChange>)> = BTreeMap::new();
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            for trigger in function.triggers.iter().filter(|trigger| trigger.is_enabled.value) {
                let TriggerKind::Schedule(clock) = &trigger.kind else { continue };
                let zone = clock.timezone.value.as_str();
                if matches!(clock.schedule.value, Schedule::Every { .. }) || zone == "UTC" {
                    continue;
                }
                let (zone, changes) = known.entry(zone).or_insert_with(|| ahead(zone, today));
                if let Some(found) = judge(findings, deployment, function, clock, zone, changes) {
                    let about = function.key_path();
                    findings.sink.push(found.about(about).within(deployment.environment.to_string()));
                }
            }
        }
    }
}

fn ahead(zone: &str, today: Timestamp) -> (TimeZone, Vec<ClockChange>) {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let until = today.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
    let changes = clock_changes(&zone, today, until);
    (zone, changes)
}

fn judge(
    findings: &Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    clock: &ScheduleTrigger,
    zone: &TimeZone,
    changes: &[ClockChange],
) -> Option<Diagnostic> {
    let schedule = &clock.schedule.value;
    let pattern = schedule.pattern().filter(|pattern| !pattern.is_hourly())?;
    let hit = |kind| {
        let mut all = changes.iter().filter(move |change| change.kind == kind);
        all.find_map(|change| falls_in(&pattern, change).map(|at| (change, at)))
    };
    let weak = |word| {
        let mut sites = function.sites.iter().map(|site| deployment.site(*site));
        sites.find(|site| findings.facts.capability(host(site), word).level != Level::Exact)
    };
    let skipped = hit(ClockChangeKind::Skips).zip(weak(Capability::ScheduleSkippedTime));
    let repeated = hit(ClockChangeKind::Repeats).zip(weak(Capability::ScheduleRepeatedTime));
    if skipped.is_none() && repeated.is_none()
        || schedule.zone_of(&clock.timezone.value, zone) != clock.timezone.value
    {
        return None;
    }
    let zone = &clock.timezone.value;
    let mut found = match (&skipped, &repeated) {
        (Some(((change, at), _)), _) => SKIPPED
            .at(
                clock.schedule.span,
                format!(
                    "`{schedule}` is missed on {}: `{zone}` goes from {} to {} that day",
                    at.date(),
                    hour(change.start),
                    hour(change.end)
                ),
            )
            .here(format!("{} does not come", hour(*at))),
        (None, Some(((change, at), site))) => REPEATED
            .at(
                clock.schedule.span,
                format!(
                    "`{schedule}` fires twice on {} on `{}`: `{zone}` goes from {} back to {} that day",
                    at.date(),
                    site.name.value,
                    hour(change.end),
                    hour(change.start)
                ),
            )
            .here(format!("{} comes twice", hour(*at))),
        (None, None) => return None,
    };
    if let Some((_, site)) = &skipped {
        found = found.note(because(findings, site, Capability::ScheduleSkippedTime));
    }
    if let Some(((_, at), site)) = &repeated {
        if skipped.is_some() {
            found = found.note(format!("it fires twice on {} on `{}`", at.date(), site.name.value));
        }
        found = found.note(because(findings, site, Capability::ScheduleRepeatedTime));
    }
    Some(found.help(match another(schedule, &pattern, changes) {
        Some(other) => format!("write `{other}`, a time that comes once every day, or `timezone: UTC`"),
        None => "choose times that come once every day, or `timezone: UTC`".to_owned(),
    }))
}

/// The first time of the schedule that the change skips or repeats, unless its neighbors make up for it.
fn falls_in(pattern: &Pattern, change: &ClockChange) -> Option<DateTime> {
    let at = pattern.first_between(change.start, change.end)?;
    let before = change.start.checked_sub(NEAR).ok()?;
    let after = change.end.checked_add(NEAR).ok()?;
    let is_close = pattern.first_between(before, change.start).is_some()
        && pattern.first_between(change.end, after).is_some();
    (!is_close).then_some(at)
}

/// The same schedule at the nearest hour that no change touches, when it has one hour.
fn another(schedule: &Schedule, pattern: &Pattern, changes: &[ClockChange]) -> Option<String> {
    let Schedule::Cron { minute, day, month, weekday, .. } = schedule else { return None };
    if pattern.hours.count_ones() != 1 {
        return None;
    }
    let now = pattern.hours.trailing_zeros();
    let near = [1_i32, 2, 3, -1, -2, -3].into_iter().filter_map(|by| now.checked_add_signed(by));
    let mut hours = near.filter(|hour| *hour < 24);
    let hour = hours.find(|hour| {
        let moved = Pattern { hours: 1 << hour, ..*pattern };
        changes.iter().all(|change| moved.first_between(change.start, change.end).is_none())
    })?;
    Some(format!("{} {hour} {} {} {}", minute.text, day.text, month.text, weekday.text))
}

/// What the host of `site` does then, with the source.
fn because(findings: &Findings<'_>, site: &Site, word: Capability) -> String {
    let row = findings.facts.capability(host(site), word);
    let provenance = row.provenance();
    let source = provenance.main_source();
    format!("on `{}` it {} (`{}`: {source}, {})", site.name.value, row.how, row.id, provenance.as_of)
}

fn hour(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const KNATIVE: &str = "provider: kubernetes, country: \"DE\", cluster: { broker: kafka }";

    fn found(schedule: &str, zone: &str, site: &str) -> Vec<(String, String)> {
        let spec = Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: \"{schedule}\", timezone: {zone} }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ));
        let all = spec.found().into_iter();
        all.map(|found| (found.code.id.to_owned(), format!("{}; {:?}", found.message, found.help))).collect()
    }

    fn codes(schedule: &str, zone: &str, site: &str) -> Vec<String> {
        found(schedule, zone, site).into_iter().map(|found| found.0).collect()
    }

    #[test]
    fn a_time_that_the_zone_skips_is_missed() {
        let all = found("30 2 * * *", "Europe/Berlin", AWS);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(all[0].0, "F0903");
        assert!(
            all[0].1.contains("is missed on 2027-03-28: `Europe/Berlin` goes from 02:00 to 03:00"),
            "{all:?}"
        );
        assert!(all[0].1.contains("write `30 3 * * *`"), "{all:?}");
        assert_eq!(codes("0 0 * * *", "Africa/Cairo", AWS), ["F0903"], "midnight is skipped there");
    }

    #[test]
    fn both_sides_of_the_gap_are_silent() {
        for time in ["59 1 * * *", "0 3 * * *", "30 4 * * *"] {
            assert_eq!(codes(time, "Europe/Berlin", KNATIVE), Vec::<String>::new(), "{time}");
        }
        for time in ["0 2 * * *", "59 2 * * *"] {
            assert_eq!(codes(time, "Europe/Berlin", AWS), ["F0903"], "{time}");
        }
    }

    #[test]
    fn a_time_that_comes_twice_matters_where_the_host_fires_twice() {
        assert_eq!(codes("30 1 * * *", "America/New_York", KNATIVE), ["F0904"]);
        assert_eq!(codes("30 1 * * *", "America/New_York", AWS), Vec::<String>::new());
        assert_eq!(codes("30 0 * * *", "America/New_York", KNATIVE), Vec::<String>::new());
    }

    #[test]
    fn what_looks_guilty_and_is_not() {
        for (schedule, zone) in [
            ("30 2 * * *", "UTC"),
            ("30 2 * * *", "Asia/Kolkata"),
            // The change is on a Sunday.
            ("30 2 * * MON-FRI", "Europe/Berlin"),
            // The last Sunday of March is none of the first twenty days.
            ("30 2 1,20 * *", "Europe/Berlin"),
            ("30 2 * 6 *", "Europe/Berlin"),
            // The hours beside it make up for it.
            ("0 * * * *", "Europe/Berlin"),
            ("*/10 * * * SUN", "Europe/Berlin"),
            ("0 */2 * * *", "Europe/Berlin"),
            ("*/20 1-5 * * *", "Europe/Berlin"),
        ] {
            assert_eq!(codes(schedule, zone, KNATIVE), Vec::<String>::new(), "{schedule} {zone}");
        }
    }
}
