//! On which ground data may leave: an adequacy finding, or a mechanism.

use faasc_facts::{AdequacyEntry, Facts, Regime};
use faasc_model::Mechanism;
use faasc_model::unit::Date;

use crate::options::Options;

/// The mechanism that claims the scope of a partial adequacy finding.
const ADEQUACY: &str = "adequacy";

/// On what ground data goes out.
#[derive(Clone, Copy, Debug)]
pub enum Ground<'a> {
    /// The place is on the regime's list.
    Adequate(&'a AdequacyEntry),
    /// The place is on the list under a condition, and this claims that it is met.
    Conditional(&'a AdequacyEntry, &'a Mechanism),
    /// A mechanism that the regime accepts.
    Mechanism(&'a Mechanism),
}

impl<'a> Ground<'a> {
    /// The mechanism that was declared for it.
    #[must_use]
    pub const fn mechanism(&self) -> Option<&'a Mechanism> {
        match self {
            Self::Adequate(_) => None,
            Self::Conditional(_, mechanism) | Self::Mechanism(mechanism) => Some(mechanism),
        }
    }
}

/// Why a declared mechanism does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its last day is over.
    Expired(Date),
    /// The regime does not know it.
    NotOfRegime,
    /// It is what an adequacy finding about other places requires.
    OtherPlace,
    /// There is no partial finding whose scope it could claim.
    NothingToClaim,
    /// The analysis takes it to have fallen.
    Fallen,
    /// The regime demands the act inside, and no instrument changes that.
    NoCure,
}

/// A declared mechanism that does not count.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'a> {
    /// The mechanism.
    pub mechanism: &'a Mechanism,
    /// Why not.
    pub why: Refusal,
}

/// The ground on which data under `regime` may be at `place`; else why none of the mechanisms counts.
pub(crate) fn ground<'a>(
    facts: &'a Facts,
    options: &Options,
    regime: &'a Regime,
    place: &str,
    mechanisms: &'a [Mechanism],
) -> Result<Ground<'a>, Vec<Refused<'a>>> {
    let entry = entry(facts, options, regime, place);
    if let Some(entry) = entry.filter(|entry| !entry.partial) {
        return Ok(Ground::Adequate(entry));
    }
    let mut refused = Vec::new();
    for mechanism in mechanisms {
        match accept(facts, options, regime, entry, mechanism) {
            Ok(ground) => return Ok(ground),
            Err(why) => refused.push(Refused { mechanism, why }),
        }
    }
    Err(refused)
}

/// The entry of the regime's list in which a place lies today.
pub(crate) fn entry<'a>(
    facts: &'a Facts,
    options: &Options,
    regime: &'a Regime,
    place: &str,
) -> Option<&'a AdequacyEntry> {
    let entry = facts.adequacy_entry(regime.adequacy.as_deref()?, place)?;
    let holds = entry.since.as_deref().is_none_or(|since| !is_before(options.today, since))
        && entry.until.as_deref().is_none_or(|until| !is_after(options.today, until));
    let has_fallen = entry.requires.as_ref().is_some_and(|required| has_fallen(options, required));
    (holds && !has_fallen).then_some(entry)
}

fn has_fallen(options: &Options, mechanism: &str) -> bool {
    options.without_mechanisms.iter().any(|fallen| fallen == mechanism)
}

/// Whether a day is before a date of the fact base; a date that cannot be read bounds nothing.
fn is_before(day: Date, bound: &str) -> bool {
    Date::parse(bound).is_ok_and(|bound| day < bound)
}

fn is_after(day: Date, bound: &str) -> bool {
    Date::parse(bound).is_ok_and(|bound| day > bound)
}

fn accept<'a>(
    facts: &'a Facts,
    options: &Options,
    regime: &'a Regime,
    entry: Option<&'a AdequacyEntry>,
    mechanism: &'a Mechanism,
) -> Result<Ground<'a>, Refusal> {
    let by: &str = &mechanism.by.value;
    if has_fallen(options, by) {
        return Err(Refusal::Fallen);
    }
    if let Some(until) = mechanism.until.as_ref().filter(|until| until.value < options.today) {
        return Err(Refusal::Expired(until.value));
    }
    if by == ADEQUACY {
        let entry = entry.filter(|entry| entry.requires.is_none()).ok_or(Refusal::NothingToClaim)?;
        return Ok(Ground::Conditional(entry, mechanism));
    }
    if is_required(facts, by) {
        return match entry.filter(|entry| entry.requires.as_deref() == Some(by)) {
            Some(entry) => Ok(Ground::Conditional(entry, mechanism)),
            None if regime.mechanisms.iter().any(|known| known == by) => Err(Refusal::OtherPlace),
            None => Err(Refusal::NotOfRegime),
        };
    }
    if regime.mechanisms.iter().any(|known| known == by) {
        return Ok(Ground::Mechanism(mechanism));
    }
    Err(Refusal::NotOfRegime)
}

/// Whether a mechanism is a certification that some adequacy finding requires; it counts there alone.
fn is_required(facts: &Facts, by: &str) -> bool {
    facts
        .adequacy_lists()
        .any(|list| list.row().entries.iter().any(|entry| entry.requires.as_deref() == Some(by)))
}
