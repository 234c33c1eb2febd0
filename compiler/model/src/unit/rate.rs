//! How often something happens.

use std::fmt;

use rust_decimal::Decimal;

use super::number::split;
use super::{UnitFault, parse_number};

/// The time that a rate counts over. A month is 730 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// `/s`.
    Second,
    /// `/min`.
    Minute,
    /// `/h`.
    Hour,
    /// `/day`.
    Day,
    /// `/month`.
    Month,
}

impl Per {
    const ALL: [(&str, Self, u32); 5] = [
        ("s", Self::Second, 1),
        ("min", Self::Minute, 60),
        ("h", Self::Hour, 3_600),
        ("day", Self::Day, 86_400),
        ("month", Self::Month, 730 * 3_600),
    ];

    /// Seconds in it.
    #[must_use]
    pub fn seconds(self) -> u32 {
        Self::ALL.iter().find(|(_, per, _)| *per == self).map_or(1, |(_, _, seconds)| *seconds)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, per, _)| *per == self).map_or("s", |(word, _, _)| word)
    }
}

/// A rate as written: `12M/month`, `300/s`, `0.5k/min`. Kept exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    /// How many.
    pub count: Decimal,
    /// Over which time.
    pub per: Per,
}

impl Rate {
    /// The grammar as a regular expression.
    pub const PATTERN: &str = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?[kMG]?/(s|min|h|day|month)$";

    /// How many a month of 730 hours.
    #[must_use]
    pub fn per_month(self) -> Decimal {
        self.count * Decimal::from(730 * 3_600) / Decimal::from(self.per.seconds())
    }

    /// Reads a number, perhaps `k`, `M` or `G`, and `/s`, `/min`, `/h`, `/day` or `/month`.
    ///
    /// # Errors
    /// When a part is missing or not of the grammar.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        let example = || {
            UnitFault::meaning(
                "a rate is a number and a time: `/s`, `/min`, `/h`, `/day` or `/month`",
                "10/s",
            )
        };
        let Some((count, per)) = text.split_once('/') else {
            // `5 per minute`: what is meant is known, once the time is.
            let meant =
                text.split_once(" per ").map(|(count, per)| format!("{}/{}", count.trim(), per.trim()));
            return Err(match meant.map(|meant| (Self::parse(&meant).map_err(|fault| fault.meant), meant)) {
                Some((Ok(_), meant)) | Some((Err(Some(meant)), _)) => {
                    UnitFault::meaning(example().cause, meant)
                }
                _ => example(),
            });
        };
        let Some((_, per, _)) = Per::ALL.iter().find(|(word, _, _)| *word == per) else {
            let meant = match per.trim().to_ascii_lowercase().as_str() {
                "sec" | "second" | "s" => "s",
                "m" | "minute" | "min" => "min",
                "hour" | "hr" | "h" => "h",
                "d" | "day" => "day",
                "mo" | "month" => "month",
                _ => return Err(example()),
            };
            return Err(UnitFault::meaning(
                format!("`/{per}` is not a time of a rate"),
                format!("{count}/{meant}"),
            ));
        };
        let (number, factor) = split(count);
        let is_close = number.len() + factor.len() == count.len();
        let factor: u64 = match factor {
            "" => 1,
            "k" => 1_000,
            "M" => 1_000_000,
            "G" => 1_000_000_000,
            other => return Err(UnitFault::new(format!("`{other}` is not a factor (`k`, `M` or `G`)"))),
        };
        let number = parse_number(number).filter(|_| is_close).ok_or_else(example)?;
        Ok(Self {
            count: number.checked_mul(Decimal::from(factor)).ok_or_else(example)?.normalize(),
            per: *per,
        })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (factor, word) in [(1_000_000_000_u64, "G"), (1_000_000, "M"), (1_000, "k")] {
            let scaled = self.count / Decimal::from(factor);
            if scaled >= Decimal::ONE && scaled.normalize().scale() <= 3 {
                return write!(f, "{}{word}/{}", scaled.normalize(), self.per.word());
            }
        }
        write!(f, "{}/{}", self.count.normalize(), self.per.word())
    }
}

super::as_text!(Rate, Rate::PATTERN);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_exactly_and_print_back() {
        for (text, month) in
            [("12M/month", "12000000"), ("1/s", "2628000"), ("0.5k/h", "365000"), ("0/day", "0")]
        {
            let rate = Rate::parse(text).unwrap();
            assert_eq!(rate.per_month().normalize().to_string(), month, "{text}");
            assert_eq!(Rate::parse(&rate.to_string()).unwrap(), rate, "{text}");
        }
        assert_eq!(Rate::parse("5 per minute").unwrap_err().meant.as_deref(), Some("5/min"));
        assert_eq!(Rate::parse("5 per s").unwrap_err().meant.as_deref(), Some("5/s"));
        for text in ["", "10", "10/sec", "10K/s", "ten/s", "10 /s", "10\tk/s", "/s", "10/s/s"] {
            assert!(Rate::parse(text).is_err(), "{text}");
        }
    }
}
