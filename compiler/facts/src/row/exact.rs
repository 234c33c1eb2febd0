//! Figures: read from the digits as written, never through binary floating point.

use std::fmt;
use std::ops::Deref;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A figure, exactly as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(pub Decimal);

/// A price, or the admission that none is known. An unknown price is never taken for zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// In USD.
    Known(Decimal),
    /// No source was found.
    Unknown,
}

/// What a fact says: a figure, words, or that it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A figure.
    Number(Decimal),
    /// Words.
    Text(String),
    /// No source was found: do not check, do not guess.
    Unknown,
}

const UNKNOWN: &str = "unknown";

impl Deref for Exact {
    type Target = Decimal;

    fn deref(&self) -> &Decimal {
        &self.0
    }
}

impl Amount {
    /// The figure, if there is one.
    #[must_use]
    pub const fn known(self) -> Option<Decimal> {
        match self {
            Self::Known(figure) => Some(figure),
            Self::Unknown => None,
        }
    }
}

impl Scalar {
    /// The figure, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(figure) => Some(*figure),
            _ => None,
        }
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(figure) => figure.fmt(f),
            Self::Unknown => f.write_str(UNKNOWN),
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(figure) => figure.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Unknown => f.write_str(UNKNOWN),
        }
    }
}

/// Reads a scalar's own characters; a YAML reader hands them over unchanged when text is asked for.
struct Digits<T>(fn(&str) -> Result<T, String>);

impl<T> de::Visitor<'_> for Digits<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a figure")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

fn figure(text: &str) -> Result<Decimal, String> {
    Decimal::from_str_exact(text).map_err(|_| format!("`{text}` is no decimal figure"))
}

macro_rules! as_digits {
    ($($kind:ident: $read:expr,)*) => {
        $(
            impl Serialize for $kind {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $kind {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_str(Digits($read))
                }
            }
        )*
    };
}

as_digits! {
    Exact: |text| figure(text).map(Exact),
    Amount: |text| if text == UNKNOWN { Ok(Amount::Unknown) } else { figure(text).map(Amount::Known) },
    Scalar: |text| Ok(if text == UNKNOWN {
        Scalar::Unknown
    } else {
        figure(text).map_or_else(|_| Scalar::Text(text.to_owned()), Scalar::Number)
    }),
}
