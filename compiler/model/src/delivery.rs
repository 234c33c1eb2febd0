//! How messages reach a function.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Link;
use crate::unit::Duration;

/// Several messages at once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Batch {
    /// At most so many.
    pub size: Spanned<u64>,
    /// At most so long.
    pub window: Option<Spanned<Duration>>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// One condition of a filter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Filter {
    /// A dotted field, or `ce-type`, `ce-source`, `ce-subject`.
    pub field: Spanned<String>,
    /// One of these.
    pub values: Vec<Spanned<serde_json::Value>>,
}

/// The shape of the waits between attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Backoff {
    /// All alike.
    Fixed,
    /// Growing by one step.
    Linear,
    /// Doubling.
    Exponential,
}

/// How often a message is tried.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Retry {
    /// Tries in all, the first included (3).
    pub attempts: Spanned<u64>,
    /// The shape of the waits (exponential).
    pub backoff: Spanned<Backoff>,
    /// The first wait (1s).
    pub delay: Spanned<Duration>,
    /// The longest wait (5m).
    pub max_delay: Spanned<Duration>,
    /// Whether the user wrote it.
    pub is_written: bool,
}

/// What becomes of a message that is given up.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadLetter {
    /// It goes to an event.
    Event(Link),
    /// It is lost, with a reason.
    Drop(Spanned<String>),
}

/// What tells duplicates apart.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdempotentBy {
    /// A dotted field of the message.
    Field(Spanned<String>),
    /// A header of the request.
    Header(Spanned<String>),
    /// Nothing, with a reason.
    None(Spanned<String>),
}

/// How much of a trigger runs at once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Concurrency {
    /// So many messages or batches.
    Total(Spanned<u64>),
    /// So many of each partition.
    PerPartition(Spanned<u64>),
}

/// How messages reach a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Delivery {
    /// Several at once; absent: one.
    pub batch: Option<Batch>,
    /// Which of them; all must hold.
    pub filter: Vec<Filter>,
    /// How often each is tried.
    pub retry: Retry,
    /// What becomes of those that are given up. A made dead letter is an event too.
    pub dead_letter: DeadLetter,
    /// Whether the dead letter was made because none was written.
    pub is_dead_letter_made: bool,
    /// What tells duplicates apart.
    pub idempotent_by: IdempotentBy,
    /// How much runs at once; absent: the function's ceiling.
    pub concurrency: Option<Concurrency>,
}
