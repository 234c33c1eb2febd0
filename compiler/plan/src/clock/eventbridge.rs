//! EventBridge Scheduler. Its cron has six fields (the last is the year), counts days of the week from 1 on Sunday, and
//! wants `?` in one of its two day fields.

use faasc_model::Schedule;
use faasc_model::cron::{DayRule, Pattern};

use super::NoWords;
use super::field::{Step, number, values, weekday};

/// The expressions that together fire when `schedule` does; two where unix cron means "this day or that weekday".
pub(super) fn translate(schedule: &Schedule) -> Result<Vec<String>, NoWords> {
    let Some(pattern) = schedule.pattern() else {
        return match schedule {
            Schedule::Every { minutes, .. } => Ok(vec![format!("rate({minutes} minutes)")]),
            Schedule::Cron { .. } => Err(NoWords::Interval),
        };
    };
    let days = values(pattern.days, 1..=31, Step::First, number);
    let weekdays = values(pattern.weekdays, 0..=6, Step::Listed, weekday);
    match pattern.rule {
        DayRule::Every => Ok(vec![cron(&pattern, "*", "?")]),
        DayRule::ByDay => Ok(vec![cron(&pattern, &days, "?")]),
        DayRule::ByWeekday => Ok(vec![cron(&pattern, "?", &weekdays)]),
        DayRule::Either => Ok(vec![cron(&pattern, &days, "?"), cron(&pattern, "?", &weekdays)]),
        DayRule::Both => Err(NoWords::BothDays),
    }
}

fn cron(pattern: &Pattern, day: &str, weekday: &str) -> String {
    let minute = values(pattern.minutes, 0..=59, Step::First, number);
    let hour = values(pattern.hours, 0..=23, Step::First, number);
    let month = values(pattern.months, 1..=12, Step::First, number);
    format!("cron({minute} {hour} {day} {month} {weekday} *)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aws(text: &str) -> Result<Vec<String>, NoWords> {
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
            ("*/15 8-18/2 * JAN-mar *", "cron(0/15 8,10,12,14,16,18 * 1-3 ? *)"),
            ("0 0 */2 * *", "cron(0 0 1/2 * ? *)"),
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
        assert_eq!(aws("0 0 * * */2"), Ok(vec!["cron(0 0 ? * SUN,TUE,THU,SAT *)".to_owned()]));
        assert_eq!(aws("0 0 * * 0-6"), Ok(vec!["cron(0 0 * * ? *)".to_owned()]));
    }

    #[test]
    fn this_day_or_that_weekday_is_two_schedules() {
        let two = vec!["cron(0 0 13 * ? *)".to_owned(), "cron(0 0 ? * FRI *)".to_owned()];
        assert_eq!(aws("0 0 13 * FRI"), Ok(two));
        let every = vec!["cron(0 0 * * ? *)".to_owned()];
        assert_eq!(aws("0 0 1-31 * FRI"), Ok(every), "every day is one of them");
    }

    #[test]
    fn both_at_once_is_beyond_aws() {
        assert_eq!(aws("0 0 */2 * MON"), Err(NoWords::BothDays));
        assert_eq!(aws("0 0 1 * */2"), Err(NoWords::BothDays));
        assert_eq!(aws("0 0 */1 * MON"), Ok(vec!["cron(0 0 ? * MON *)".to_owned()]));
    }

    #[test]
    fn an_interval_is_on_the_clock_where_it_divides_it_and_a_rate_else() {
        for (text, expected) in [
            ("every 1m", "cron(* * * * ? *)"),
            ("every 5m", "cron(0/5 * * * ? *)"),
            ("every 30m", "cron(0,30 * * * ? *)"),
            ("every 2h", "cron(0 0/2 * * ? *)"),
            ("every 1d", "cron(0 0 * * ? *)"),
            ("every 7m", "rate(7 minutes)"),
            ("every 90m", "rate(90 minutes)"),
            ("every 2d", "rate(2880 minutes)"),
        ] {
            assert_eq!(aws(text), Ok(vec![expected.to_owned()]), "{text}");
        }
    }
}
