//! Events, stores and services as the local runtime needs them.

use faasc_model::unit::{Duration, Estimate, Money, Number, Rate, Size};
use faasc_model::{
    DeadLetter, Event, Format, Index, MadeFrom, Name, Producer, QualifiedName, Service, Store, StoreKind,
    Stub, TableKey, Template, Via,
};
use faasc_source::Spanned;
use schemars::JsonSchema;
use serde::Serialize;

type Classes<'p> = Option<&'p [Spanned<QualifiedName>]>;

/// An event and how the local broker keeps it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuntimeEvent<'p> {
    name: &'p Name,
    /// Set on a dead letter that nobody declared.
    made_from: Option<&'p MadeFrom>,
    /// What carries it elsewhere: how it behaves here.
    via: Via,
    /// What is on the wire.
    format: Format,
    /// The schema file.
    schema: Option<&'p str>,
    /// The classes that it is declared to hold.
    carries: Classes<'p>,
    /// The field that orders and partitions.
    key: Option<&'p str>,
    /// Whether order is kept per key.
    is_ordered: bool,
    /// How long it is kept; absent: nothing is kept.
    retention: Option<Duration>,
    /// The largest message.
    size: Option<Size>,
    /// What becomes of messages that are given up, unless the trigger says otherwise.
    dead_letter: Option<&'p DeadLetter>,
    /// How often a message may go round a loop.
    max_hops: Option<u64>,
    /// Who else fills it.
    producer: Option<&'p Producer>,
    /// The rate of an outer producer.
    rate: Option<Estimate<Rate>>,
    /// Its peak.
    peak: Option<Estimate<Rate>>,
    /// The expected size of a message.
    expected_size: Option<Estimate<Size>>,
}

impl<'p> RuntimeEvent<'p> {
    pub(crate) fn of(event: &'p Event) -> Self {
        let Event {
            name,
            made_from,
            via,
            format,
            schema,
            carries,
            key,
            is_ordered,
            retention,
            size,
            dead_letter,
            max_hops,
            producer,
            rate,
            peak,
            expected_size,
            // Matters of a host: nothing is there already, encrypted, renamed or given up on this machine.
            stored: _,
            encryption: _,
            existing: _,
            given_name: _,
            is_adopted: _,
            was: _,
            accept: _,
            sites: _,
            span: _,
        } = event;
        Self {
            name: &name.value,
            made_from: made_from.as_ref(),
            via: via.value,
            format: format.value,
            schema: schema.as_ref().map(|path| path.value.as_str()),
            carries: carries.as_deref(),
            key: key.as_ref().map(|key| key.value.as_str()),
            is_ordered: is_ordered.value,
            retention: retention.as_ref().map(|of| of.value),
            size: size.as_ref().map(|of| of.value),
            dead_letter: dead_letter.as_ref(),
            max_hops: max_hops.as_ref().map(|of| of.value),
            producer: producer.as_ref(),
            rate: *rate,
            peak: *peak,
            expected_size: *expected_size,
        }
    }

    pub(crate) const fn name(&self) -> &'p Name {
        self.name
    }
}

/// A store and how it behaves.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuntimeStore<'p> {
    name: &'p Name,
    /// What it is.
    kind: StoreKind,
    /// The classes that it is declared to hold.
    carries: Classes<'p>,
    /// The key of a table.
    key: Option<&'p TableKey>,
    /// Further keys of a table.
    indexes: &'p [Index],
    /// The field with the time at which a row goes.
    expires_by: Option<&'p str>,
    /// How long things are kept; absent: for ever.
    retention: Option<Duration>,
}

impl<'p> RuntimeStore<'p> {
    pub(crate) fn of(store: &'p Store) -> Self {
        let Store {
            name,
            kind,
            carries,
            key,
            indexes,
            expires_by,
            retention,
            // Matters of a host: nothing is there already, backed up, protected or encrypted on this machine.
            backup: _,
            is_protected: _,
            encryption: _,
            size: _,
            growth: _,
            rate: _,
            existing: _,
            given_name: _,
            is_adopted: _,
            was: _,
            accept: _,
            sites: _,
            span: _,
        } = store;
        Self {
            name: &name.value,
            kind: kind.value,
            carries: carries.as_deref(),
            key: key.as_ref(),
            indexes,
            expires_by: expires_by.as_ref().map(|field| field.value.as_str()),
            retention: retention.as_ref().map(|of| of.value),
        }
    }

    pub(crate) const fn name(&self) -> &'p Name {
        self.name
    }
}

/// A service and what answers in its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuntimeService<'p> {
    name: &'p Name,
    /// Where it answers.
    url: &'p Template,
    /// The classes that it may receive.
    receives: Classes<'p>,
    /// The classes that come back.
    returns: &'p [Spanned<QualifiedName>],
    /// The secret that its callers get.
    credential: Option<&'p Name>,
    /// What answers in its place; absent: it is called itself.
    stub: Option<&'p Stub>,
    /// Median latency, which a stub keeps to.
    latency_p50: Option<Estimate<Duration>>,
    /// 99th percentile of the latency.
    latency_p99: Option<Estimate<Duration>>,
    /// Its price, for the meter.
    price: Option<Estimate<Money>>,
    /// How often it fails, from 0 to 1.
    error_rate: Option<Estimate<Number>>,
}

impl<'p> RuntimeService<'p> {
    pub(crate) fn of(service: &'p Service) -> Self {
        let Service {
            name,
            url,
            receives,
            returns,
            credential,
            stub,
            latency_p50,
            latency_p99,
            price,
            error_rate,
            // Matters of law.
            located: _,
            operator: _,
            mechanism: _,
            access: _,
            span: _,
        } = service;
        Self {
            name: &name.value,
            url: &url.value,
            receives: receives.as_deref(),
            returns,
            credential: credential.as_ref().map(|secret| &secret.value),
            stub: stub.as_ref(),
            latency_p50: *latency_p50,
            latency_p99: *latency_p99,
            price: *price,
            error_rate: *error_rate,
        }
    }

    pub(crate) const fn name(&self) -> &'p Name {
        self.name
    }
}
