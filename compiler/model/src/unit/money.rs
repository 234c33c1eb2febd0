//! Amounts of money.

use std::fmt;

use rust_decimal::Decimal;

use super::{UnitFault, parse_number};

/// An amount in US dollars, exact; perhaps for each call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// The amount.
    pub amount: Decimal,
    /// Whether it is for each call.
    pub is_per_call: bool,
}

impl Money {
    /// The grammar of an amount as a regular expression.
    pub const PATTERN: &str = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})? USD$";
    /// The grammar of a price for each call.
    pub const PATTERN_PER_CALL: &str = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})? USD/call$";

    /// Reads `2500 USD`.
    ///
    /// # Errors
    /// When it is not a number, one space and `USD`.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        Self::read(text, " USD", false, "2500 USD")
    }

    /// Reads `0.02 USD/call`.
    ///
    /// # Errors
    /// When it is not a number, one space and `USD/call`.
    pub fn parse_per_call(text: &str) -> Result<Self, UnitFault> {
        Self::read(text, " USD/call", true, "0.02 USD/call")
    }

    fn read(text: &str, unit: &str, is_per_call: bool, example: &str) -> Result<Self, UnitFault> {
        match text.strip_suffix(unit).and_then(parse_number) {
            Some(amount) => Ok(Self { amount, is_per_call }),
            None => Err(UnitFault::meaning(format!("an amount is a number and `{}`", unit.trim()), example)),
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} USD{}", self.amount.normalize(), if self.is_per_call { "/call" } else { "" })
    }
}

super::as_text!(Money, r"^[0-9]+(\.[0-9]+)? USD(/call)?$");
