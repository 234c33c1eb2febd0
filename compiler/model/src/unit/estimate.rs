//! Expected values with their range.

use schemars::JsonSchema;
use serde::Serialize;

/// What is expected, and how far it may be off. A single value has no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Estimate<T> {
    /// The low end.
    pub low: T,
    /// What is expected.
    pub expected: T,
    /// The high end.
    pub high: T,
}

impl<T: Copy> Estimate<T> {
    /// A value without a range.
    pub const fn exactly(value: T) -> Self {
        Self { low: value, expected: value, high: value }
    }
}
