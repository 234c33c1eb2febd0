//! How long a message takes over what carries it: rows of the fact base, by provider, transport and percentile.

use faasc_facts::Facts;
use faasc_model::unit::Duration;
use faasc_model::{Event, Provider, Via};

/// The time of one hop.
pub(super) struct Transport {
    row: String,
    pub(super) time: Duration,
    /// Whether somebody looked it up; an assumed figure only warns.
    pub(super) is_confirmed: bool,
}

impl Transport {
    /// The figure for `percentile` (`p50`, `p99`), where the fact base has one.
    pub(super) fn of(facts: &Facts, provider: Provider, via: Via, percentile: &str) -> Option<Self> {
        let row = format!("{}.hop.{}.{percentile}", provider.word(), via.word());
        let fact = facts.limit(&row)?;
        let base = fact.row().base()?;
        let millis = fact.row().ceiling()?.checked_mul(base.factor)?;
        let time = Duration::from_millis(u64::try_from(millis.round()).ok()?);
        Some(Self { row, time, is_confirmed: fact.gates() })
    }

    /// It, for readers.
    pub(super) fn told(&self, event: &Event) -> String {
        let assumed = if self.is_confirmed { "" } else { "assumed, " };
        format!(
            "over the {} `{}`: {} ({assumed}`{}`)",
            event.via.value.word(),
            event.name.value,
            self.time,
            self.row
        )
    }
}
