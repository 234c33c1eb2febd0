//! Rows in words; limits, prices and what hosts can do.

use std::fmt::{Display, Write as _};

use rust_decimal::Decimal;

use crate::row::{
    Assumption, BroadRole, CapabilityRow, Coverage, CrossingRow, Figures, FreeTier, GrantRow, GrantStatement,
    LambdaRuntime, Limit, Ordered, Price, PriceAlias, Rounding, Row, Runtime, UnscopedActions,
};

/// What is printed of a row besides its id and source.
pub(super) trait InWords: Row {
    /// What it is called.
    fn title(&self) -> Option<String> {
        None
    }

    /// What it says.
    fn value(&self) -> String;

    /// What else must be known.
    fn remark(&self) -> Option<String> {
        None
    }
}

/// Pieces joined by commas; those that are absent leave no trace.
#[derive(Default)]
pub(super) struct Said(Vec<String>);

impl Said {
    pub(super) fn word(mut self, word: impl Display) -> Self {
        self.0.push(word.to_string());
        self
    }

    pub(super) fn maybe(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.word(format_args!("{name} {value}")),
            None => self,
        }
    }

    pub(super) fn list(self, name: &str, values: &[impl Display]) -> Self {
        if values.is_empty() { self } else { self.word(format_args!("{name} {}", spaced(values))) }
    }

    pub(super) fn when(self, is_so: bool, word: &str) -> Self {
        if is_so { self.word(word) } else { self }
    }

    pub(super) fn done(self) -> String {
        self.0.join(", ")
    }
}

pub(super) fn spaced(values: &[impl Display]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn named<V>(map: &Ordered<V>, say: impl Fn(&V) -> String) -> String {
    map.iter().map(|(name, value)| format!("{name} {}", say(value))).collect::<Vec<_>>().join("; ")
}

fn figures(figures: &Figures) -> String {
    let said = match &figures.value {
        Some(value) => Said::default().word(value),
        None => Said::default(),
    };
    said.maybe("at least", figures.min)
        .maybe("at most", figures.max.as_ref())
        .maybe("default", figures.default.as_ref())
        .list("one of", &figures.allowed)
        .done()
}

impl InWords for Limit {
    fn value(&self) -> String {
        let mut said = Said::default();
        if let Some(value) = &self.value {
            said = said.word(value);
        }
        said = match (self.min, self.max) {
            (Some(min), Some(max)) => said.word(format_args!("{min} to {max}")),
            (min, max) => said.maybe("at least", min).maybe("at most", max),
        };
        said = said
            .list("one of", &self.allowed)
            .list("also", &self.allowed_special)
            .list("all of", &self.values)
            .maybe("step", self.step)
            .maybe("default", self.default.as_ref())
            .maybe("default of a broker", self.default_broker.as_ref())
            .maybe("at most characters", self.max_length)
            .maybe("form", self.pattern.as_ref());
        if !self.parts.is_empty() {
            said = said.word(named(&self.parts, ToString::to_string));
        }
        for by in [&self.by_plan, &self.by_tier, &self.by_region] {
            if !by.is_empty() {
                said = said.word(named(by, figures));
            }
        }
        for pair in &self.pairs {
            said = said.word(named(pair, ToString::to_string));
        }
        let said = said.done();
        match &self.unit {
            Some(unit) => format!("{said} {unit} ({})", self.kind),
            None => format!("{said} ({})", self.kind),
        }
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Runtime {
    fn value(&self) -> String {
        let said = Said::default().word(&self.family).maybe("on AWS Lambda", self.lambda.as_ref());
        said.maybe("next", self.successor.as_ref()).done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for LambdaRuntime {
    fn value(&self) -> String {
        let said = Said::default()
            .maybe("support ends", self.deprecated.as_ref())
            .maybe("no creation from", self.create_block.as_ref())
            .maybe("no update from", self.update_block.as_ref())
            .maybe("next", self.successor.as_ref())
            .when(!self.in_api, "not in the API")
            .done();
        if said.is_empty() { "no end announced".to_owned() } else { said }
    }
}

impl InWords for CapabilityRow {
    fn value(&self) -> String {
        let said = format!("{}: {}", self.level, self.how);
        if self.alternatives.is_empty() {
            said
        } else {
            format!("{said}; instead: {}", self.alternatives.join(", or "))
        }
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Coverage {
    fn value(&self) -> String {
        Said::default().word(self.status).maybe("since", self.since.as_ref()).done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Price {
    fn value(&self) -> String {
        let each =
            if *self.per == Decimal::ONE { self.unit.clone() } else { format!("{} {}", self.per, self.unit) };
        let mut said = Said::default();
        if let Some(price) = self.price {
            said = said.word(format_args!("{price} USD per {each}"));
        }
        for tier in &self.tiers {
            said = match tier.up_to {
                Some(up_to) => said.word(format_args!("{} USD per {each} up to {up_to}", tier.price)),
                None => said.word(format_args!("then {} USD", tier.price)),
            };
        }
        said.maybe("a month at most", self.monthly_cap)
            .maybe("vCPU", self.vcpu)
            .maybe("GiB", self.memory_gib)
            .maybe("from", self.from.as_ref())
            .maybe("to", self.to.as_ref())
            .list("in", &self.regions)
            .list("but not", &self.except)
            .done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for FreeTier {
    fn value(&self) -> String {
        format!("{} {} free ({})", self.quantity, self.unit, self.scope)
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Rounding {
    fn value(&self) -> String {
        format!("up to {}: {}", self.step, self.rule)
    }
}

impl InWords for PriceAlias {
    fn value(&self) -> String {
        format!("billed as {}", self.same_as.join(" and "))
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

impl InWords for Assumption {
    fn value(&self) -> String {
        format!("{} {}", self.value, self.unit)
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}

/// One statement: `sqs:SendMessage on {queue}`.
fn statement(found: &GrantStatement) -> String {
    let verb = if found.denies { "never " } else { "" };
    let mut said = format!("{verb}{} on {}", spaced(&found.may), spaced(&found.on));
    for test in &found.when {
        let _ = write!(said, " when {} {} {}", test.key, test.test, test.value);
    }
    if let Some(to) = &found.to {
        let _ = write!(said, " to {to}");
    }
    if let Some(case) = found.only {
        let _ = write!(said, " (contract {case})");
    }
    said
}

impl InWords for GrantRow {
    fn value(&self) -> String {
        match &self.instead {
            Some(instead) => format!("no permission: {instead}"),
            None => self.statements.iter().map(statement).collect::<Vec<_>>().join("; "),
        }
    }

    fn remark(&self) -> Option<String> {
        let wide: Vec<&str> = self.statements.iter().filter_map(|found| found.wide.as_deref()).collect();
        let said: Vec<&str> = self.note.as_deref().into_iter().chain(wide).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

impl InWords for UnscopedActions {
    fn value(&self) -> String {
        if self.actions.is_empty() {
            "every action takes a resource".to_owned()
        } else {
            spaced(&self.actions)
        }
    }
}

impl InWords for BroadRole {
    fn value(&self) -> String {
        format!("{}; instead: {}", self.allows, self.instead)
    }
}

impl InWords for CrossingRow {
    fn value(&self) -> String {
        let said = format!("{}: {}", self.passage, self.how);
        if self.alternatives.is_empty() {
            said
        } else {
            format!("{said}; instead: {}", self.alternatives.join(", or "))
        }
    }
}
