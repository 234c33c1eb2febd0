//! A schedule in the words of a host. This is the only translation; targets emit what it says, and [`timetable`] reads
//! it again by the host's own rules and compares.

mod eventbridge;
mod field;
mod ncrontab;
mod replay;
mod robfig;
mod timetable;

use std::fmt;

use faasc_model::{Flavour, Provider, Schedule, Site};
use jiff::tz::TimeZone;

pub use replay::{Replay, replay};
pub use timetable::{Difference, HostTimes, Timetable, timetables};

/// How a host writes schedules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// EventBridge Scheduler: six fields with a year last, days of the week from 1 on Sunday, `?` in one day field.
    EventBridge,
    /// Knative's PingSource: five fields of robfig/cron, Sunday 0.
    PingSource,
    /// Kubernetes' CronJob: the same, and `@every`.
    CronJob,
    /// Cloud Scheduler: five fields.
    CloudScheduler,
    /// Azure's timer: six fields with seconds first, day fields joined by `and`, UTC.
    Ncrontab,
}

impl Dialect {
    /// The dialect of a site; `None` where the schedule is read as it is written, or there is no clock.
    #[must_use]
    pub const fn of(site: &Site) -> Option<Self> {
        match site.provider.value {
            Provider::Aws => Some(Self::EventBridge),
            Provider::Gcp => Some(Self::CloudScheduler),
            Provider::Azure => Some(Self::Ncrontab),
            Provider::Kubernetes => Some(match site.flavour.value {
                Flavour::Knative => Self::PingSource,
                Flavour::Keda | Flavour::Plain => Self::CronJob,
            }),
            Provider::Linode | Provider::Local => None,
        }
    }

    /// What reads it.
    #[must_use]
    pub const fn reader(self) -> &'static str {
        match self {
            Self::EventBridge => "EventBridge Scheduler",
            Self::PingSource => "PingSource",
            Self::CronJob => "CronJob",
            Self::CloudScheduler => "Cloud Scheduler",
            Self::Ncrontab => "timer trigger",
        }
    }
}

/// One clock of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostClock {
    /// When, in the host's dialect.
    pub expression: String,
    /// The IANA zone in which it is read.
    pub timezone: String,
    /// What tells it from the others of the same schedule; `None` when there is one alone.
    pub part: Option<&'static str>,
}

/// Why a host has no words for a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWords {
    /// A day of the month that is a day of the week too.
    BothDays,
    /// An interval that divides neither an hour nor a day.
    Interval,
    /// A zone other than UTC.
    Zone,
}

impl fmt::Display for NoWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BothDays => "a day of the month and a day of the week that must both hold",
            Self::Interval => "an interval that divides neither an hour nor a day",
            Self::Zone => "a time zone other than UTC",
        })
    }
}

/// The clocks that together fire when `schedule` does in `timezone`.
///
/// # Errors
/// When `dialect` has no words for it.
pub fn clocks(schedule: &Schedule, timezone: &str, dialect: Dialect) -> Result<Vec<HostClock>, NoWords> {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let timezone = schedule.zone_of(timezone, &zone);
    let expressions = match dialect {
        Dialect::EventBridge => eventbridge::translate(schedule)?,
        Dialect::CronJob if schedule.pattern().is_none() => vec![robfig::interval(schedule)?],
        Dialect::PingSource | Dialect::CronJob | Dialect::CloudScheduler => {
            vec![robfig::translate(schedule)?]
        }
        Dialect::Ncrontab if !is_utc(timezone) => return Err(NoWords::Zone),
        Dialect::Ncrontab => ncrontab::translate(schedule)?,
    };
    let parts: [Option<&str>; 2] =
        if expressions.len() > 1 { [Some("by-day"), Some("by-weekday")] } else { [None, None] };
    let clock = |(expression, part)| HostClock { expression, timezone: timezone.to_owned(), part };
    Ok(expressions.into_iter().zip(parts).map(clock).collect())
}

/// Whether `timezone` is UTC under one of its names.
fn is_utc(timezone: &str) -> bool {
    matches!(
        timezone,
        "UTC" | "Etc/UTC" | "Etc/UCT" | "UCT" | "Zulu" | "Etc/Zulu" | "Universal" | "Etc/Universal"
    )
}
