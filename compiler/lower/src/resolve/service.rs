//! Services.

use faasc_model::unit::{Duration, Money, Number, Share, UnitFault};
use faasc_model::{Mechanism, Service, Stub};
use faasc_syntax::Entry;

use super::Cx;
use super::scope::{name_of, or};
use crate::form::Scalar;
use crate::names::Section;
use crate::read::Reader;
use crate::view::View;

/// All services.
pub(crate) fn services(cx: &mut Cx<'_>) -> Vec<Service> {
    let entries = cx.nodes(Section::Services);
    entries.into_iter().map(|entry| service(cx, entry)).collect()
}

fn service(cx: &mut Cx<'_>, entry: Entry<'_>) -> Service {
    let view = View::of(entry.value);
    let expect = view.get("expect");
    let latency = expect.as_ref().and_then(|expect| expect.get("latency"));
    let url = cx.reader.template(&view, "url");
    Service {
        name: name_of(entry),
        url: or(url, faasc_model::Template::default(), entry.key.span),
        located: cx.reader.countries(&view, "located"),
        operator: cx.reader.text(&view, "operator"),
        receives: cx.reader.classes(&view, "receives"),
        returns: cx.reader.classes(&view, "returns").unwrap_or_default(),
        mechanism: mechanisms(&mut cx.reader, &view),
        credential: cx.reader.name(&view, "credential"),
        access: view.node("access").map(|_| cx.reader.countries(&view, "access")),
        stub: stub(cx, &view),
        latency_p50: cx.reader.estimate(latency.as_ref(), "p50", Scalar::Duration, Duration::parse),
        latency_p99: cx.reader.estimate(latency.as_ref(), "p99", Scalar::Duration, Duration::parse),
        price: cx.reader.estimate(expect.as_ref(), "price", Scalar::MoneyPerCall, Money::parse_per_call),
        error_rate: cx.reader.estimate(expect.as_ref(), "error_rate", Scalar::Share, part_of_one),
        span: entry.key.span.to(entry.value.span()),
    }
}

/// A share as a number from 0 to 1.
pub(crate) fn part_of_one(text: &str) -> Result<Number, UnitFault> {
    Ok(Number(Share::parse(text)?.0 / rust_decimal::Decimal::ONE_HUNDRED))
}

/// Transfer mechanisms: one or several.
pub(crate) fn mechanisms(reader: &mut Reader<'_>, view: &View<'_>) -> Vec<Mechanism> {
    let mut all = Vec::new();
    for item in reader.items(view, "mechanism") {
        let item = View::of(item);
        if let Some(by) = reader.name(&item, "by") {
            all.push(Mechanism {
                by,
                evidence: reader.text(&item, "evidence"),
                until: reader.date(&item, "until"),
            });
        }
    }
    all
}

fn stub(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Stub> {
    let stub = view.get("stub")?;
    if let Some(source) = stub.node("source") {
        return super::source::folder(cx, source, "the stub").map(Stub::Source);
    }
    let respond = stub.get("respond")?;
    Some(Stub::Respond {
        status: or(cx.reader.whole(&respond, "status", 100, 599), 200, respond.span()),
        body: respond.node("body").map_or(serde_json::Value::Null, |body| cx.reader.literal(body)),
    })
}
