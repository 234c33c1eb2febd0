//! Checks of single rows: figures that contradict each other, and references to rows that are not there.

use super::known::Known;
use crate::row::{
    Assumption, Capability, CapabilityRow, Coverage, EmissionStatus, FreeTier, Host, LambdaRuntime, Level,
    Limit, Price, PriceAlias, Rounding, Row, Runtime, Source,
};

/// Receives what is wrong with a row.
pub(crate) type Fault<'f> = dyn FnMut(String) + 'f;

/// What is asked of a row besides its form.
pub(crate) trait Check: Row {
    /// Reports what is wrong with it.
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>);

    /// Whether it takes the place of another row, of which it may leave a part.
    fn overrides(&self, base: &mut Self) -> bool {
        self.id() == base.id()
    }
}

/// Source and date, which every row has.
pub(crate) fn check_stated(source: &Source, as_of: &str, fault: &mut Fault<'_>) {
    let is_said = match source {
        Source::Absent => false,
        Source::Listed(names) => !names.is_empty(),
        Source::Citation(text) => !text.trim().is_empty(),
        Source::Resolved(_) => true,
    };
    if !is_said {
        fault("has no `source`: names of `sources`, or a citation in words".to_owned());
    }
    check_date("as_of", as_of, true, fault);
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or `undated` where that may be.
pub(crate) fn check_date(key: &str, date: &str, may_be_undated: bool, fault: &mut Fault<'_>) {
    if date.is_empty() {
        fault(format!("has no `{key}`: a day, a month or a year"));
    } else if !(is_date(date) || may_be_undated && date == "undated") {
        fault(format!("`{key}: {date}` is no date (YYYY, YYYY-MM or YYYY-MM-DD)"));
    }
}

fn is_date(text: &str) -> bool {
    let in_range = |part: &str, low: u32, high: u32| {
        part.parse().is_ok_and(|number: u32| (low..=high).contains(&number))
    };
    let mut parts = text.split('-');
    let year = parts.next().is_some_and(|part| part.len() == 4 && in_range(part, 1900, 2999));
    let month = parts.next().is_none_or(|part| part.len() == 2 && in_range(part, 1, 12));
    let day = parts.next().is_none_or(|part| part.len() == 2 && in_range(part, 1, 31));
    year && month && day && parts.next().is_none()
}

impl Check for Limit {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if self.id.split('.').count() < 2 {
            fault("an id has at least a provider and a subject, joined by dots".to_owned());
        }
        let says_something = self.min.is_some()
            || self.max.is_some()
            || self.default.is_some()
            || self.value.is_some()
            || self.max_length.is_some()
            || self.pattern.is_some()
            || !(self.values.is_empty() && self.allowed.is_empty() && self.pairs.is_empty())
            || !(self.parts.is_empty()
                && self.by_plan.is_empty()
                && self.by_tier.is_empty()
                && self.by_region.is_empty());
        if !says_something {
            fault("says nothing: no `value`, `min`, `max`, `default`, `allowed` or `pattern`".to_owned());
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            fault(format!("`min: {min}` is above `max: {max}`"));
        }
        if self.step.is_some_and(|step| step.is_zero() || step.is_sign_negative()) {
            fault("`step` must be above zero".to_owned());
        }
        if let Some(default) = self.default.as_ref().and_then(crate::row::Scalar::number) {
            let is_under = self.min.is_some_and(|min| default < *min);
            if is_under || self.max.is_some_and(|max| default > *max) {
                fault(format!("`default: {default}` is outside its own bounds"));
            }
        }
    }
}

impl Check for Runtime {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        if let Some(lambda) = &self.lambda
            && known.tables().lambda_runtimes.get(lambda).is_none()
        {
            fault(format!("`lambda: {lambda}` is not among `lambda_runtimes`"));
        }
        if let Some(successor) = &self.successor
            && known.tables().runtimes.get(successor).is_none()
        {
            fault(format!("`successor: {successor}` is not among `runtimes`"));
        }
    }
}

