//! The form of exports.json.

use std::collections::BTreeMap;

use faasc_model::unit::{Duration, Estimate, Number, Rate, Size};
use faasc_model::{
    Cluster, Contract, DataClass, Encryption, Existing, Flavour, Format, Index, Kafka, Mqtt, Name, Provider,
    QualifiedName, StoreKind, TableKey, Via,
};
use schemars::JsonSchema;
use serde::Serialize;

/// The name and version of the format.
pub const EXPORTS_SCHEMA: &str = "faasc.exports/v1";

/// The whole of exports.json: the exported nodes of one environment, with all that the graph of a using app needs
/// to know of them. Absent and empty values are left out, but for `carries`, where an empty list says something.
#[derive(Serialize, JsonSchema)]
pub struct ExportsDocument {
    /// `faasc.exports/v1`.
    pub schema: String,
    /// The app.
    pub app: Name,
    /// The environment.
    pub environment: Name,
    /// Who answers for the app.
    pub owner: Option<String>,
    /// The sites at which exported nodes stand, sorted by name.
    pub sites: Vec<ExportedSite>,
    /// The data classes that exported nodes name, by the name that they use (`account`, `video/account`).
    pub classes: BTreeMap<String, DataClass>,
    /// Exported events, sorted by name.
    pub events: Vec<ExportedEvent>,
    /// Exported stores, sorted by name.
    pub stores: Vec<ExportedStore>,
    /// Exported functions, sorted by name.
    pub functions: Vec<ExportedFunction>,
}

/// What tells whether a site of one app is the same place as a site of another, and how its Kafka is reached.
#[derive(Serialize, JsonSchema)]
pub struct ExportedSite {
    /// Its name.
    pub name: Name,
    /// Whose it is.
    pub provider: Provider,
    /// The region.
    pub region: Option<String>,
    /// Account, project or subscription.
    pub account: Option<String>,
    /// The country, where no region says it.
    pub country: Option<String>,
    /// What runs functions on a cluster; absent elsewhere.
    pub flavour: Option<Flavour>,
    /// Where images lie.
    pub registry: Option<String>,
    /// What is there on a cluster.
    pub cluster: Cluster,
    /// Kafka.
    pub kafka: Option<Kafka>,
    /// MQTT.
    pub mqtt: Option<Mqtt>,
}

/// How the host calls a node at one site.
#[derive(Serialize, JsonSchema)]
pub struct ExportedName {
    /// The site.
    pub site: Name,
    /// The host's name of it, or the id of what was there before; absent where only the host knows it.
    pub name: Option<String>,
    /// Addresses of the resources that were emitted for the node itself.
    pub emitted: Vec<String>,
}

/// An exported event.
#[derive(Serialize, JsonSchema)]
pub struct ExportedEvent {
    /// Its name.
    pub name: Name,
    /// The sites at which it stands, the first one first.
    pub sites: Vec<Name>,
    /// What carries it.
    pub via: Via,
    /// What is on the wire.
    pub format: Format,
    /// The schema file, relative to the folder of the app's faas.yaml.
    pub schema: Option<String>,
    /// The classes that it holds; absent: the app leaves them to be inferred; empty: nothing classified.
    pub carries: Option<Vec<QualifiedName>>,
    /// The field that orders and partitions.
    pub key: Option<String>,
    /// Whether order is kept per key.
    pub ordered: bool,
    /// How long it is kept; absent: nothing is kept.
    pub retention: Option<Duration>,
    /// The largest message.
    pub size: Option<Size>,
    /// Whose key encrypts it.
    pub encryption: Encryption,
    /// How often a message may go round a loop.
    pub max_hops: Option<u64>,
    /// The rate of an outer producer.
    pub rate: Option<Estimate<Rate>>,
    /// Its peak.
    pub peak: Option<Estimate<Rate>>,
    /// The expected size of a message.
    pub expected_size: Option<Estimate<Size>>,
    /// What was there before, by site.
    pub existing: Vec<Existing>,
    /// The emitted name, when the spec sets it.
    pub given_name: Option<String>,
    /// How each host calls it.
    pub names: Vec<ExportedName>,
}

/// An exported store.
#[derive(Serialize, JsonSchema)]
pub struct ExportedStore {
    /// Its name.
    pub name: Name,
    /// The sites at which it stands: the first is written, the others are replicas.
    pub sites: Vec<Name>,
    /// What it is.
    pub kind: StoreKind,
    /// The classes that it holds; absent: the app leaves them to be inferred; empty: nothing classified.
    pub carries: Option<Vec<QualifiedName>>,
    /// The key of a table.
    pub key: Option<TableKey>,
    /// Further keys of a table.
    pub indexes: Vec<Index>,
    /// The field with the time at which a row goes.
    pub expires_by: Option<String>,
    /// How long things are kept; absent: for ever.
    pub retention: Option<Duration>,
    /// Whose key encrypts it.
    pub encryption: Encryption,
    /// What was there before, by site.
    pub existing: Vec<Existing>,
    /// The emitted name, when the spec sets it.
    pub given_name: Option<String>,
    /// How each host calls it.
    pub names: Vec<ExportedName>,
}

/// An exported function.
#[derive(Serialize, JsonSchema)]
pub struct ExportedFunction {
    /// Its name.
    pub name: Name,
    /// The sites at which it runs.
    pub sites: Vec<Name>,
    /// How it is spoken to.
    pub contract: Contract,
    /// The longest run.
    pub timeout: Duration,
    /// Instances kept warm.
    pub min_instances: u64,
    /// The ceiling of instances.
    pub max_instances: Option<u64>,
    /// Median duration.
    pub duration_p50: Option<Estimate<Duration>>,
    /// 99th percentile of the duration.
    pub duration_p99: Option<Estimate<Duration>>,
    /// Time of a cold start.
    pub cold_start: Option<Estimate<Duration>>,
    /// How often it fails, from 0 to 1.
    pub error_rate: Option<Estimate<Number>>,
    /// The emitted name, when the spec sets it.
    pub given_name: Option<String>,
    /// How each host calls it.
    pub names: Vec<ExportedName>,
}
