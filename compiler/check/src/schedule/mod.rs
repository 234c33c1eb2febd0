//! Schedules: what a clock does that their author does not expect.

pub(crate) mod clock_change;
pub(crate) mod deaf_zone;
