//! `triggers`: what wakes a function.

use crate::form::{
    Form, Key, Kind, KindsForm, Late, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named,
    needed,
};
use crate::key::auth::ASKED;
use crate::key::event::{CLASSES, ENVIRONMENTS};
use crate::key::top::{BOOL, DURATION, TEXT, TEXTS, of, to};

const REASON: Form = Form::Scalar(Scalar::Reason);
const PASSED: Form = Form::Scalar(Scalar::Passed(Late::Passed));

#[rustfmt::skip]
pub(crate) static ACCEPT: MapForm = map("guarantees that may be weaker", &[
    key("delivery", REASON, "Messages may be lost.", "not accepted", "a lost one comes again"),
    key("order", REASON, "Order may be lost.", "not accepted", "a late one is ignored"),
    key("batch", REASON, "Messages may come one by one.", "not accepted", "one by one is fine"),
    key("retry", REASON, "Attempts or waits may differ.", "not accepted", "any retry will do"),
    key("dead_letter", REASON, "What is given up may lose something.", "not accepted", "the key is enough"),
    key("filter", REASON, "The filter may run in code, at the cost of a run.", "not accepted", "few are filtered"),
    key("ack_deadline", REASON, "The time to answer may be shorter.", "not accepted", "it answers at once"),
    key("payload", REASON, "A message may be cut.", "not accepted", "the head is enough"),
    key("replay", REASON, "Old messages may not be read again.", "not accepted", "nobody replays"),
    key("overlap", REASON, "Two runs may overlap.", "not accepted", "runs are short"),
    key("timezone", REASON, "Local time may be off by the clock change.", "not accepted", "an hour does not matter"),
]);

static DROP: KindsForm = KindsForm {
    what: "a dead letter",
    common: &[],
    kinds: &[Kind {
        key: needed("drop", REASON, "It is lost; the reason is the value.", "the next one replaces it"),
        own: &[],
    }],
};
/// An event, or `{ drop: REASON }`.
pub(crate) const DEAD_LETTER: Form = Form::Either(&[to(Ref::Event), Form::Kinds(&DROP)]);

static NO_IDEMPOTENCY: KindsForm = KindsForm {
    what: "what tells duplicates apart",
    common: &[],
    kinds: &[Kind {
        key: needed(
            "none",
            REASON,
            "Duplicates do harm nothing or cannot be told; the reason is the value.",
            "a form read twice is filed twice",
        ),
        own: &[],
    }],
};
const IDEMPOTENT_FORM: Form = Form::Either(&[of(&grammar::FIELD_OR_HEADER), Form::Kinds(&NO_IDEMPOTENCY)]);

static FORMATS: &[&str] = &["json", "xml", "yaml", "avro", "protobuf", "bytes", "form"];
#[rustfmt::skip]
static BODY_MAP: MapForm = map("what is on the wire", &[
    key("format", Form::Scalar(Scalar::Word(FORMATS)), "What is on the wire; `form` is url-encoded or multipart.", "json", "xml"),
    key("schema", Form::Scalar(Scalar::Path), "The schema.", "none", "schemas/play.json"),
    key("carries", CLASSES, "The data classes. Of a `body`: all that a request brings, path, query and headers too. Of `returns`: what leaves; absent, all that the function holds.", "the marks of its schema", "[account]"),
]);
const BODY: Key = key(
    "body",
    Form::Map(&BODY_MAP),
    "What comes in.",
    "nothing classified",
    "{ format: json, schema: schemas/play.json }",
);
const RETURNS: Key =
    key("returns", Form::Map(&BODY_MAP), "What goes out.", "all that the function holds", "{ carries: [] }");

