//! robfig/cron, which PingSource and CronJob read, and Cloud Scheduler, which writes the same five fields. Day fields are
//! joined by `or` unless one is a bare `*`; Sunday is 0.

use faasc_model::Schedule;
use faasc_model::cron::{DayRule, Field};

use super::NoWords;
use super::field::{Step, number, values};

/// The expression that fires when `schedule` does.
pub(super) fn translate(schedule: &Schedule) -> Result<String, NoWords> {
    let pattern = schedule.pattern().ok_or(NoWords::Interval)?;
    let (minute, hour, day, month, weekday) = match schedule {
        Schedule::Every { .. } => (
            values(pattern.minutes, 0..=59, Step::Star, number),
            values(pattern.hours, 0..=23, Step::Star, number),
            String::new(),
            "*".to_owned(),
            String::new(),
        ),
        Schedule::Cron { minute, hour, day, month, weekday } => {
            (written(minute), written(hour), written(day), written(month), on_weekdays(weekday))
        }
    };
    let any = "*".to_owned();
    let (day, weekday) = match pattern.rule {
        DayRule::Every => (any.clone(), any),
        DayRule::ByDay => (day, any),
        DayRule::ByWeekday => (any, weekday),
        DayRule::Either => (day, weekday),
        DayRule::Both => return Err(NoWords::BothDays),
    };
    Ok(format!("{minute} {hour} {day} {month} {weekday}"))
}

/// An interval that no field can say, counted from the run before.
pub(super) fn interval(schedule: &Schedule) -> Result<String, NoWords> {
    match schedule {
        Schedule::Every { minutes, .. } => Ok(format!("@every {minutes}m")),
        Schedule::Cron { .. } => Err(NoWords::Interval),
    }
}

/// The grammar is ours, so the field stays as its author wrote it.
fn written(field: &Field) -> String {
    field.text.clone()
}

/// Sunday is 0 alone.
fn on_weekdays(field: &Field) -> String {
    if field.text.contains('7') { values(field.bits, 0..=6, Step::Star, number) } else { field.text.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, NoWords> {
        translate(&faasc_model::cron::parse(text).unwrap())
    }

    #[test]
    fn schedules_mean_the_same_in_a_cluster() {
        for (text, expected) in [
            ("30 4 * * *", "30 4 * * *"),
            ("*/15 0-6/2 1,15 jan-MAR mon-fri", "*/15 0-6/2 1,15 JAN-MAR MON-FRI"),
            ("0 0 * * 7", "0 0 * * 0"),
            ("0 0 * * 5-7", "0 0 * * 0,5,6"),
            ("0 0 */2 * *", "0 0 */2 * *"),
            ("0 0 */1 * 1", "0 0 * * 1"),
            ("0 0 */2 * 0-7", "0 0 */2 * *"),
            ("0 0 1-31 * 1", "0 0 * * *"),
            ("every 1m", "* * * * *"),
            ("every 15m", "*/15 * * * *"),
            ("every 20m", "0,20,40 * * * *"),
            ("every 1h", "0 * * * *"),
            ("every 6h", "0 */6 * * *"),
            ("every 1d", "0 0 * * *"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_a_cluster_would_read_otherwise_is_refused() {
        for text in ["every 7m", "every 90m", "every 5h", "every 2d"] {
            assert_eq!(read(text), Err(NoWords::Interval), "{text}");
        }
        for text in ["0 0 */2 * 1", "0 0 1 * */2"] {
            assert_eq!(read(text), Err(NoWords::BothDays), "{text}");
        }
    }
}
