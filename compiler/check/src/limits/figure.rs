//! A figure of the spec against a limit of the fact base.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Fact, Facts, Limit, LimitKind, Measure};
use faasc_model::Site;
use faasc_model::unit::{Duration, Size};
use faasc_source::Span;
use rust_decimal::Decimal;

/// What the spec asks for.
#[derive(Clone, Copy)]
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
    fn in_unit(self, factor: Decimal) -> Decimal {
        let base = match self {
            Self::Size(size) => Decimal::from(size.as_bytes()),
            Self::Duration(duration) => Decimal::from(duration.as_millis()),
            Self::Count(count) => return Decimal::from(count),
        };
        base / factor
    }

    /// A figure of the limit as the spec would write it.
    fn written(self, figure: Decimal, factor: Decimal) -> String {
        let base = u64::try_from((figure * factor).trunc()).unwrap_or(u64::MAX);
        match self {
            Self::Size(_) => Size::from_bytes(base).to_string(),
            Self::Duration(_) => Duration::from_millis(base).to_string(),
            Self::Count(_) => figure.normalize().to_string(),
        }
    }

    fn shown(self) -> String {
        match self {
            Self::Size(size) => size.to_string(),
            Self::Duration(duration) => duration.to_string(),
            Self::Count(count) => count.to_string(),
        }
    }

    const fn measure(self) -> Option<Measure> {
        match self {
            Self::Size(_) => Some(Measure::Bytes),
            Self::Duration(_) => Some(Measure::Milliseconds),
            Self::Count(_) => None,
        }
    }
}

/// The finding when `figure` is not within the limit `id`; `None` when it is, or when nobody knows the limit.
/// A figure of the site's own (`sites.NAME.limits`) stands in place of the ceiling, and then passing it is an error,
/// quota or not. Of a limit by region, that of the site counts; by tier or plan, the widest one.
pub(crate) fn judge(facts: &Facts, id: &str, figure: &Figure<'_>, code: &'static Code) -> Option<Diagnostic> {
    judge_on(facts, (id, None), figure, code)
}

/// [`judge`] for one plan, tier or named part of a limit.
pub(crate) fn judge_on(
    facts: &Facts,
    (id, part): (&str, Option<&str>),
    figure: &Figure<'_>,
    code: &'static Code,
) -> Option<Diagnostic> {
    let fact = facts.limit(id).filter(|limit| limit.is_known())?;
    let limit = fact.row().narrowed(part, figure.site.region.as_ref().map(|region| region.value.as_str()))?;
    let factor = match (limit.base(), figure.asked.measure()) {
        (Some(base), Some(measure)) if base.measure == measure => base.factor,
        (None, None) => Decimal::ONE,
        _ => return None,
    };
    let asked = figure.asked.in_unit(factor);
    let own = own_ceiling(figure.site, id);
    let is_allowed = match own {
        Some(ceiling) => asked <= ceiling && limit.min.is_none_or(|min| asked >= *min),
        None => limit.allows(asked),
    };
    let is_small = !figure.has_least && limit.min.is_some_and(|min| asked < *min);
    if is_allowed || is_small {
        return None;
    }
    Some(found(fact, &limit, (asked, own, factor), figure, code))
}

/// What the site says about a limit itself.
pub(crate) fn own_ceiling(site: &Site, id: &str) -> Option<Decimal> {
    let own = site.limits.iter().find(|found| found.limit.value == id)?;
    own.value.value.to_string().trim_matches('"').parse().ok()
}

/// The most that a site allows of something that is counted.
pub(crate) fn most(facts: &Facts, (id, part): (&str, Option<&str>), site: &Site) -> Option<Decimal> {
    let fact = facts.limit(id).filter(|limit| limit.is_known())?;
    let limit = fact.row().narrowed(part, site.region.as_ref().map(|region| region.value.as_str()))?;
    own_ceiling(site, id).or_else(|| limit.ceiling())
}

/// `id`: figures, source and date of a limit, for a note.
pub(crate) fn cited(fact: Fact<'_, Limit>) -> String {
    let provenance = fact.provenance();
    let source = provenance.sources.first().copied().unwrap_or("no source");
    format!("`{}`: {}{source}, {}", fact.id, figures(&fact), provenance.as_of)
}

/// The bounds of a limit with their unit, and a comma; nothing for a rule in words.
fn figures(limit: &Limit) -> String {
    let unit = limit.unit.as_deref().unwrap_or_default();
    let exact = match (limit.min.map(|min| *min), limit.ceiling()) {
        (Some(least), Some(most)) => format!("{} to {}", least.normalize(), most.normalize()),
        (Some(least), None) => format!("at least {}", least.normalize()),
        (None, Some(most)) => most.normalize().to_string(),
        (None, None) if limit.allowed.is_empty() => return String::new(),
        (None, None) => limit.allowed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    format!("{exact} {unit}, ")
}

fn found(
    fact: Fact<'_, Limit>,
    limit: &Limit,
    (asked, own, factor): (Decimal, Option<Decimal>, Decimal),
    figure: &Figure<'_>,
    code: &'static Code,
) -> Diagnostic {
    let written = |bound: Decimal| figure.asked.written(bound, factor);
    let most = own.or_else(|| limit.ceiling());
    let allowed: Vec<String> =
        limit.allowed.iter().filter_map(faasc_facts::Scalar::number).map(&written).collect();
    let bounds = match (limit.min.map(|min| *min), most) {
        _ if !allowed.is_empty() => allowed.join(" or "),
        (Some(least), Some(most)) if asked < least => format!("{} to {}", written(least), written(most)),
        (_, Some(most)) => format!("at most {}", written(most)),
        (Some(least), None) => format!("at least {}", written(least)),
        (None, None) => "another figure".to_owned(),
    };
    let nearest = written(match own {
        Some(ceiling) if asked > ceiling => ceiling,
        _ => limit.nearest(asked),
    });
    let site = &figure.site.name.value;
    let message = format!("{} is {}, and `{site}` allows {bounds}", figure.what, figure.asked.shown());
    let is_certain = own.is_some() || limit.kind == LimitKind::Hard;
    let severity = if is_certain && fact.gates() { Severity::Error } else { Severity::Warning };
    let provenance = fact.provenance();
    let source = provenance.sources.first().copied().unwrap_or("no source");
    let found = code
        .at(figure.span, message)
        .weigh(severity)
        .note(format!("`{}`: {}{source}, {}", fact.id, figures(limit), provenance.as_of))
        .help(format!("the nearest that is allowed is `{nearest}`"));
    match (own, limit.kind) {
        (Some(_), _) => found.note(format!("`sites.{site}.limits` says so; ask for more, or raise it there")),
        (None, LimitKind::Soft) => found.note(format!(
            "it is a quota: where it was raised, say so under `sites.{site}.limits`: `{{ {}: {{ value: …, because: … }} }}`",
            fact.id
        )),
        _ => found,
    }
}
