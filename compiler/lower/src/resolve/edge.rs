//! Edges out of a function.

use faasc_model::unit::Number;
use faasc_model::{Drop, Edge, NodeId, StoreKind};
use faasc_source::{Span, Spanned};

use super::Cx;
use crate::names::Section;
use crate::read::qualified;
use crate::view::View;

/// The edges under `key`: a list of names, or a mapping of names. Sorted by name.
pub(crate) fn edges(cx: &mut Cx<'_>, view: &View<'_>, key: &str, sections: &[Section]) -> Vec<Edge> {
    let Some(node) = view.node(key).filter(|node| !cx.reader.bad.has(*node)) else { return Vec::new() };
    let mut all = Vec::new();
    match node.as_map() {
        None => {
            for item in cx.reader.items(view, key) {
                if let Some(to) = cx.link_of(item, sections) {
                    let count = Spanned::new(Number::ONE, item.span());
                    all.push(Edge { to, count, drops: Vec::new(), prefix: None });
                }
            }
        }
        Some(map) => {
            for entry in map.entries().filter(|entry| !cx.reader.bad.has(entry.value)).collect::<Vec<_>>() {
                if let Some(to) = cx.link(&qualified(entry.key.text), sections, entry.key.span) {
                    all.push(operation(cx, to, entry.value, entry.key.span));
                }
            }
        }
    }
    all.sort_by(|a, b| a.to.name.cmp(&b.to.name));
    all.dedup_by(|a, b| a.to.name == b.to.name);
    all
}

fn operation(cx: &mut Cx<'_>, to: faasc_model::Link, value: faasc_syntax::Node<'_>, owner: Span) -> Edge {
    if value.as_map().is_none() {
        let count = cx.reader.number_of(value).unwrap_or(Spanned::new(Number::ONE, owner));
        return Edge { to, count, drops: Vec::new(), prefix: None };
    }
    let view = View::of(value);
    let count = cx.reader.number(&view, "count").unwrap_or(Spanned::new(Number::ONE, owner));
    let mut drops = Vec::new();
    for entry in cx.reader.sorted(view.get("drops").as_ref()) {
        if let Some(because) = cx.reader.reason_of(entry.value) {
            drops.push(Drop { class: Spanned::new(qualified(entry.key.text), entry.key.span), because });
        }
    }
    let prefix = cx.reader.text(&view, "prefix");
    if let (Some(prefix), NodeId::Store(_)) = (&prefix, to.node.node)
        && kind_of(cx, &to).is_some_and(|kind| kind != StoreKind::Bucket)
    {
        let found = crate::fault::meaning::key_of_another_store(
            prefix.span,
            "prefix",
            "an edge to something that is no bucket",
        );
        cx.say(found);
    }
    Edge { to, count, drops, prefix }
}

/// The kind of a store as written, before stores are resolved.
pub(crate) fn kind_of(cx: &Cx<'_>, to: &faasc_model::Link) -> Option<StoreKind> {
    let app = cx.chosen[to.node.deployment.index()].app;
    let entry = super::scope::section_entry(&cx.apps[app], Section::Stores, &to.name.name)?;
    Some(match entry.value.as_map()?.get("kind")?.value.text()? {
        "bucket" => StoreKind::Bucket,
        "table" => StoreKind::Table,
        "cache" => StoreKind::Cache,
        "sql" => StoreKind::Sql,
        _ => return None,
    })
}
