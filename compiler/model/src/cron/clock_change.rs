//! Changes of a zone's clocks: the times on the wall that are skipped, and those that come twice.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What a change does to the times on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockChangeKind {
    /// They do not come: clocks are set forward.
    Skips,
    /// They come twice: clocks are set back.
    Repeats,
}

/// A change, as the times on the wall that it skips or repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockChange {
    /// Which of both.
    pub kind: ClockChangeKind,
    /// The first such time.
    pub start: DateTime,
    /// The first after them.
    pub end: DateTime,
}

/// The changes of `zone` after `from` and before `until`, in order.
#[must_use]
pub fn clock_changes(zone: &TimeZone, from: Timestamp, until: Timestamp) -> Vec<ClockChange> {
    let mut offset = zone.to_offset(from);
    let mut found = Vec::new();
    for change in zone.following(from).take_while(|change| change.timestamp() < until) {
        let (before, after) =
            (offset.to_datetime(change.timestamp()), change.offset().to_datetime(change.timestamp()));
        if before < after {
            found.push(ClockChange { kind: ClockChangeKind::Skips, start: before, end: after });
        } else if after < before {
            found.push(ClockChange { kind: ClockChangeKind::Repeats, start: after, end: before });
        }
        offset = change.offset();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn berlin_skips_in_march_and_repeats_in_october() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let year = ("2027-01-01T00:00:00Z".parse().unwrap(), "2028-01-01T00:00:00Z".parse().unwrap());
        let told: Vec<String> = clock_changes(&zone, year.0, year.1)
            .iter()
            .map(|change| format!("{:?} {} {}", change.kind, change.start, change.end))
            .collect();
        assert_eq!(
            told,
            [
                "Skips 2027-03-28T02:00:00 2027-03-28T03:00:00",
                "Repeats 2027-10-31T02:00:00 2027-10-31T03:00:00"
            ]
        );
        assert_eq!(clock_changes(&TimeZone::get("Asia/Kolkata").unwrap(), year.0, year.1), []);
    }
}
