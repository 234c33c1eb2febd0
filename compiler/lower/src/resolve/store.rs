//! Stores.

use faasc_model::unit::{Rate, Size};
use faasc_model::{Backup, Index, Place, Store, StoreKind, TableKey};
use faasc_source::{Span, Spanned};
use faasc_syntax::Entry;

use super::event::encryption;
use super::existing::existing;
use super::scope::{name_of, or};
use super::{Cx, delivery};
use crate::fault::meaning as fault;
use crate::form::{Scalar, grammar};
use crate::key::event::HOST_NAME;
use crate::names::Section;
use crate::view::View;

static KINDS: &[&str] = &["bucket", "table", "cache", "sql"];

/// All stores of the environment. `expires` tells whether it goes one day.
pub(crate) fn stores(cx: &mut Cx<'_>, expires: bool) -> Vec<Store> {
    let entries = cx.nodes(Section::Stores);
    entries.into_iter().map(|entry| store(cx, entry, expires)).collect()
}

fn store(cx: &mut Cx<'_>, entry: Entry<'_>, expires: bool) -> Store {
    let view = View::of(entry.value);
    let owner = entry.key.span;
    let kind = cx.reader.word(&view, "kind", KINDS, |word| {
        Some(match word {
            "bucket" => StoreKind::Bucket,
            "table" => StoreKind::Table,
            "cache" => StoreKind::Cache,
            "sql" => StoreKind::Sql,
            _ => return None,
        })
    });
    let is_known = kind.is_some();
    let kind = or(kind, StoreKind::Table, owner);
    let key = table_key(cx, &view);
    if is_known {
        judge(cx, entry, &view, kind.value);
    }
    let expect = view.get("expect");
    let given_name = cx.reader.of_grammar(&view, "name", &HOST_NAME);
    let adopt = cx.reader.bool(&view, "adopt");
    let is_adopted = cx.adoption(entry, given_name.as_ref(), adopt);
    let was = cx.reader.of_grammar(&view, "was", &grammar::NAME);
    Store {
        name: name_of(entry),
        carries: cx.reader.classes(&view, "carries"),
        indexes: indexes(cx, &view),
        expires_by: cx.reader.of_grammar(&view, "expires_by", &grammar::FIELD),
        retention: cx.reader.duration(&view, "retention"),
        backup: backup(cx, &view, entry),
        is_protected: or(cx.reader.bool(&view, "protect"), !expires, owner),
        encryption: encryption(&mut cx.reader, &view, owner),
        size: cx.reader.estimate(expect.as_ref(), "size", Scalar::Size, Size::parse),
        growth: cx.reader.estimate(expect.as_ref(), "growth", Scalar::Size, Size::parse),
        rate: cx.reader.estimate(expect.as_ref(), "rate", Scalar::Rate, Rate::parse),
        existing: existing(cx, &view),
        accept: delivery::accept(cx, &view),
        was: cx.was(entry.key.text, was),
        sites: cx.sites_of(entry.key.text),
        span: span_of(entry),
        kind,
        key,
        given_name,
        is_adopted,
    }
}

fn span_of(entry: Entry<'_>) -> Span {
    entry.key.span.to(entry.value.span())
}

/// A table has a key unless it is there everywhere; what belongs to tables stands on tables.
fn judge(cx: &mut Cx<'_>, entry: Entry<'_>, view: &View<'_>, kind: StoreKind) {
    let about = format!("stores.{}", entry.key.text);
    match kind {
        StoreKind::Table => {
            if view.lacks("key") && view.lacks("existing") && !cx.app().is_broken() {
                cx.say(fault::table_key(entry.key.span, entry.key.text).about(about));
            }
        }
        StoreKind::Bucket | StoreKind::Cache | StoreKind::Sql => {
            for key in ["key", "indexes", "expires_by"] {
                if let Some(found) = view.entry(key) {
                    let what = format!("a {}", kind.word());
                    cx.say(fault::key_of_another_store(found.key.span, key, &what).about(about.clone()));
                }
            }
        }
    }
}

fn table_key(cx: &mut Cx<'_>, view: &View<'_>) -> Option<TableKey> {
    let mut fields = Vec::new();
    for item in cx.reader.items(view, "key") {
        let field = cx.reader.judged(item, Scalar::Grammar(&grammar::FIELD))?;
        fields.push(Spanned::new(field.into_owned(), item.span()));
    }
    let mut fields = fields.into_iter();
    Some(TableKey { partition: fields.next()?, sort: fields.next() })
}

fn indexes(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<Index> {
    let found = cx.reader.sorted(view.get("indexes").as_ref());
    found
        .into_iter()
        .filter_map(|entry| Some(Index { name: name_of(entry), key: table_key(cx, &View::of(entry.value))? }))
        .collect()
}

fn backup(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<Backup> {
    let found = view.get("backup")?;
    let scope = cx.scope();
    let place = scope.placed.get(&format!("{}.backup", entry.key.text)).and_then(|sites| {
        let id = *sites.value.first()?;
        let (name, _) = scope.sites.iter().find(|(_, site)| **site == id)?;
        Some(Place::Site { name: name.as_str().into(), id, span: sites.span })
    });
    Some(Backup {
        every: cx.reader.duration(&found, "every")?,
        keep: cx.reader.duration(&found, "keep")?,
        place,
        span: found.span(),
    })
}
