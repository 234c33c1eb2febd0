//! What a host does with its own expression: read by the host's grammar, played minute by minute in its zone.
//! Nothing here is shared with the translation, so that one proves the other.

mod grammar;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Dialect, HostClock};
use grammar::{Expression, Joined};

/// Days after which an expression that has not fired is given up.
const HORIZON_DAYS: i64 = 60 * 366;

/// Plays `clock` as its host does, after `from`; a rate is counted from there.
///
/// # Errors
/// With the cause, when the host would refuse the expression or the zone.
pub fn replay(dialect: Dialect, clock: &HostClock, from: Timestamp) -> Result<Replay, String> {
    let zone = TimeZone::get(&clock.timezone).map_err(|fault| fault.to_string())?;
    let expression = match dialect {
        Dialect::EventBridge => grammar::eventbridge(&clock.expression)?,
        Dialect::CronJob if clock.expression.starts_with('@') => grammar::every(&clock.expression)?,
        Dialect::PingSource | Dialect::CronJob => {
            grammar::five_fields(&clock.expression, Joined::OrUnlessBareStar)?
        }
        Dialect::CloudScheduler => grammar::five_fields(&clock.expression, Joined::OrUnlessStar)?,
        Dialect::Ncrontab => grammar::ncrontab(&clock.expression)?,
    };
    // robfig matches each instant, so a time that comes twice fires twice; EventBridge does not repeat one.
    let repeats = !matches!(dialect, Dialect::EventBridge);
    let until = from.saturating_add(SignedDuration::from_hours(24 * HORIZON_DAYS)).unwrap_or(Timestamp::MAX);
    Ok(Replay { expression, zone, at: from, until, repeats })
}

/// The instants at which one clock of a host fires, in order.
#[derive(Clone, Debug)]
pub struct Replay {
    expression: Expression,
    zone: TimeZone,
    at: Timestamp,
    until: Timestamp,
    repeats: bool,
}

impl Iterator for Replay {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        let fields = match &self.expression {
            Expression::Rate { minutes } => {
                self.at = later(self.at, *minutes)?;
                return Some(self.at);
            }
            Expression::Fields(fields) => fields,
        };
        let to_whole = 60 - self.at.as_second().rem_euclid(60);
        let mut at = Timestamp::from_second(self.at.as_second() + to_whole).ok()?;
        while at < self.until {
            let wall = self.zone.to_datetime(at);
            let (has_day, has_hour) = (fields.has_day(wall.date()), fields.has_hour(wall));
            if has_day && has_hour && fields.has_minute(wall) && (self.repeats || !self.came_before(at, wall))
            {
                self.at = at;
                return Some(at);
            }
            // Half a day is never beyond the day's end, whatever the clocks do.
            let stride = if !has_day && wall.hour() < 8 {
                720
            } else if has_day && has_hour {
                1
            } else {
                60 - i64::from(wall.minute())
            };
            let there = later(at, stride)?;
            // Clocks that change on the way may show a time that is wanted; they change at quarters of an hour.
            let is_smooth = self.zone.to_offset(at) == self.zone.to_offset(there);
            let quarter = 15 - i64::from(wall.minute()).rem_euclid(15);
            at = if is_smooth || stride > 60 { there } else { later(at, stride.min(quarter))? };
        }
        None
    }
}

impl Replay {
    /// Whether the wall showed the same time shortly before.
    fn came_before(&self, at: Timestamp, wall: DateTime) -> bool {
        (1..=6).any(|step| later(at, -30 * step).is_some_and(|before| self.zone.to_datetime(before) == wall))
    }
}

fn later(at: Timestamp, minutes: i64) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_mins(minutes)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(dialect: Dialect, expression: &str, timezone: &str, from: &str, count: usize) -> Vec<String> {
        let clock =
            HostClock { expression: expression.to_owned(), timezone: timezone.to_owned(), part: None };
        let found = replay(dialect, &clock, from.parse().unwrap()).unwrap();
        found.take(count).map(|at| at.to_string()).collect()
    }

    #[test]
    fn eventbridge_counts_days_from_one_on_sunday_and_repeats_nothing() {
        assert_eq!(
            next(Dialect::EventBridge, "cron(0 9 ? * 1 *)", "UTC", "2026-11-24T00:00:00Z", 1),
            ["2026-11-29T09:00:00Z"],
            "a Sunday"
        );
        assert_eq!(
            next(Dialect::EventBridge, "cron(30 1 * * ? *)", "America/New_York", "2026-11-01T00:00:00Z", 2),
            ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"]
        );
        assert_eq!(
            next(Dialect::EventBridge, "rate(7 minutes)", "UTC", "2026-11-24T00:00:00Z", 2),
            ["2026-11-24T00:07:00Z", "2026-11-24T00:14:00Z"]
        );
    }

    #[test]
    fn robfig_repeats_and_joins_days_by_or() {
        assert_eq!(
            next(Dialect::PingSource, "30 1 * * *", "America/New_York", "2026-11-01T00:00:00Z", 2),
            ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]
        );
        assert_eq!(
            next(Dialect::PingSource, "0 0 13 * FRI", "UTC", "2026-11-07T00:00:00Z", 2),
            ["2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z"]
        );
        assert_eq!(
            next(Dialect::PingSource, "0 0 */2 * MON", "UTC", "2026-11-24T00:00:00Z", 2),
            ["2026-11-25T00:00:00Z", "2026-11-27T00:00:00Z"],
            "a step is no star to it"
        );
    }

    #[test]
    fn clocks_that_change_within_an_hour_hide_no_time() {
        // On that night Chatham goes from 02:45 to 03:45.
        assert_eq!(
            next(Dialect::EventBridge, "cron(45 3 * * ? *)", "Pacific/Chatham", "2026-09-26T00:00:00Z", 1),
            ["2026-09-26T14:00:00Z"]
        );
    }

    #[test]
    fn azure_joins_days_by_and() {
        assert_eq!(
            next(Dialect::Ncrontab, "0 0 0 13 * 5", "UTC", "2026-11-24T00:00:00Z", 1),
            ["2027-08-13T00:00:00Z"]
        );
    }

    #[test]
    fn what_a_host_refuses_is_no_expression() {
        let from = "2026-11-24T00:00:00Z".parse().unwrap();
        for (dialect, expression) in [
            (Dialect::EventBridge, "cron(0 0 1 * MON *)"),
            (Dialect::EventBridge, "cron(0 0 * * * *)"),
            (Dialect::EventBridge, "cron(0 0 ? * ? *)"),
            (Dialect::EventBridge, "0 0 * * ? *"),
            (Dialect::EventBridge, "rate(1 minutes)"),
            (Dialect::PingSource, "0 0 * * 7"),
            (Dialect::PingSource, "@every 7m"),
            (Dialect::PingSource, "0 0 0 * * *"),
            (Dialect::Ncrontab, "0 0 * * *"),
            (Dialect::Ncrontab, "0 60 0 * * *"),
        ] {
            let clock =
                HostClock { expression: expression.to_owned(), timezone: "UTC".to_owned(), part: None };
            assert!(replay(dialect, &clock, from).is_err(), "{expression}");
        }
    }
}
