//! Regimes that a class names or takes away.

use faasc_diagnostics::{Code, Diagnostic, Sink, list_of};
use faasc_source::Spanned;

use crate::analysis::Analysis;
use crate::labels::Class;
use crate::labels::regime::binds;

static NO_CATEGORY: Code = Code::error(
    "F1402",
    "regime-without-category",
    "a regime that binds none of the categories of the class that names it",
);
static BOTH_WAYS: Code =
    Code::error("F1403", "regime-both-ways", "a regime that a class names and takes away");

pub(super) static CODES: [&Code; 2] = [&NO_CATEGORY, &BOTH_WAYS];

pub(super) fn judge(analysis: &Analysis<'_>, sink: &mut Sink) {
    for (_, class) in analysis.classes() {
        let environment = analysis.program().deployment(class.deployment).environment.to_string();
        for named in &class.declared.regimes {
            let found = no_category(analysis, class, named).or_else(|| both_ways(class, named));
            if let Some(found) = found {
                let at = format!("data.{}", class.name());
                sink.push(found.about(at).within(environment.clone()));
            }
        }
    }
}

fn no_category(
    analysis: &Analysis<'_>,
    class: &Class<'_>,
    named: &Spanned<faasc_model::Name>,
) -> Option<Diagnostic> {
    let regime = analysis.facts.regime(&named.value)?;
    if binds(analysis.facts, regime.row(), class.declared) {
        return None;
    }
    let bound = list_of(regime.row().categories.iter().map(String::as_str), "or");
    let has = list_of(class.declared.contains.iter().map(|category| &*category.value), "and");
    let has = if has.is_empty() { "no category".to_owned() } else { has };
    Some(
        NO_CATEGORY
            .at(named.span, format!("`{}` binds nothing that `{}` contains", named.value, class.name()))
            .here(format!("it binds {bound}"))
            .label(class.declared.name.span, format!("contains {has}"))
            .note(super::rule::citation(analysis.facts, regime))
            .help("write the category that the data really has under `contains`, or take the regime out"),
    )
}

fn both_ways(class: &Class<'_>, named: &Spanned<faasc_model::Name>) -> Option<Diagnostic> {
    let taken = class.declared.not_regimes.iter().find(|taken| taken.regime.value == named.value)?;
    Some(
        BOTH_WAYS
            .at(taken.regime.span, format!("`{}` names `{}` and takes it away", class.name(), named.value))
            .here("taken away here")
            .label(named.span, "named here")
            .help("keep one of the two: as it stands, the regime holds"),
    )
}
