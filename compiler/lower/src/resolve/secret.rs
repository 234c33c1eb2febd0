//! Secrets.

use faasc_model::Secret;
use faasc_syntax::Entry;

use super::Cx;
use super::scope::{name_of, or};
use crate::names::Section;
use crate::view::View;

/// All secrets.
pub(crate) fn secrets(cx: &mut Cx<'_>) -> Vec<Secret> {
    cx.entries(Section::Secrets).into_iter().map(|entry| secret(cx, entry)).collect()
}

fn secret(cx: &mut Cx<'_>, entry: Entry<'_>) -> Secret {
    let view = View::of(entry.value);
    let mut existing = Vec::new();
    for found in cx.reader.sorted(view.get("existing").as_ref()) {
        let id = cx.reader.template(&View::of(found.value), "id");
        if let (Some(site), Some(id)) = (cx.scope().sites.get(found.key.text), id) {
            existing.push((*site, id));
        }
    }
    let span = entry.key.span.to(entry.value.span());
    Secret {
        name: name_of(entry),
        description: cx.reader.text(&view, "description"),
        existing,
        versions: or(cx.reader.whole(&view, "versions", 1, 2), 1, entry.key.span),
        rotate: cx.reader.duration(&view, "rotate"),
        span,
    }
}
