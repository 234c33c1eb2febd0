//! `faasc graph --schedules`: when each schedule fires, and whether its hosts agree.

use std::fmt::Write as _;

use faasc_model::{DeploymentId, Program};
use faasc_plan::clock::{Difference, HostTimes, Timetable, timetables};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::console::{Ink, paint};
use crate::exit::Failure;

/// How many times are listed of each schedule.
const COUNT: usize = 5;

/// The schedules of some deployments.
pub(super) struct Listed<'p> {
    from: Timestamp,
    /// App and environment, with its schedules.
    deployments: Vec<(String, String, Vec<Timetable<'p>>)>,
}

impl<'p> Listed<'p> {
    /// The schedules of `chosen` after `from`.
    pub(super) fn of(program: &'p Program, chosen: &[DeploymentId], from: Timestamp) -> Self {
        let of = |id: &DeploymentId| {
            let deployment = program.deployment(*id);
            let (app, environment) = (deployment.app.to_string(), deployment.environment.to_string());
            (app, environment, timetables(deployment, from, COUNT))
        };
        Self { from, deployments: chosen.iter().map(of).collect() }
    }

    /// For people.
    pub(super) fn text(&self, has_color: bool) -> String {
        let mut out = String::new();
        for (app, environment, schedules) in &self.deployments {
            let head = paint(has_color, Ink::Bold, &format!("{app}, {environment}"));
            let _ = writeln!(out, "{head}{}", if schedules.is_empty() { ": no schedules" } else { "" });
            for schedule in schedules {
                out.push('\n');
                told(schedule, has_color, &mut out);
            }
        }
        out
    }

    /// For tools.
    pub(super) fn json(&self) -> Result<String, Failure> {
        let schedules = self.deployments.iter().flat_map(|(app, environment, schedules)| {
            schedules.iter().map(move |schedule| Row::of(app, environment, schedule))
        });
        let document = Document {
            schema: "faasc.schedules/v1",
            from: self.from.to_string(),
            schedules: schedules.collect(),
        };
        serde_json::to_string_pretty(&document)
            .map(|text| text + "\n")
            .map_err(|fault| Failure::machine(format!("cannot write the schedules: {fault}")))
    }
}

fn told(of: &Timetable<'_>, has_color: bool, out: &mut String) {
    let name = paint(has_color, Ink::Cyan, &of.function.name.value);
    let zone = &of.clock.timezone.value;
    let off = if of.trigger.is_enabled.value { "" } else { "  (not enabled)" };
    let _ = writeln!(out, "  {name}  {}  {zone}{off}", of.clock.schedule.value);
    if of.is_free {
        out.push_str("    counted from the day that it is made; were it made now:\n");
    }
    times(&of.next, &of.zone, "    ", out);
    for host in &of.hosts {
        let site = paint(has_color, Ink::Cyan, host.site);
        let Some(reader) = host.reader else {
            let _ = writeln!(out, "    {site}: read as it is written");
            continue;
        };
        let (verdict, is_well) = verdict(host, &of.zone);
        let verdict = paint(has_color, if is_well { Ink::Green } else { Ink::Yellow }, &verdict);
        let clocks: Vec<String> =
            host.clocks.iter().map(|clock| format!("`{}` in {}", clock.expression, clock.timezone)).collect();
        let clocks = if clocks.is_empty() { String::new() } else { format!(" {}", clocks.join(" and ")) };
        let _ = writeln!(out, "    {site}: {reader}{clocks}: {verdict}");
        if host.refused.is_none() && host.next != of.next {
            times(&host.next, &of.zone, "      ", out);
        }
    }
}

fn times(next: &[Timestamp], zone: &TimeZone, indent: &str, out: &mut String) {
    for at in next {
        let _ = writeln!(out, "{indent}{}   {} UTC", wall(*at, zone), at.strftime("%Y-%m-%d %H:%M"));
    }
    if next.is_empty() {
        let _ = writeln!(out, "{indent}never");
    }
}

fn wall(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%a %Y-%m-%d %H:%M %:z").to_string()
}

/// What is said of a host, and whether it does as asked.
fn verdict(host: &HostTimes<'_>, zone: &TimeZone) -> (String, bool) {
    if let Some(why) = &host.refused {
        return (format!("cannot: {why}"), false);
    }
    match (host.difference, host.doubled) {
        (Some(Difference::Fires(at)), _) => (format!("fires at {} too", wall(at, zone)), false),
        (Some(Difference::Silent(at)), _) => (format!("does not fire at {}", wall(at, zone)), false),
        (None, Some(at)) => (format!("the same times, at {} twice", wall(at, zone)), true),
        (None, None) => ("the same times".to_owned(), true),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    from: String,
    schedules: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    app: &'a str,
    environment: &'a str,
    function: &'a str,
    trigger: &'a str,
    schedule: String,
    timezone: &'a str,
    is_enabled: bool,
    /// Whether the times are counted from the asked instant, since only their distance is promised.
    is_counted_from_here: bool,
    next: Vec<Time>,
    hosts: Vec<HostRow<'a>>,
}

#[derive(Serialize)]
struct Time {
    local: String,
    utc: String,
}

#[derive(Serialize)]
struct HostRow<'a> {
    site: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reader: Option<&'static str>,
    clocks: Vec<ClockRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cannot: Option<&'a str>,
    next: Vec<Time>,
    agrees: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fires_too: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_silent: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fires_twice: Option<Time>,
}

#[derive(Serialize)]
struct ClockRow<'a> {
    expression: &'a str,
    timezone: &'a str,
}

impl Time {
    fn of(at: Timestamp, zone: &TimeZone) -> Self {
        let local = at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        Self { local, utc: at.to_string() }
    }

    fn all(next: &[Timestamp], zone: &TimeZone) -> Vec<Self> {
        next.iter().map(|at| Self::of(*at, zone)).collect()
    }
}

impl<'a> Row<'a> {
    fn of(app: &'a str, environment: &'a str, of: &'a Timetable<'_>) -> Self {
        Self {
            app,
            environment,
            function: &of.function.name.value,
            trigger: &of.trigger.id,
            schedule: of.clock.schedule.value.to_string(),
            timezone: &of.clock.timezone.value,
            is_enabled: of.trigger.is_enabled.value,
            is_counted_from_here: of.is_free,
            next: Time::all(&of.next, &of.zone),
            hosts: of.hosts.iter().map(|host| HostRow::of(host, &of.zone)).collect(),
        }
    }
}

impl<'a> HostRow<'a> {
    fn of(host: &'a HostTimes<'_>, zone: &TimeZone) -> Self {
        let clock = |clock: &'a faasc_plan::clock::HostClock| ClockRow {
            expression: &clock.expression,
            timezone: &clock.timezone,
        };
        let (fires_too, is_silent) = match host.difference {
            Some(Difference::Fires(at)) => (Some(Time::of(at, zone)), None),
            Some(Difference::Silent(at)) => (None, Some(Time::of(at, zone))),
            None => (None, None),
        };
        Self {
            site: host.site,
            reader: host.reader,
            clocks: host.clocks.iter().map(clock).collect(),
            cannot: host.refused.as_deref(),
            next: Time::all(&host.next, zone),
            agrees: host.refused.is_none() && host.difference.is_none(),
            fires_too,
            is_silent,
            fires_twice: host.doubled.map(|at| Time::of(at, zone)),
        }
    }
}
