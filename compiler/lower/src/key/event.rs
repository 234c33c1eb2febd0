//! `events`: typed messages and what carries them.

use crate::form::{
    Form, Grammar, Late, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named, needed,
};
use crate::key::function::{BY_PRINCIPALS, EXTERNAL};
use crate::key::top::{BOOL, DURATION, of, to};
use crate::key::trigger::{ACCEPT, DEAD_LETTER};

const PASSED: Form = Form::Scalar(Scalar::Passed(Late::Passed));
pub(crate) const CLASSES: Form = Form::List(&to(Ref::Class));
pub(crate) static FORMATS: &[&str] = &["json", "xml", "yaml", "avro", "protobuf", "bytes"];
static VIAS: &[&str] = &["kafka", "queue", "topic", "stream", "bus"];
pub(crate) static ENCRYPTIONS: &[&str] = &["platform", "customer"];
pub(crate) const ENVIRONMENTS: Form = Form::NonEmptyList(&to(Ref::Environment));

/// A name as the host writes it.
#[rustfmt::skip]
pub(crate) static HOST_NAME: Grammar = Grammar {
    what: "an emitted name", pattern: r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,254}$",
    words: "letters, digits, `.`, `_`, `/` and `-`, a letter or digit first", example: "theatre-seats",
    matches: |text| text.len() <= 255 && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "._/-".contains(c)),
    elsewhere: |_| None,
};

pub(crate) static EXISTING: NamedForm = named("a site", NameOf::Ref(Ref::Site), Form::Map(&EXISTING_AT));

#[rustfmt::skip]
static EXISTING_AT: MapForm = map("something that is already there", &[
    key("id", PASSED, "The host's own name of it: an ARN on AWS, a full resource name on Google Cloud, a resource id on Azure, `NAMESPACE/NAME` on a cluster.", "none", "arn:aws:sqs:eu-central-1:111122223333:plays"),
    key("topic", PASSED, "The topic of Kafka.", "none", "plays"),
    key("url", PASSED, "Its address.", "none", "https://objects.fra.video.example/videos"),
    key("visibility_timeout", DURATION, "The visibility timeout of a queue that is there, so that it can be checked.", "not checked", "90s"),
    key("partitions", Form::Scalar(Scalar::Integer(1, 100_000)), "How many partitions it has.", "not known", "12"),
    key("type", PASSED, "Of a bus: the type of the events that are meant.", "all", "order.placed"),
    key("source", PASSED, "Of a bus: the source of the events that are meant.", "all", "shop"),
    key("group", PASSED, "Of Kafka: the consumer group to go on with.", "made", "plays-select"),
]);

pub(crate) static EVENTS: NamedForm = named("an event", NameOf::Declared, Form::Map(&EVENT));

#[rustfmt::skip]
static EVENT_EXPECT: MapForm = map("what is expected of an event", &[
    key("rate", Form::Estimate(Scalar::Rate), "How many come from outside.", "a documented default", "100/s"),
    key("peak", Form::Estimate(Scalar::Rate), "The most at once.", "the rate", "500/s"),
    key("size", Form::Estimate(Scalar::Size), "Size of a message.", "`size`", "1KiB"),
    key("stored", Form::Estimate(Scalar::Number), "Messages in storage.", "rate × retention", "10000"),
]);

#[rustfmt::skip]
pub(crate) static EVENT: MapForm = map("an event", &[
    needed("via", Form::Scalar(Scalar::Word(VIAS)), "What carries it. A queue has one consuming function; on the others each function gets its copy.", "queue"),
    key("format", Form::Scalar(Scalar::Word(FORMATS)), "What is on the wire, and which schema language applies; nothing is converted.", "json", "json"),
    key("schema", Form::Scalar(Scalar::Path), "The schema of a message.", "none", "schemas/charge-due.json"),
    key("carries", CLASSES, "The data classes that it holds. Absent: inferred; more than this flowing in is an error; `[]`: nothing classified.", "inferred", "[account]"),
    key("key", of(&grammar::FIELD), "The field that orders and partitions.", "none", "viewerId"),
    key("ordered", BOOL, "Whether order is kept per `key`; Kafka and streams keep it anyway.", "false", "true"),
    key("retention", DURATION, "How long it is kept.", "queue 4d, kafka 7d, stream 24h, a dead letter 14d; topic and bus keep nothing", "7d"),
    key("size", Form::Scalar(Scalar::Size), "The largest message.", "not said", "2KiB"),
    key("encryption", Form::Scalar(Scalar::Word(ENCRYPTIONS)), "Whose key encrypts it.", "platform", "customer"),
    key("dead_letter", DEAD_LETTER, "What becomes of messages that are given up: an event, or `{ drop: REASON }`.", "one is made for each consumer", "charge-failed"),
    key("max_hops", Form::Scalar(Scalar::Integer(1, 1000)), "How often a message may go round a loop.", "none", "5"),
    key("producer", Form::Either(&[EXTERNAL, Form::Map(&BY_PRINCIPALS)]), "Who else fills it: `external`, or principals that get the permission.", "the app's own functions", "external"),
    key("expect", Form::Map(&EVENT_EXPECT), "What is expected of an outer producer.", "a documented default", "{ rate: 100/s }"),
    key("existing", Form::Named(&EXISTING), "What is already there, by site; it is used and not made.", "made", "{ eu: { topic: plays } }"),
    key("accept", Form::Map(&ACCEPT), "Guarantees that may be weaker on a host, each with its reason.", "none", "{ order: \"a late one is ignored\" }"),
    key("name", of(&HOST_NAME), "The emitted name.", "computed", "plays"),
    key("adopt", BOOL, "Takes over what has that `name`.", "false", "true"),
    key("was", of(&grammar::NAME), "The name that it had: a rename, not a replacement.", "none", "ticket-sold"),
    key("only_in", ENVIRONMENTS, "The environments in which it exists.", "all", "[staging]"),
]);
