//! What a trigger may ask of a host, and what its author gives up knowingly.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

/// A guarantee that can be weaker on a host than asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Guarantee {
    /// At least once.
    Delivery,
    /// Per key.
    Order,
    /// Several messages in one call.
    Batch,
    /// Attempts and their spacing.
    Retry,
    /// What becomes of a message that is given up.
    DeadLetter,
    /// Only some messages.
    Filter,
    /// Time to answer before another try.
    AckDeadline,
    /// Size of a message.
    Payload,
    /// Reading again what was read.
    Replay,
    /// What happens when a tick finds the last run unfinished.
    Overlap,
    /// Local time with its clock changes.
    Timezone,
}

impl Guarantee {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 11] = [
        Self::Delivery,
        Self::Order,
        Self::Batch,
        Self::Retry,
        Self::DeadLetter,
        Self::Filter,
        Self::AckDeadline,
        Self::Payload,
        Self::Replay,
        Self::Overlap,
        Self::Timezone,
    ];

    /// The key under `accept`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Order => "order",
            Self::Batch => "batch",
            Self::Retry => "retry",
            Self::DeadLetter => "dead_letter",
            Self::Filter => "filter",
            Self::AckDeadline => "ack_deadline",
            Self::Payload => "payload",
            Self::Replay => "replay",
            Self::Overlap => "overlap",
            Self::Timezone => "timezone",
        }
    }

    /// The guarantee of a key under `accept`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|guarantee| guarantee.word() == word)
    }
}

/// A weaker guarantee, accepted with a reason.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Accept {
    /// The guarantee.
    pub guarantee: Guarantee,
    /// Why that is all right.
    pub because: Spanned<String>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}
