//! What is already there.

use faasc_model::{Existing, Name};

use super::Cx;
use crate::view::View;

/// `existing`: what is there at the sites of this deployment.
pub(crate) fn existing(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<Existing> {
    let mut all = Vec::new();
    for found in cx.reader.sorted(view.get("existing").as_ref()) {
        let Some(site) = cx.scope().sites.get(found.key.text).copied() else { continue };
        let at = View::of(found.value);
        all.push(Existing {
            site,
            at: Name::from(found.key.text),
            id: cx.reader.template(&at, "id"),
            topic: cx.reader.template(&at, "topic"),
            url: cx.reader.template(&at, "url"),
            visibility_timeout: cx.reader.duration(&at, "visibility_timeout"),
            partitions: cx.reader.whole(&at, "partitions", 1, 100_000),
            r#type: cx.reader.template(&at, "type"),
            source: cx.reader.template(&at, "source"),
            group: cx.reader.template(&at, "group"),
            span: found.key.span.to(found.value.span()),
        });
    }
    all
}
