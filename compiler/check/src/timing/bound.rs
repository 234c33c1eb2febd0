//! The figures of hosts that times are held against, and what the rules about time share.

use faasc_diagnostics::{Applicability, Diagnostic, Severity};
use faasc_facts::{Fact, Facts, Limit, LimitKind, Measure};
use faasc_model::unit::Duration;
use faasc_model::{Accept, Event, Function, Guarantee, Provider, Site, Trigger};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::limits::figure::own_ceiling;

/// The most that a host gives, and where that is known from.
pub(crate) struct Bound<'f> {
    figure: Decimal,
    /// Milliseconds of one unit; absent for counts.
    factor: Option<Decimal>,
    limit: Fact<'f, Limit>,
    /// What passing it means: an error when the row is confirmed and hard.
    pub(crate) severity: Severity,
}

impl<'f> Bound<'f> {
    /// The ceiling of the limit `id` at `site`, where `sites.NAME.limits` may have raised it; `None` when nobody knows it.
    pub(crate) fn most(facts: &'f Facts, site: &Site, id: &str) -> Option<Self> {
        let limit = facts.limit(id).filter(|limit| limit.is_known())?;
        match own_ceiling(site, id) {
            // What a site says of itself is sure.
            Some(own) => Some(Self { severity: Severity::Error, ..Self::of(limit, own) }),
            None => Some(Self::of(limit, limit.ceiling()?)),
        }
    }

    /// What holds at a host where nobody says anything.
    pub(crate) fn usual(facts: &'f Facts, id: &str) -> Option<Self> {
        let limit = facts.limit(id).filter(|limit| limit.is_known())?;
        let figure = limit.default.as_ref()?.number()?;
        Some(Self::of(limit, figure))
    }

    fn of(limit: Fact<'f, Limit>, figure: Decimal) -> Self {
        let factor =
            limit.base().filter(|base| base.measure == Measure::Milliseconds).map(|base| base.factor);
        let is_error = limit.gates() && limit.kind == LimitKind::Hard;
        Self { figure, factor, limit, severity: if is_error { Severity::Error } else { Severity::Warning } }
    }

    /// The row, with its figure, source and date.
    pub(crate) fn note(&self) -> String {
        let provenance = self.limit.provenance();
        let source = provenance.main_source();
        let unit = self.limit.unit.as_deref().unwrap_or_default();
        format!("`{}`: {} {unit}, {source}, {}", self.limit.id, self.figure.normalize(), provenance.as_of)
    }

    /// As a time; zero for a count.
    pub(crate) fn time(&self) -> Duration {
        let millis = self.figure.saturating_mul(self.factor.unwrap_or_default());
        Duration::from_millis(millis.trunc().to_u64().unwrap_or(u64::MAX))
    }
}

/// Whether a function asks for a longer run than its host gives at all, which a rule about limits says.
pub(crate) fn is_over_host(facts: &Facts, function: &Function, site: &Site) -> bool {
    let limit = match site.provider.value {
        Provider::Aws => "aws.lambda.timeout",
        Provider::Gcp => "gcp.run.service.request_timeout",
        Provider::Azure | Provider::Linode | Provider::Kubernetes | Provider::Local => return false,
    };
    Bound::most(facts, site, limit).is_some_and(|bound| function.timeout.value > bound.time())
}

/// Whether a weaker guarantee is accepted on the trigger, its event or its function.
pub(crate) fn is_accepted(
    guarantee: Guarantee,
    function: &Function,
    trigger: &Trigger,
    event: Option<&Event>,
) -> bool {
    let of_event: &[Accept] = event.map_or(&[], |event| &event.accept);
    let mut all = trigger.accept.iter().chain(of_event).chain(&function.accept);
    all.any(|accept| accept.guarantee == guarantee)
}

/// Whether the timeout of a function is written in its own declaration, so that an edit there is about it alone.
pub(crate) fn is_own_timeout(function: &Function) -> bool {
    let (whole, timeout) = (function.span, function.timeout.span);
    timeout.file == whole.file
        && (whole.start..whole.end).contains(&timeout.start)
        && timeout != function.name.span
        && timeout != whole
}

/// Offers to set the timeout of `function`, where it is written in its own declaration.
pub(crate) fn with_timeout(
    found: Diagnostic,
    function: &Function,
    timeout: Duration,
    applicability: Applicability,
) -> Diagnostic {
    if !is_own_timeout(function) {
        return found;
    }
    let title = format!("set the timeout of `{}` to {timeout}", function.name.value);
    found.replace(title, function.timeout.span, timeout.to_string(), applicability)
}

/// A time as people read it: whole units where it has some, else rounded up to the next that says enough.
pub(crate) fn shown(time: Duration) -> String {
    let exact = time.to_string();
    let digits = exact.chars().take_while(char::is_ascii_digit).count();
    if digits < 4 {
        return exact;
    }
    let millis = time.as_millis();
    let unit = [86_400_000, 3_600_000, 60_000, 1_000].into_iter().find(|unit| millis >= 10 * unit);
    unit.map_or(exact, |unit| Duration::from_millis(millis.div_ceil(unit).saturating_mul(unit)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_are_shown_in_the_unit_that_says_enough() {
        for (millis, wanted) in
            [(30_000, "30s"), (999, "999ms"), (40_500, "41s"), (86_461_000, "25h"), (2_000_000_123, "24d")]
        {
            assert_eq!(shown(Duration::from_millis(millis)), wanted);
        }
    }
}
