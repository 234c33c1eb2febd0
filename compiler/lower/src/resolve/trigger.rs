//! Triggers.

use faasc_model::unit::{Rate, Size};
use faasc_model::{
    Auth, Body, Change, ChangeKind, Cors, EventTrigger, Expose, From, Http, MqttTrigger, Name, Object,
    ObjectWhen, Overlap, Platform, PlatformKind, Route, ScheduleTrigger, Trigger, TriggerKind, Webhook,
    Websocket, cron,
};
use faasc_source::{Span, Spanned};
use faasc_syntax::{Entry, Node};

use super::scope::or;
use super::{Cx, auth, delivery, event, source, trigger_id};
use crate::fault::{meaning as fault, name as name_fault};
use crate::form::{Scalar, grammar};
use crate::names::Section;
use crate::view::View;

static FORMATS: &[&str] = &["json", "xml", "yaml", "avro", "protobuf", "bytes", "form"];
const KINDS: [&str; 9] =
    ["http", "webhook", "schedule", "event", "object", "change", "websocket", "mqtt", "platform"];

/// A trigger; whether its dead letter is settled goes with it.
pub(crate) struct Found {
    pub(crate) trigger: Trigger,
    pub(crate) is_settled: bool,
}

/// The triggers of a function that exist in this environment and were not reported.
pub(crate) fn triggers(cx: &mut Cx<'_>, view: &View<'_>, function: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let items = cx.reader.items(view, "triggers");
    for item in items {
        if !super::function::exists(&cx.chosen[cx.at].declared, &View::of(item)) {
            continue;
        }
        let Some(found) = trigger(cx, item) else { continue };
        if let Some(first) = all.iter().find(|first| first.trigger.id == found.trigger.id) {
            let first = first.trigger.kind_span;
            let about = format!("functions.{function}");
            cx.say(
                name_fault::same_trigger(found.trigger.kind_span, &found.trigger.id, function, first)
                    .about(about),
            );
            // It was spoken about: no rule shall find the same trigger twice once more.
            continue;
        }
        all.push(found);
    }
    all
}

fn trigger(cx: &mut Cx<'_>, item: Node<'_>) -> Option<Found> {
    let view = View::of(item);
    let entry = KINDS.iter().find_map(|kind| view.entry(kind))?;
    if cx.reader.bad.has(entry.value) {
        return None;
    }
    let mut is_settled = true;
    let kind = match entry.key.text {
        "http" => TriggerKind::Http(http(cx, &view, entry)?),
        "webhook" => TriggerKind::Webhook(webhook(cx, &view, entry)?),
        "schedule" => TriggerKind::Schedule(schedule(cx, &view, entry)?),
        "event" => {
            let (found, settled) = event_trigger(cx, &view, entry)?;
            is_settled = settled;
            TriggerKind::Event(found)
        }
        "object" => {
            let (found, settled) = object(cx, &view, entry)?;
            is_settled = settled;
            TriggerKind::Object(found)
        }
        "change" => {
            let (found, settled) = change(cx, &view, entry)?;
            is_settled = settled;
            TriggerKind::Change(found)
        }
        "websocket" => TriggerKind::Websocket(websocket(cx, &view, entry)?),
        "mqtt" => {
            let (found, settled) = mqtt(cx, &view, entry)?;
            is_settled = settled;
            TriggerKind::Mqtt(found)
        }
        "platform" => TriggerKind::Platform(platform(cx, &view, entry)?),
        _ => return None,
    };
    let value = entry.value.text().map_or_else(|| platform_value(&kind), str::to_owned);
    let id = cx.reader.of_grammar(&view, "id", &grammar::NAME);
    let id =
        id.map_or_else(|| Name::from(trigger_id::made(entry.key.text, &value)), |id| Name::from(id.value));
    let expect = view.get("expect");
    let trigger = Trigger {
        id,
        kind,
        is_enabled: or(cx.reader.bool(&view, "enabled"), true, entry.key.span),
        accept: delivery::accept(cx, &view),
        rate: cx.reader.estimate(expect.as_ref(), "rate", Scalar::Rate, Rate::parse),
        peak: cx.reader.estimate(expect.as_ref(), "peak", Scalar::Rate, Rate::parse),
        size: cx.reader.estimate(expect.as_ref(), "size", Scalar::Size, Size::parse),
        span: item.span(),
        kind_span: entry.key.span.to(entry.value.span()),
    };
    Some(Found { trigger, is_settled })
}

