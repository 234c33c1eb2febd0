//! The language's schedules in the words of EventBridge Scheduler.
//!
//! AWS's cron has six fields (the last is the year), counts days of the week from 1 on Sunday, and wants `?` in one of
//! its two day fields. Days of the week are written by name, so that no reader has to count.

use faasc_model::Schedule;
use faasc_model::cron::Field;

const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A schedule that AWS has no words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BothDays;

/// The expressions that together fire when `schedule` does; two where unix cron means "this day or that weekday".
pub(crate) fn translate(schedule: &Schedule) -> Result<Vec<String>, BothDays> {
    let (minute, hour, day, month, weekday) = match schedule {
        Schedule::Every { minutes: 1, .. } => return Ok(vec!["rate(1 minute)".to_owned()]),
        Schedule::Every { minutes, .. } => return Ok(vec![format!("rate({minutes} minutes)")]),
        Schedule::Cron { minute, hour, day, month, weekday } => (minute, hour, day, month, weekday),
    };
    let number = |value: u32| value.to_string();
    let cron = |day: &str, weekday: &str| {
        let (minute, hour) = (values(minute, 0..=59, number), values(hour, 0..=23, number));
        format!("cron({minute} {hour} {day} {} {weekday} *)", values(month, 1..=12, number))
    };
    let days = values(day, 1..=31, number);
    let weekdays = values(weekday, 0..=6, |value| DAYS[value as usize].to_owned());
    match (days.as_str(), weekdays.as_str()) {
        ("*", "*") => Ok(vec![cron("*", "?")]),
        // Unix cron: with a `*` in one of them both must hold, else one is enough.
        ("*", _) if day.is_star => Ok(vec![cron("?", &weekdays)]),
        (_, "*") if weekday.is_star => Ok(vec![cron(&days, "?")]),
        _ if day.is_star || weekday.is_star => Err(BothDays),
        ("*", _) | (_, "*") => Ok(vec![cron("*", "?")]),
        _ => Ok(vec![cron(&days, "?"), cron("?", &weekdays)]),
    }
}

/// The values of a field: `*`, or numbers and ranges of three and more.
fn values(field: &Field, range: std::ops::RangeInclusive<u32>, word: impl Fn(u32) -> String) -> String {
    let matches: Vec<u32> = range.clone().filter(|value| field.bits & (1 << value) != 0).collect();
    if matches.len() == range.count() {
        return "*".to_owned();
    }
    let mut items = Vec::new();
    let mut rest = matches.as_slice();
    while let Some(first) = rest.first().copied() {
        let run = rest.iter().zip(first..).take_while(|(value, expected)| **value == *expected).count();
        let (now, later) = rest.split_at(run);
        match now {
            [from, _, .., to] => items.push(format!("{}-{}", word(*from), word(*to))),
            few => items.extend(few.iter().map(|value| word(*value))),
        }
        rest = later;
    }
    items.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aws(text: &str) -> Result<Vec<String>, BothDays> {
        translate(&faasc_model::cron::parse(text).unwrap())
    }

    #[test]
    fn one_day_field_is_always_a_question_mark() {
        for (unix, expected) in [
            ("* * * * *", "cron(* * * * ? *)"),
            ("30 4 * * *", "cron(30 4 * * ? *)"),
            ("0 0 1 * *", "cron(0 0 1 * ? *)"),
            ("0 9 * * 1-5", "cron(0 9 ? * MON-FRI *)"),
            ("0 9 31 1,7 *", "cron(0 9 31 1,7 ? *)"),
            ("*/15 8-18/2 * JAN-mar *", "cron(0,15,30,45 8,10,12,14,16,18 * 1-3 ? *)"),
        ] {
            assert_eq!(aws(unix), Ok(vec![expected.to_owned()]), "{unix}");
        }
    }

    #[test]
    fn sunday_is_a_name() {
        for unix in ["0 0 * * 0", "0 0 * * 7", "0 0 * * SUN"] {
            assert_eq!(aws(unix), Ok(vec!["cron(0 0 ? * SUN *)".to_owned()]), "{unix}");
        }
        assert_eq!(aws("0 0 * * 5-7"), Ok(vec!["cron(0 0 ? * SUN,FRI,SAT *)".to_owned()]));
        assert_eq!(aws("0 0 * * 0-6"), Ok(vec!["cron(0 0 * * ? *)".to_owned()]));
    }

    #[test]
    fn this_day_or_that_weekday_is_two_schedules() {
        let two = vec!["cron(0 0 13 * ? *)".to_owned(), "cron(0 0 ? * FRI *)".to_owned()];
        assert_eq!(aws("0 0 13 * FRI"), Ok(two));
        assert_eq!(
            aws("0 0 1-31 * FRI"),
            Ok(vec!["cron(0 0 * * ? *)".to_owned()]),
            "every day is one of them"
        );
    }

    #[test]
    fn both_at_once_is_beyond_aws() {
        assert_eq!(aws("0 0 */2 * MON"), Err(BothDays));
        assert_eq!(aws("0 0 1 * */2"), Err(BothDays));
        assert_eq!(aws("0 0 */1 * MON"), Ok(vec!["cron(0 0 ? * MON *)".to_owned()]));
    }

    #[test]
    fn every_is_a_rate() {
        assert_eq!(aws("every 1m"), Ok(vec!["rate(1 minute)".to_owned()]));
        assert_eq!(aws("every 2h"), Ok(vec!["rate(120 minutes)".to_owned()]));
    }
}