static CORS_TRUE: Form = Form::Scalar(Scalar::True);
#[rustfmt::skip]
static CORS_MAP: MapForm = map("what browsers of other origins may do", &[
    key("origins", Form::NonEmptyList(&TEXT), "Origins.", "[\"*\"]", "[https://video.example]"),
    key("methods", TEXTS, "Methods.", "the route's own", "[GET]"),
    key("headers", TEXTS, "Headers of the request.", "[content-type, authorization]", "[x-trace]"),
    key("expose_headers", TEXTS, "Headers of the answer that scripts may read.", "none", "[etag]"),
    key("credentials", BOOL, "Whether cookies and the like are sent.", "false", "true"),
    key("max_age", DURATION, "How long the answer to a preflight holds.", "not said", "10m"),
]);
const CORS_FORM: Form = Form::Either(&[CORS_TRUE, Form::Map(&CORS_MAP)]);

static BATCH_MAP: MapForm = map(
    "a batch",
    &[
        key("size", Form::Scalar(Scalar::Integer(1, 10_000)), "At most so many messages.", "1", "50"),
        key("window", DURATION, "At most so long a wait.", "none", "1s"),
    ],
);
static FILTER_MAP: NamedForm = named(
    "a condition",
    NameOf::Grammar(&grammar::FILTER_FIELD),
    Form::OneOrMany(&Form::Scalar(Scalar::Plain)),
);
#[rustfmt::skip]
static RETRY_MAP: MapForm = map("a retry", &[
    key("attempts", Form::Scalar(Scalar::Integer(1, 1000)), "Tries in all, the first included.", "3", "5"),
    key("backoff", Form::Scalar(Scalar::Word(&["fixed", "linear", "exponential"])), "The shape of the waits.", "exponential", "linear"),
    key("delay", DURATION, "The first wait.", "1s", "10s"),
    key("max_delay", DURATION, "The longest wait.", "5m", "10m"),
]);
static PER_PARTITION: MapForm = map(
    "a concurrency",
    &[needed("per_partition", Form::Scalar(Scalar::Integer(1, 10_000)), "So many of each partition.", "10")],
);

static CONCURRENCY_FORMS: [Form; 2] = [Form::Scalar(Scalar::Integer(1, 100_000)), Form::Map(&PER_PARTITION)];
#[rustfmt::skip]
const BATCH: Key = key("batch", Form::Map(&BATCH_MAP), "Several messages in one call.", "one message", "{ size: 50, window: 1s }");
#[rustfmt::skip]
const FILTER: Key = key("filter", Form::Named(&FILTER_MAP), "Which messages are handled; all conditions must hold, a list means one of them. What does not pass is done.", "all", "{ kind: refund }");
#[rustfmt::skip]
const RETRY: Key = key("retry", Form::Map(&RETRY_MAP), "How often a message is tried.", "3 tries, exponential", "{ attempts: 5, backoff: exponential }");
#[rustfmt::skip]
const DEAD: Key = key("dead_letter", DEAD_LETTER, "What becomes of a message that is given up: an event, or `{ drop: REASON }`.", "one is made beside the source", "charge-failed");
#[rustfmt::skip]
const IDEMPOTENT: Key = needed("idempotent_by", IDEMPOTENT_FORM, "The field that tells duplicates apart: a promise by the code. `{ none: REASON }` where there is none.", "paymentId");
#[rustfmt::skip]
const CONCURRENCY: Key = key("concurrency", Form::Either(&CONCURRENCY_FORMS), "How many messages or batches of this trigger run at once.", "the function's `scale.max`", "10");

#[rustfmt::skip]
static TRIGGER_EXPECT: MapForm = map("what is expected of a trigger", &[
    key("rate", Form::Estimate(Scalar::Rate), "How often.", "a documented default", "12M/month"),
    key("peak", Form::Estimate(Scalar::Rate), "The most at once.", "the rate", "300/s"),
    key("size", Form::Estimate(Scalar::Size), "Size of a request or message.", "a documented default", "1KiB"),
]);

