//! Laws that may apply: questions of the fact base that a class has not answered.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Sink};

use super::{rule, words};
use crate::analysis::{Analysis, Breach, Cause};
use crate::labels::{ClassId, Why};

static MAY_APPLY: Code = Code::note(
    "F1430",
    "law-may-apply",
    "a law that would be broken if it applied, which the class does not say",
);

pub(super) static CODES: [&Code; 1] = [&MAY_APPLY];

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    // The first copy that would be unlawful; nothing, where the regime asks for something besides.
    let mut asked: BTreeMap<(ClassId, usize), Option<usize>> = BTreeMap::new();
    for Breach { copy, hit } in &analysis.breaches {
        let found = &analysis.hits[*hit];
        if let Cause::Law(law) = found.cause
            && analysis.class(found.class).laws[law].why == Why::Asked
        {
            asked.entry((found.class, law)).or_insert(Some(*copy));
        }
    }
    for lacking in &analysis.lacking {
        if analysis.class(lacking.class).laws[lacking.law].why == Why::Asked {
            asked.entry((lacking.class, lacking.law)).or_insert(Some(lacking.copy));
        }
    }
    for (class, declared) in analysis.classes() {
        let is_held = || analysis.held.iter().any(|held| held.has(class));
        for (at, law) in declared.laws.iter().enumerate() {
            if law.why == Why::Asked && !law.regime.requires.is_empty() && is_held() {
                asked.entry((class, at)).or_insert(None);
            }
        }
    }
    for ((class, law), copy) in asked {
        sink.push(question(analysis, class, law, copy));
    }
}

fn question(
    analysis: &Analysis<'_>,
    class: ClassId,
    law: usize,
    copy: Option<usize>,
) -> faasc_diagnostics::Diagnostic {
    let declared = analysis.class(class);
    let regime = declared.laws[law].regime;
    let id = &regime.id;
    let asked = regime.applies.question.as_deref().unwrap_or("Does it apply?");
    let mut found = MAY_APPLY
        .at(declared.declared.name.span, format!("`{id}` may apply to `{}`: {asked}", declared.name()))
        .help(format!(
            "answer it in the class: `regimes: [{id}]` for yes, `not_regimes: {{ {id}: REASON }}` for no"
        ));
    if let Some(copy) = copy {
        let copy = &analysis.copies.all[copy];
        found = found.note(format!(
            "if it does, it is broken: the data {} {}",
            words::happens(analysis, copy, false),
            analysis.spot(copy).words
        ));
    }
    for required in &regime.requires {
        found = found.note(format!("it asks for: {required}"));
    }
    found
        .note(rule::citation(analysis.facts, regime))
        .about(format!("data.{}", declared.name()))
        .within(analysis.program().deployment(declared.deployment).environment.to_string())
}
