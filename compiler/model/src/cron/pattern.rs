//! A schedule as a clock reads it: which minutes, hours and days match, and how the two day fields are joined.

use jiff::civil::{Date, DateTime};

use super::{Field, Schedule};

const MINUTES: u64 = (1 << 60) - 1;
const HOURS: u64 = (1 << 24) - 1;
const DAYS: u64 = (1 << 32) - 2;
const MONTHS: u64 = (1 << 13) - 2;
const WEEKDAYS: u64 = (1 << 7) - 1;

/// Which days a schedule means. Unix cron joins its two day fields by `or`; with a `*` at the head of one, by `and`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayRule {
    /// All of them.
    Every,
    /// Those of the month alone.
    ByDay,
    /// Those of the week alone.
    ByWeekday,
    /// A day of the month, or a day of the week.
    Either,
    /// A day of the month that is a day of the week too (`*/2` beside `MON`).
    Both,
}

/// What matches. Bit n of a set stands for the value n.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Minutes 0–59.
    pub minutes: u64,
    /// Hours 0–23.
    pub hours: u64,
    /// Days of the month 1–31.
    pub days: u64,
    /// Months 1–12.
    pub months: u64,
    /// Days of the week 0–6, Sunday 0.
    pub weekdays: u64,
    /// How the day fields are joined.
    pub rule: DayRule,
}

impl Schedule {
    /// What matches; `None` for an interval that divides neither an hour nor a day, of which only the distance is
    /// promised.
    #[must_use]
    pub fn pattern(&self) -> Option<Pattern> {
        match self {
            Self::Every { minutes, .. } => {
                let (minutes, hours) = match *minutes {
                    step @ 1..=59 if 60 % step == 0 => (multiples(step, 60), HOURS),
                    minutes if minutes % 60 == 0 && minutes > 0 && 1_440 % minutes == 0 => {
                        (1, multiples(minutes / 60, 24))
                    }
                    _ => return None,
                };
                let (days, months, weekdays) = (DAYS, MONTHS, WEEKDAYS);
                Some(Pattern { minutes, hours, days, months, weekdays, rule: DayRule::Every })
            }
            Self::Cron { minute, hour, day, month, weekday } => Some(Pattern {
                minutes: minute.bits,
                hours: hour.bits,
                days: day.bits,
                months: month.bits,
                weekdays: weekday.bits,
                rule: rule(day, weekday),
            }),
        }
    }
}

/// The nearest intervals that divide an hour or a day, below and above `minutes`.
#[must_use]
pub fn even_intervals(minutes: u32) -> (Option<u32>, Option<u32>) {
    const EVEN: [u32; 19] = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1_440];
    let below = EVEN.into_iter().rev().find(|even| *even <= minutes);
    (below, EVEN.into_iter().find(|even| *even >= minutes))
}

fn multiples(step: u32, below: u32) -> u64 {
    (0..below).step_by(step as usize).fold(0, |bits, value| bits | (1 << value))
}

fn rule(day: &Field, weekday: &Field) -> DayRule {
    let (every_day, every_weekday) = (day.bits == DAYS, weekday.bits == WEEKDAYS);
    let both_must_hold = day.is_star || weekday.is_star;
    match (every_day, every_weekday) {
        (true, true) => DayRule::Every,
        (true, false) | (false, true) if !both_must_hold => DayRule::Every,
        (true, false) => DayRule::ByWeekday,
        (false, true) => DayRule::ByDay,
        (false, false) if both_must_hold => DayRule::Both,
        (false, false) => DayRule::Either,
    }
}

impl Pattern {
    /// Whether it fires in every hour of its days.
    #[must_use]
    pub const fn is_hourly(&self) -> bool {
        self.hours == HOURS
    }

    /// Whether it fires in every month.
    #[must_use]
    pub const fn is_monthly(&self) -> bool {
        self.months == MONTHS
    }

    /// Whether it is the same after a clock is moved by `minutes`.
    #[must_use]
    pub fn survives(&self, minutes: i32) -> bool {
        if self.rule != DayRule::Every || !self.is_monthly() {
            return minutes == 0;
        }
        if self.is_hourly() {
            let by = minutes.rem_euclid(60).unsigned_abs();
            return (self.minutes << by | self.minutes >> (60 - by)) & MINUTES == self.minutes;
        }
        let (by, rest) = (minutes.rem_euclid(1_440).unsigned_abs() / 60, minutes % 60);
        rest == 0 && (self.hours << by | self.hours >> (24 - by)) & HOURS == self.hours
    }

    /// Whether it fires on `date`.
    #[must_use]
    pub fn has_day(&self, date: Date) -> bool {
        let has = |bits: u64, value: i8| bits & (1 << value) != 0;
        let day = has(self.days, date.day());
        let weekday = has(self.weekdays, date.weekday().to_sunday_zero_offset());
        has(self.months, date.month())
            && match self.rule {
                DayRule::Every => true,
                DayRule::ByDay => day,
                DayRule::ByWeekday => weekday,
                DayRule::Either => day || weekday,
                DayRule::Both => day && weekday,
            }
    }

    /// The first time on the wall at which it fires, from `start` on and before `end`.
    #[must_use]
    pub fn first_between(&self, start: DateTime, end: DateTime) -> Option<DateTime> {
        let mut date = start.date();
        while date.at(0, 0, 0, 0) < end {
            if self.has_day(date) {
                let hours = (0..24_i8).filter(|hour| self.hours & (1 << hour) != 0);
                for hour in hours.filter(|hour| date.at(*hour, 59, 0, 0) >= start) {
                    if date.at(hour, 0, 0, 0) >= end {
                        return None;
                    }
                    let minutes = (0..60_i8).filter(|minute| self.minutes & (1 << minute) != 0);
                    let found = minutes.map(|minute| date.at(hour, minute, 0, 0)).find(|at| *at >= start);
                    if let Some(found) = found {
                        return (found < end).then_some(found);
                    }
                }
            }
            date = date.tomorrow().ok()?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_intervals_are_those_with_a_pattern() {
        for minutes in 1..2_000 {
            let text = format!("every {minutes}m");
            let schedule = Schedule::Every { minutes, text };
            let is_even = even_intervals(minutes).0 == Some(minutes);
            assert_eq!(schedule.pattern().is_some(), is_even, "{minutes}");
        }
        assert_eq!(even_intervals(7), (Some(6), Some(10)));
        assert_eq!(even_intervals(2_880), (Some(1_440), None));
    }
}
