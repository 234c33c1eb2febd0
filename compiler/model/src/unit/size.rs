//! Amounts of bytes.

use std::fmt;

use super::UnitFault;
use super::number::split;

/// An amount of bytes. Written `512B`, `2KiB`, `256MiB`, `10GiB`, `1TiB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Size(u64);

const UNITS: [(&str, u64); 5] =
    [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)];

impl Size {
    /// The grammar as a regular expression.
    pub const PATTERN: &str = "^(0|[1-9][0-9]{0,6})(B|KiB|MiB|GiB|TiB)$";

    /// From bytes.
    #[must_use]
    pub const fn from_bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// From mebibytes.
    #[must_use]
    pub const fn from_mib(mib: u64) -> Self {
        Self(mib << 20)
    }

    /// In bytes.
    #[must_use]
    pub const fn as_bytes(self) -> u64 {
        self.0
    }

    /// In mebibytes, rounded up.
    #[must_use]
    pub const fn as_mib_up(self) -> u64 {
        self.0.div_ceil(1 << 20)
    }

    /// Reads a whole number and a binary unit without a space between; at most seven digits.
    ///
    /// # Errors
    /// When the number is not whole or the unit is not one of `B KiB MiB GiB TiB`.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        let (number, unit) = split(text);
        let is_number = !number.is_empty()
            && number.len() <= 7
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && (number == "0" || !number.starts_with('0'));
        if let Some((name, factor)) = UNITS.iter().find(|(name, _)| *name == unit) {
            return match number.parse::<u64>() {
                _ if text.len() != number.len() + unit.len() => Err(UnitFault::meaning(
                    "the unit follows the number without a space",
                    format!("{number}{name}"),
                )),
                Ok(value) if is_number => Ok(Self(value * factor)),
                _ if number.len() > 7 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
                    Err(UnitFault::new("the number of a size has at most seven digits; take a larger unit"))
                }
                _ => Err(UnitFault::meaning(
                    "the number of a size is a whole one of at most seven digits",
                    format!("256{name}"),
                )),
            };
        }
        let low = unit.to_ascii_lowercase();
        let binary = match low.as_str() {
            "b" | "byte" | "bytes" => "B",
            "k" | "kb" | "ki" | "kib" => "KiB",
            "m" | "mb" | "mi" | "mib" => "MiB",
            "g" | "gb" | "gi" | "gib" => "GiB",
            "t" | "tb" | "ti" | "tib" => "TiB",
            _ => "",
        };
        Err(match (binary, is_number) {
            ("", _) => UnitFault::meaning(
                "a size is a whole number and one of `B`, `KiB`, `MiB`, `GiB`, `TiB`",
                "256MiB",
            ),
            (binary, true) => UnitFault::meaning(
                format!("`{unit}` is not a unit of size; sizes count in powers of 1024"),
                format!("{number}{binary}"),
            ),
            (binary, false) => {
                UnitFault::meaning(format!("`{unit}` is not a unit of size"), format!("256{binary}"))
            }
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, factor) = UNITS
            .iter()
            .rev()
            .find(|(_, factor)| self.0 >= *factor && self.0.is_multiple_of(*factor))
            .unwrap_or(&UNITS[0]);
        write!(f, "{}{unit}", self.0 / factor)
    }
}

super::as_text!(Size, "^[0-9]+(B|KiB|MiB|GiB|TiB)$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_units_are_refused_with_the_binary_one() {
        assert_eq!(Size::parse("256MiB").unwrap(), Size::from_mib(256));
        assert_eq!(Size::parse("256MB").unwrap_err().meant.as_deref(), Some("256MiB"));
        assert_eq!(Size::parse("1 GiB").unwrap_err().meant.as_deref(), Some("1GiB"));
        for text in ["", "10s", "1.5GiB", "MiB", "256", "-1B", "12345678B"] {
            assert!(Size::parse(text).is_err(), "{text}");
        }
        assert_eq!(Size::from_bytes(0).to_string(), "0B");
        assert_eq!(Size::from_mib(1024).to_string(), "1GiB");
    }
}
