//! The only look at the clock.

use faasc_model::unit::Date;

/// Today's date, UTC.
pub(crate) fn today() -> Date {
    Date::new(jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date())
}

/// This instant.
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
