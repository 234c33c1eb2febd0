//! Events.

use faasc_model::unit::{Duration, Number, Rate, Size};
use faasc_model::{Encryption, Event, Format, Producer, Via};
use faasc_source::{Span, Spanned};
use faasc_syntax::{Entry, Node};

use super::existing::existing;
use super::scope::{name_of, or};
use super::{Cx, delivery, source};
use crate::fault::meaning as fault;
use crate::form::{Scalar, grammar};
use crate::key::event::{ENCRYPTIONS, FORMATS, HOST_NAME};
use crate::names::Section;
use crate::read::Reader;
use crate::view::View;

static VIAS: &[&str] = &["kafka", "queue", "topic", "stream", "bus"];

/// All declared events of the environment.
pub(crate) fn events(cx: &mut Cx<'_>) -> Vec<Event> {
    let entries = cx.nodes(Section::Events);
    entries.into_iter().map(|entry| event(cx, entry)).collect()
}

fn event(cx: &mut Cx<'_>, entry: Entry<'_>) -> Event {
    let view = View::of(entry.value);
    let owner = entry.key.span;
    let via = via(&mut cx.reader, &view);
    let via = or(via, Via::Queue, owner);
    let format = or(format(&mut cx.reader, view.node("format"), FORMATS), Format::Json, owner);
    let key = cx.reader.of_grammar(&view, "key", &grammar::FIELD);
    let is_ordered = or(cx.reader.bool(&view, "ordered"), false, owner);
    if is_ordered.value && key.is_none() && view.node("key").is_none() && !cx.app().is_broken() {
        let found = fault::ordered_without_key(is_ordered.span, entry.key.text);
        cx.say(found.about(format!("events.{}", entry.key.text)));
    }
    let expect = view.get("expect");
    let given_name = cx.reader.of_grammar(&view, "name", &HOST_NAME);
    let adopt = cx.reader.bool(&view, "adopt");
    let is_adopted = cx.adoption(entry, given_name.as_ref(), adopt);
    let was = cx.reader.of_grammar(&view, "was", &grammar::NAME);
    Event {
        name: name_of(entry),
        made_from: None,
        schema: source::schema(cx, view.node("schema"), format.value),
        carries: cx.reader.classes(&view, "carries"),
        retention: retention(&mut cx.reader, &view, via.value, owner),
        size: cx.reader.size(&view, "size"),
        encryption: encryption(&mut cx.reader, &view, owner),
        dead_letter: delivery::dead_letter(cx, view.node("dead_letter")),
        max_hops: cx.reader.whole(&view, "max_hops", 1, 1000),
        producer: producer(cx, view.node("producer")),
        rate: cx.reader.estimate(expect.as_ref(), "rate", Scalar::Rate, Rate::parse),
        peak: cx.reader.estimate(expect.as_ref(), "peak", Scalar::Rate, Rate::parse),
        expected_size: cx.reader.estimate(expect.as_ref(), "size", Scalar::Size, Size::parse),
        stored: cx.reader.estimate(expect.as_ref(), "stored", Scalar::Number, Number::parse),
        existing: existing(cx, &view),
        accept: delivery::accept(cx, &view),
        was: cx.was(entry.key.text, was),
        sites: cx.sites_of(entry.key.text),
        span: entry.key.span.to(entry.value.span()),
        via,
        format,
        key,
        is_ordered,
        given_name,
        is_adopted,
    }
}

fn via(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Spanned<Via>> {
    reader.word(view, "via", VIAS, |word| {
        Some(match word {
            "kafka" => Via::Kafka,
            "queue" => Via::Queue,
            "topic" => Via::Topic,
            "stream" => Via::Stream,
            "bus" => Via::Bus,
            _ => return None,
        })
    })
}

/// What is on the wire.
pub(crate) fn format(
    reader: &mut Reader<'_>,
    node: Option<Node<'_>>,
    words: &'static [&'static str],
) -> Option<Spanned<Format>> {
    reader.word_of(node?, words, |word| {
        Some(match word {
            "json" => Format::Json,
            "xml" => Format::Xml,
            "yaml" => Format::Yaml,
            "avro" => Format::Avro,
            "protobuf" => Format::Protobuf,
            "bytes" => Format::Bytes,
            "form" => Format::Form,
            _ => return None,
        })
    })
}

/// Whose key encrypts.
pub(crate) fn encryption(reader: &mut Reader<'_>, view: &View<'_>, owner: Span) -> Spanned<Encryption> {
    let found = reader.word(view, "encryption", ENCRYPTIONS, |word| {
        Some(if word == "customer" { Encryption::Customer } else { Encryption::Platform })
    });
    or(found, Encryption::Platform, owner)
}

/// The retention as written, else the default of the transport; topics and buses keep nothing.
fn retention(reader: &mut Reader<'_>, view: &View<'_>, via: Via, owner: Span) -> Option<Spanned<Duration>> {
    let default = match via {
        Via::Queue => Duration::from_secs(4 * 86_400),
        Via::Kafka => Duration::from_secs(7 * 86_400),
        Via::Stream => Duration::from_secs(86_400),
        Via::Topic | Via::Bus => return reader.duration(view, "retention"),
    };
    Some(or(reader.duration(view, "retention"), default, owner))
}

fn producer(cx: &mut Cx<'_>, node: Option<Node<'_>>) -> Option<Producer> {
    let node = node.filter(|node| !cx.reader.bad.has(*node))?;
    if node.as_map().is_none() {
        return Some(Producer::External);
    }
    let view = View::of(node);
    let because = cx.reader.reason_of(view.node("because")?)?;
    Some(Producer::By { principals: cx.reader.templates(&view, "by"), because })
}
