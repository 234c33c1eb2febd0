//! Schedules: the language's one dialect.

mod clock_change;
mod firing;
mod parse;
mod pattern;

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

pub use clock_change::{ClockChange, ClockChangeKind, clock_changes};
pub use firing::Firings;
pub use parse::parse;
pub use pattern::{DayRule, Pattern, even_intervals};

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
