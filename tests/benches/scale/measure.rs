//! Times of several runs.

use std::time::Duration;

/// The best and the worst of several runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) best: Duration,
    pub(crate) worst: Duration,
}

impl Spread {
    /// With one more run.
    pub(crate) fn with(self, time: Duration) -> Self {
        Self { best: self.best.min(time), worst: self.worst.max(time) }
    }

    /// The best in milliseconds.
    pub(crate) fn best_ms(self) -> f64 {
        self.best.as_secs_f64() * 1e3
    }

    /// The worst in milliseconds.
    pub(crate) fn worst_ms(self) -> f64 {
        self.worst.as_secs_f64() * 1e3
    }
}

/// Runs `work`, which measures itself, `runs` times.
pub(crate) fn repeat(runs: usize, mut work: impl FnMut() -> Duration) -> Spread {
    (0..runs).fold(Spread::default(), |spread, _| spread.with(work()))
}
