//! Azure's NCRONTAB: seconds first, day fields joined by `and`.

use faasc_model::Schedule;
use faasc_model::cron::{DayRule, Pattern};

use super::NoWords;
use super::field::{Step, number, values};

/// The expressions that together fire when `schedule` does. Where either day starts it there are two, and the second
/// leaves out the days of the first.
pub(super) fn translate(schedule: &Schedule) -> Result<Vec<String>, NoWords> {
    let pattern = schedule.pattern().ok_or(NoWords::Interval)?;
    let weekdays = values(pattern.weekdays, 0..=6, Step::Star, number);
    let days = |bits: u64| values(bits, 1..=31, Step::Star, number);
    Ok(match pattern.rule {
        DayRule::Every => vec![timer(&pattern, "*", "*")],
        DayRule::ByDay => vec![timer(&pattern, &days(pattern.days), "*")],
        DayRule::ByWeekday => vec![timer(&pattern, "*", &weekdays)],
        DayRule::Both => vec![timer(&pattern, &days(pattern.days), &weekdays)],
        DayRule::Either => {
            vec![timer(&pattern, &days(pattern.days), "*"), timer(&pattern, &days(!pattern.days), &weekdays)]
        }
    })
}

fn timer(pattern: &Pattern, day: &str, weekday: &str) -> String {
    let minute = values(pattern.minutes, 0..=59, Step::Star, number);
    let hour = values(pattern.hours, 0..=23, Step::Star, number);
    let month = values(pattern.months, 1..=12, Step::Star, number);
    format!("0 {minute} {hour} {day} {month} {weekday}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_come_first_and_either_day_is_two_timers() {
        for (text, expected) in [
            ("30 4 * * *", vec!["0 30 4 * * *"]),
            ("*/15 * * * 7", vec!["0 */15 * * * 0"]),
            ("0 0 */2 * MON", vec!["0 0 0 */2 * 1"]),
            ("0 0 13 * FRI", vec!["0 0 0 13 * *", "0 0 0 1-12,14-31 * 5"]),
        ] {
            let found = translate(&faasc_model::cron::parse(text).unwrap());
            assert_eq!(found, Ok(expected.into_iter().map(str::to_owned).collect()), "{text}");
        }
        assert_eq!(translate(&faasc_model::cron::parse("every 7m").unwrap()), Err(NoWords::Interval));
    }
}