fn platform_value(kind: &TriggerKind) -> String {
    match kind {
        TriggerKind::Platform(platform) => match &platform.kind.value {
            PlatformKind::Cognito { step } => format!("cognito {}", step.value),
            PlatformKind::Iot { sql } => format!("iot {}", sql.value),
            PlatformKind::Alb { path, .. } => format!("alb {}", path.value),
            PlatformKind::Logs { group, .. } => format!("logs {}", group.value),
            PlatformKind::Mq { queue, .. } => format!("mq {}", queue.value),
            PlatformKind::Ses { rule_set } => format!("ses {}", rule_set.value),
        },
        _ => String::new(),
    }
}

fn route(cx: &mut Cx<'_>, entry: Entry<'_>, grammar: &'static grammar::Grammar) -> Option<Spanned<Route>> {
    let text = cx.reader.judged(entry.value, Scalar::Grammar(grammar))?;
    let (method, path) = text.split_once(' ')?;
    Some(Spanned::new(Route { method: method.to_owned(), path: path.to_owned() }, entry.value.span()))
}

/// What is on the wire under `key`.
fn body(cx: &mut Cx<'_>, view: &View<'_>, key: &str) -> Option<Body> {
    let found = view.get(key)?;
    let format = or(
        event::format(&mut cx.reader, found.node("format"), FORMATS),
        faasc_model::Format::Json,
        found.span(),
    );
    Some(Body {
        schema: source::schema(cx, found.node("schema"), format.value),
        carries: cx.reader.classes(&found, "carries"),
        span: found.span(),
        format,
    })
}

