//! Lengths of time.

use std::fmt;

use super::UnitFault;
use super::number::split;

/// A length of time in whole milliseconds, at most 100 years. Written `250ms`, `10s`, `5m`, `1h`, `7d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u64);

const UNITS: [(&str, u64); 5] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
const MOST: u64 = 100 * 366 * 86_400_000;

impl Duration {
    /// The grammar as a regular expression.
    pub const PATTERN: &str = "^(0|[1-9][0-9]{0,12})(\\.[0-9]{1,9})?(ms|s|m|h|d)$";

    /// From milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// From seconds.
    #[must_use]
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * 1_000)
    }

    /// In milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// In seconds, rounded up.
    #[must_use]
    pub const fn as_secs_up(self) -> u64 {
        self.0.div_ceil(1_000)
    }

    /// Times a whole number.
    #[must_use]
    pub const fn times(self, factor: u64) -> Self {
        Self(self.0.saturating_mul(factor))
    }

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Reads `NUMBER UNIT` without a space between.
    ///
    /// # Errors
    /// When the number or the unit is not of the grammar, when it is no whole number of milliseconds, or past 100 years.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        let (number, unit) = split(text);
        let Some(value) = super::parse_number(number) else {
            return Err(UnitFault::meaning(
                "a duration is a number and a unit (`ms`, `s`, `m`, `h`, `d`)",
                "10s",
            ));
        };
        let Some((_, factor)) = UNITS.iter().find(|(name, _)| *name == unit) else {
            return Err(unknown_unit(number, unit));
        };
        if !text.ends_with(&format!("{number}{unit}")) || text.len() != number.len() + unit.len() {
            return Err(UnitFault::meaning(
                "the unit follows the number without a space",
                format!("{number}{unit}"),
            ));
        }
        let millis = value * rust_decimal::Decimal::from(*factor);
        match u64::try_from(millis.normalize()) {
            Ok(_) if !millis.fract().is_zero() => {
                Err(UnitFault::new("it is no whole number of milliseconds"))
            }
            Ok(millis) if millis <= MOST => Ok(Self(millis)),
            _ => Err(UnitFault::new("it is longer than 100 years")),
        }
    }
}

fn unknown_unit(number: &str, unit: &str) -> UnitFault {
    let low = unit.to_ascii_lowercase();
    let meant = match low.as_str() {
        "" => {
            return UnitFault::meaning(
                "the unit is missing (`ms`, `s`, `m`, `h` or `d`)",
                format!("{number}s"),
            );
        }
        "sec" | "secs" | "second" | "seconds" | "s" => "s",
        "min" | "mins" | "minute" | "minutes" | "m" => "m",
        "hr" | "hrs" | "hour" | "hours" | "h" => "h",
        "day" | "days" | "d" => "d",
        "msec" | "millis" | "milliseconds" | "ms" => "ms",
        "w" | "week" | "weeks" => {
            let days = super::parse_number(number)
                .map(|n| (n * rust_decimal::Decimal::from(7)).normalize().to_string());
            return UnitFault::meaning(
                format!("`{unit}` is not a unit of duration; write days"),
                format!("{}d", days.unwrap_or_default()),
            );
        }
        _ => {
            return UnitFault::meaning(
                format!("`{unit}` is not a unit of duration (`ms`, `s`, `m`, `h`, `d`)"),
                format!("{number}d"),
            );
        }
    };
    UnitFault::meaning(format!("`{unit}` is not a unit of duration"), format!("{number}{meant}"))
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let (unit, factor) =
            UNITS.iter().rev().find(|(_, factor)| self.0.is_multiple_of(*factor)).unwrap_or(&UNITS[0]);
        write!(f, "{}{unit}", self.0 / factor)
    }
}

super::as_text!(Duration, Duration::PATTERN);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_exact() {
        for (text, millis) in
            [("0s", 0), ("250ms", 250), ("1.5s", 1500), ("5m", 300_000), ("7d", 604_800_000)]
        {
            assert_eq!(Duration::parse(text).unwrap().as_millis(), millis, "{text}");
        }
        for text in
            ["", "10", "10 s", "1.5ms", "-1s", "1e3s", "2 fortnights", "01s", "10S", "99999999d", "1.s"]
        {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
        assert_eq!(Duration::parse("2 weeks").unwrap_err().meant.as_deref(), Some("14d"));
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_reads_back(millis in 0_u64..MOST) {
            let duration = Duration::from_millis(millis);
            proptest::prop_assert_eq!(Duration::parse(&duration.to_string()).unwrap(), duration);
        }
    }
}
