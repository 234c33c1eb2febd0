//! Plain decimal numbers.

use std::fmt;

use rust_decimal::Decimal;

use super::UnitFault;

/// Pattern of an unsigned decimal number in the JSON Schema.
pub(crate) const NUMBER: &str = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$";

/// An exact unsigned number: operations for each unit, vCPUs, factors. Written `0.2`, `12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(pub Decimal);

impl Number {
    /// The grammar as a regular expression.
    pub const PATTERN: &str = NUMBER;
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);

    /// Reads a number as [`parse_number`] does.
    ///
    /// # Errors
    /// When it is not of that form.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        parse_number(text).map(Self).ok_or_else(|| {
            UnitFault::meaning(
                "a number has at most 18 digits before and 9 after the point, no sign, no exponent",
                "0.5",
            )
        })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

super::as_text!(Number, NUMBER);

/// Reads an unsigned decimal number: `0.02`, `12`. No sign, no exponent, no separators,
/// at most 18 digits before and 9 after the point.
#[must_use]
pub fn parse_number(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = is_digits(whole) && whole.len() <= 18 && (whole == "0" || !whole.starts_with('0'));
    let is_part = part.is_none_or(|part| is_digits(part) && part.len() <= 9);
    (is_whole && is_part).then(|| text.parse().ok()).flatten()
}

/// Splits a text into its number and what follows, spaces between them dropped.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}
