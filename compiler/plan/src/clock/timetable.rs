//! When a schedule fires, and whether each host that gets it fires then too.

use faasc_model::{Deployment, Function, Name, ScheduleTrigger, Site, Trigger, TriggerKind};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Dialect, HostClock, clocks, replay};

/// How far a host is compared with the schedule, and how many times at most.
const COMPARED_DAYS: i64 = 3 * 366;
const COMPARED_TIMES: usize = 1_200;

/// One schedule of a deployment.
#[derive(Debug)]
pub struct Timetable<'p> {
    /// The function that it starts.
    pub function: &'p Function,
    /// The trigger.
    pub trigger: &'p Trigger,
    /// Its clock.
    pub clock: &'p ScheduleTrigger,
    /// The zone in which the times are shown: the trigger's own.
    pub zone: TimeZone,
    /// Whether it is an interval of which only the distance is promised: the times are counted from the asked instant.
    pub is_free: bool,
    /// The next times.
    pub next: Vec<Timestamp>,
    /// What each site makes of it.
    pub hosts: Vec<HostTimes<'p>>,
}

/// One schedule at one site.
#[derive(Debug)]
pub struct HostTimes<'p> {
    /// The site.
    pub site: &'p Name,
    /// What reads the clocks there; `None` where the schedule is read as it is written.
    pub reader: Option<&'static str>,
    /// The clocks in the host's dialect.
    pub clocks: Vec<HostClock>,
    /// Why there are none.
    pub refused: Option<String>,
    /// When they fire next, by the host's own rules.
    pub next: Vec<Timestamp>,
    /// The first time at which host and schedule part.
    pub difference: Option<Difference>,
    /// The first time at which two clocks of the host fire at once.
    pub doubled: Option<Timestamp>,
}

/// Where a host departs from the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It fires, and the schedule does not.
    Fires(Timestamp),
    /// It is silent, and the schedule fires.
    Silent(Timestamp),
}

/// The schedules of `deployment`, sorted by function and trigger, with their next `count` times after `from`.
#[must_use]
pub fn timetables(deployment: &Deployment, from: Timestamp, count: usize) -> Vec<Timetable<'_>> {
    let mut found: Vec<Timetable<'_>> = Vec::new();
    for function in &deployment.functions {
        for trigger in &function.triggers {
            if let TriggerKind::Schedule(clock) = &trigger.kind {
                found.push(timetable(deployment, function, trigger, clock, from, count));
            }
        }
    }
    found.sort_by(|a, b| {
        (&a.function.name.value, &a.trigger.id).cmp(&(&b.function.name.value, &b.trigger.id))
    });
    found
}

fn timetable<'p>(
    deployment: &'p Deployment,
    function: &'p Function,
    trigger: &'p Trigger,
    clock: &'p ScheduleTrigger,
    from: Timestamp,
    count: usize,
) -> Timetable<'p> {
    let schedule = &clock.schedule.value;
    let zone = TimeZone::get(&clock.timezone.value).unwrap_or(TimeZone::UTC);
    let read_in = TimeZone::get(schedule.zone_of(&clock.timezone.value, &zone)).unwrap_or(TimeZone::UTC);
    let until = from.saturating_add(SignedDuration::from_hours(24 * COMPARED_DAYS)).unwrap_or(Timestamp::MAX);
    let firings = schedule.firings(&read_in, from);
    let next: Vec<Timestamp> = firings.clone().take(count).collect();
    let compared: Vec<Timestamp> = firings.take(COMPARED_TIMES).take_while(|at| *at < until).collect();
    // Beyond the last compared time nothing is known of the schedule.
    let until =
        if compared.len() == COMPARED_TIMES { compared.last().copied().unwrap_or(until) } else { until };
    let mut sites: Vec<&Site> = function.sites.iter().map(|site| deployment.site(*site)).collect();
    sites.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    let hosts = sites
        .into_iter()
        .map(|site| {
            let mut host = HostTimes {
                site: &site.name.value,
                reader: None,
                clocks: Vec::new(),
                refused: None,
                next: Vec::new(),
                difference: None,
                doubled: None,
            };
            match Dialect::of(site) {
                Some(dialect) => {
                    host.reader = Some(dialect.reader());
                    match clocks(schedule, &clock.timezone.value, dialect) {
                        Ok(clocks) => host.play(dialect, clocks, from, until, count, &compared),
                        Err(why) => host.refused = Some(why.to_string()),
                    }
                }
                None => host.next.clone_from(&next),
            }
            host
        })
        .collect();
    Timetable { function, trigger, clock, zone, is_free: schedule.pattern().is_none(), next, hosts }
}

impl HostTimes<'_> {
    fn play(
        &mut self,
        dialect: Dialect,
        clocks: Vec<HostClock>,
        from: Timestamp,
        until: Timestamp,
        count: usize,
        wanted: &[Timestamp],
    ) {
        let mut next = Vec::new();
        let mut played: Vec<Timestamp> = Vec::new();
        for clock in &clocks {
            match replay(dialect, clock, from) {
                Ok(replay) => {
                    next.extend(replay.clone().take(count));
                    played.extend(replay.take_while(|at| *at <= until));
                }
                Err(why) => self.refused = Some(why),
            }
        }
        self.clocks = clocks;
        played.sort_unstable();
        self.doubled = played.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
        played.dedup();
        self.difference = difference(wanted, &played);
        next.sort_unstable();
        next.dedup();
        next.truncate(count);
        self.next = next;
    }
}

/// The first time that one list has and the other has not.
fn difference(wanted: &[Timestamp], played: &[Timestamp]) -> Option<Difference> {
    let at = wanted.iter().zip(played).position(|(wanted, played)| wanted != played);
    let at = at.unwrap_or_else(|| wanted.len().min(played.len()));
    match (wanted.get(at), played.get(at)) {
        (None, None) => None,
        (Some(wanted), Some(played)) if wanted < played => Some(Difference::Silent(*wanted)),
        (Some(wanted), None) => Some(Difference::Silent(*wanted)),
        (_, Some(played)) => Some(Difference::Fires(*played)),
    }
}
