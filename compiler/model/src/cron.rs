//! Schedules: the language's one dialect.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// One field of a cron expression: the values that match, and whether it was `*`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Bit n is set when value n matches.
    pub bits: u64,
    /// Whether the field begins with `*`, which decides how the two day fields combine.
    pub is_star: bool,
    /// The field as written, names in upper case.
    pub text: String,
}

/// When a schedule fires.
#[derive(Clone, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(with = "String")]
pub enum Schedule {
    /// Every so many whole minutes.
    Every {
        /// Minutes between.
        minutes: u32,
        /// As written.
        text: String,
    },
    /// Five fields of unix cron.
    Cron {
        /// Minute 0–59.
        minute: Field,
        /// Hour 0–23.
        hour: Field,
        /// Day of the month 1–31.
        day: Field,
        /// Month 1–12.
        month: Field,
        /// Day of the week 0–6, Sunday 0 (7 is read as 0).
        weekday: Field,
    },
}

/// Why a schedule could not be read: the part of the text and the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleFault {
    /// First byte of the part.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The cause.
    pub cause: String,
    /// A text that would be read.
    pub meant: Option<String>,
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

struct Range {
    name: &'static str,
    least: u32,
    most: u32,
    names: &'static [&'static str],
    first_name: u32,
}

const FIELDS: [Range; 5] = [
    Range { name: "minute", least: 0, most: 59, names: &[], first_name: 0 },
    Range { name: "hour", least: 0, most: 23, names: &[], first_name: 0 },
    Range { name: "day of the month", least: 1, most: 31, names: &[], first_name: 0 },
    Range { name: "month", least: 1, most: 12, names: &MONTHS, first_name: 1 },
    Range { name: "day of the week", least: 0, most: 7, names: &DAYS, first_name: 0 },
];

/// Reads `every 5m` or five cron fields.
///
/// # Errors
/// With the part of `text` that is at fault.
pub fn parse(text: &str) -> Result<Schedule, ScheduleFault> {
    if let Some(rest) = text.strip_prefix("every ") {
        return every(text, rest);
    }
    let mut fields = Vec::new();
    for part in text.split(' ').filter(|part| !part.is_empty()) {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        fields.push((start, part));
    }
    if fields.len() != 5 {
        let cause = match fields.len() {
            _ if text.starts_with('@') => {
                "macros such as `@daily` are not read; write the five fields".to_owned()
            }
            6 | 7 => format!(
                "a schedule has five fields (minute, hour, day, month, weekday), not {}: no seconds, no year",
                fields.len()
            ),
            count => format!(
                "a schedule is `every 5m` or five cron fields (minute, hour, day, month, weekday); this has {count}"
            ),
        };
        return Err(ScheduleFault { start: 0, end: text.len(), cause, meant: None });
    }
    let mut read = Vec::with_capacity(5);
    for ((start, part), range) in fields.into_iter().zip(&FIELDS) {
        let bits = field(part, range).map_err(|cause| ScheduleFault {
            start,
            end: start + part.len(),
            cause,
            meant: None,
        })?;
        read.push(Field { bits, is_star: part.starts_with('*'), text: part.to_ascii_uppercase() });
    }
    let mut read = read.into_iter();
    match (read.next(), read.next(), read.next(), read.next(), read.next()) {
        (Some(minute), Some(hour), Some(day), Some(month), Some(mut weekday)) => {
            if weekday.bits & (1 << 7) != 0 {
                weekday.bits = (weekday.bits & !(1 << 7)) | 1;
            }
            Ok(Schedule::Cron { minute, hour, day, month, weekday })
        }
        _ => Err(ScheduleFault {
            start: 0,
            end: text.len(),
            cause: "a schedule has five fields".to_owned(),
            meant: None,
        }),
    }
}

fn every(text: &str, rest: &str) -> Result<Schedule, ScheduleFault> {
    let fault =
        |cause: String, meant: Option<String>| ScheduleFault { start: 6, end: text.len(), cause, meant };
    let duration = crate::unit::Duration::parse(rest)
        .map_err(|unit| fault(unit.cause, unit.meant.map(|meant| format!("every {meant}"))))?;
    let millis = duration.as_millis();
    if millis == 0 || millis % 60_000 != 0 {
        return Err(fault(
            "`every` takes whole minutes, at least one".to_owned(),
            Some("every 1m".to_owned()),
        ));
    }
    match u32::try_from(millis / 60_000) {
        Ok(minutes) if minutes <= 366 * 24 * 60 => Ok(Schedule::Every { minutes, text: text.to_owned() }),
        _ => Err(fault("`every` takes at most a year".to_owned(), None)),
    }
}

