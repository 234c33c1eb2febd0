//! A figure of the spec against a limit of the fact base.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Facts, LimitKind, Measure};
use faasc_model::Site;
use faasc_model::unit::{Duration, Size};
use faasc_source::Span;
use rust_decimal::Decimal;

/// What the spec asks for.
pub(crate) enum Asked {
    /// Bytes.
    Size(Size),
    /// Time.
    Duration(Duration),
    /// A count.
    Count(u64),
}

/// A figure, where it stands, and what it is called.
pub(crate) struct Figure<'s> {
    pub(crate) asked: Asked,
    pub(crate) span: Span,
    /// `the memory of `report``: the beginning of the message.
    pub(crate) what: String,
    pub(crate) site: &'s Site,
    /// Whether the least counts too: a small message is still sent.
    pub(crate) has_least: bool,
}

impl Asked {
    /// The figure in the unit of a limit whose unit is `factor` of our base.
    fn in_unit(&self, factor: Decimal) -> Decimal {
        let base = match self {
            Self::Size(size) => Decimal::from(size.as_bytes()),
            Self::Duration(duration) => Decimal::from(duration.as_millis()),
            Self::Count(count) => return Decimal::from(*count),
        };
        base / factor
    }

    /// A figure of the limit as the spec would write it.
    fn written(&self, figure: Decimal, factor: Decimal) -> String {
        let base = u64::try_from((figure * factor).trunc()).unwrap_or(u64::MAX);
        match self {
            Self::Size(_) => Size::from_bytes(base).to_string(),
            Self::Duration(_) => Duration::from_millis(base).to_string(),
            Self::Count(_) => figure.normalize().to_string(),
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Size(size) => size.to_string(),
            Self::Duration(duration) => duration.to_string(),
            Self::Count(count) => count.to_string(),
        }
    }

    const fn measure(&self) -> Option<Measure> {
        match self {
            Self::Size(_) => Some(Measure::Bytes),
            Self::Duration(_) => Some(Measure::Milliseconds),
            Self::Count(_) => None,
        }
    }
}

/// The finding when `figure` is not within the limit `id`; `None` when it is, or when nobody knows the limit.
/// A quota of the site's own (`sites.NAME.limits`) stands in place of the ceiling.
pub(crate) fn judge(facts: &Facts, id: &str, figure: &Figure<'_>, code: &'static Code) -> Option<Diagnostic> {
    let limit = facts.limit(id).filter(|limit| limit.is_known())?;
    let factor = match (limit.base(), figure.asked.measure()) {
        (Some(base), Some(measure)) if base.measure == measure => base.factor,
        (None, None) => Decimal::ONE,
        _ => return None,
    };
    let asked = figure.asked.in_unit(factor);
    let raised = figure.site.limits.iter().find(|found| found.limit.value == id);
    let ceiling =
        raised.and_then(|found| found.value.value.to_string().trim_matches('"').parse::<Decimal>().ok());
    let is_allowed = match ceiling {
        Some(ceiling) => asked <= ceiling && limit.min.is_none_or(|min| asked >= *min),
        None => limit.allows(asked),
    };
    let is_small = !figure.has_least && limit.min.is_some_and(|min| asked < *min);
    if is_allowed || is_small {
        return None;
    }
    let is_hard = limit.kind == LimitKind::Hard && limit.gates();
    let most = ceiling.or_else(|| limit.ceiling());
    let bounds = match (limit.min.map(|min| *min), most) {
        (Some(least), Some(most)) if asked < least => {
            format!("{} to {}", figure.asked.written(least, factor), figure.asked.written(most, factor))
        }
        (_, Some(most)) => format!("at most {}", figure.asked.written(most, factor)),
        (Some(least), None) => format!("at least {}", figure.asked.written(least, factor)),
        (None, None) => return None,
    };
    let nearest = match ceiling {
        Some(ceiling) if asked > ceiling => ceiling,
        _ => limit.nearest(asked),
    };
    let provenance = limit.provenance();
    let source = provenance.sources.first().copied().unwrap_or("no source");
    let exact = match (limit.min.map(|min| *min), limit.ceiling()) {
        (Some(least), Some(most)) => format!("{} to {}", least.normalize(), most.normalize()),
        (Some(least), None) => format!("at least {}", least.normalize()),
        (None, most) => most.map(|most| most.normalize().to_string()).unwrap_or_default(),
    };
    let unit = limit.unit.as_deref().unwrap_or_default();
    let message = format!(
        "{} is {}, and `{}` allows {bounds}",
        figure.what,
        figure.asked.shown(),
        figure.site.name.value
    );
    let found = code
        .at(figure.span, message)
        .weigh(if is_hard { Severity::Error } else { Severity::Warning })
        .note(format!("`{id}`: {exact} {unit}, {source}, {}", provenance.as_of))
        .help(format!("the nearest that is allowed is `{}`", figure.asked.written(nearest, factor)));
    Some(match (&limit.note, limit.kind) {
        (_, LimitKind::Soft) => found.note(format!(
            "it is a quota: where it was raised, say so under `sites.{}.limits`",
            figure.site.name.value
        )),
        _ => found,
    })
}
