//! `stores`: where things are kept.

use crate::form::{Form, MapForm, NameOf, NamedForm, Scalar, grammar, key, map, named, needed};
use crate::key::event::{CLASSES, ENCRYPTIONS, ENVIRONMENTS, EXISTING, HOST_NAME};
use crate::key::top::{BOOL, DURATION, of};
use crate::key::trigger::ACCEPT;

static KINDS: &[&str] = &["bucket", "table", "cache", "sql"];
const FIELD: Form = of(&grammar::FIELD);
const TABLE_KEY: Form = Form::OneOrMany(&FIELD);

static INDEXES: NamedForm = named("an index", NameOf::Declared, Form::Map(&INDEX));
static INDEX: MapForm = map(
    "an index",
    &[needed("key", TABLE_KEY, "A field, or `[partition, sort]`.", "[customerId, placedAt]")],
);

#[rustfmt::skip]
static BACKUP: MapForm = map("backups", &[
    needed("every", DURATION, "How often.", "1d"),
    needed("keep", DURATION, "How long each is kept.", "35d"),
]);

#[rustfmt::skip]
static STORE_EXPECT: MapForm = map("what is expected of a store", &[
    key("size", Form::Estimate(Scalar::Size), "How large it is.", "rate × size × retention", "30GiB"),
    key("growth", Form::Estimate(Scalar::Size), "How much is added a month.", "none", "1GiB"),
    key("rate", Form::Estimate(Scalar::Rate), "Operations from outside.", "none", "10/s"),
]);

pub(crate) static STORES: NamedForm = named("a store", NameOf::Declared, Form::Map(&STORE));

#[rustfmt::skip]
pub(crate) static STORE: MapForm = map("a store", &[
    needed("kind", Form::Scalar(Scalar::Word(KINDS)), "What it is.", "table"),
    key("carries", CLASSES, "The data classes that it holds. Absent: inferred; more than this flowing in is an error; `[]`: nothing classified.", "inferred", "[account, card]"),
    key("key", TABLE_KEY, "Of a table: a field, or `[partition, sort]`. Required unless it is `existing`.", "none", "paymentId"),
    key("indexes", Form::Named(&INDEXES), "Of a table: further keys; what reads the table may read them.", "none", "{ by-customer: { key: customerId } }"),
    key("expires_by", FIELD, "Of a table: the field with the time at which a row goes.", "none", "expiresAt"),
    key("retention", DURATION, "How long things are kept.", "for ever", "365d"),
    key("backup", Form::Map(&BACKUP), "Copies for the day when it is lost. Where they lie is said by `environments.NAME.place`.", "none", "{ every: 1d, keep: 35d }"),
    key("protect", BOOL, "Whether the host's protection from deletion is on.", "true; false where the environment has `expires`", "false"),
    key("encryption", Form::Scalar(Scalar::Word(ENCRYPTIONS)), "Whose key encrypts it.", "platform", "customer"),
    key("expect", Form::Map(&STORE_EXPECT), "What is expected of it.", "a documented default", "{ size: 30GiB }"),
    key("existing", Form::Named(&EXISTING), "What is already there, by site; it is used and not made.", "made", "{ fra: { url: \"https://objects.example\" } }"),
    key("accept", Form::Map(&ACCEPT), "Guarantees that may be weaker on a host, each with its reason.", "none", "{ delivery: \"the scan repeats\" }"),
    key("name", of(&HOST_NAME), "The emitted name.", "computed", "theatre-seats"),
    key("adopt", BOOL, "Takes over what has that `name`.", "false", "true"),
    key("was", of(&grammar::NAME), "The name that it had: a rename, not a replacement.", "none", "seat-list"),
    key("only_in", ENVIRONMENTS, "The environments in which it exists.", "all", "[staging]"),
]);
