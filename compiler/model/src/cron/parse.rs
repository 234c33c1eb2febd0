//! Text into schedule.

use super::{Field, Schedule, ScheduleFault};

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
