//! How messages reach a function.

use faasc_model::unit::Duration;
use faasc_model::{
    Accept, Backoff, Batch, Concurrency, DeadLetter, Delivery, Filter, Guarantee, IdempotentBy, Retry,
};
use faasc_source::{Span, Spanned};
use faasc_syntax::Node;

use super::Cx;
use super::scope::or;
use crate::form::{Scalar, grammar};
use crate::names::Section;
use crate::view::View;

/// The delivery keys of a trigger. The dead letter is the trigger's own, if it has one; else it is settled later.
/// `None` when what tells duplicates apart was reported or is missing.
pub(crate) fn delivery(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Option<(Delivery, bool)> {
    let own = view.node("dead_letter");
    let dead_letter = dead_letter(cx, own);
    let is_settled = own.is_some();
    let idempotent_by = idempotent_by(cx, view.node("idempotent_by")?)?;
    let delivery = Delivery {
        batch: batch(cx, view),
        filter: filter(cx, view),
        retry: retry(cx, view, owner),
        dead_letter: dead_letter.unwrap_or_else(|| DeadLetter::Drop(Spanned::new(String::new(), owner))),
        is_dead_letter_made: false,
        idempotent_by,
        concurrency: concurrency(cx, view),
    };
    Some((delivery, is_settled))
}

/// A dead letter as written.
pub(crate) fn dead_letter(cx: &mut Cx<'_>, node: Option<Node<'_>>) -> Option<DeadLetter> {
    let node = node.filter(|node| !cx.reader.bad.has(*node))?;
    match node.as_map() {
        Some(map) => Some(DeadLetter::Drop(cx.reader.reason_of(map.get("drop")?.value)?)),
        None => Some(DeadLetter::Event(cx.link_of(node, &[Section::Events])?)),
    }
}

/// What tells duplicates apart, as written.
pub(crate) fn idempotent_by(cx: &mut Cx<'_>, node: Node<'_>) -> Option<IdempotentBy> {
    if cx.reader.bad.has(node) {
        return None;
    }
    if let Some(map) = node.as_map() {
        return Some(IdempotentBy::None(cx.reader.reason_of(map.get("none")?.value)?));
    }
    let text = cx.reader.judged(node, Scalar::Grammar(&grammar::FIELD_OR_HEADER))?;
    Some(match text.strip_prefix("header:") {
        Some(header) => IdempotentBy::Header(Spanned::new(header.to_owned(), node.span())),
        None => IdempotentBy::Field(Spanned::new(text.into_owned(), node.span())),
    })
}

fn batch(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Batch> {
    let batch = view.get("batch")?;
    let size = or(cx.reader.whole(&batch, "size", 1, 10_000), 1, batch.span());
    Some(Batch { size, window: cx.reader.duration(&batch, "window"), span: batch.span() })
}

fn filter(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<Filter> {
    let mut all = Vec::new();
    for entry in cx.reader.sorted(view.get("filter").as_ref()) {
        let items: Vec<Node<'_>> =
            entry.value.as_seq().map_or_else(|| vec![entry.value], |list| list.iter().collect());
        let mut values = Vec::new();
        for item in items {
            values.extend(cx.reader.plain_of(item));
        }
        all.push(Filter { field: Spanned::new(entry.key.text.to_owned(), entry.key.span), values });
    }
    all
}

fn retry(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Retry {
    let written = view.get("retry");
    let owner = written.as_ref().map_or(owner, View::span);
    let part = |cx: &mut Cx<'_>, key: &str| written.as_ref().and_then(|view| cx.reader.duration(view, key));
    let backoff = written.as_ref().and_then(|view| {
        cx.reader.word(view, "backoff", &["fixed", "linear", "exponential"], |word| {
            Some(match word {
                "fixed" => Backoff::Fixed,
                "linear" => Backoff::Linear,
                "exponential" => Backoff::Exponential,
                _ => return None,
            })
        })
    });
    let attempts = written.as_ref().and_then(|view| cx.reader.whole(view, "attempts", 1, 1000));
    Retry {
        attempts: or(attempts, 3, owner),
        backoff: or(backoff, Backoff::Exponential, owner),
        delay: or(part(cx, "delay"), Duration::from_secs(1), owner),
        max_delay: or(part(cx, "max_delay"), Duration::from_secs(300), owner),
        is_written: written.is_some(),
    }
}

fn concurrency(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Concurrency> {
    let node = view.node("concurrency").filter(|node| !cx.reader.bad.has(*node))?;
    match node.as_map() {
        Some(_) => {
            let found = cx.reader.whole(&View::of(node), "per_partition", 1, 10_000)?;
            Some(Concurrency::PerPartition(found))
        }
        None => Some(Concurrency::Total(cx.reader.whole_of(node, 1, 100_000)?)),
    }
}

/// Weaker guarantees that are accepted.
pub(crate) fn accept(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<Accept> {
    let mut all = Vec::new();
    for entry in cx.reader.sorted(view.get("accept").as_ref()) {
        let because = cx.reader.reason_of(entry.value);
        if let (Some(guarantee), Some(because)) = (Guarantee::from_word(entry.key.text), because) {
            all.push(Accept { guarantee, because, span: entry.key.span.to(entry.value.span()) });
        }
    }
    all
}