fn field(text: &str, range: &Range) -> Result<u64, String> {
    let mut bits = 0;
    for item in text.split(',') {
        bits |= items(item, range)?;
    }
    Ok(bits)
}

fn items(item: &str, range: &Range) -> Result<u64, String> {
    let (span, step) = match item.split_once('/') {
        Some((span, step)) => match step.parse::<u32>() {
            Ok(step)
                if step > 0 && step <= range.most && !step.to_string().is_empty() && step_is_plain(item) =>
            {
                (span, step)
            }
            _ => {
                return Err(format!(
                    "`{item}`: the step of the {} is a whole number from 1 to {}",
                    range.name, range.most
                ));
            }
        },
        None => (item, 1),
    };
    let has_step = item.contains('/');
    let (from, to) = match span.split_once('-') {
        _ if span == "*" => (range.least, if range.most == 7 { 6 } else { range.most }),
        Some((from, to)) => (value(from, range)?, value(to, range)?),
        None if has_step => {
            return Err(format!(
                "`{item}`: a step needs `*` or a range before it, such as `{span}-{}/{step}`",
                range.most
            ));
        }
        None => {
            let only = value(span, range)?;
            (only, only)
        }
    };
    if from > to {
        return Err(format!("`{span}`: the range of the {} runs backwards", range.name));
    }
    Ok((from..=to).step_by(step as usize).fold(0, |bits, value| bits | (1 << value)))
}

fn step_is_plain(item: &str) -> bool {
    item.rsplit('/').next().is_some_and(|step| !step.starts_with(['0', '+']))
        && item.matches('/').count() == 1
}

fn value(text: &str, range: &Range) -> Result<u32, String> {
    if let Some(at) = range.names.iter().position(|name| name.eq_ignore_ascii_case(text)) {
        return Ok(range.first_name + u32::try_from(at).unwrap_or(0));
    }
    let is_plain = !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(value) if is_plain && (range.least..=range.most).contains(&value) => Ok(value),
        _ if text.contains(['L', 'W', '#', '?']) => {
            Err(format!("`{text}`: `L`, `W`, `#` and `?` are not of the five-field dialect"))
        }
        _ => Err(format!("`{text}` is not a {} ({} to {})", range.name, range.least, range.most)),
    }
}

impl Schedule {
    /// Whether no calendar has a day on which it fires: 31 February, say.
    #[must_use]
    pub fn never_fires(&self) -> bool {
        const DAYS_OF: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let Self::Cron { day, month, weekday, .. } = self else { return false };
        // A restricted weekday fires by itself, unless the day field begins with `*`, which fires anyway.
        let by_day_alone = weekday.is_star;
        let has_day =
            |(at, days): (usize, &u32)| month.bits & (2 << at) != 0 && day.bits & ((2 << days) - 2) != 0;
        by_day_alone && !DAYS_OF.iter().enumerate().any(has_day)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every { text, .. } => f.write_str(text),
            Self::Cron { minute, hour, day, month, weekday } => {
                write!(f, "{} {} {} {} {}", minute.text, hour.text, day.text, month.text, weekday.text)
            }
        }
    }
}

impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialect_is_five_unix_fields() {
        for text in ["30 4 * * *", "*/15 0-6/2 1,15 JAN-mar mon-fri", "0 0 * * 7", "every 5m", "every 2h"] {
            assert!(parse(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "* * * *",
            "* * * * * *",
            "@daily",
            "60 * * * *",
            "0/5 * * * *",
            "5-1 * * * *",
            "* * 0 * *",
            "* * L * *",
            "* * ? * *",
            "every 30s",
            "every 90s",
            "every",
            "*/0 * * * *",
            "*/05 * * * *",
            "1/2/3 * * * *",
            "* * * * 8",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sunday_is_zero_and_seven() {
        let bits = |text| match parse(text).unwrap() {
            Schedule::Cron { weekday, .. } => weekday.bits,
            Schedule::Every { .. } => 0,
        };
        assert_eq!(bits("0 0 * * 7"), bits("0 0 * * SUN"));
        assert_eq!(bits("0 0 * * 5-7"), 0b110_0001);
    }

    #[test]
    fn a_day_that_no_month_has_never_fires() {
        for (text, never) in [
            ("0 0 31 2 *", true),
            ("0 0 29 2 *", false),
            ("0 0 31 4,6 *", true),
            ("0 0 31 4,5 *", false),
            ("0 0 31 2 MON", false),
            ("* * * * *", false),
        ] {
            assert_eq!(parse(text).unwrap().never_fires(), never, "{text}");
        }
    }

    #[test]
    fn a_fault_points_at_its_field() {
        let fault = parse("0 25 * * *").unwrap_err();
        assert_eq!((fault.start, fault.end), (2, 4));
    }
}
