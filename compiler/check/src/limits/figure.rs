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
    let source = provenance.main_source();
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
    let source = provenance.main_source();
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

#[cfg(test)]
mod tests {
    use faasc_diagnostics::{Code, Severity};
    use faasc_facts::{Facts, LimitKind, Measure};
    use faasc_lower::{Options, Root, lower};
    use faasc_model::Program;
    use faasc_model::unit::{Date, Duration, Size};
    use faasc_source::{FileId, MemoryFiles, Span};
    use rust_decimal::Decimal;
    use rust_decimal::prelude::ToPrimitive;

    use super::{Asked, Figure, judge};

    static CODE: Code = Code::error("F0000", "a-test", "a test");

    /// A site that says of every quota that it has ten more.
    fn program(facts: &Facts) -> Program {
        let raised: Vec<String> = facts
            .limits()
            .filter(|limit| limit.kind == LimitKind::Soft)
            .filter_map(|limit| {
                Some(format!(
                    "      {}: {{ value: {}, because: a test }}\n",
                    limit.id,
                    limit.ceiling()? + Decimal::TEN
                ))
            })
            .collect();
        let text = format!(
            "faas: \"1\"\napp: shop\nowner: a@shop.example\nfunctions:\n  a: {{ source: ., runtime: python3.13, triggers: [{{ schedule: every 1h }}] }}\n\
             sites:\n  usual: {{ provider: aws, region: eu-central-1 }}\n  raised:\n    provider: aws\n    region: eu-central-1\n    limits:\n{}\
             environments: {{ production: {{ site: usual, failover: {{ usual: raised }} }} }}\n",
            raised.concat()
        );
        let files = MemoryFiles::new().with("main.py", "").with("faas.yaml", text.as_str());
        let today = Date::parse("2026-11-24").expect("a day");
        let options = Options { files: &files, facts, environments: Vec::new(), vars: Vec::new(), today };
        lower(vec![Root::File("faas.yaml".to_owned())], &options).program
    }

    /// A figure of the limit in the spec's own units.
    fn asked(measure: Option<Measure>, figure: Decimal) -> Asked {
        let whole = figure.trunc().to_u64().expect("a whole figure");
        match measure {
            Some(Measure::Bytes) => Asked::Size(Size::from_bytes(whole)),
            Some(Measure::Milliseconds) => Asked::Duration(Duration::from_millis(whole)),
            None => Asked::Count(whole),
        }
    }

    #[test]
    fn every_quota_may_be_raised_at_a_site_and_then_holds() {
        let facts = Facts::builtin();
        let program = program(facts);
        let (_, deployment) = program.deployments().next().expect("an environment");
        let (usual, raised) = (&deployment.sites[0], &deployment.sites[1]);
        let span = Span::start_of(FileId(0));
        let mut seen = 0;
        for limit in facts.limits().filter(|limit| limit.kind == LimitKind::Soft) {
            let Some(most) = limit.ceiling() else { continue };
            let (factor, measure) =
                limit.base().map_or((Decimal::ONE, None), |base| (base.factor, Some(base.measure)));
            let severity = |site, figure: Decimal| {
                let asked = asked(measure, figure * factor);
                let figure = Figure { asked, span, what: "it".to_owned(), site, has_least: false };
                judge(facts, &limit.id, &figure, &CODE).map(|found| found.severity)
            };
            let one = Decimal::ONE;
            assert_eq!(severity(usual, most), None, "{}", limit.id);
            assert_eq!(severity(usual, most + one), Some(Severity::Warning), "{}", limit.id);
            assert_eq!(severity(raised, most + Decimal::TEN), None, "{}", limit.id);
            let over = severity(raised, most + Decimal::TEN + one);
            let wanted = if limit.gates() { Severity::Error } else { Severity::Warning };
            assert_eq!(over, Some(wanted), "{}", limit.id);
            seen += 1;
        }
        assert!(seen > 20, "{seen}");
    }
}
