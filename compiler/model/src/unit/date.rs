//! Days of the calendar.

use std::fmt;

use super::UnitFault;

/// A day, valid to its end in UTC. Written `2027-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The grammar as a regular expression (the calendar is checked beyond it).
    pub const PATTERN: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// When it is not of that form or the calendar has no such day.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        let is_form = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !is_form {
            return Err(UnitFault::meaning("a date is written year, month, day", "2027-06-30"));
        }
        text.parse().map(Self).map_err(|_| UnitFault::new("the calendar has no such day"))
    }

    /// From a calendar day.
    #[must_use]
    pub const fn new(date: jiff::civil::Date) -> Self {
        Self(date)
    }

    /// The calendar day.
    #[must_use]
    pub const fn day(self) -> jiff::civil::Date {
        self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

super::as_text!(Date, Date::PATTERN);
