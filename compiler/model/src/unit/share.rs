//! Parts of a whole.

use std::fmt;

use rust_decimal::Decimal;

use super::{UnitFault, parse_number};

/// A percentage as written: `10%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub Decimal);

impl Share {
    /// The grammar as a regular expression.
    pub const PATTERN: &str = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?%$";

    /// Reads a number and `%`.
    ///
    /// # Errors
    /// When it is not of that form.
    pub fn parse(text: &str) -> Result<Self, UnitFault> {
        text.strip_suffix('%')
            .and_then(parse_number)
            .map(Self)
            .ok_or_else(|| UnitFault::meaning("a share is a number and `%`", "10%"))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0.normalize())
    }
}

super::as_text!(Share, Share::PATTERN);
