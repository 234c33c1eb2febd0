//! The instants at which a schedule fires.
//!
//! A time that the zone skips does not fire. One that it repeats fires once, at its first coming; a schedule of every
//! hour fires in both. An interval counts in UTC, from midnight where it divides an hour or a day.

use std::collections::VecDeque;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::{DayRule, Pattern, Schedule};

/// Years after which a schedule that has not fired is given up: 29 February is a given weekday every 28 or 40 years.
const HORIZON: i16 = 60;
/// The years in which a zone's offsets are looked at: fixed ones, since what is emitted depends on no date.
const SETTLED: (i16, i16) = (2020, 2050);

impl Schedule {
    /// The zone in which it is read: UTC for an interval, and for what is the same there whatever the clock says.
    #[must_use]
    pub fn zone_of<'z>(&self, timezone: &'z str, zone: &TimeZone) -> &'z str {
        if matches!(self, Self::Every { .. }) {
            return "UTC";
        }
        let is_same = self.pattern().is_some_and(|pattern| is_same_in_utc(&pattern, zone));
        if is_same { "UTC" } else { timezone }
    }

    /// Whether it is an interval that would fire at other times if `zone` counted for it.
    #[must_use]
    pub fn is_deaf_to(&self, zone: &TimeZone) -> bool {
        let is_interval = matches!(self, Self::Every { .. });
        is_interval && self.pattern().is_some_and(|pattern| !is_same_in_utc(&pattern, zone))
    }

    /// The instants after `from` at which it fires, in `zone`; where [`Schedule::zone_of`] says UTC, give UTC.
    #[must_use]
    pub fn firings(&self, zone: &TimeZone, from: Timestamp) -> Firings {
        let Some(pattern) = self.pattern() else {
            let minutes = match self {
                Self::Every { minutes, .. } => *minutes,
                Self::Cron { .. } => 1,
            };
            return Firings(Kind::Interval { last: from, step: SignedDuration::from_mins(minutes.into()) });
        };
        let date = zone.to_datetime(from).date();
        let end = Date::new(date.year().saturating_add(HORIZON).min(9_999), 1, 1).unwrap_or(Date::MAX);
        let ready = VecDeque::new();
        Firings(Kind::Calendar { pattern, zone: zone.clone(), date, end, after: from, ready })
    }
}

/// Whether the schedule fires at the same instants when its fields are read in UTC.
fn is_same_in_utc(pattern: &Pattern, zone: &TimeZone) -> bool {
    if pattern.rule != DayRule::Every || !pattern.is_monthly() {
        return false;
    }
    let year = |year| TimeZone::UTC.to_timestamp(DateTime::constant(year, 1, 1, 0, 0, 0, 0)).ok();
    let (Some(from), Some(until)) = (year(SETTLED.0), year(SETTLED.1)) else { return false };
    let now = std::iter::once(zone.to_offset(from));
    let later = zone.following(from).take_while(|change| change.timestamp() < until);
    let mut offsets = now.chain(later.map(|change| change.offset()));
    offsets.all(|offset| offset.seconds() % 60 == 0 && pattern.survives(offset.seconds() / 60))
}

/// Instants, in order.
#[derive(Clone, Debug)]
pub struct Firings(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Calendar {
        pattern: Pattern,
        zone: TimeZone,
        date: Date,
        end: Date,
        after: Timestamp,
        ready: VecDeque<Timestamp>,
    },
    Interval {
        last: Timestamp,
        step: SignedDuration,
    },
}

impl Iterator for Firings {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        match &mut self.0 {
            Kind::Interval { last, step } => {
                *last = last.checked_add(*step).ok()?;
                Some(*last)
            }
            Kind::Calendar { pattern, zone, date, end, after, ready } => loop {
                if let Some(found) = ready.pop_front() {
                    return Some(found);
                }
                if *date >= *end {
                    return None;
                }
                if pattern.has_day(*date) {
                    let mut day = of_day(pattern, zone, *date);
                    day.retain(|found| found > after);
                    *ready = day.into();
                }
                *date = date.tomorrow().ok()?;
            },
        }
    }
}