#[rustfmt::skip]
static COMMON: &[Key] = &[
    key("id", of(&grammar::NAME), "Tells triggers of a function apart.", "made from kind and value", "remind-customers"),
    key("enabled", BOOL, "Whether it fires.", "true", "false"),
    key("only_in", ENVIRONMENTS, "The environments in which it exists.", "all", "[staging]"),
    key("accept", Form::Map(&ACCEPT), "Guarantees that may be weaker on a host, each with its reason.", "none", "{ batch: one by one is fine }"),
    key("expect", Form::Map(&TRIGGER_EXPECT), "What load is expected.", "a documented default", "{ rate: 12M/month, peak: 300/s, size: 1KiB }"),
];

const AUTH: Key = needed(
    "auth",
    ASKED,
    "Who may call: an authenticator, `{ any: […] }`, `{ all: […] }`, `{ then: … }`, or `{ none: REASON }`.",
    "viewer",
);
#[rustfmt::skip]
static HTTP: &[Key] = &[
    AUTH, BODY, RETURNS,
    key("cors", CORS_FORM, "What browsers of other origins may do; `true` lets all origins in. The preflight is answered before `auth`.", "nothing", "true"),
    key("rate_limit", Form::Scalar(Scalar::Rate), "The most requests.", "none", "100/s"),
    key("expose", Form::Scalar(Scalar::Word(&["public", "internal"])), "Who can reach it: everybody, or the site's network.", "public", "internal"),
];
#[rustfmt::skip]
static WEBHOOK: &[Key] = &[
    AUTH, IDEMPOTENT, BODY, RETURNS,
    key("deadline", DURATION, "How long the sender waits; the function answers within it.", "the preset's", "10s"),
];
#[rustfmt::skip]
static SCHEDULE: &[Key] = &[
    key("timezone", TEXT, "The IANA zone.", "UTC", "Europe/Berlin"),
    key("overlap", Form::Scalar(Scalar::Word(&["allow", "skip", "queue"])), "What happens when a tick finds the last run unfinished.", "allow", "skip"),
    key("payload", Form::Literal(None), "What it brings.", "nothing", "{ whom: staff }"),
];
#[rustfmt::skip]
static EVENT: &[Key] = &[
    BATCH, FILTER, RETRY, DEAD, IDEMPOTENT, CONCURRENCY,
    key("from", Form::Scalar(Scalar::Word(&["latest", "earliest"])), "Where a new consumer starts.", "latest", "earliest"),
    key("expects", Form::Scalar(Scalar::Path), "The schema of what this consumer reads; the event's schema must satisfy it.", "none", "schemas/wanted.json"),
];
#[rustfmt::skip]
static OBJECT: &[Key] = &[
    key("when", Form::Scalar(Scalar::Word(&["created", "deleted"])), "What happened to it.", "created", "deleted"),
    key("prefix", Form::OneOrMany(&TEXT), "How its name begins.", "any", "raw/"),
    key("suffix", Form::OneOrMany(&TEXT), "How its name ends.", "any", ".jpg"),
    BATCH, FILTER, RETRY, DEAD, IDEMPOTENT, CONCURRENCY,
];
#[rustfmt::skip]
static CHANGE: &[Key] = &[
    key("when", Form::NonEmptyList(&Form::Scalar(Scalar::Word(&["insert", "update", "delete"]))), "What happened to the row.", "[insert, update, delete]", "[insert]"),
    BATCH, FILTER, RETRY, DEAD, IDEMPOTENT, CONCURRENCY,
];
#[rustfmt::skip]
static WEBSOCKET: &[Key] = &[
    key("auth", ASKED, "Who may connect; on the function that has `$connect`.", "required there", "viewer"),
    key("routes", Form::NonEmptyList(&TEXT), "`$connect`, `$disconnect`, `$default`, or values of the message's `action`.", "[$connect, $disconnect, $default]", "[$default]"),
    BODY, RETURNS,
];
#[rustfmt::skip]
static MQTT: &[Key] = &[
    key("qos", Form::Scalar(Scalar::Integer(0, 2)), "Quality of service.", "1", "0"),
    BODY, BATCH, FILTER, RETRY, DEAD, IDEMPOTENT, CONCURRENCY,
];

