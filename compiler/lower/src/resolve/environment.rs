//! What an environment says about itself.

use faasc_model::unit::{Date, Duration, Money, Share};
use faasc_model::{Budget, Certificate, Domain, Expiry, FlowBudget, FunctionBudget, Increase, Name};
use faasc_source::Spanned;

use super::scope::is_literal;
use crate::form::{Scalar, grammar};
use crate::read::Reader;
use crate::view::View;

/// `expires`: an age or a day.
pub(crate) fn expiry(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Expiry> {
    let node = view.node("expires")?;
    let text = reader.raw(node)?;
    if let Ok(date) = Date::parse(&text) {
        return Some(Expiry::On(Spanned::new(date, node.span())));
    }
    let age = reader.parsed(node, Scalar::Duration, Duration::parse)?;
    Some(Expiry::After(age))
}

/// `domain`: a host name, or more about it.
pub(crate) fn domain(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Domain> {
    let node = view.node("domain").filter(|node| !reader.bad.has(*node))?;
    if node.as_map().is_none() {
        let host = reader.of_grammar(view, "domain", &grammar::HOST)?;
        return Some(Domain { span: host.span, host, zone: None, certificate: Certificate::Managed });
    }
    let found = View::of(node);
    let certificate = match reader.template(&found, "certificate") {
        Some(id) if !is_literal(&id.value, "managed") => Certificate::Id(id),
        _ => Certificate::Managed,
    };
    Some(Domain {
        host: reader.of_grammar(&found, "host", &grammar::HOST)?,
        zone: reader.template(&found, "zone"),
        certificate,
        span: node.span(),
    })
}

/// `budget`.
pub(crate) fn budget(reader: &mut Reader<'_>, view: &View<'_>) -> Budget {
    let Some(budget) = view.get("budget") else { return Budget::default() };
    let mut by_name = |key: &str| -> Vec<(Spanned<Name>, Spanned<Money>)> {
        let mut all = Vec::new();
        for entry in reader.sorted(budget.get(key).as_ref()) {
            if let Some(most) = reader.parsed(entry.value, Scalar::Money, Money::parse) {
                all.push((Spanned::new(Name::from(entry.key.text), entry.key.span), most));
            }
        }
        all
    };
    let flow = by_name("flow").into_iter().map(|(flow, most)| FlowBudget { flow, most }).collect();
    let function =
        by_name("function").into_iter().map(|(function, most)| FunctionBudget { function, most }).collect();
    Budget {
        month: reader.money(&budget, "month"),
        own_month: reader.money(&budget, "own_month"),
        flow,
        function,
        increase: increase(reader, &budget),
    }
}

fn increase(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Increase> {
    let node = view.node("increase")?;
    let text = reader.raw(node)?;
    if let Ok(share) = Share::parse(&text) {
        return Some(Increase::Share(Spanned::new(share, node.span())));
    }
    reader.parsed(node, Scalar::Money, Money::parse).map(Increase::Amount)
}