/// The instants of one day, in order.
fn of_day(pattern: &Pattern, zone: &TimeZone, date: Date) -> Vec<Timestamp> {
    let mut found = Vec::new();
    for hour in (0..24_i8).filter(|hour| pattern.hours & (1 << hour) != 0) {
        for minute in (0..60_i8).filter(|minute| pattern.minutes & (1 << minute) != 0) {
            let (first, second) = comings(pattern, zone, date.at(hour, minute, 0, 0));
            found.extend(first.into_iter().chain(second));
        }
    }
    found.sort_unstable();
    found
}

fn comings(pattern: &Pattern, zone: &TimeZone, at: DateTime) -> (Option<Timestamp>, Option<Timestamp>) {
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => (offset.to_timestamp(at).ok(), None),
        AmbiguousOffset::Gap { .. } => (None, None),
        AmbiguousOffset::Fold { before, after } => {
            let second = pattern.is_hourly().then(|| after.to_timestamp(at).ok()).flatten();
            (before.to_timestamp(at).ok(), second)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cron::parse;

    fn next(text: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let (schedule, from) = (parse(text).unwrap(), from.parse().unwrap());
        let named = TimeZone::get(zone).unwrap();
        let zone = TimeZone::get(schedule.zone_of(zone, &named)).unwrap();
        schedule.firings(&zone, from).take(count).map(|found| found.to_string()).collect()
    }

    #[test]
    fn a_time_of_day_follows_its_zone() {
        assert_eq!(
            next("30 4 * * *", "Europe/Berlin", "2027-03-26T12:00:00Z", 3),
            ["2027-03-27T03:30:00Z", "2027-03-28T02:30:00Z", "2027-03-29T02:30:00Z"]
        );
    }

    #[test]
    fn a_skipped_time_is_missed_and_a_repeated_one_comes_once() {
        assert_eq!(
            next("30 2 * * *", "Europe/Berlin", "2027-03-27T00:00:00Z", 2),
            ["2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z"]
        );
        assert_eq!(
            next("30 2 * * *", "Europe/Berlin", "2027-10-30T12:00:00Z", 2),
            ["2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"]
        );
    }

    #[test]
    fn every_hour_of_a_repeated_one_is_every_hour() {
        assert_eq!(
            next("0 * * * *", "Europe/Berlin", "2027-10-30T23:30:00Z", 3),
            ["2027-10-31T00:00:00Z", "2027-10-31T01:00:00Z", "2027-10-31T02:00:00Z"]
        );
        assert_eq!(
            next("0 * * * SUN", "Europe/Berlin", "2027-10-30T23:30:00Z", 3),
            ["2027-10-31T00:00:00Z", "2027-10-31T01:00:00Z", "2027-10-31T02:00:00Z"]
        );
    }

    #[test]
    fn an_interval_counts_in_utc() {
        assert_eq!(
            next("every 6h", "Asia/Kolkata", "2027-01-01T00:00:00Z", 2),
            ["2027-01-01T06:00:00Z", "2027-01-01T12:00:00Z"]
        );
        assert_eq!(
            next("every 7m", "UTC", "2027-01-01T00:00:00Z", 2),
            ["2027-01-01T00:07:00Z", "2027-01-01T00:14:00Z"]
        );
    }

    #[test]
    fn a_rare_day_is_waited_for_and_a_day_that_never_comes_is_given_up() {
        assert_eq!(
            next("0 0 29 2 *", "UTC", "2026-11-24T00:00:00Z", 2),
            ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]
        );
        assert_eq!(next("0 0 31 2 *", "UTC", "2026-11-24T00:00:00Z", 1), Vec::<String>::new());
    }
}