#[rustfmt::skip]
static AWS_KINDS: KindsForm = KindsForm { what: "a source of AWS", common: &[], kinds: &[
    Kind { key: needed("cognito", TEXT, "A step of a user pool.", "pre-sign-up"), own: &[] },
    Kind { key: needed("iot", TEXT, "A rule on messages of devices, in its SQL.", "SELECT * FROM 'doors/+'"), own: &[] },
    Kind { key: needed("alb", Form::Map(&ALB), "A path of a load balancer.", "{ path: /legacy, priority: 10 }"), own: &[] },
    Kind { key: needed("logs", Form::Map(&LOG_LINES), "Lines of a log group.", "{ group: /aws/lambda/x, filter: ERROR }"), own: &[] },
    Kind { key: needed("mq", Form::Map(&MQ), "A queue of a broker.", "{ broker: \"arn:aws:mq:…\", queue: orders }"), own: &[] },
    Kind { key: needed("ses", TEXT, "Received mail: the rule set.", "inbound"), own: &[] },
] };
static ALB: MapForm = map(
    "a path of a load balancer",
    &[
        needed("path", TEXT, "The path pattern.", "/legacy/*"),
        needed("priority", Form::Scalar(Scalar::Integer(1, 50_000)), "The priority of the rule.", "10"),
    ],
);
static LOG_LINES: MapForm = map(
    "lines of a log group",
    &[
        needed("group", PASSED, "The group.", "/aws/lambda/x"),
        key("filter", TEXT, "The filter pattern.", "all", "ERROR"),
    ],
);
static MQ: MapForm = map(
    "a queue of a broker",
    &[
        needed("broker", PASSED, "The broker's ARN.", "\"arn:aws:mq:…\""),
        needed("queue", TEXT, "The queue.", "orders"),
    ],
);
static PLATFORM_KINDS: KindsForm = KindsForm {
    what: "a provider's own source",
    common: &[],
    kinds: &[Kind {
        key: needed("aws", Form::Kinds(&AWS_KINDS), "A source of AWS.", "{ cognito: pre-sign-up }"),
        own: &[],
    }],
};
static PLATFORM: &[Key] = &[BODY];

/// A trigger.
#[rustfmt::skip]
pub(crate) static TRIGGER: KindsForm = KindsForm { what: "a trigger", common: COMMON, kinds: &[
    Kind { key: needed("http", of(&grammar::ROUTE), "A request: method and path.", "POST /play"), own: HTTP },
    Kind { key: needed("webhook", of(&grammar::WEBHOOK_ROUTE), "A signed request of another system.", "POST /hooks/psp"), own: WEBHOOK },
    Kind { key: needed("schedule", of(&grammar::SCHEDULE), "A clock: unix cron with five fields, or `every 5m`.", "\"30 4 * * *\""), own: SCHEDULE },
    Kind { key: needed("event", to(Ref::Event), "A message of an event.", "charge-due"), own: EVENT },
    Kind { key: needed("object", to(Ref::Store), "An object in a bucket.", "uploads"), own: OBJECT },
    Kind { key: needed("change", to(Ref::Store), "A change of a table.", "orders"), own: CHANGE },
    Kind { key: needed("websocket", of(&grammar::PATH), "A message on a socket: its path.", "/chat"), own: WEBSOCKET },
    Kind { key: needed("mqtt", TEXT, "A message of a device: the topic filter.", "doors/+/opened"), own: MQTT },
    Kind { key: needed("platform", Form::Kinds(&PLATFORM_KINDS), "Something that one provider alone has.", "{ aws: { cognito: pre-sign-up } }"), own: PLATFORM },
] };
