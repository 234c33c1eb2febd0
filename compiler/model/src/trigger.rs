//! What wakes a function.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Duration, Estimate, Rate, Size};
use crate::{
    Accept, Auth, Delivery, Format, IdempotentBy, Link, Name, NodeRef, QualifiedName, Schedule, Template,
};

/// A trigger of a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Trigger {
    /// Made from kind and value unless written: `http-post-play`.
    pub id: Name,
    /// What it is.
    pub kind: TriggerKind,
    /// Whether it fires.
    pub is_enabled: Spanned<bool>,
    /// Weaker guarantees that are accepted.
    pub accept: Vec<Accept>,
    /// Expected rate.
    pub rate: Option<Estimate<Rate>>,
    /// Expected peak.
    pub peak: Option<Estimate<Rate>>,
    /// Expected size.
    pub size: Option<Estimate<Size>>,
    /// The whole item.
    #[serde(skip)]
    pub span: Span,
    /// Its kind key with the value.
    #[serde(skip)]
    pub kind_span: Span,
}

/// The kinds of trigger.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TriggerKind {
    /// A request.
    Http(Http),
    /// A signed request of another system.
    Webhook(Webhook),
    /// A clock.
    Schedule(ScheduleTrigger),
    /// A message.
    Event(EventTrigger),
    /// An object in a bucket.
    Object(Object),
    /// A change of a table.
    Change(Change),
    /// A message on a socket.
    Websocket(Websocket),
    /// A message of a device.
    Mqtt(Mqtt),
    /// Something that one provider alone has.
    Platform(Platform),
}

impl TriggerKind {
    /// The key that names it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Http(_) => "http",
            Self::Webhook(_) => "webhook",
            Self::Schedule(_) => "schedule",
            Self::Event(_) => "event",
            Self::Object(_) => "object",
            Self::Change(_) => "change",
            Self::Websocket(_) => "websocket",
            Self::Mqtt(_) => "mqtt",
            Self::Platform(_) => "platform",
        }
    }

    /// The delivery keys, of the kinds that have them.
    #[must_use]
    pub const fn delivery(&self) -> Option<&Delivery> {
        match self {
            Self::Event(event) => Some(&event.delivery),
            Self::Object(object) => Some(&object.delivery),
            Self::Change(change) => Some(&change.delivery),
            Self::Mqtt(mqtt) => Some(&mqtt.delivery),
            Self::Http(_) | Self::Webhook(_) | Self::Schedule(_) | Self::Websocket(_) | Self::Platform(_) => {
                None
            }
        }
    }

    /// The event or store that it watches, of the kinds that watch one.
    #[must_use]
    pub const fn source(&self) -> Option<NodeRef> {
        match self {
            Self::Event(event) => Some(event.event.node),
            Self::Object(object) => Some(object.bucket.node),
            Self::Change(change) => Some(change.table.node),
            Self::Http(_)
            | Self::Webhook(_)
            | Self::Schedule(_)
            | Self::Websocket(_)
            | Self::Mqtt(_)
            | Self::Platform(_) => None,
        }
    }

    /// What the entry asks of its caller, of the kinds that have callers.
    #[must_use]
    pub const fn auth(&self) -> Option<&Spanned<Auth>> {
        match self {
            Self::Http(http) => Some(&http.auth),
            Self::Webhook(webhook) => Some(&webhook.auth),
            Self::Websocket(websocket) => websocket.auth.as_ref(),
            Self::Schedule(_)
            | Self::Event(_)
            | Self::Object(_)
            | Self::Change(_)
            | Self::Mqtt(_)
            | Self::Platform(_) => None,
        }
    }
}

/// A method and a path, parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Route {
    /// `GET`, …; `ANY` for all.
    pub method: String,
    /// The path as written, with `{param}` and a last `{rest+}`.
    pub path: String,
}

impl Route {
    /// The path with parameters unnamed: what tells two routes apart.
    #[must_use]
    pub fn shape(&self) -> String {
        let segments = self.path.split('/').map(|segment| match segment.strip_prefix('{') {
            Some(rest) if rest.ends_with("+}") => "{+}",
            Some(_) => "{}",
            None => segment,
        });
        segments.collect::<Vec<_>>().join("/")
    }
}

/// What a request or an answer holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Body {
    /// What is on the wire (json).
    pub format: Spanned<Format>,
    /// The schema file, relative to the folder of the app's faas.yaml.
    pub schema: Option<Spanned<String>>,
    /// The classes in it; absent: see the language.
    pub carries: Option<Vec<Spanned<QualifiedName>>>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// Who can reach an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Expose {
    /// Everybody.
    Public,
    /// The site's network.
    Internal,
}

