//! Limits, and the arithmetic of staying within them; runtimes.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Exact, Figures, LambdaRuntime, Limit, Runtime, Scalar};

/// What a limit's unit measures, for those that a spec writes with a unit of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Sizes, in bytes.
    Bytes,
    /// Times, in milliseconds.
    Milliseconds,
}

/// A figure in the base unit of what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// What it measures.
    pub measure: Measure,
    /// How many bytes or milliseconds one unit is.
    pub factor: Decimal,
}

impl Facts {
    /// A limit by its id, such as `aws.lambda.memory`.
    #[must_use]
    pub fn limit(&self, id: &str) -> Option<Fact<'_, Limit>> {
        self.tables.limits().find(id)
    }

    /// All limits, by id.
    pub fn limits(&self) -> impl Iterator<Item = Fact<'_, Limit>> + Clone {
        self.tables.limits().facts()
    }

    /// A runtime by the word of the language, such as `python3.13`.
    #[must_use]
    pub fn runtime(&self, word: &str) -> Option<Fact<'_, Runtime>> {
        self.tables.runtimes().find(word)
    }

    /// All runtimes, by word.
    pub fn runtimes(&self) -> impl Iterator<Item = Fact<'_, Runtime>> + Clone {
        self.tables.runtimes().facts()
    }

    /// The lifecycle of a Lambda runtime identifier.
    #[must_use]
    pub fn lambda_runtime(&self, id: &str) -> Option<Fact<'_, LambdaRuntime>> {
        self.tables.lambda_runtimes().find(id)
    }

    /// The lifecycle that a runtime of the language has on AWS Lambda.
    #[must_use]
    pub fn lifecycle(&self, runtime: &Runtime) -> Option<Fact<'_, LambdaRuntime>> {
        self.tables.lambda_runtimes().find(runtime.lambda.as_deref()?)
    }
}

impl Limit {
    /// Whether anything is known that could be tested or told.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.value != Some(Scalar::Unknown)
    }

    /// The limit with the figures of one plan, tier or named part; without one, with those of `region` where it has
    /// figures by region, and with the widest ones where it has figures by plan or tier alone. `None` where it has none
    /// for what is asked.
    #[must_use]
    pub fn narrowed(&self, part: Option<&str>, region: Option<&str>) -> Option<Cow<'_, Self>> {
        if let Some(part) = part {
            if let Some(figures) = self.by_plan.get(part).or_else(|| self.by_tier.get(part)) {
                return Some(Cow::Owned(self.with(figures)));
            }
            let value = self.parts.get(part)?.clone();
            return Some(Cow::Owned(Self { value: Some(value), ..self.clone() }));
        }
        if let Some(figures) = region.and_then(|region| self.by_region.get(region)) {
            return Some(Cow::Owned(self.with(figures)));
        }
        let has_bounds = self.min.is_some() || self.ceiling().is_some() || !self.allowed.is_empty();
        if self.by_plan.is_empty() && self.by_tier.is_empty() || has_bounds && self.ceiling().is_some() {
            return has_bounds.then_some(Cow::Borrowed(self));
        }
        let all = self.by_plan.iter().chain(self.by_tier.iter()).map(|(_, figures)| self.with(figures));
        let widest = all.max_by_key(|limit| limit.ceiling().unwrap_or(Decimal::MAX))?;
        Some(Cow::Owned(widest))
    }

    /// This limit with other figures.
    fn with(&self, figures: &Figures) -> Self {
        Self {
            value: figures.value.clone(),
            min: figures.min.or(self.min),
            max: figures.max.as_ref().and_then(Scalar::number).map(Exact),
            default: figures.default.clone().or_else(|| self.default.clone()),
            allowed: figures.allowed.clone(),
            ..self.clone()
        }
    }

    /// The most that is allowed: `max`, or the one figure of a limit that has no bounds.
    #[must_use]
    pub fn ceiling(&self) -> Option<Decimal> {
        self.max.map(|max| *max).or_else(|| self.value.as_ref()?.number())
    }

    /// Whether a figure in this limit's unit is allowed.
    #[must_use]
    pub fn allows(&self, figure: Decimal) -> bool {
        if self.allowed_special.iter().any(|special| **special == figure) {
            return true;
        }
        let figures: Vec<Decimal> = self.allowed.iter().filter_map(Scalar::number).collect();
        if !figures.is_empty() {
            return figures.contains(&figure);
        }
        self.min.is_none_or(|min| figure >= *min)
            && self.ceiling().is_none_or(|most| figure <= most)
            && self.is_on_step(figure)
    }

    /// The allowed figure that is nearest; the lower of two that are equally near.
    #[must_use]
    pub fn nearest(&self, figure: Decimal) -> Decimal {
        if self.allows(figure) {
            return figure;
        }
        let distance = |candidate: &Decimal| (*candidate - figure).abs();
        if let Some(best) = self.allowed.iter().filter_map(Scalar::number).min_by_key(distance) {
            return best;
        }
        let floor = self.min.map_or(Decimal::ZERO, |min| *min);
        let within = figure.max(self.min.map_or(figure, |min| *min));
        let within = self.ceiling().map_or(within, |most| within.min(most));
        match self.step {
            Some(step) => {
                let below = floor + ((within - floor) / *step).floor() * *step;
                let above = below + *step;
                let is_above_allowed = self.ceiling().is_none_or(|most| above <= most);
                if is_above_allowed && distance(&above) < distance(&below) { above } else { below }
            }
            None => within,
        }
    }

    fn is_on_step(&self, figure: Decimal) -> bool {
        let floor = self.min.map_or(Decimal::ZERO, |min| *min);
        self.step.is_none_or(|step| ((figure - floor) % *step).is_zero())
    }

    /// What one unit is in bytes or milliseconds. Vendors count sizes of quotas in powers of two, whether they write
    /// `MB` or `MiB`. Absent for counts, and for figures per something.
    #[must_use]
    pub fn base(&self) -> Option<Base> {
        let (measure, factor) = match self.unit.as_deref()? {
            "bytes" => (Measure::Bytes, 1_i64),
            "KB" | "KiB" => (Measure::Bytes, 1 << 10),
            "MB" | "MiB" => (Measure::Bytes, 1 << 20),
            "GB" | "GiB" => (Measure::Bytes, 1 << 30),
            "ms" => (Measure::Milliseconds, 1),
            "s" => (Measure::Milliseconds, 1_000),
            "min" | "minutes" => (Measure::Milliseconds, 60_000),
            "hours" => (Measure::Milliseconds, 3_600_000),
            "days" => (Measure::Milliseconds, 86_400_000),
            _ => return None,
        };
        Some(Base { measure, factor: Decimal::from(factor) })
    }
}
