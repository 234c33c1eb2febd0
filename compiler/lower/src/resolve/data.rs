//! Data classes.

use faasc_model::{DataClass, NotRegime};
use faasc_source::Spanned;
use faasc_syntax::Entry;

use super::Cx;
use super::scope::name_of;
use crate::fault::meaning as fault;
use crate::names::Section;
use crate::view::View;

/// All classes, the environment's overrides laid over them.
pub(crate) fn classes(cx: &mut Cx<'_>, environment: Option<&View<'_>>) -> Vec<DataClass> {
    let overrides = environment.and_then(|view| view.get("data"));
    let entries = cx.entries(Section::Data);
    entries.into_iter().filter_map(|entry| class(cx, entry, overrides.as_ref())).collect()
}

fn class(cx: &mut Cx<'_>, entry: Entry<'_>, overrides: Option<&View<'_>>) -> Option<DataClass> {
    let over = overrides.and_then(|view| view.node(entry.key.text));
    let view = View::over([Some(entry.value), over].into_iter().flatten())?;
    let not_regimes = view.get("not_regimes");
    let mut taken = Vec::new();
    for found in cx.reader.sorted(not_regimes.as_ref()) {
        if let Some(because) = cx.reader.reason_of(found.value) {
            taken.push(NotRegime { regime: Spanned::new(found.key.text.into(), found.key.span), because });
        }
    }
    let class = DataClass {
        name: name_of(entry),
        contains: cx.reader.names(&view, "contains"),
        subjects: cx.reader.countries(&view, "subjects"),
        regimes: cx.reader.names(&view, "regimes"),
        not_regimes: taken,
        stay_in: cx.reader.countries(&view, "stay_in"),
        purpose: cx.reader.text(&view, "purpose"),
        basis: cx.reader.text(&view, "basis"),
        controller: cx.reader.text(&view, "controller"),
        description: cx.reader.text(&view, "description"),
        span: entry.key.span.to(entry.value.span()),
    };
    if view.lacks("subjects") && !cx.app().is_broken() {
        let needy =
            class.contains.iter().find(|category| crate::known::needs_subjects(cx.facts, &category.value));
        if let Some(category) = needy {
            let found = fault::no_subjects(category.span, &class.name.value, &category.value);
            cx.say(found.about(format!("data.{}", class.name.value)));
        }
    }
    Some(class)
}
