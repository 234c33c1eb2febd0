//! Sites: where things run.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Country, Mechanism, Name, Place, Template};

/// Whose machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// Amazon Web Services.
    Aws,
    /// Google Cloud.
    Gcp,
    /// Microsoft Azure.
    Azure,
    /// Linode (Akamai).
    Linode,
    /// A cluster.
    Kubernetes,
    /// The developer's machine.
    Local,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Aws, Self::Gcp, Self::Azure, Self::Linode, Self::Kubernetes, Self::Local];

    /// The same in the fact base, which knows providers by their regions; absent for those that have none.
    #[must_use]
    pub const fn in_facts(self) -> Option<faasc_facts::Provider> {
        match self {
            Self::Aws => Some(faasc_facts::Provider::Aws),
            Self::Gcp => Some(faasc_facts::Provider::Gcp),
            Self::Azure => Some(faasc_facts::Provider::Azure),
            Self::Linode => Some(faasc_facts::Provider::Linode),
            Self::Kubernetes | Self::Local => None,
        }
    }

    /// The word in the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::Gcp => "gcp",
            Self::Azure => "azure",
            Self::Linode => "linode",
            Self::Kubernetes => "kubernetes",
            Self::Local => "local",
        }
    }

    /// The provider of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.word() == word)
    }
}

/// What runs functions on a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Flavour {
    /// Knative Serving and Eventing.
    Knative,
    /// Deployments scaled by KEDA.
    Keda,
    /// Deployments scaled by the cluster itself.
    Plain,
}

/// The machines of a cluster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NodePool {
    /// The type, `PROVIDER:NAME`.
    pub r#type: Spanned<String>,
    /// How many.
    pub count: Spanned<u64>,
}

/// What carries messages on a cluster.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Broker {
    /// Kafka.
    Kafka,
    /// RabbitMQ.
    Rabbitmq,
    /// NATS JetStream.
    Nats,
    /// Another class of Knative broker.
    Class {
        /// The class.
        class: Spanned<String>,
        /// Its configuration, `NAMESPACE/NAME`.
        config: Spanned<String>,
    },
}

/// What keeps functions from hosts that they do not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Egress {
    /// Cilium's policies by host name.
    Cilium,
    /// A proxy.
    Proxy,
}

/// What is there on a cluster.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Cluster {
    /// Version of Kubernetes.
    pub version: Option<Spanned<String>>,
    /// What carries messages.
    pub broker: Option<Spanned<Broker>>,
    /// The gateway, `NAMESPACE/NAME` (faasc-system/public).
    pub gateway: Option<Spanned<String>>,
    /// The ClusterIssuer of certificates.
    pub issuer: Option<Spanned<String>>,
    /// The longest run that the operator allows.
    pub max_timeout: Option<Spanned<crate::unit::Duration>>,
    /// What enforces egress by host name.
    pub egress: Option<Spanned<Egress>>,
}

/// Where secrets lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecretStore {
    /// AWS Secrets Manager.
    AwsSecretsmanager,
    /// AWS Systems Manager Parameter Store.
    AwsParameterStore,
    /// Google Secret Manager.
    GcpSecretManager,
    /// Azure Key Vault.
    AzureKeyVault,
    /// A store of the External Secrets operator.
    ExternalSecrets(String),
    /// Secrets of the cluster.
    Kubernetes,
}

/// A gateway that is there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gateway {
    /// An API to which routes are added.
    Api(Spanned<Template>),
    /// A listener of a load balancer.
    Listener {
        /// Its ARN.
        listener: Spanned<Template>,
        /// The first priority of our rules.
        priority: Spanned<u64>,
    },
}

/// How Kafka knows us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KafkaAuth {
    /// AWS identities.
    Iam,
    /// User and password.
    Scram,
    /// Certificates.
    Mtls,
}

/// The Kafka cluster of a site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Kafka {
    /// A managed cluster.
    pub cluster: Option<Spanned<Template>>,
    /// Addresses.
    pub bootstrap: Option<Spanned<Template>>,
    /// How it knows us.
    pub auth: Option<Spanned<KafkaAuth>>,
    /// The secret with user and password or certificate.
    pub credential: Option<Spanned<Name>>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// The MQTT broker of a site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Mqtt {
    /// Its address.
    pub url: Spanned<Template>,
    /// The secret for it.
    pub credential: Option<Spanned<Name>>,
}

/// The network of a site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Network {
    /// Subnets; an input may stand for the list.
    pub subnets: Vec<Spanned<Template>>,
    /// Security groups.
    pub security_groups: Vec<Spanned<Template>>,
    /// Whether there is a way out.
    pub nat: Option<Spanned<bool>>,
    /// Services that are reached inside.
    pub endpoints: Vec<Spanned<Template>>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// What every role of a site has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Roles {
    /// The path.
    pub path: Option<Spanned<String>>,
    /// The boundary.
    pub permissions_boundary: Option<Spanned<Template>>,
}

/// A quota that was raised.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LimitOverride {
    /// The limit of the fact base.
    pub limit: Spanned<String>,
    /// Its value here.
    pub value: Spanned<serde_json::Value>,
    /// Why.
    pub because: Spanned<String>,
}

/// A site of one environment, overrides merged in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Site {
    /// Its name.
    pub name: Spanned<Name>,
    /// Whose.
    pub provider: Spanned<Provider>,
    /// The region.
    pub region: Option<Spanned<String>>,
    /// Account, project or subscription.
    pub account: Option<Spanned<String>>,
    /// The country, where no region says it.
    pub country: Option<Spanned<Country>>,
    /// What runs functions on a cluster.
    pub flavour: Spanned<Flavour>,
    /// The machines of a cluster.
    pub node: Option<NodePool>,
    /// What is there on a cluster.
    pub cluster: Cluster,
    /// Where images lie.
    pub registry: Option<Spanned<Template>>,
    /// Where secrets lie; absent: the host's own place.
    pub secrets: Option<Spanned<SecretStore>>,
    /// A gateway that is there.
    pub gateway: Option<Spanned<Gateway>>,
    /// Kafka.
    pub kafka: Option<Kafka>,
    /// MQTT.
    pub mqtt: Option<Mqtt>,
    /// The network.
    pub network: Option<Network>,
    /// Where logs lie.
    pub logs: Option<Place>,
    /// Where traces and metrics go.
    pub telemetry: Option<Place>,
    /// Where Terraform's state lies.
    pub state: Option<Place>,
    /// What makes transfers to its operator lawful.
    pub mechanism: Vec<Mechanism>,
    /// Countries from which the operator's staff can read.
    pub access: Option<Vec<Spanned<Country>>>,
    /// What every role has.
    pub roles: Option<Roles>,
    /// Where alarms go.
    pub alarms: Option<Spanned<Template>>,
    /// Quotas that were raised.
    pub limits: Vec<LimitOverride>,
    /// The whole declaration; of the undeclared `local`, the file's start.
    #[serde(skip)]
    pub span: Span,
}

impl Site {
    /// The key path (`sites.eu`).
    #[must_use]
    pub fn key_path(&self) -> String {
        format!("sites.{}", self.name.value)
    }
}