/// What browsers of other origins may do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Cors {
    /// Origins; `*` for all.
    pub origins: Vec<Spanned<String>>,
    /// Methods; empty: the route's own.
    pub methods: Vec<Spanned<String>>,
    /// Headers of the request.
    pub headers: Vec<Spanned<String>>,
    /// Headers of the answer that scripts may read.
    pub expose_headers: Vec<Spanned<String>>,
    /// Whether cookies and the like are sent.
    pub credentials: bool,
    /// How long the answer to a preflight holds.
    pub max_age: Option<Spanned<Duration>>,
}

/// An HTTP entry.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Http {
    /// Method and path.
    pub route: Spanned<Route>,
    /// Who may call.
    pub auth: Spanned<Auth>,
    /// The request.
    pub body: Option<Body>,
    /// The answer.
    pub returns: Option<Body>,
    /// Browsers of other origins.
    pub cors: Option<Spanned<Cors>>,
    /// The most requests.
    pub rate_limit: Option<Spanned<Rate>>,
    /// Who can reach it.
    pub expose: Spanned<Expose>,
}

/// A webhook.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Webhook {
    /// Method and path.
    pub route: Spanned<Route>,
    /// How the sender signs.
    pub auth: Spanned<Auth>,
    /// What tells duplicates apart.
    pub idempotent_by: IdempotentBy,
    /// The request.
    pub body: Option<Body>,
    /// The answer.
    pub returns: Option<Body>,
    /// How long the sender waits; absent: the preset's.
    pub deadline: Option<Spanned<Duration>>,
}

/// What happens when a tick finds the last run unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Overlap {
    /// Both run.
    Allow,
    /// The tick is skipped.
    Skip,
    /// The tick waits.
    Queue,
}

/// A clock.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScheduleTrigger {
    /// When.
    pub schedule: Spanned<Schedule>,
    /// The IANA zone (UTC).
    pub timezone: Spanned<String>,
    /// What happens when the last run is unfinished.
    pub overlap: Spanned<Overlap>,
    /// What it brings.
    pub payload: Option<Spanned<serde_json::Value>>,
}

/// Where a new consumer starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// With what comes.
    Latest,
    /// With all that is kept.
    Earliest,
}

/// A message of an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventTrigger {
    /// The event, perhaps of another app.
    pub event: Link,
    /// How it is delivered.
    pub delivery: Delivery,
    /// Where a new consumer starts.
    pub from: Spanned<From>,
    /// The schema file of what this consumer reads.
    pub expects: Option<Spanned<String>>,
}

/// What happened to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectWhen {
    /// It was written.
    Created,
    /// It was deleted.
    Deleted,
}

/// An object in a bucket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Object {
    /// The bucket.
    pub bucket: Link,
    /// What happened.
    pub when: Spanned<ObjectWhen>,
    /// How its name begins.
    pub prefix: Vec<Spanned<String>>,
    /// How its name ends.
    pub suffix: Vec<Spanned<String>>,
    /// How it is delivered.
    pub delivery: Delivery,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is new.
    Insert,
    /// It changed.
    Update,
    /// It is gone.
    Delete,
}

/// A change of a table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Change {
    /// The table.
    pub table: Link,
    /// What happened.
    pub when: Vec<Spanned<ChangeKind>>,
    /// How it is delivered.
    pub delivery: Delivery,
}

/// A message on a socket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Websocket {
    /// The path.
    pub path: Spanned<String>,
    /// Who may connect; on the function that has `$connect`.
    pub auth: Option<Spanned<Auth>>,
    /// `$connect`, `$disconnect`, `$default`, or values of the message's `action`.
    pub routes: Vec<Spanned<String>>,
    /// A message.
    pub body: Option<Body>,
    /// An answer.
    pub returns: Option<Body>,
}

/// A message of a device.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Mqtt {
    /// The topic filter.
    pub topic: Spanned<String>,
    /// Quality of service (1).
    pub qos: Spanned<u64>,
    /// A message.
    pub body: Option<Body>,
    /// How it is delivered.
    pub delivery: Delivery,
}

/// Something that one provider alone has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Platform {
    /// What.
    pub kind: Spanned<PlatformKind>,
    /// What it brings.
    pub body: Option<Body>,
}

/// AWS's own sources of events.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlatformKind {
    /// A step of a user pool.
    Cognito {
        /// The step (`pre-sign-up`).
        step: Spanned<String>,
    },
    /// A rule on messages of devices.
    Iot {
        /// The rule's SQL.
        sql: Spanned<String>,
    },
    /// A path of a load balancer.
    Alb {
        /// The path.
        path: Spanned<String>,
        /// The priority of the rule.
        priority: Spanned<u64>,
    },
    /// Lines of a log group.
    Logs {
        /// The group.
        group: Spanned<Template>,
        /// The filter pattern.
        filter: Option<Spanned<String>>,
    },
    /// A queue of a broker.
    Mq {
        /// The broker.
        broker: Spanned<Template>,
        /// The queue.
        queue: Spanned<String>,
    },
    /// Received mail.
    Ses {
        /// The rule set.
        rule_set: Spanned<String>,
    },
}
