//! Events: typed messages and what carries them.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Duration, Estimate, Number, Rate, Size};
use crate::{Accept, DeadLetter, Encryption, FunctionId, Name, QualifiedName, SiteId, Template};

/// What carries an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A Kafka topic.
    Kafka,
    /// Competing consumers; one function.
    Queue,
    /// Each function gets its copy.
    Topic,
    /// A partitioned log of the host.
    Stream,
    /// An event bus of the host.
    Bus,
}

impl Via {
    /// The word in the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kafka => "kafka",
            Self::Queue => "queue",
            Self::Topic => "topic",
            Self::Stream => "stream",
            Self::Bus => "bus",
        }
    }
}

/// What is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// YAML.
    Yaml,
    /// Avro.
    Avro,
    /// Protocol buffers.
    Protobuf,
    /// Bytes.
    Bytes,
    /// A web form; of a body only.
    Form,
}

/// Something that is already there, at a site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Existing {
    /// The site, by place in the deployment.
    #[serde(skip)]
    pub site: SiteId,
    /// The site's name.
    pub at: Name,
    /// The host's id of it.
    pub id: Option<Spanned<Template>>,
    /// The Kafka topic.
    pub topic: Option<Spanned<Template>>,
    /// Its address.
    pub url: Option<Spanned<Template>>,
    /// Its visibility timeout, where that matters.
    pub visibility_timeout: Option<Spanned<Duration>>,
    /// Its partitions, where they matter.
    pub partitions: Option<Spanned<u64>>,
    /// Of a bus: the type of the events that are meant.
    pub r#type: Option<Spanned<Template>>,
    /// Of a bus: their source.
    pub source: Option<Spanned<Template>>,
    /// The consumer group to go on with.
    pub group: Option<Spanned<Template>>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// Who fills an event from outside.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Producer {
    /// Whoever the account's own policies let.
    External,
    /// These principals, who get the permission.
    By {
        /// The principals, in the host's words.
        principals: Vec<Spanned<Template>>,
        /// Why.
        because: Spanned<String>,
    },
}

/// What a made node was made for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MadeFrom {
    /// The function whose messages end here.
    pub function: Name,
    /// Its place in the deployment.
    #[serde(skip)]
    pub id: FunctionId,
}

/// An event and its transport.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Event {
    /// Its name.
    pub name: Spanned<Name>,
    /// Set on a dead letter that nobody declared.
    pub made_from: Option<MadeFrom>,
    /// What carries it.
    pub via: Spanned<Via>,
    /// What is on the wire (json).
    pub format: Spanned<Format>,
    /// The schema file, relative to the folder of the app's faas.yaml.
    pub schema: Option<Spanned<String>>,
    /// The classes that it holds; absent: inferred.
    pub carries: Option<Vec<Spanned<QualifiedName>>>,
    /// The field that orders and partitions.
    pub key: Option<Spanned<String>>,
    /// Whether order is kept per key.
    pub is_ordered: Spanned<bool>,
    /// How long it is kept; absent: nothing is kept (topic, bus).
    pub retention: Option<Spanned<Duration>>,
    /// The largest message; absent: not said.
    pub size: Option<Spanned<Size>>,
    /// Whose key encrypts it.
    pub encryption: Spanned<Encryption>,
    /// What becomes of messages that are given up, unless the trigger says otherwise.
    pub dead_letter: Option<DeadLetter>,
    /// How often a message may go round a loop.
    pub max_hops: Option<Spanned<u64>>,
    /// Who else fills it.
    pub producer: Option<Producer>,
    /// The rate of an outer producer.
    pub rate: Option<Estimate<Rate>>,
    /// Its peak.
    pub peak: Option<Estimate<Rate>>,
    /// The expected size of a message.
    pub expected_size: Option<Estimate<Size>>,
    /// Expected messages in storage, when the user says so.
    pub stored: Option<Estimate<Number>>,
    /// What is already there.
    pub existing: Vec<Existing>,
    /// The emitted name, when the user sets it.
    pub given_name: Option<Spanned<String>>,
    /// Whether what has that name is taken over.
    pub is_adopted: bool,
    /// The name that it had.
    pub was: Option<Spanned<Name>>,
    /// Weaker guarantees that are accepted.
    pub accept: Vec<Accept>,
    /// Where it stands: sites, the first one first.
    #[serde(skip)]
    pub sites: Vec<SiteId>,
    /// The whole declaration; of a made one, the trigger that made it.
    #[serde(skip)]
    pub span: Span,
}

impl Event {
    /// The key path (`events.charge-due`).
    #[must_use]
    pub fn key_path(&self) -> String {
        format!("events.{}", self.name.value)
    }

    /// What is already there at `site`.
    #[must_use]
    pub fn existing_at(&self, site: SiteId) -> Option<&Existing> {
        self.existing.iter().find(|existing| existing.site == site)
    }
}