impl Check for LambdaRuntime {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        for (key, date) in [
            ("deprecated", &self.deprecated),
            ("create_block", &self.create_block),
            ("update_block", &self.update_block),
        ] {
            if let Some(date) = date {
                check_date(key, date, false, fault);
            }
        }
        if let Some(successor) = &self.successor
            && known.tables().lambda_runtimes.get(successor).is_none()
        {
            fault(format!("`successor: {successor}` is not among `lambda_runtimes`"));
        }
    }
}

impl Check for Price {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        let provider = self.id.split('.').next().unwrap_or_default();
        if !Known::is_provider(provider) {
            fault(format!("`{provider}` is no provider"));
        }
        match (self.price.is_some(), self.tiers.is_empty()) {
            (true, false) => fault("has both `price` and `tiers`".to_owned()),
            (false, true) => fault("has neither `price` nor `tiers`".to_owned()),
            _ => {}
        }
        let bounds: Vec<_> = self.tiers.iter().map(|tier| tier.up_to).collect();
        let is_rising = bounds.windows(2).all(|pair| match (pair[0], pair[1]) {
            (Some(low), Some(high)) => low < high,
            (Some(_), None) => true,
            (None, _) => false,
        });
        if !is_rising || bounds.last().is_some_and(Option::is_some) {
            fault("`tiers` must rise, and only the last has no `up_to`".to_owned());
        }
        if self.per.is_zero() || self.per.is_sign_negative() {
            fault("`per` must be above zero".to_owned());
        }
        if self.regions.is_empty() {
            fault("has no `regions`".to_owned());
        }
        for region in self.regions.iter().chain(&self.except) {
            if !is_price_region(known, provider, region) {
                fault(format!(
                    "`{region}` is no region of {provider}, nor `all`, `global` or a class of regions"
                ));
            }
        }
        let twice = known.tables().prices.all(&self.id).iter().filter(|other| {
            other.from == self.from
                && other.to == self.to
                && other.regions.iter().any(|region| self.regions.contains(region))
        });
        if twice.count() > 1 {
            fault("two rows with this id name the same region".to_owned());
        }
    }

    fn overrides(&self, base: &mut Self) -> bool {
        if self.id != base.id {
            return false;
        }
        if !self.regions.iter().any(|region| region == "all") {
            base.regions.retain(|region| !self.regions.contains(region));
            if base.regions.iter().any(|region| region == "all") {
                base.except.extend(self.regions.iter().cloned());
            }
            return base.regions.is_empty();
        }
        true
    }
}

fn is_price_region(known: &Known<'_>, provider: &str, region: &str) -> bool {
    match region.split_once('=') {
        Some((class, value)) => class == "cloud_run_price_tier" && value.parse::<u8>().is_ok(),
        None => ["all", "global", "us", "eu"].contains(&region) || known.region(provider, region).is_some(),
    }
}

impl Check for FreeTier {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if self.quantity.is_sign_negative() {
            fault("`quantity` must not be below zero".to_owned());
        }
    }
}

impl Check for Rounding {
    fn check(&self, _: &Known<'_>, _: &mut Fault<'_>) {}
}

impl Check for Assumption {
    fn check(&self, _: &Known<'_>, _: &mut Fault<'_>) {}
}

impl Check for PriceAlias {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        for meters in &self.same_as {
            let within = format!("{meters}.");
            let is_there =
                known.tables().prices.rows.iter().any(|row| row.id == *meters || row.id.starts_with(&within));
            if !is_there {
                fault(format!("no price is called `{meters}`"));
            }
        }
    }
}

impl Check for CapabilityRow {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        let (host, capability) = self.id.split_once('/').unwrap_or((&self.id, ""));
        if Host::from_word(host).is_none() {
            fault(format!("`{host}` is no host"));
        }
        if capability != "*" && Capability::from_word(capability).is_none() {
            fault(format!("`{capability}` is no capability that the compiler asks for"));
        }
        if self.level == Level::Impossible && self.alternatives.is_empty() {
            fault("what is impossible needs `alternatives`".to_owned());
        }
    }
}

impl Check for Coverage {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if self.id.split_once('/').is_none_or(|(target, subject)| target.is_empty() || subject.is_empty()) {
            fault("an id is a target and a subject, joined by `/`".to_owned());
        }
        if (self.status == EmissionStatus::Emitted) != self.since.is_some() {
            fault("`since` goes with `status: emitted`, and with that alone".to_owned());
        }
    }
}
