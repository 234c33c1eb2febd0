//! The grammars of the hosts.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

/// How two day fields are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joined {
    /// Both must hold.
    And,
    /// One is enough, unless one of them is `*` itself: robfig.
    OrUnlessBareStar,
    /// One is enough, unless one of them is marked by `*`: Cloud Scheduler.
    OrUnlessStar,
}

/// An expression as its host reads it.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// So many minutes apart.
    Rate { minutes: i64 },
    /// Fields that must match.
    Fields(Fields),
}

/// Values that match.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    minutes: BTreeSet<i32>,
    hours: BTreeSet<i32>,
    days: BTreeSet<i32>,
    months: BTreeSet<i32>,
    /// Sunday 0.
    weekdays: BTreeSet<i32>,
    both_days_hold: bool,
}

impl Fields {
    pub(super) fn has_day(&self, date: Date) -> bool {
        let day = self.days.contains(&date.day().into());
        let weekday = self.weekdays.contains(&date.weekday().to_sunday_zero_offset().into());
        let is_wanted = if self.both_days_hold { day && weekday } else { day || weekday };
        is_wanted && self.months.contains(&date.month().into())
    }

    pub(super) fn has_hour(&self, wall: DateTime) -> bool {
        self.hours.contains(&wall.hour().into())
    }

    pub(super) fn has_minute(&self, wall: DateTime) -> bool {
        self.minutes.contains(&wall.minute().into())
    }
}

/// `cron(minute hour day month weekday year)` or `rate(n minutes)`.
pub(super) fn eventbridge(text: &str) -> Result<Expression, String> {
    if let Some(rate) = inside(text, "rate(") {
        let minutes = match rate.split_once(' ') {
            Some(("1", "minute")) => Some(1),
            Some((count, "minutes")) => count.parse().ok().filter(|count| *count > 1),
            _ => None,
        };
        return minutes.map(|minutes| Expression::Rate { minutes }).ok_or(format!("`{text}` is no rate"));
    }
    let fields = inside(text, "cron(").ok_or(format!("`{text}` is neither `cron(…)` nor `rate(…)`"))?;
    let fields = split(fields, 6)?;
    if (fields[2] == "?") == (fields[4] == "?") {
        return Err(format!("`{text}`: one of the two day fields must be `?`"));
    }
    if fields[5] != "*" {
        return Err(format!("`{text}`: a year is not expected here"));
    }
    let day = if fields[2] == "?" { "*" } else { fields[2] };
    let weekday = if fields[4] == "?" { "*" } else { fields[4] };
    let names = Names { first: 1, words: WEEKDAYS };
    let weekdays = values(weekday, 1, 7, Some(names))?.into_iter().map(|day| day - 1).collect();
    Ok(Expression::Fields(Fields {
        minutes: values(fields[0], 0, 59, None)?,
        hours: values(fields[1], 0, 23, None)?,
        days: values(day, 1, 31, None)?,
        months: values(fields[3], 1, 12, Some(Names { first: 1, words: MONTHS }))?,
        weekdays,
        both_days_hold: true,
    }))
}

/// `@every 7m`.
pub(super) fn every(text: &str) -> Result<Expression, String> {
    let minutes = text.strip_prefix("@every ").and_then(|rest| rest.strip_suffix('m')?.parse().ok());
    minutes.map(|minutes| Expression::Rate { minutes }).ok_or(format!("`{text}` is no interval"))
}

/// `minute hour day month weekday`.
pub(super) fn five_fields(text: &str, joined: Joined) -> Result<Expression, String> {
    let fields = split(text, 5)?;
    let is_star = |field: &str| match joined {
        Joined::And => true,
        Joined::OrUnlessBareStar => field.split(',').any(|item| item == "*" || item == "*/1"),
        Joined::OrUnlessStar => field == "*",
    };
    Ok(Expression::Fields(Fields {
        minutes: values(fields[0], 0, 59, None)?,
        hours: values(fields[1], 0, 23, None)?,
        days: values(fields[2], 1, 31, None)?,
        months: values(fields[3], 1, 12, Some(Names { first: 1, words: MONTHS }))?,
        weekdays: values(fields[4], 0, 6, Some(Names { first: 0, words: WEEKDAYS }))?,
        both_days_hold: is_star(fields[2]) || is_star(fields[4]),
    }))
}

/// `second minute hour day month weekday`.
pub(super) fn ncrontab(text: &str) -> Result<Expression, String> {
    let fields = split(text, 6)?;
    if fields[0] != "0" {
        return Err(format!("`{text}`: a second is not expected here"));
    }
    five_fields(text.split_once(' ').map_or("", |parts| parts.1), Joined::And)
}

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

#[derive(Clone, Copy)]
struct Names {
    first: i32,
    words: &'static [&'static str],
}

fn inside<'t>(text: &'t str, head: &str) -> Option<&'t str> {
    text.strip_prefix(head)?.strip_suffix(')')
}

fn split(text: &str, count: usize) -> Result<Vec<&str>, String> {
    let fields: Vec<&str> = text.split(' ').collect();
    if fields.len() == count { Ok(fields) } else { Err(format!("`{text}` has not {count} fields")) }
}

/// `*`, `n`, `a-b`, each with `/step`, joined by commas.
fn values(field: &str, least: i32, most: i32, names: Option<Names>) -> Result<BTreeSet<i32>, String> {
    let fault = || format!("`{field}` is no list of values from {least} to {most}");
    let value = |text: &str| {
        let named = names.and_then(|names| {
            let at = names.words.iter().position(|word| *word == text)?;
            Some(names.first + i32::try_from(at).ok()?)
        });
        let value = named.or_else(|| text.parse().ok())?;
        (least..=most).contains(&value).then_some(value)
    };
    let mut found = BTreeSet::new();
    for item in field.split(',') {
        let (span, step) = match item.split_once('/') {
            Some((span, step)) => {
                (span, Some(step.parse::<usize>().ok().filter(|step| *step > 0).ok_or_else(fault)?))
            }
            None => (item, None),
        };
        let (from, to) = match (span, span.split_once('-')) {
            ("*", _) => (least, most),
            (_, Some((from, to))) => (value(from).ok_or_else(fault)?, value(to).ok_or_else(fault)?),
            (only, None) => {
                let only = value(only).ok_or_else(fault)?;
                (only, if step.is_some() { most } else { only })
            }
        };
        if from > to {
            return Err(fault());
        }
        found.extend((from..=to).step_by(step.unwrap_or(1)));
    }
    Ok(found)
}