fn http(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<Http> {
    let route = route(cx, entry, &grammar::ROUTE);
    let auth = view.node("auth").and_then(|node| auth::asked(cx, node));
    let expose = cx.reader.word(view, "expose", &["public", "internal"], |word| {
        Some(if word == "internal" { Expose::Internal } else { Expose::Public })
    });
    let body_found = body(cx, view, "body");
    let returns = body(cx, view, "returns");
    Some(Http {
        route: route?,
        auth: auth?,
        body: body_found,
        returns,
        cors: cors(cx, view),
        rate_limit: cx.reader.rate(view, "rate_limit"),
        expose: or(expose, Expose::Public, entry.key.span),
    })
}

fn cors(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Spanned<Cors>> {
    let found = view.get("cors").filter(|found| !cx.reader.bad.has(found.top()))?;
    let span = found.span();
    let all =
        |texts: &[&str]| texts.iter().map(|text| Spanned::new((*text).to_owned(), span)).collect::<Vec<_>>();
    let given =
        |found: Vec<Spanned<String>>, default: &[&str]| if found.is_empty() { all(default) } else { found };
    let cors = Cors {
        origins: given(cx.reader.texts(&found, "origins"), &["*"]),
        methods: cx.reader.texts(&found, "methods"),
        headers: given(cx.reader.texts(&found, "headers"), &["content-type", "authorization"]),
        expose_headers: cx.reader.texts(&found, "expose_headers"),
        credentials: cx.reader.bool(&found, "credentials").is_some_and(|found| found.value),
        max_age: cx.reader.duration(&found, "max_age"),
    };
    Some(Spanned::new(cors, span))
}

fn webhook(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<Webhook> {
    let route = route(cx, entry, &grammar::WEBHOOK_ROUTE);
    let auth = view.node("auth").and_then(|node| auth::asked(cx, node));
    let idempotent_by = view.node("idempotent_by").and_then(|node| delivery::idempotent_by(cx, node));
    if let Some(auth) = &auth {
        signed(cx, auth);
    }
    let body_found = body(cx, view, "body");
    let returns = body(cx, view, "returns");
    Some(Webhook {
        route: route?,
        auth: auth?,
        idempotent_by: idempotent_by?,
        body: body_found,
        returns,
        deadline: cx.reader.duration(view, "deadline"),
    })
}

/// A webhook is signed: `hmac` alone, or together with others of `all`.
fn signed(cx: &mut Cx<'_>, auth: &Spanned<Auth>) {
    fn is_signed(cx: &Cx<'_>, auth: &Auth) -> bool {
        match auth {
            Auth::None(_) => false,
            Auth::By(name) | Auth::Then { check: name, .. } => is_hmac(cx, name),
            Auth::Any(parts) => parts.iter().all(|part| is_signed(cx, part)),
            Auth::All(parts) => parts.iter().any(|part| is_signed(cx, part)),
        }
    }
    if !is_signed(cx, &auth.value) {
        let declared =
            auth.value.names().first().and_then(|name| cx.app().names.get(Section::Auth, &name.value));
        cx.say(fault::webhook_auth(auth.span, declared));
    }
}

fn is_hmac(cx: &Cx<'_>, name: &str) -> bool {
    // An authenticator that was reported is not blamed a second time.
    cx.app().trees.iter().any(|tree| {
        let found = tree.root().and_then(|root| root.as_map()?.get("auth")?.value.as_map()?.get(name));
        found.is_some_and(|entry| {
            cx.reader.bad.has(entry.value) || entry.value.as_map().is_none_or(|map| map.get("hmac").is_some())
        })
    })
}

fn schedule(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<ScheduleTrigger> {
    let text = cx.reader.judged(entry.value, Scalar::Grammar(&grammar::SCHEDULE))?;
    let schedule = match cron::parse(&text) {
        Ok(schedule) => {
            if schedule.never_fires() {
                cx.say(fault::schedule(
                    entry.value.span(),
                    "none of its months has such a day, so it never fires",
                ));
            }
            Some(Spanned::new(schedule, entry.value.span()))
        }
        Err(found) => {
            let open = u32::from(entry.value.is_quoted()) as usize;
            let span = entry.value.span();
            let is_same = cx.reader.sources.text(span.part(open, open + text.len())) == text;
            let part = if is_same { span.part(open + found.start, open + found.end) } else { span };
            let finding = fault::schedule(part, &found.cause);
            cx.say(match found.meant {
                Some(meant) => finding.help(format!("write `{meant}`")),
                None => finding,
            });
            None
        }
    };
    let timezone = cx.reader.text(view, "timezone");
    if let Some(zone) = &timezone {
        judge_zone(cx, zone);
    }
    let overlap = cx.reader.word(view, "overlap", &["allow", "skip", "queue"], |word| {
        Some(match word {
            "allow" => Overlap::Allow,
            "skip" => Overlap::Skip,
            "queue" => Overlap::Queue,
            _ => return None,
        })
    });
    let payload = view.node("payload").and_then(|node| cx.reader.plain_of(node));
    Some(ScheduleTrigger {
        schedule: schedule?,
        timezone: or(timezone, "UTC".to_owned(), entry.key.span),
        overlap: or(overlap, Overlap::Allow, entry.key.span),
        payload,
    })
}

fn judge_zone(cx: &mut Cx<'_>, zone: &Spanned<String>) {
    let known = jiff::tz::db();
    // The database finds names in any case; what is emitted must be exact.
    if known.get(&zone.value).is_ok_and(|found| found.iana_name() == Some(&zone.value)) {
        return;
    }
    let names: Vec<String> = known.available().map(|name| name.as_str().to_owned()).collect();
    let meant =
        faasc_diagnostics::did_you_mean(&zone.value, names.iter().map(String::as_str)).map(str::to_owned);
    cx.say(fault::timezone(zone.span, &zone.value, meant.as_deref()));
}

fn event_trigger(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<(EventTrigger, bool)> {
    let event = cx.link_of(entry.value, &[Section::Events])?;
    let (delivery, is_settled) = delivery::delivery(cx, view, entry.key.span)?;
    let from = cx.reader.word(view, "from", &["latest", "earliest"], |word| {
        Some(if word == "earliest" { From::Earliest } else { From::Latest })
    });
    let expects = source::schema(cx, view.node("expects"), faasc_model::Format::Json);
    Some((
        EventTrigger { event, delivery, from: or(from, From::Latest, entry.key.span), expects },
        is_settled,
    ))
}

fn object(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<(Object, bool)> {
    let bucket = cx.link_of(entry.value, &[Section::Stores])?;
    of_kind(cx, &bucket, faasc_model::StoreKind::Bucket);
    let when = cx.reader.word(view, "when", &["created", "deleted"], |word| {
        Some(if word == "deleted" { ObjectWhen::Deleted } else { ObjectWhen::Created })
    });
    let (delivery, is_settled) = delivery::delivery(cx, view, entry.key.span)?;
    let object = Object {
        bucket,
        when: or(when, ObjectWhen::Created, entry.key.span),
        prefix: cx.reader.texts(view, "prefix"),
        suffix: cx.reader.texts(view, "suffix"),
        delivery,
    };
    Some((object, is_settled))
}

fn change(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<(Change, bool)> {
    let table = cx.link_of(entry.value, &[Section::Stores])?;
    of_kind(cx, &table, faasc_model::StoreKind::Table);
    let mut when = Vec::new();
    for item in cx.reader.items(view, "when") {
        when.extend(cx.reader.word_of(item, &["insert", "update", "delete"], |word| {
            Some(match word {
                "insert" => ChangeKind::Insert,
                "update" => ChangeKind::Update,
                "delete" => ChangeKind::Delete,
                _ => return None,
            })
        }));
    }
    if when.is_empty() {
        let all = [ChangeKind::Insert, ChangeKind::Update, ChangeKind::Delete];
        when = all.into_iter().map(|kind| Spanned::new(kind, entry.key.span)).collect();
    }
    let (delivery, is_settled) = delivery::delivery(cx, view, entry.key.span)?;
    Some((Change { table, when, delivery }, is_settled))
}

/// A bucket starts `object` triggers, a table `change` triggers.
fn of_kind(cx: &mut Cx<'_>, link: &faasc_model::Link, wanted: faasc_model::StoreKind) {
    let Some(found) = super::edge::kind_of(cx, link).filter(|found| *found != wanted) else { return };
    let app = &cx.apps[cx.chosen[link.node.deployment.index()].app];
    let declared = app.names.get(Section::Stores, &link.name.name).unwrap_or(link.span);
    let text = link.name.to_string();
    cx.say(name_fault::other_kind(
        link.span,
        &text,
        &format!("a {}", wanted.word()),
        &format!("a {}", found.word()),
        declared,
    ));
}

fn websocket(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<Websocket> {
    let path = cx.reader.judged(entry.value, Scalar::Grammar(&grammar::PATH))?.into_owned();
    let mut routes = cx.reader.texts(view, "routes");
    if routes.is_empty() {
        let all = ["$connect", "$disconnect", "$default"];
        routes = all.iter().map(|route| Spanned::new((*route).to_owned(), entry.key.span)).collect();
    }
    Some(Websocket {
        path: Spanned::new(path, entry.value.span()),
        auth: view.node("auth").and_then(|node| auth::asked(cx, node)),
        routes,
        body: body(cx, view, "body"),
        returns: body(cx, view, "returns"),
    })
}

fn mqtt(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<(MqttTrigger, bool)> {
    let topic = cx.reader.text_of(entry.value)?;
    let (delivery, is_settled) = delivery::delivery(cx, view, entry.key.span)?;
    let qos = or(cx.reader.whole(view, "qos", 0, 2), 1, entry.key.span);
    Some((MqttTrigger { topic, qos, body: body(cx, view, "body"), delivery }, is_settled))
}

fn platform(cx: &mut Cx<'_>, view: &View<'_>, entry: Entry<'_>) -> Option<Platform> {
    let aws = View::of(entry.value).get("aws")?;
    let span: Span = aws.span();
    let kind = if let Some(step) = cx.reader.text(&aws, "cognito") {
        PlatformKind::Cognito { step }
    } else if let Some(sql) = cx.reader.text(&aws, "iot") {
        PlatformKind::Iot { sql }
    } else if let Some(alb) = aws.get("alb") {
        PlatformKind::Alb {
            path: cx.reader.text(&alb, "path")?,
            priority: cx.reader.whole(&alb, "priority", 1, 50_000)?,
        }
    } else if let Some(logs) = aws.get("logs") {
        PlatformKind::Logs {
            group: cx.reader.template(&logs, "group")?,
            filter: cx.reader.text(&logs, "filter"),
        }
    } else if let Some(mq) = aws.get("mq") {
        PlatformKind::Mq { broker: cx.reader.template(&mq, "broker")?, queue: cx.reader.text(&mq, "queue")? }
    } else {
        PlatformKind::Ses { rule_set: cx.reader.text(&aws, "ses")? }
    };
    Some(Platform { kind: Spanned::new(kind, span), body: body(cx, view, "body") })
}
