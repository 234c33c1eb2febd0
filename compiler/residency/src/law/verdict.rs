//! What one regime says about one act at one place.

use faasc_facts::{Act, Facts, Mode, Regime, Rule};
use faasc_model::Mechanism;

use super::leave::{self, Ground, Refusal, Refused};
use crate::options::Options;
use crate::place::{Spot, Whereabouts};

/// What a regime says.
#[derive(Clone, Debug)]
pub enum Verdict<'a> {
    /// It says nothing about this act.
    Free,
    /// All of the place is inside.
    Inside,
    /// It is outside, on this ground, which holds for the place that is named.
    Outside(String, Ground<'a>),
    /// It must not be, or not so.
    Broken(Fault<'a>),
}

/// What is wrong with an act at a place.
#[derive(Clone, Debug)]
pub struct Fault<'a> {
    /// What the regime says about the act.
    pub rule: Rule,
    /// The country or subdivision that is at fault; absent where the data may be anywhere.
    pub country: Option<String>,
    /// Whether nothing may go there at all.
    pub is_denied: bool,
    /// Declared mechanisms that do not count.
    pub refused: Vec<Refused<'a>>,
    /// Whether it is a fault only where the class comes here before it was written inside.
    pub is_order: bool,
}

/// Judges one act under one regime at one place whose whereabouts are known.
pub(crate) fn judge<'a>(
    facts: &'a Facts,
    options: &Options,
    regime: &'a Regime,
    act: Act,
    spot: &Spot<'a>,
) -> Verdict<'a> {
    let rule = regime.acts.of(act);
    let codes: &[String] = match &spot.whereabouts {
        Whereabouts::Known(codes) => codes,
        Whereabouts::Anywhere if bites(regime, rule) => {
            return Verdict::Broken(Fault {
                rule,
                country: None,
                is_denied: false,
                refused: Vec::new(),
                is_order: false,
            });
        }
        Whereabouts::Anywhere | Whereabouts::Unknown | Whereabouts::Here => return Verdict::Free,
    };
    if rule == Rule::Free {
        return Verdict::Free;
    }
    let mut found = Verdict::Inside;
    for code in codes {
        match judge_country(facts, options, regime, act, code, spot.mechanisms) {
            Verdict::Broken(fault) => return Verdict::Broken(fault),
            Verdict::Outside(code, ground) => found = Verdict::Outside(code, ground),
            Verdict::Free => found = Verdict::Free,
            Verdict::Inside => {}
        }
    }
    found
}

/// Whether a rule can be broken at all.
pub(crate) fn bites(regime: &Regime, rule: Rule) -> bool {
    match rule {
        Rule::Free => false,
        Rule::Denylist => !regime.deny.is_empty(),
        Rule::InsideCopy => needs_ground(regime),
        Rule::Inside | Rule::InsideFirst | Rule::Conditional => true,
    }
}

/// Whether copies outside follow the mechanism rules: a regime that names no instrument lets them go.
fn needs_ground(regime: &Regime) -> bool {
    !regime.mechanisms.is_empty() || regime.adequacy.is_some()
}

/// The same for one country or subdivision.
pub(crate) fn judge_country<'a>(
    facts: &'a Facts,
    options: &Options,
    regime: &'a Regime,
    act: Act,
    code: &str,
    mechanisms: &'a [Mechanism],
) -> Verdict<'a> {
    let rule = regime.acts.of(act);
    let fault = |refused: Vec<Refused<'a>>| Fault {
        rule,
        country: Some(code.to_owned()),
        is_denied: false,
        refused,
        is_order: rule == Rule::InsideFirst,
    };
    if rule == Rule::Free {
        return Verdict::Free;
    }
    let is_denied = regime.deny.iter().any(|denied| facts.is_inside(code, denied));
    if rule == Rule::Denylist {
        if !is_denied {
            return Verdict::Free;
        }
        return match leave::ground(facts, options, regime, code, mechanisms) {
            Ok(ground) => Verdict::Outside(code.to_owned(), ground),
            Err(refused) => Verdict::Broken(Fault { is_denied, ..fault(refused) }),
        };
    }
    if regime.inside.iter().any(|inside| facts.is_inside(code, inside)) {
        return Verdict::Inside;
    }
    if is_denied {
        let refused = mechanisms.iter().map(|mechanism| Refused { mechanism, why: Refusal::NoCure });
        return Verdict::Broken(Fault { is_denied, ..fault(refused.collect()) });
    }
    match rule {
        Rule::Inside => inside(facts, options, regime, act, code, mechanisms, fault),
        Rule::InsideCopy if !needs_ground(regime) => Verdict::Free,
        Rule::Conditional | Rule::InsideCopy | Rule::InsideFirst => {
            match leave::ground(facts, options, regime, code, mechanisms) {
                Ok(ground) if rule != Rule::InsideFirst => Verdict::Outside(code.to_owned(), ground),
                // A ground for later copies is none for the first write.
                Ok(_) => Verdict::Broken(fault(Vec::new())),
                Err(refused) => Verdict::Broken(Fault { is_order: false, ..fault(refused) }),
            }
        }
        Rule::Free | Rule::Denylist => Verdict::Free,
    }
}

/// What must be inside may be outside only where the regime leaves it to an authority (`approval`), or where its test is
/// who can read (`persons`): then a licence, and for what nobody there can read, end-to-end encryption.
fn inside<'a>(
    facts: &'a Facts,
    options: &Options,
    regime: &'a Regime,
    act: Act,
    code: &str,
    mechanisms: &'a [Mechanism],
    fault: impl Fn(Vec<Refused<'a>>) -> Fault<'a>,
) -> Verdict<'a> {
    let can_read = matches!(act, Act::Process | Act::Access | Act::Collect);
    let counts = |mechanism: &Mechanism| match regime.mode {
        Mode::Approval => true,
        Mode::Persons => !(can_read && &*mechanism.by.value == "e2ee-carveout"),
        Mode::Exclusive
        | Mode::CopyInside
        | Mode::FirstInside
        | Mode::Conditional
        | Mode::DenyList
        | Mode::Accountability => false,
    };
    let mut refused = Vec::new();
    for mechanism in mechanisms {
        if !counts(mechanism) {
            refused.push(Refused { mechanism, why: Refusal::NoCure });
            continue;
        }
        match leave::ground(facts, options, regime, code, std::slice::from_ref(mechanism)) {
            Ok(ground @ Ground::Mechanism(_)) => return Verdict::Outside(code.to_owned(), ground),
            Ok(_) => refused.push(Refused { mechanism, why: Refusal::NoCure }),
            Err(mut why) => refused.append(&mut why),
        }
    }
    Verdict::Broken(fault(refused))
}
